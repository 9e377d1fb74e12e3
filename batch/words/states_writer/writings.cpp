#include "batch/words/states_writer/writings.h"

namespace reservepost::batch::states_writer {

namespace {

constexpr const char* source = "batch/words/states.txt";
constexpr const char* claim = "assert"; ///< Spin's word; in C++ it is not to be used.

std::string capitalised(std::string word)
{
    word.front() = static_cast<char>(word.front() - 'a' + 'A');
    return word;
}

std::string type_of(const Life& life)
{
    return capitalised(life.kind) + "State";
}

std::string cpp_of(const Life& life)
{
    const auto type = type_of(life);
    const auto value = [&](const std::string& name) { return type + "::" + capitalised(name); };
    std::string values;
    std::string names;
    std::string roads;
    for (const auto& state : life.states) {
        values += "    " + capitalised(state.name) + ", ///< " + state.means + "\n";
        names += "    \"" + state.name + "\",\n";
        for (const auto& road : state.roads)
            roads += "    Transition{" + value(state.name) + ", " + value(road.to) + ", \"" +
                     road.because + "\"},\n";
    }
    return "\n/// The life of a " + life.kind + ".\nenum class " + type + " {\n" + values +
           "};\n\ninline constexpr std::string_view " + life.kind + "_state_names[] = {\n" + names +
           "};\n\ninline constexpr Transition<" + type + "> " + life.kind + "_transitions[] = {\n" +
           roads + "};\n";
}

/// The trigger that refuses any other road. Which roads it lets pass stands in its condition, so
/// that a change of state that is known calls no function: thousands are made at once.
std::string guard_of(const std::string& kind, const std::string& known)
{
    const auto trigger = kind + "_transition";
    return "drop trigger if exists " + trigger + " on " + kind + ";\ncreate trigger " + trigger +
           " before update on " + kind +
           " for each row when (new.state <> old.state and not ((old.state || ' ' || new.state) "
           "in (\n" +
           known + ")))\n    execute function refuse_unknown_transition('" + kind + "');\n";
}

std::string sql_of(const Life& life)
{
    std::string names;
    std::string roads;
    std::string known; // "'waiting posting', …"
    for (const auto& state : life.states) {
        names += "    -- " + state.means + "\n    '" + state.name + "'" +
                 (&state == &life.states.back() ? "\n" : ",\n");
        for (const auto& road : state.roads)
            roads += (roads.empty() ? "    " : ",\n    ") + std::string("('") + life.kind + "', '" +
                     state.name + "', '" + road.to + "') /* " + road.because + " */";
        for (const auto& road : state.roads)
            known += (known.empty() ? "    '" : ",\n    '") + state.name + " " + road.to + "'";
    }
    const auto constraint = life.kind + "_state_check";
    return "\ninsert into state_transition (kind, from_state, to_state) values\n" + roads +
           ";\nalter table " + life.kind + " drop constraint if exists " + constraint +
           ";\nalter table " + life.kind + " add constraint " + constraint +
           " check (state in (\n" + names + "));\n" + guard_of(life.kind, known);
}

std::string promela_of(const Life& life)
{
    std::string names;
    std::string roads;
    for (const auto& state : life.states) {
        names += (names.empty() ? "" : ",") + std::string("\n    ") + life.kind + "_" + state.name +
                 " /* " + state.means + " */";
        for (const auto& road : state.roads)
            roads += (roads.empty() ? "" : " ||") + std::string("\n        (which == ") +
                     life.kind + "_" + state.name + " && to == " + life.kind + "_" + road.to +
                     ") /* " + road.because + " */";
    }
    return "\nmtype:" + life.kind + " = {" + names + "\n};\ninline " + life.kind +
           "_goes(which, to)\n{\n    " + claim + "(" + roads + ");\n    which = to\n}\n";
}

std::string page_of(const Life& life)
{
    std::string rows;
    std::string picture;
    for (const auto& state : life.states) {
        std::string roads;
        for (const auto& road : state.roads) {
            roads +=
                (roads.empty() ? "" : "<br>") + std::string("`") + road.to + "`: " + road.because;
            picture += "    " + state.name + " --> " + road.to + "\n";
        }
        rows += "| `" + state.name + "` | " + state.means + " | " + (roads.empty() ? "–" : roads) +
                " |\n";
    }
    return "\n## A " + life.kind + "\n\n| state | means | goes to |\n|---|---|---|\n" + rows +
           "\n```mermaid\nstateDiagram-v2\n" + picture + "```\n";
}

template <class Part> std::string joined(std::span<const Life> lives, Part part)
{
    std::string text;
    for (const auto& life : lives)
        text += part(life);
    return text;
}

} // namespace

std::string as_cpp(std::span<const Life> lives)
{
    return std::string("// Written from ") + source +
           " by the build.\n#pragma once\n\n#include \"batch/words/transition.h\"\n\n#include "
           "<string_view>\n\n// clang-format off\nnamespace reservepost::batch {\n" +
           joined(lives, cpp_of) + "\n} // namespace reservepost::batch\n";
}

std::string as_sql(std::span<const Life> lives)
{
    return std::string("-- Written from ") + source +
           " by the build. May run again and again.\n\ndelete from state_transition;\n" +
           joined(lives, sql_of);
}

std::string as_promela(std::span<const Life> lives)
{
    return std::string("/* Written from ") + source + "; see the target states_pages. */\n" +
           joined(lives, promela_of);
}

std::string as_page(std::span<const Life> lives)
{
    return std::string("# The life of a report, a letter and a job\n\nWritten from `") + source +
           "`, as are the program's tables, the database's constraints and the model in "
           "`docs/model`.\nA change of state that does not stand here is refused by the program, "
           "and by a trigger of the database\nwhoever asks. Rows are never removed; the journal "
           "keeps every change.\n" +
           joined(lives, page_of);
}

} // namespace reservepost::batch::states_writer

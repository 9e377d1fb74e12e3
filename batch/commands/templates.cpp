#include "batch/commands/commands.h"
#include "batch/disk/files.h"
#include "batch/letters/words_book.h"
#include "batch/letters/words_check.h"
#include "templates/declared_fields.h"
#include "templates/own_words.h"

#include <algorithm>

namespace reservepost::batch::commands {

namespace {

constexpr std::uint64_t largest_words_octets = 256 * 1024;

std::string with_tenths(double number)
{
    const auto tenths = static_cast<long>(number * 10.0 + 0.5);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string table_of(const letters::WordsCheck& check)
{
    std::size_t widest = 8;
    for (const auto& one : check.templates)
        widest = std::max(widest, one.file.size());
    const auto row = [&](std::string name, const std::string& a, const std::string& b,
                         const std::string& c) {
        name.resize(std::max(widest, name.size()) + 2, ' ');
        const auto right = [](const std::string& text) {
            return std::string(text.size() < 9 ? 9 - text.size() : 0, ' ') + text;
        };
        return name + right(a) + right(b) + right(c) + "\n";
    };
    std::string text = row("template", "LIX", "counted", "heaviest");
    for (const auto& one : check.templates)
        text += row(one.file, with_tenths(one.plain_lix), with_tenths(one.lix),
                    with_tenths(one.heaviest));
    return text;
}

json::Value value_of(const letters::WordsCheck& check)
{
    json::Value::List list;
    for (const auto& one : check.templates)
        list.push_back(json::Value::object({{"file", one.file},
                                            {"lix", with_tenths(one.plain_lix)},
                                            {"lix_counted", with_tenths(one.lix)},
                                            {"lix_heaviest", with_tenths(one.heaviest)}}));
    return json::Value::object(
        {{"templates", list}, {"findings", json::Value::list_of(check.findings)}});
}

void check_file(const std::filesystem::path& file, letters::WordsCheck& all)
{
    const std::string name = file.filename().string();
    try {
        const auto own =
            templates::OwnWords::parse(name, disk::read_file(file, largest_words_octets));
        const auto check = letters::check_own_words(own, name);
        all.templates.insert(all.templates.end(), check.templates.begin(), check.templates.end());
        all.findings.insert(all.findings.end(), check.findings.begin(), check.findings.end());
    } catch (const templates::TemplateErrors& errors) {
        for (const auto& error : errors.errors())
            all.findings.push_back(name + ":" + std::to_string(error.line) + ":" +
                                   std::to_string(error.column) + ": " + error.message);
    }
}

int check(const Invocation& invocation)
{
    const auto files = invocation.texts("FILE");
    letters::WordsCheck all;
    if (files.empty()) all = letters::check_shipped_templates();
    for (const auto& file : files)
        check_file(file, all);
    std::string text = all.templates.empty() ? "" : table_of(all);
    for (const auto& finding : all.findings)
        text += finding + "\n";
    text += all.findings.empty() ? "Nothing to mend.\n"
                                 : std::to_string(all.findings.size()) + " to mend.\n";
    invocation.print(value_of(all), text);
    return all.findings.empty() ? all_well : needs_look;
}

/// The template that an argument and `--language` name.
letters::TemplateName name_of(const Invocation& invocation)
{
    letters::TemplateName name{invocation.text("TEMPLATE"), invocation.text("--language")};
    if (templates::Template::find_shipped(name.kind, name.language)) return name;
    std::string known;
    for (const auto& kind : templates::letter_kinds())
        for (const auto language : kind.languages)
            known += (known.empty() ? "" : ", ") + std::string(kind.name) + " in " +
                     std::string(language);
    throw UsageError("there is no such template; there are " + known);
}

int begin(const Invocation& invocation)
{
    const auto name = name_of(invocation);
    invocation.out << templates::words_to_begin_with(
        templates::Template::find(name.kind, name.language));
    return all_well;
}

int set(const Invocation& invocation)
{
    const auto receiver = receiver_key(invocation, "RECEIVER");
    const std::filesystem::path file = invocation.text("FILE");
    letters::WordsCheck found;
    check_file(file, found);
    for (const auto& finding : found.findings)
        invocation.err << finding << "\n";
    if (!found.findings.empty()) {
        invocation.err << "Nothing was changed.\n";
        return needs_look;
    }
    const auto own = templates::OwnWords::parse(file.filename().string(),
                                                disk::read_file(file, largest_words_octets));
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    letters::set_own_words(transaction, receiver, own, state.occasion());
    transaction.commit();
    invocation.print(json::Value::object({{"receiver", to_text(receiver)},
                                          {"kind", own.kind()},
                                          {"language", own.language()},
                                          {"version", own.version()}}),
                     "Letters to " + to_text(receiver) + " use version " +
                         std::to_string(own.version()) + " of its own words (" + own.kind() + ", " +
                         own.language() + ") from now on\n");
    return all_well;
}

int drop(const Invocation& invocation)
{
    const auto receiver = receiver_key(invocation, "RECEIVER");
    const auto name = name_of(invocation);
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    const bool dropped = letters::drop_own_words(transaction, receiver, name, state.occasion());
    transaction.commit();
    invocation.print(json::Value::object({{"dropped", dropped}}),
                     dropped ? "Letters to " + to_text(receiver) + " use our words again\n"
                             : to_text(receiver) + " had no words of its own there\n");
    return all_well;
}

int list(const Invocation& invocation)
{
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    json::Value::List values;
    std::string text;
    for (const auto& row : letters::list_own_words(transaction)) {
        values.push_back(json::Value::object({{"receiver", to_text(row.receiver)},
                                              {"kind", row.name.kind},
                                              {"language", row.name.language},
                                              {"version", row.version},
                                              {"sha256", row.digest.hex()}}));
        text += to_text(row.receiver) + "  " + row.name.kind + "  " + row.name.language +
                "  version " + std::to_string(row.version) + "  since " + short_time(row.set_at) +
                "\n";
    }
    invocation.print(values, text.empty() ? "No receiver has words of its own.\n" : text);
    return all_well;
}

using enum Option::Kind;

const Option receiver_option{Argument, "RECEIVER", "R",
                             "Municipality and district, such as 0301-05", true};
const Option template_option{Argument, "TEMPLATE", "TEMPLATE",
                             "forwarding, confirmation-private or confirmation-public", true};
const Option language_option{Text, "--language", "L", "nb, nn; en for confirmations", true};

Command check_command()
{
    return {.name = "check",
            .summary = "Whether the words are plain, complete and discreet",
            .details = "Fills every template with made-up reports in every situation and looks at "
                       "the words: LIX (at\nmost 45, aim 40; `counted` leaves out the law's own "
                       "long words), sentences, passives, words of\noffices, what a letter to the "
                       "reporter must not tell, and that all languages say the same.\nWith FILE: "
                       "files of own words instead. Exit 2 when there is something to mend.\n\n  "
                       "reservepost templates check\n  reservepost templates check words.md",
            .options = {{Arguments, "FILE", "FILE", "Files of own words", false}},
            .run = check};
}

Command begin_command()
{
    return {.name = "begin",
            .summary = "A file of own words to begin with",
            .details = "Prints every passage that a receiver may say in its own words, as it is "
                       "shipped. Keep those\nthat change, delete the others.\n\n  reservepost "
                       "templates begin confirmation-private --language nn > words.md",
            .options = {template_option, language_option},
            .run = begin};
}

Command set_command()
{
    return {.name = "set",
            .summary = "Give a receiver's letters its own words",
            .details = "Checks the file as `templates check` does, and changes nothing where there "
                       "is something to mend.\nLetters that are not packed yet are set "
                       "anew.\n\n  reservepost templates set 0301-05 words.md",
            .options = {receiver_option, {Argument, "FILE", "FILE", "A file of own words", true}},
            .run = set};
}

Command drop_command()
{
    return {.name = "drop",
            .summary = "Give a receiver's letters our words again",
            .details = "The words that letters were made from are kept all the same.\n\n  "
                       "reservepost templates drop 0301-05 forwarding --language nb",
            .options = {receiver_option, template_option, language_option},
            .run = drop};
}

Command list_command()
{
    return {.name = "list",
            .summary = "Which receivers have words of their own",
            .details = "  reservepost templates list",
            .options = {},
            .run = list};
}

} // namespace

Command templates_command()
{
    return {.name = "templates",
            .summary = "The words of letters: check them, and let receivers have their own",
            .details = "What letters say stands in templates, which are part of the program; "
                       "`reservepost preview` shows\nthem on paper. A receiver may say some "
                       "passages in its own words.\n\n  reservepost templates check\n  "
                       "reservepost templates set 0301-05 words.md",
            .commands = {check_command(), begin_command(), set_command(), list_command(),
                         drop_command()}};
}

} // namespace reservepost::batch::commands

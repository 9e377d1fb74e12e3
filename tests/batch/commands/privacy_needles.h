#pragma once

#include "batch/json/value.h"
#include "tests/batch/commands/command_desk.h"
#include "tests/support/process.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <initializer_list>
#include <set>
#include <string>
#include <sys/stat.h>
#include <vector>

// Marks to plant in reports, and a look for them, and for references, in texts and files.

namespace reservepost::tests {

/// The part of every mark that no escape changes.
inline constexpr const char* mark_core = "KSEMARK";

/// Gives marks, each another.
class Marks {
public:
    std::string next()
    {
        const auto digits = std::to_string(++given_);
        return "Ø" + std::string(mark_core) + std::string(4 - digits.size(), '0') + digits;
    }

    /// A sample report to that receiver, with a mark in place of every text, and one field more
    /// that no form has.
    std::string report(const std::string& sample, const std::string& municipality,
                       const std::string& district)
    {
        auto value = batch::json::parse(
            file_text(fs::path(RESERVEPOST_SOURCE) / "samples" / "reports" / (sample + ".json")));
        value = marked(value);
        value.set("kommunenummer", municipality);
        value.set("bydelsnummer", district);
        value.set("sendingstidspunkt", "2026-11-23T08:30:00");
        value.set(next(), next());
        return batch::json::pretty(value);
    }

private:
    batch::json::Value marked(const batch::json::Value& value)
    {
        if (value.is_text()) return next();
        if (value.is_list()) {
            batch::json::Value::List items;
            for (const auto& item : value.as_list())
                items.push_back(marked(item));
            return items;
        }
        if (!value.is_object()) return value;
        auto object = batch::json::Value::object();
        for (const auto& [key, member] : value.as_object())
            object.set(key, marked(member));
        return object;
    }

    int given_ = 0;
};

/// The marks as they may stand: in the clear, in hexadecimal, in base64 at its three alignments.
inline std::vector<std::string> marks_alone()
{
    return {mark_core, "4b53454d41524b", "4B53454D41524B", "S1NFTUFSS", "tTRU1BUk", "LU0VNQVJL"};
}

/// The marks and the references of those numbers, these also in capitals, bare and as octets.
inline std::vector<std::string> needles_for(std::initializer_list<int> numbers)
{
    auto needles = marks_alone();
    for (const int number : numbers) {
        const auto text = reference(number);
        std::string bare = text, octets, capitals = text;
        std::erase(bare, '-');
        for (std::size_t i = 0; i < bare.size(); i += 2)
            octets += static_cast<char>(std::stoi(bare.substr(i, 2), nullptr, 16));
        std::transform(text.begin(), text.end(), capitals.begin(),
                       [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c; });
        needles.insert(needles.end(), {text, bare, octets, capitals});
    }
    return needles;
}

/// The needles that stand in `text`, or nothing.
inline std::string found_in(const std::string& text, const std::vector<std::string>& needles)
{
    std::string found;
    for (const auto& needle : needles)
        if (const auto* at = static_cast<const char*>(
                ::memmem(text.data(), text.size(), needle.data(), needle.size()))) {
            const auto place = static_cast<std::size_t>(at - text.data());
            const auto begin = place > 60 ? place - 60 : 0;
            found += "…" + text.substr(begin, 120) + "…\n";
        }
    return found;
}

/// The files and names below `directory` in which a needle stands, or nothing.
inline std::string found_below(const fs::path& directory, const std::vector<std::string>& needles)
{
    std::string found;
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
        const auto name = entry.path().lexically_relative(directory).string();
        if (const auto in_name = found_in(name, needles); !in_name.empty())
            found += "name " + in_name;
        if (!entry.is_regular_file()) continue;
        if (const auto inside = found_in(file_text(entry.path()), needles); !inside.empty())
            found += name + ": " + inside;
    }
    return found;
}

/// What lies directly in the state and lets others, who are neither owner nor of the group, or the
/// group, read something of it: a file, or a directory with such a file in it.
inline std::set<std::string> readable_by_others(const fs::path& directory)
{
    constexpr mode_t read = 0044, pass = 0011;
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(directory)) {
        struct stat found;
        if (::lstat(entry.path().c_str(), &found) != 0) continue;
        const bool is_open =
            S_ISDIR(found.st_mode)
                ? (found.st_mode & pass) != 0 && !readable_by_others(entry.path()).empty()
                : S_ISREG(found.st_mode) && (found.st_mode & read) != 0;
        if (is_open) names.insert(entry.path().filename());
    }
    return names;
}

inline std::string text_of_pdf(const fs::path& pdf)
{
    const auto read = run({"pdftotext", "-enc", "UTF-8", pdf.string(), "-"});
    return read.status == 0 ? read.output : std::string();
}

/// How many different marks stand in `text`.
inline int count_of_marks(const std::string& text)
{
    const std::string core = mark_core;
    std::set<std::string> marks;
    for (auto at = text.find(core); at != std::string::npos; at = text.find(core, at + 1))
        marks.insert(text.substr(at + core.size(), 4));
    return static_cast<int>(marks.size());
}

} // namespace reservepost::tests

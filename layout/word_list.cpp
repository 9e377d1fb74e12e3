#include "layout/word_list.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::layout {

namespace {

constexpr std::size_t most_letters_in_entry = 31;

/// UTF-8 as ISO 8859-1; nothing if a character has no place there.
bool to_latin1(std::string_view utf8, std::string& latin1)
{
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto octet = static_cast<unsigned char>(utf8[i]);
        if (octet < 0x80) {
            latin1 += utf8[i];
        } else if ((octet == 0xC2 || octet == 0xC3) && i + 1 < utf8.size()) {
            const auto next = static_cast<unsigned char>(utf8[++i]);
            latin1 += static_cast<char>((octet & 3U) << 6U | (next & 0x3FU));
        } else {
            return false;
        }
    }
    return true;
}

bool is_small_letter(char octet)
{
    const auto letter = static_cast<unsigned char>(octet);
    return (letter >= 'a' && letter <= 'z') || (letter >= 0xDF && letter != 0xF7);
}

bool is_mark(char octet)
{
    return octet == '=' || octet == '-';
}

/// What is wrong with an entry whose marks at the edges have been taken away; nothing if it can
/// be read.
const char* fault_of(std::string_view marked)
{
    std::size_t letters = 0;
    bool after_mark = true;
    for (const char octet : marked) {
        if (is_mark(octet)) {
            if (after_mark) return "a mark stands between two letters";
            after_mark = true;
            continue;
        }
        if (!is_small_letter(octet)) return "an entry holds small letters and marks only";
        after_mark = false;
        ++letters;
    }
    if (letters < 2 || letters > most_letters_in_entry) return "an entry has 2 to 31 letters";
    return after_mark ? "a mark stands between two letters" : nullptr;
}

constexpr std::uint64_t bit(std::size_t at)
{
    return std::uint64_t{1} << at;
}

/// An entry whose marks at the edges have been taken away.
ListedWord read_entry(std::string_view marked)
{
    ListedWord entry;
    entry.build.begins_known = entry.build.ends_known = true;
    std::size_t part = 0;
    bool chosen = false;
    const auto end_part = [&] {
        if (chosen) entry.build.chosen |= bit(entry.letters.size()) - bit(part);
        part = entry.letters.size();
        chosen = false;
    };
    for (const char mark : marked) {
        if (mark == '=') {
            end_part();
            entry.build.joints |= bit(entry.letters.size());
        } else if (mark == '-') {
            entry.build.hyphens |= bit(entry.letters.size());
            chosen = true;
        } else {
            entry.letters += mark;
        }
    }
    end_part();
    return entry;
}

} // namespace

std::vector<ListedWord> read_word_list(std::string_view name, std::string_view list)
{
    std::vector<ListedWord> words;
    int line_number = 0;
    for (std::size_t begin = 0; begin < list.size();) {
        const std::size_t end = std::min(list.find('\n', begin), list.size());
        const std::string_view line = list.substr(begin, end - begin);
        begin = end + 1;
        ++line_number;
        if (line.empty() || line.front() == '#') continue;
        const std::string where = std::string(name) + ", line " + std::to_string(line_number);
        const auto fail = [&where](const char* what) {
            throw std::logic_error(where + ": " + what + " [this is a bug]");
        };
        std::string marked;
        if (!to_latin1(line, marked)) fail("a character is not in ISO 8859-1");
        const bool begins = marked.ends_with('='), ends = marked.starts_with('=');
        if (begins && ends) fail("an entry begins compounds or ends them, not both");
        if (begins) marked.pop_back();
        if (ends) marked.erase(0, 1);
        if (const char* const fault = fault_of(marked)) fail(fault);
        ListedWord word = read_entry(marked);
        word.place = begins ? ListedWord::Place::Begins
                     : ends ? ListedWord::Place::Ends
                            : ListedWord::Place::Alone;
        word.where = where;
        words.push_back(std::move(word));
    }
    return words;
}

} // namespace reservepost::layout

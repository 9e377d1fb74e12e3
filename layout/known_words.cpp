#include "layout/known_words.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace reservepost::layout {

namespace {

/// With what words end when they are inflected, in either language.
constexpr auto endings = std::to_array<std::string_view>(
    {"",    "a",   "ane", "anes", "ar",   "ars", "as", "d",   "de",  "e",   "en",   "ende",
     "ens", "er",  "ere", "eren", "erne", "ers", "es", "et",  "ets", "ene", "enes", "n",
     "ne",  "nes", "ns",  "r",    "rs",   "s",   "st", "ste", "t",   "te",  "ts"});
constexpr std::size_t longest_ending = 4;

/// With what words are made from others: they belong to what stands before them.
constexpr auto derivations =
    std::to_array<std::string_view>({"asjon", "elig", "ell", "else", "ende", "ere", "ering", "iser",
                                     "isk", "isme", "ist", "itet", "leg", "lig", "sk"});

/// A shorter part is too likely to be found where it is none.
constexpr std::size_t sure_beginning = 6, sure_end = 5;

constexpr std::size_t shortest_part = 3, most_letters_in_entry = 31;
constexpr int most_parts = 4;

bool is_ending(std::string_view letters)
{
    return std::ranges::find(endings, letters) != endings.end();
}

/// True if `letters` may stand by themselves on a line without being a mere ending.
bool may_be_part(std::string_view letters)
{
    return letters.size() >= shortest_part && has_vowel(letters) && !is_ending(letters) &&
           std::ranges::none_of(
               derivations, [letters](std::string_view made) { return letters.starts_with(made); });
}

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

/// Bits `from` to `until`, the latter not included.
constexpr std::uint64_t bits(std::size_t from, std::size_t until)
{
    return bit(until) - bit(from);
}

static_assert(bits(2, 5) == 0b11100);

/// An entry without its marks at the edges, and what its marks inside say.
struct Entry {
    std::string letters;
    Build build;
};

Entry read_entry(std::string_view marked)
{
    Entry entry;
    entry.build.begins_known = entry.build.ends_known = true;
    std::size_t part = 0;
    bool chosen = false;
    const auto end_part = [&] {
        if (chosen) entry.build.chosen |= bits(part, entry.letters.size());
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

/// The build of a word of which `first` tells the beginning and `second` the rest from letter
/// `joint` on.
Build put_together(const Build& first, const Build& second, std::size_t joint)
{
    return {first.joints | second.joints << joint | bit(joint),
            first.hyphens | second.hyphens << joint, first.chosen | second.chosen << joint,
            first.begins_known, second.ends_known};
}

/// The build of an entry with an ending: that belongs to the last part, and is chosen with it.
Build with_ending(Build build, std::size_t letters, std::size_t all)
{
    if ((build.chosen & bit(letters - 1)) != 0) build.chosen |= bits(letters, all);
    return build;
}

} // namespace

bool has_vowel(std::string_view letters)
{
    // a e i o u y, æ ø å, and those with accents, in ISO 8859-1.
    constexpr std::string_view vowels = "aeiouy\xE0\xE1\xE2\xE4\xE5\xE6\xE8\xE9\xEA\xEB\xEC\xED"
                                        "\xEE\xEF\xF2\xF3\xF4\xF6\xF8\xF9\xFA\xFB\xFC\xFD";
    return letters.find_first_of(vowels) != std::string_view::npos;
}

void KnownWords::add(std::string_view name, std::string_view list)
{
    int line_number = 0;
    for (std::size_t begin = 0; begin < list.size();) {
        const std::size_t end = std::min(list.find('\n', begin), list.size());
        const std::string_view line = list.substr(begin, end - begin);
        begin = end + 1;
        ++line_number;
        if (line.empty() || line.front() == '#') continue;
        const auto fail = [&](const char* what) {
            throw std::logic_error(std::string(name) + ", line " + std::to_string(line_number) +
                                   ": " + what + " [this is a bug]");
        };
        std::string marked;
        if (!to_latin1(line, marked)) fail("a character is not in ISO 8859-1");
        const bool begins = marked.ends_with('='), ends = marked.starts_with('=');
        if (begins && ends) fail("an entry begins compounds or ends them, not both");
        const auto bare =
            std::string_view(marked).substr(ends ? 1 : 0, marked.size() - (begins || ends ? 1 : 0));
        if (const char* const fault = fault_of(bare)) fail(fault);
        Entry entry = read_entry(bare);
        Entries& entries = begins ? beginnings_ : ends ? ends_ : words_;
        if (!entries.emplace(std::move(entry.letters), entry.build).second)
            fail("the entry stands there twice");
    }
}

const Build* KnownWords::find_with_ending(const Entries& entries, std::string_view word,
                                          std::size_t& letters)
{
    // The longest entry that leaves an ending over.
    for (std::size_t ending = 0; ending <= longest_ending && ending + 2 <= word.size(); ++ending) {
        letters = word.size() - ending;
        if (!is_ending(word.substr(letters))) continue;
        const auto found = entries.find(word.substr(0, letters));
        if (found != entries.end()) return &found->second;
    }
    return nullptr;
}

bool KnownWords::find_word(std::string_view word, int depth, Build& build) const
{
    std::size_t letters = 0;
    const Build* found = find_with_ending(words_, word, letters);
    // What ends compounds is a word as well, once its compound has begun.
    if (found == nullptr && depth > 0) found = find_with_ending(ends_, word, letters);
    if (found == nullptr) return false;
    build = with_ending(*found, letters, word.size());
    return true;
}

bool KnownWords::find_beginning(std::string_view word, int depth, Build& build) const
{
    if (word.size() < 2 + shortest_part) return false;
    for (std::size_t length = word.size() - shortest_part; length >= 2; --length) {
        const auto found = beginnings_.find(word.substr(0, length));
        if (found == beginnings_.end()) continue;
        const std::string_view rest = word.substr(length);
        const Build of_rest = build_of(rest, depth + 1);
        if (!of_rest.begins_known && (length < sure_beginning || !may_be_part(rest))) continue;
        build = put_together(found->second, of_rest, length);
        return true;
    }
    return false;
}

bool KnownWords::find_end(std::string_view word, int depth, Build& build) const
{
    for (std::size_t begin = shortest_part; begin + 2 <= word.size(); ++begin) {
        std::size_t letters = 0;
        const std::string_view front = word.substr(0, begin), end = word.substr(begin);
        const Build* const found = find_with_ending(ends_, end, letters);
        if (found == nullptr || !may_be_part(front)) continue;
        const Build of_front = build_of(front, depth + 1);
        // "Trafikkapasitet" is short for three k: there is no telling where to part it.
        const bool sure = letters >= sure_end && front.back() != end.front();
        if (!of_front.ends_known && !sure) continue;
        build = put_together(of_front, with_ending(*found, letters, end.size()), begin);
        return true;
    }
    return false;
}

Build KnownWords::build_of(std::string_view word, int depth) const
{
    Build build;
    if (depth >= most_parts || word.size() < 2) return build;
    if (!find_word(word, depth, build) && !find_beginning(word, depth, build))
        find_end(word, depth, build);
    return build;
}

} // namespace reservepost::layout

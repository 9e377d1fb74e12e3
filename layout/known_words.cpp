#include "layout/known_words.h"

#include "layout/word_list.h"

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

constexpr std::size_t shortest_part = 3;
constexpr int most_parts = 4;

bool is_ending(std::string_view letters)
{
    return letters.size() <= longest_ending && std::ranges::find(endings, letters) != endings.end();
}

/// True if `letters` may stand by themselves on a line without being a mere ending.
bool may_be_part(std::string_view letters)
{
    return letters.size() >= shortest_part && has_vowel(letters) && !is_ending(letters) &&
           std::ranges::none_of(
               derivations, [letters](std::string_view made) { return letters.starts_with(made); });
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
    for (ListedWord& listed : read_word_list(name, list)) {
        LetterTree& tree = listed.place == ListedWord::Place::Begins ? beginnings_
                           : listed.place == ListedWord::Place::Ends ? ends_
                                                                     : words_;
        if (listed.place == ListedWord::Place::Ends) std::ranges::reverse(listed.letters);
        if (!tree.add(listed.letters, static_cast<std::uint32_t>(builds_.size())))
            throw std::logic_error(listed.where + ": the entry stands there twice [this is a bug]");
        builds_.push_back(listed.build);
    }
}

struct KnownWords::Question {
    Question(std::string_view asked, int parts_before) : word(asked), depth(parts_before)
    {
        for (std::size_t length = 0; length <= std::min(longest_ending, word.size()); ++length)
            ends_with[length] = is_ending(word.substr(word.size() - length));
    }

    /// The word without its first `letters`: it ends as this one does.
    Question behind(std::size_t letters) const
    {
        Question rest = *this;
        rest.word = word.substr(letters);
        ++rest.depth;
        return rest;
    }

    std::string_view word;
    int depth; ///< Parts of the compound that were found before.
    std::array<bool, longest_ending + 1> ends_with{}; ///< An ending of so many letters.
};

bool KnownWords::find_word(const Question& question, Build& build) const
{
    const std::string_view word = question.word;
    bool found = false;
    std::uint32_t place = LetterTree::root;
    for (std::size_t length = 1; length <= word.size(); ++length) {
        place = words_.next(place, word[length - 1]);
        if (place == LetterTree::nowhere) break;
        const std::size_t left = word.size() - length;
        if (left > longest_ending || !question.ends_with[left]) continue;
        if (words_.value(place) == LetterTree::none) continue;
        // A longer one may follow.
        build = with_ending(builds_[words_.value(place)], length, word.size());
        found = true;
    }
    if (found || question.depth == 0) return found;
    // What ends compounds is a word as well, once its compound has begun.
    for (std::size_t ending = 0; ending <= longest_ending; ++ending) {
        if (ending + 2 > word.size() || !question.ends_with[ending]) continue;
        const std::string_view stem = word.substr(0, word.size() - ending);
        std::uint32_t end = LetterTree::root;
        for (std::size_t at = stem.size(); at-- > 0 && end != LetterTree::nowhere;)
            end = ends_.next(end, stem[at]);
        if (end == LetterTree::nowhere || ends_.value(end) == LetterTree::none) continue;
        build = with_ending(builds_[ends_.value(end)], stem.size(), word.size());
        return true;
    }
    return false;
}

bool KnownWords::find_beginning(const Question& question, Build& build) const
{
    const std::string_view word = question.word;
    std::array<std::uint32_t, most_letters_in_word + 1> found; // By length; all are tried.
    std::size_t longest = 0;
    std::uint32_t place = LetterTree::root;
    for (std::size_t length = 1; length + shortest_part <= word.size(); ++length) {
        place = beginnings_.next(place, word[length - 1]);
        if (place == LetterTree::nowhere) break;
        found[length] = beginnings_.value(place);
        longest = length;
    }
    for (std::size_t length = longest; length >= 2; --length) {
        if (found[length] == LetterTree::none) continue;
        const Question rest = question.behind(length);
        const Build of_rest = answer(rest);
        if (!of_rest.begins_known && (length < sure_beginning || !may_be_part(rest.word))) continue;
        build = put_together(builds_[found[length]], of_rest, length);
        return true;
    }
    return false;
}

bool KnownWords::find_end(const Question& question, Build& build) const
{
    const std::string_view word = question.word;
    // By where they begin: the entry, and how many letters it has.
    std::array<std::uint32_t, most_letters_in_word + 1> found;
    std::array<std::size_t, most_letters_in_word + 1> letters;
    found.fill(LetterTree::none);
    std::size_t first = word.size();
    for (std::size_t ending = 0; ending <= longest_ending; ++ending) {
        if (ending > word.size() || !question.ends_with[ending]) continue;
        std::uint32_t place = LetterTree::root;
        for (std::size_t at = word.size() - ending; at-- > shortest_part;) {
            place = ends_.next(place, word[at]);
            if (place == LetterTree::nowhere) break;
            if (ends_.value(place) == LetterTree::none || found[at] != LetterTree::none) continue;
            found[at] = ends_.value(place);
            letters[at] = word.size() - ending - at;
            first = std::min(first, at);
        }
    }
    for (std::size_t begin = first; begin < word.size(); ++begin) {
        if (found[begin] == LetterTree::none || !may_be_part(word.substr(0, begin))) continue;
        const Build of_front = answer({word.substr(0, begin), question.depth + 1});
        // "Trafikkapasitet" is short for three k: there is no telling where to part it.
        const bool sure = letters[begin] >= sure_end && word[begin - 1] != word[begin];
        if (!of_front.ends_known && !sure) continue;
        build = put_together(
            of_front, with_ending(builds_[found[begin]], letters[begin], word.size() - begin),
            begin);
        return true;
    }
    return false;
}

Build KnownWords::answer(const Question& question) const
{
    Build build;
    if (question.depth >= most_parts || question.word.size() < 2) return build;
    if (!find_word(question, build) && !find_beginning(question, build)) find_end(question, build);
    return build;
}

Build KnownWords::build_of(std::string_view word) const
{
    return answer({word, 0});
}

} // namespace reservepost::layout

#include "layout/break_places.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace reservepost::layout {

namespace {

using Iterator = std::unique_ptr<icu::BreakIterator>;

enum class Kind { Line, Cluster };

Iterator iterator_of(Kind kind)
{
    // Making one takes milliseconds, a clone of it less than a microsecond.
    const auto make = [](Kind made_kind) {
        UErrorCode status = U_ZERO_ERROR;
        const icu::Locale& root = icu::Locale::getRoot();
        std::unique_ptr<const icu::BreakIterator> made(
            made_kind == Kind::Line ? icu::BreakIterator::createLineInstance(root, status)
                                    : icu::BreakIterator::createCharacterInstance(root, status));
        if (U_FAILURE(status)) throw std::runtime_error("ICU has no break rules; reinstall it");
        return made;
    };
    static const std::unique_ptr<const icu::BreakIterator> lines = make(Kind::Line);
    static const std::unique_ptr<const icu::BreakIterator> clusters = make(Kind::Cluster);
    return Iterator((kind == Kind::Line ? lines : clusters)->clone());
}

/// Line breaking classes of UAX #14, as far as no table is needed for them.
enum class Simple : std::uint8_t {
    No,      ///< Ask ICU.
    Letter,  ///< AL, or NU: LB23, LB25 and LB28 keep them together.
    Comma,   ///< IS: kept with what is before it by LB13, with what follows by LB25 and LB29.
    Closing, ///< EX and CP: LB13 keeps them with what is before; what follows may not.
    Space,   ///< SP: LB7 keeps it with what is before, LB18 lets a line end after it.
};

constexpr std::array<Simple, 0x100> simple_classes = [] {
    std::array<Simple, 0x100> classes{};
    const auto set = [&classes](std::size_t first, std::size_t last, Simple simple) {
        for (std::size_t unit = first; unit <= last; ++unit)
            classes.at(unit) = simple;
    };
    set('a', 'z', Simple::Letter);
    set('A', 'Z', Simple::Letter);
    set('0', '9', Simple::Letter);
    set(0xC0, 0xFF, Simple::Letter);
    classes.at(0xD7) = classes.at(0xF7) = Simple::No;
    for (const char comma : {',', '.', ':', ';'})
        classes.at(static_cast<std::size_t>(comma)) = Simple::Comma;
    for (const char closing : {'!', '?', ')'})
        classes.at(static_cast<std::size_t>(closing)) = Simple::Closing;
    classes.at(' ') = Simple::Space;
    return classes;
}();

Simple class_of(char16_t unit)
{
    return unit < simple_classes.size() ? simple_classes[unit] : Simple::No;
}

/// Letters, figures and commas are most of a text: so they are asked for in one step.
constexpr std::array<bool, 0x100> units_of_words = [] {
    std::array<bool, 0x100> units{};
    for (std::size_t i = 0; i < units.size(); ++i)
        units[i] = simple_classes[i] == Simple::Letter || simple_classes[i] == Simple::Comma;
    return units;
}();

bool is_of_word(char16_t unit)
{
    return unit < units_of_words.size() && units_of_words[unit];
}

/// Where the spaces end that begin at `at`.
std::size_t after_spaces(std::u16string_view text, std::size_t at)
{
    while (at < text.size() && text[at] == u' ')
        ++at;
    return at;
}

/// The place after a simple word and its spaces, if `start` is the beginning of one and the next
/// word begins simply as well; else 0.
std::size_t after_simple_word(std::u16string_view text, std::size_t start)
{
    std::size_t at = start;
    while (at < text.size() && is_of_word(text[at]))
        ++at;
    if (at == start) return 0;
    while (at < text.size() && class_of(text[at]) == Simple::Closing)
        ++at;
    if (at == text.size()) return at;
    if (text[at] != u' ') return 0;
    at = after_spaces(text, at);
    return at == text.size() || class_of(text[at]) == Simple::Letter ? at : 0;
}

/// The next place after `start` where a line may end whatever is before and behind: between
/// letter or punctuation, spaces, and letter. Else the text's end.
std::size_t next_certain_place(std::u16string_view text, std::size_t start)
{
    for (std::size_t at = start; at < text.size(); ++at) {
        const Simple before = class_of(text[at]);
        if (before == Simple::No || before == Simple::Space) continue;
        if (at + 1 == text.size() || text[at + 1] != u' ') continue;
        const std::size_t next = after_spaces(text, at + 1);
        if (next == text.size() || class_of(text[next]) == Simple::Letter) return next;
        at = next - 1;
    }
    return text.size();
}

constexpr char16_t first_hangul = 0x1100;

bool is_hangul(UChar32 character)
{
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(character, &status) == USCRIPT_HANGUL;
}

/// True if `at` is inside a Korean word. UAX #14 lets a line end after any syllable, as in Chinese;
/// but Korean parts its words by spaces, and is read by words.
bool parts_korean_word(std::u16string_view text, std::size_t at)
{
    if (at == 0 || at >= text.size()) return false;
    if (text[at - 1] < first_hangul && text[at] < first_hangul) return false;
    UChar32 before = 0, after = 0;
    std::size_t back = at, on = at;
    U16_PREV(text.data(), 0, back, before);
    U16_NEXT(text.data(), on, text.size(), after);
    if (is_hangul(before)) return u_isalnum(after) != 0;
    // A particle stands behind brackets as it does behind a word.
    const auto closes = u_charType(before);
    return is_hangul(after) &&
           (u_isalnum(before) != 0 || closes == U_END_PUNCTUATION || closes == U_FINAL_PUNCTUATION);
}

} // namespace

struct BreakPlaces::Iterators {
    Iterator lines = iterator_of(Kind::Line);
    Iterator clusters = iterator_of(Kind::Cluster);
    UText text = UTEXT_INITIALIZER;

    ~Iterators() { utext_close(&text); }

    void add_lines(std::u16string_view part, std::size_t start, std::vector<std::uint32_t>& found)
    {
        const std::size_t before = found.size();
        add(*lines, part, start, found);
        const auto is_inside_word = [&](std::uint32_t place) {
            return parts_korean_word(part, place - start);
        };
        found.erase(std::remove_if(found.begin() + static_cast<std::ptrdiff_t>(before), found.end(),
                                   is_inside_word),
                    found.end());
    }

    /// Adds the places in `part`, which begins `start` units behind the whole's beginning.
    void add(icu::BreakIterator& iterator, std::u16string_view part, std::size_t start,
             std::vector<std::uint32_t>& found)
    {
        UErrorCode status = U_ZERO_ERROR;
        utext_openUChars(&text, part.data(), static_cast<std::int64_t>(part.size()), &status);
        iterator.setText(&text, status);
        if (U_FAILURE(status)) throw std::runtime_error("ICU cannot read the text; reinstall it");
        iterator.first();
        for (auto at = iterator.next(); at != icu::BreakIterator::DONE; at = iterator.next())
            found.push_back(static_cast<std::uint32_t>(start + static_cast<std::size_t>(at)));
    }
};

BreakPlaces::BreakPlaces() : iterators_(std::make_unique<Iterators>()) {}

BreakPlaces::~BreakPlaces() = default;

std::span<const std::uint32_t> BreakPlaces::lines(std::u16string_view text)
{
    lines_.clear();
    // ICU begins anew at every place it has found; so a text may be cut at any of them.
    for (std::size_t start = 0; start < text.size();) {
        std::size_t end = after_simple_word(text, start);
        if (end != 0) {
            lines_.push_back(static_cast<std::uint32_t>(end));
        } else {
            end = next_certain_place(text, start);
            iterators_->add_lines(text.substr(start, end - start), start, lines_);
        }
        start = end;
    }
    return lines_;
}

std::span<const std::uint32_t> BreakPlaces::lines_by_icu(std::u16string_view text)
{
    lines_.clear();
    if (!text.empty()) iterators_->add_lines(text, 0, lines_);
    return lines_;
}

std::span<const std::uint32_t> BreakPlaces::clusters(std::u16string_view text)
{
    clusters_.clear();
    if (!text.empty()) iterators_->add(*iterators_->clusters, text, 0, clusters_);
    return clusters_;
}

} // namespace reservepost::layout

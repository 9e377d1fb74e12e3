#include "layout/paragraph.h"
#include "layout/shape_item.h"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <stdexcept>

namespace reservepost::layout {

namespace {

/// A place where a line may end.
struct Opportunity {
    std::size_t at = 0;      ///< The next line begins here.
    std::size_t ink_end = 0; ///< Spaces at a line's end take no room.
    bool hyphen = false;
    bool inside_word = false; ///< Only because a word is wider than the measure.
};

enum class Unit { Line, Character };

std::unique_ptr<icu::BreakIterator> iterator_of(Unit unit)
{
    // Making one takes milliseconds, a clone of it less than a microsecond.
    const auto make = [](Unit kind) {
        UErrorCode status = U_ZERO_ERROR;
        const icu::Locale& root = icu::Locale::getRoot();
        std::unique_ptr<const icu::BreakIterator> made(
            kind == Unit::Line ? icu::BreakIterator::createLineInstance(root, status)
                               : icu::BreakIterator::createCharacterInstance(root, status));
        if (U_FAILURE(status)) throw std::runtime_error("ICU has no break rules; reinstall it");
        return made;
    };
    static const std::unique_ptr<const icu::BreakIterator> lines = make(Unit::Line);
    static const std::unique_ptr<const icu::BreakIterator> characters = make(Unit::Character);
    return std::unique_ptr<icu::BreakIterator>((unit == Unit::Line ? lines : characters)->clone());
}

std::vector<std::size_t> boundaries(std::u16string_view text, Unit unit)
{
    const auto iterator = iterator_of(unit);
    const icu::UnicodeString alias(false, text.data(), static_cast<int32_t>(text.size()));
    iterator->setText(alias);
    std::vector<std::size_t> found;
    iterator->first();
    for (int32_t at = iterator->next(); at != icu::BreakIterator::DONE; at = iterator->next()) {
        found.push_back(static_cast<std::size_t>(at));
    }
    return found;
}

Opportunity opportunity(std::u16string_view text, std::size_t start, std::size_t at)
{
    Opportunity made{at, at, false, false};
    while (made.ink_end > start && text[made.ink_end - 1] == u' ')
        --made.ink_end;
    made.hyphen = at < text.size() && at > 0 && text[at - 1] == soft_hyphen;
    return made;
}

/// The places where UAX #14 lets a line end, and inside words wider than the measure all places
/// between grapheme clusters. The first is the paragraph's beginning, the last its end.
std::vector<Opportunity> opportunities_of(const ShapedText& shaped, Length measure)
{
    const std::u16string_view text = shaped.itemised.text;
    std::vector<Opportunity> all(1);
    for (const std::size_t at : boundaries(text, Unit::Line)) {
        const std::size_t start = all.back().at;
        const Opportunity next = opportunity(text, start, at);
        if (shaped.width(start, next.ink_end) > measure) {
            const auto word = text.substr(start, next.ink_end - start);
            for (const std::size_t inside : boundaries(word, Unit::Character)) {
                if (start + inside == next.ink_end) break;
                all.push_back({start + inside, start + inside, false, true});
            }
        }
        all.push_back(next);
    }
    return all;
}

/// What a line costs. Ragged lines look calm when the white at their ends is even, so the white
/// is counted by its square. A line more costs as much as a line a quarter empty; a break inside
/// a word is the last resort; a last line of one short word is avoided where that is cheap.
class Cost {
public:
    Cost(const ShapedText& shaped, Length measure) : shaped_(shaped), measure_(measure) {}

    Length width(const Opportunity& from, const Opportunity& to) const
    {
        const std::size_t end = std::max(from.at, to.ink_end);
        const Length hyphen = to.hyphen ? shaped_.hyphen_width : Length();
        return shaped_.width(from.at, end) + hyphen;
    }

    std::int64_t of(Length width, const Opportunity& to, bool last) const
    {
        constexpr std::int64_t line = 250 * 250, hyphen = 200 * 200, inside_word = 4'000'000,
                               lonely_word = 150 * 150;
        const std::int64_t whole = std::max<std::int64_t>(1, measure_.in_thousandths_of_pt());
        const std::int64_t white = (measure_ - width).in_thousandths_of_pt() * 1000 / whole;
        if (last) return line + (white > 880 ? lonely_word : 0);
        return line + white * white + (to.hyphen ? hyphen : 0) + (to.inside_word ? inside_word : 0);
    }

private:
    const ShapedText& shaped_;
    Length measure_;
};

} // namespace

std::vector<LineBreak> break_lines(const ShapedText& shaped, const Manner&, Length measure,
                                   Workbench&)
{
    const std::vector<Opportunity> places = opportunities_of(shaped, measure);
    const Cost cost(shaped, measure);

    // Characters without width could put all places of a text of millions into one line.
    constexpr std::size_t most_places_in_line = 1000;

    // The cheapest way to each place, found from the cheapest ways to the places before it.
    constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
    std::vector<std::int64_t> cheapest(places.size(), never);
    std::vector<std::size_t> came_from(places.size(), 0);
    cheapest[0] = 0;
    for (std::size_t to = 1; to < places.size(); ++to) {
        const std::size_t first = to > most_places_in_line ? to - most_places_in_line : 0;
        for (std::size_t from = to; from-- > first;) {
            const Length width = cost.width(places[from], places[to]);
            // A single cluster that is wider than the measure must stand somewhere.
            if (width > measure && from + 1 < to) break;
            const std::int64_t sum =
                cheapest[from] + cost.of(width, places[to], to + 1 == places.size());
            if (sum < cheapest[to]) {
                cheapest[to] = sum;
                came_from[to] = from;
            }
        }
    }

    std::vector<LineBreak> lines;
    for (std::size_t to = places.size() - 1; to > 0; to = came_from[to]) {
        const std::size_t start = places[came_from[to]].at;
        lines.push_back(
            {{start, std::max(start, places[to].ink_end)}, places[to].hyphen, Length()});
    }
    std::reverse(lines.begin(), lines.end());
    if (lines.empty()) lines.emplace_back();
    return lines;
}

} // namespace reservepost::layout

#include "layout/break_chances.h"

#include "layout/cut_edge.h"
#include "layout/line_reach.h"
#include "layout/shape_item.h"
#include "layout/word_space.h"
#include "layout/workbench.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <bit>

namespace reservepost::layout {

namespace {

// What it costs to end a line at a place, as penalties for `LineChooser`.
constexpr std::int32_t after_own_hyphen = 40; ///< "e-post": the hyphen stands there anyway.
constexpr std::int32_t after_other_sign = 60; ///< Between the words of an address on the net.
constexpr std::int32_t at_soft_hyphen = 30;
constexpr std::int32_t at_joint = 40;
constexpr std::int32_t at_syllable = 70;
constexpr std::int32_t near_edge = 40; ///< More, if fewer than four letters would stand alone.
constexpr std::int32_t in_name = 40;   ///< More, if the word may be a name.
constexpr std::int32_t inside_word = 10'000;

/// Letters at an edge that are shaped for their width alone. More of them than this are joined.
constexpr std::size_t most_measured = 8;

constexpr std::size_t few_letters = 4;
constexpr std::size_t shortest_parted = 5;

/// Measures the text up to where lines may end.
class Measurer {
public:
    Measurer(const ShapedText& shaped, const Manner& manner, Workbench& bench)
        : shaped_(shaped), manner_(manner), bench_(bench)
    {
    }

    Length to(std::size_t at) const { return shaped_.width(0, at); }

    /// What a line that ends here takes beyond the text's width: a hyphen, and what letters gain
    /// when they no longer stand beside the next.
    Length more_at_end(const LineEnd& end)
    {
        if (!end.hyphen && keeps_glyphs(shaped_, end.ink_end)) return {};
        const CutEdges edges = cut_edges(shaped_, {{0, end.ink_end}, end.hyphen, {}});
        return more(edges.has_head() ? edges.head : edges.tail, end.hyphen);
    }

    /// Up to the end of a line, and what its last letters gain; but for its hyphen.
    Length to_bare_end(LineEnd end)
    {
        end.hyphen = false;
        return to(end.ink_end) + more_at_end(end);
    }

    /// What a line that begins here takes beyond the text's width.
    Length more_at_beginning(std::size_t at)
    {
        if (keeps_glyphs(shaped_, at)) return {};
        return more(cut_edges(shaped_, {{at, shaped_.itemised.text.size()}, false, {}}).head,
                    false);
    }

    /// The same as `more_at_end` for a hyphen inside a word of `item`, remembering letters.
    Length hyphen_after(std::size_t at, const Item& item)
    {
        const char16_t letter = shaped_.itemised.text[at - 1];
        if (letter >= hyphens_.size() || !keeps_glyphs(shaped_, at - 1))
            return more_at_end({static_cast<std::uint32_t>(at), 0, true});
        if (&item != item_) hyphens_.fill(unknown);
        item_ = &item;
        Length& hyphen = hyphens_[letter];
        if (hyphen == unknown) hyphen = more({at - 1, at}, true);
        return hyphen;
    }

private:
    Length more(const Stretch& edge, bool hyphen)
    {
        const std::int64_t was =
            shaped_.advance_before[edge.end] - shaped_.advance_before[edge.start];
        const auto letters =
            std::u16string_view(shaped_.itemised.text).substr(edge.start, edge.end - edge.start);
        // Where many letters join they do so beyond the cut, and take the same room.
        if (!hyphen && letters.size() > most_measured) return {};
        const std::int64_t is = shape_edge(shaped_, edge, hyphen, manner_, bench_).advance;
        return shaped_.size.scaled(is - was, 1000);
    }

    static constexpr Length unknown = Length::thousandths_of_pt(-1);

    const ShapedText& shaped_;
    const Manner& manner_;
    Workbench& bench_;
    const Item* item_ = nullptr;
    std::array<Length, 0x100> hyphens_; ///< In the item that was asked for last.
};

/// What was offered inside a word.
struct Inside {
    std::size_t at = 0;
    std::int32_t penalty = 0;
    bool hyphen = false;
    Length more_at_end;
};

/// Looks into the words of a paragraph, from its beginning to its end.
class WordOpener {
public:
    WordOpener(const ShapedText& shaped, const Manner& manner, Measurer& measurer, Workbench& bench)
        : shaped_(shaped), text_(shaped.itemised.text), manner_(manner), measurer_(measurer),
          tools_(bench.line_tools())
    {
    }

    /// Hyphens between `start` and `end`, where no space is.
    void add_hyphens(std::size_t start, std::size_t end, std::vector<Inside>& inside)
    {
        if (start >= token_end_) find_words(start);
        // Stretches are asked for in rising order, and a token may have thousands of each.
        while (word_ < words_->size() && (*words_)[word_].start < start)
            ++word_;
        for (; word_ < words_->size() && (*words_)[word_].end <= end; ++word_) {
            const PartedWords::Word& word = (*words_)[word_];
            const Item& item = item_from(word.start);
            if (word.end <= item.end && item.level % 2 == 0 && !item.boxed && !is_foreign(word))
                add_places_of(word, item, inside);
        }
    }

    /// Places between clusters, where glyphs part too, in what is wider than `measure` between
    /// two hyphens.
    void add_clusters(std::size_t start, std::size_t end, Length measure,
                      std::vector<Inside>& inside)
    {
        const auto hyphens = inside;
        inside.clear();
        std::size_t from = start;
        for (std::size_t i = 0; i <= hyphens.size(); ++i) {
            const std::size_t to = i < hyphens.size() ? hyphens[i].at : end;
            // A hyphen is no wider than the type is high.
            if (shaped_.width(from, to) + shaped_.size > measure) {
                for (const std::size_t at : clusters_between(from, to)) {
                    const auto end_at = static_cast<std::uint32_t>(at);
                    inside.push_back(
                        {at, inside_word, false, measurer_.more_at_end({end_at, end_at, false})});
                }
            }
            if (i < hyphens.size()) inside.push_back(hyphens[i]);
            from = to;
        }
    }

private:
    /// Looks up the words of the token in which `start` stands, from space to space.
    void find_words(std::size_t start)
    {
        token_end_ = std::min(text_.find(u' ', start), text_.size());
        // The stretches before this one may have been too short to be asked for.
        const std::size_t token = text_.rfind(u' ', start) + 1;
        words_ = &tools_.words.words(text_, token, token_end_, manner_.language);
        word_ = 0;
    }

    void add_places_of(const PartedWords::Word& word, const Item& item, std::vector<Inside>& inside)
    {
        const bool name = u_isupper(text_[word.start]) != 0;
        const std::size_t letters = word.end - word.start;
        for (std::uint64_t rest = word.places.all; rest != 0; rest &= rest - 1) {
            const auto place = static_cast<std::size_t>(std::countr_zero(rest));
            const std::size_t at = word.start + place;
            const bool joint = (word.places.joints >> place & 1U) != 0;
            std::int32_t penalty = joint ? at_joint : at_syllable;
            if (place < few_letters || letters - place < few_letters) penalty += near_edge;
            if (name) penalty += in_name;
            inside.push_back({at, penalty, true, measurer_.hyphen_after(at, item)});
        }
    }

    /// Places between two others where clusters meet, and glyphs too. A box stands by itself,
    /// even where it is part of a cluster.
    const std::vector<std::size_t>& clusters_between(std::size_t from, std::size_t to)
    {
        between_.clear();
        for (const std::size_t length : tools_.places.clusters(text_.substr(from, to - from))) {
            const std::size_t at = from + length;
            if (at != to && begins_cluster(at)) between_.push_back(at);
        }
        const auto& items = shaped_.itemised.items;
        const auto first = std::ranges::upper_bound(items, from, {}, &Item::end);
        for (auto item = first; item != items.end() && item->start < to; ++item) {
            if (!item->boxed) continue;
            if (item->start > from) between_.push_back(item->start);
            if (item->end < to) between_.push_back(item->end);
        }
        std::ranges::sort(between_);
        const auto doubled = std::ranges::unique(between_);
        between_.erase(doubled.begin(), doubled.end());
        return between_;
    }

    /// True if some glyph stands for characters that begin at `at`. Asked for rising places.
    bool begins_cluster(std::size_t at)
    {
        const Item& item = item_at(shaped_.itemised, at);
        const auto glyphs = shaped_.glyphs_of(item);
        const bool falls = item.level % 2 == 1;
        if (item.start != cluster_item_) glyph_ = 0;
        cluster_item_ = item.start;
        const auto cluster = [&](std::size_t number) {
            return glyphs[falls ? glyphs.size() - 1 - number : number].cluster;
        };
        while (glyph_ < glyphs.size() && cluster(glyph_) < at)
            ++glyph_;
        return glyph_ < glyphs.size() && cluster(glyph_) == at;
    }

    /// True if somebody else wrote a part of the word. Asked for rising words.
    bool is_foreign(const PartedWords::Word& word)
    {
        const auto& foreign = shaped_.itemised.foreign;
        while (foreign_ < foreign.size() && foreign[foreign_].end <= word.start)
            ++foreign_;
        return foreign_ < foreign.size() && foreign[foreign_].start < word.end;
    }

    /// The item in which the unit at `at` stands. Asked for rising places.
    const Item& item_from(std::size_t at)
    {
        const auto& items = shaped_.itemised.items;
        while (items[item_].end <= at)
            ++item_;
        return items[item_];
    }

    const ShapedText& shaped_;
    std::u16string_view text_;
    const Manner& manner_;
    Measurer& measurer_;
    LineTools& tools_;

    const std::vector<PartedWords::Word>* words_ = nullptr; ///< Up to `token_end_`.
    std::size_t word_ = 0;      ///< The first of them that was not yet looked into.
    std::size_t token_end_ = 0; ///< Where a space stands.
    std::size_t item_ = 0;
    std::size_t foreign_ = 0;
    std::vector<std::size_t> between_;
    std::size_t cluster_item_ = 0;
    std::size_t glyph_ = 0;
};

bool is_hyphen(char16_t unit)
{
    return unit == u'-' || unit == u'\u2010';
}

/// What ends a line where Unicode lets it end: penalty, and whether a hyphen is seen.
void judge_place(std::u16string_view text, LineEnd& end, Chance& chance)
{
    if (end.next == text.size() || end.ink_end != end.next || end.ink_end == 0) {
        chance.hyphen =
            end.next != text.size() && end.ink_end > 0 && is_hyphen(text[end.ink_end - 1]);
        return;
    }
    const char16_t last = text[end.ink_end - 1];
    if (last == soft_hyphen) {
        end.hyphen = chance.hyphen = true;
        chance.penalty = at_soft_hyphen;
    } else if (is_hyphen(last)) {
        chance.hyphen = true;
        chance.penalty = after_own_hyphen;
    } else if (last < 0x0080) {
        chance.penalty = after_other_sign;
    }
}

} // namespace

const ChanceList& unicode_chances(const ShapedText& shaped, const Manner& manner, Workbench& bench)
{
    const std::u16string_view text = shaped.itemised.text;
    LineTools& tools = bench.line_tools();
    Measurer measurer(shaped, manner, bench);
    find_word_spaces(text, tools.spaces);
    tools.whole.begin();
    std::uint32_t start = 0;
    std::size_t space = 0;
    for (const std::uint32_t place : tools.places.lines(text)) {
        LineEnd end{place, place, false};
        while (end.ink_end > start && text[end.ink_end - 1] == u' ')
            --end.ink_end;
        start = place;
        Chance chance;
        while (space < tools.spaces.size() && tools.spaces[space] < end.ink_end)
            ++space;
        chance.spaces_to_end = static_cast<std::int32_t>(space);
        while (space < tools.spaces.size() && tools.spaces[space] < place)
            ++space;
        chance.spaces_to_next = static_cast<std::int32_t>(space);
        judge_place(text, end, chance);
        chance.width_to_end = measurer.to(end.ink_end) + measurer.more_at_end(end);
        chance.width_to_next = measurer.to(place) - measurer.more_at_beginning(place);

        Chance& last = tools.whole.chances.back();
        const bool nothing_between = last.width_to_next == chance.width_to_next &&
                                     last.spaces_to_next == chance.spaces_to_next &&
                                     tools.whole.chances.size() > 1 && place < text.size();
        if (!nothing_between) {
            tools.whole.add(chance, end);
        } else if (chance.width_to_end < last.width_to_end ||
                   (chance.width_to_end == last.width_to_end && chance.penalty < last.penalty)) {
            last = chance;
            tools.whole.ends.back() = end;
        }
    }
    return tools.whole;
}

const ChanceList& offered_chances(const ShapedText& shaped, const Manner& manner,
                                  const Offer& offer, const LineRules& rules, Workbench& bench)
{
    LineTools& tools = bench.line_tools();
    Measurer measurer(shaped, manner, bench);
    WordOpener opener(shaped, manner, measurer, bench);
    LineReach reach(rules, Chance{});
    std::vector<Inside> inside;
    std::size_t space = 0;
    tools.parted.begin();
    for (std::size_t i = 1; i < tools.whole.chances.size(); ++i) {
        const Chance& before = tools.whole.chances[i - 1];
        const Chance& chance = tools.whole.chances[i];
        const std::size_t start = tools.whole.ends[i - 1].next;
        const LineEnd& end = tools.whole.ends[i];
        inside.clear();
        if (offer.hyphenation && end.ink_end - start >= shortest_parted &&
            reach.covers_word(before, chance, shaped.size)) {
            opener.add_hyphens(start, end.ink_end, inside);
        }
        // Letters that stood in one glyph with those before them are wider by themselves.
        const bool parts_anywhere =
            offer.inside_words && measurer.to_bare_end(end) - before.width_to_next > rules.measure;
        if (parts_anywhere) opener.add_clusters(start, end.ink_end, rules.measure, inside);
        const auto add = [&](Chance made, LineEnd made_end) {
            const Length width = made.width_to_end - tools.parted.chances.back().width_to_next;
            if (offer.inside_words && made_end.hyphen && width > rules.measure) {
                // Better no hyphen than one outside the measure: no line could end with it.
                made.width_to_end = measurer.to_bare_end(made_end);
                made.penalty = inside_word;
                made.hyphen = made_end.hyphen = false;
            }
            tools.parted.add(made, made_end);
            reach.add(made);
        };
        for (const Inside& place : inside) {
            while (space < tools.spaces.size() && tools.spaces[space] < place.at)
                ++space;
            Chance made;
            made.width_to_end = measurer.to(place.at) + place.more_at_end;
            made.width_to_next = measurer.to(place.at) - measurer.more_at_beginning(place.at);
            made.spaces_to_end = made.spaces_to_next = static_cast<std::int32_t>(space);
            made.penalty = place.penalty;
            made.hyphen = place.hyphen;
            const auto at = static_cast<std::uint32_t>(place.at);
            add(made, {at, at, place.hyphen});
        }
        add(chance, end);
    }
    return tools.parted;
}

} // namespace reservepost::layout

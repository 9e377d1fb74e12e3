// What must hold on the pages of any letter of words that can be found again: each of them there
// once and in order, inside the margins, on the grid, with no line left alone.
#include "layout/compose.h"
#include "layout/looks.h"
#include "page_text.h"
#include "sample_letters.h"
#include "shared_workshop.h"
#include "tests/support/for_any.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <functional>
#include <map>
#include <set>

namespace reservepost::layout {

namespace {

/// Words "b7w1 b7w2 …" of block 7, so that each word of a letter can be told from all others.
class Words {
public:
    explicit Words(std::size_t block) : stem_("b" + std::to_string(block) + "w") {}

    std::string some(int count)
    {
        std::string text;
        for (int i = 0; i < count; ++i)
            text += (i > 0 ? " " : "") + stem_ + std::to_string(++last_) + "x";
        return text;
    }

private:
    std::string stem_;
    int last_ = 0;
};

SimpleBlock any_block(std::size_t number)
{
    Words words(number);
    const int few = *rc::gen::inRange(1, 6), many = *rc::gen::inRange(1, 120);
    switch (*rc::gen::inRange(0, 9)) {
    case 0:
        return Heading{*rc::gen::inRange(1, 5), {{words.some(few)}}};
    case 1: {
        List list;
        for (int items = few; items > 0; --items)
            list.items.push_back({{words.some(*rc::gen::inRange(1, 40))}});
        return list;
    }
    case 2:
    case 3:
    case 4: {
        const std::string label = words.some(*rc::gen::inRange(1, 9));
        return LabelValue{label, words.some(*rc::gen::inRange(0, 2) == 0 ? few : many)};
    }
    case 5:
        return Quotation{words.some(many) + "\n\n" + words.some(many)};
    case 6:
        return AddressBlock{words.some(2) + "\n" + words.some(1)};
    default:
        return Paragraph{{{words.some(many)}},
                         *rc::gen::elementOf(std::vector<ParagraphStyle>{
                             ParagraphStyle::Body, ParagraphStyle::Body, ParagraphStyle::Lead,
                             ParagraphStyle::Small, ParagraphStyle::Large})};
    }
}

Letter any_letter()
{
    Letter letter = letter_with("");
    Part& part = letter.parts.front();
    part.hyphenated = false;
    part.continued = ""; // A label that is repeated would have its words twice.
    part.alignment =
        *rc::gen::elementOf(std::vector<Alignment>{Alignment::Ragged, Alignment::Justified});
    part.blocks.clear();
    const auto count = *rc::gen::inRange<std::size_t>(1, 24);
    while (part.blocks.size() < count) {
        const std::size_t number = part.blocks.size();
        switch (*rc::gen::inRange(0, 12)) {
        case 0:
            part.blocks.emplace_back(Separator{});
            break;
        case 1:
            part.blocks.emplace_back(Spacer{*rc::gen::inRange(1, 6)});
            break;
        case 2:
            part.blocks.emplace_back(
                Box{{any_block(number), any_block(number + 100)}, *rc::gen::arbitrary<bool>()});
            break;
        default:
            std::visit([&](auto block) { part.blocks.emplace_back(std::move(block)); },
                       any_block(number));
        }
    }
    return letter;
}

/// A word of the letter where it stands. Words of a heading, of 12.5 points or of bold ones
/// beside body text, are told by their faces.
struct Found {
    std::size_t page = 0;
    Point at;
    Length size;
    bool bold = false;
    std::string word;
    bool operator==(const Found&) const = default;
};

/// All words "b…x" of the pages, in the order in which they stand in their frames.
std::vector<Found> words_on(const Composition& composition)
{
    std::vector<Found> found;
    for (std::size_t page = 0; page < composition.pages.size(); ++page) {
        for (const Placed& placed : composition.pages[page].items) {
            const auto* run = std::get_if<GlyphRun>(&placed.item);
            if (run == nullptr) continue;
            const bool bold = run->face == shared_library().body_face(fonts::Style::Bold);
            for (std::size_t at = 0; at < run->text.size();) {
                const std::size_t end = std::min(run->text.find(' ', at), run->text.size());
                const std::string word = run->text.substr(at, end - at);
                if (word.starts_with('b') && word.ends_with('x'))
                    found.push_back({page, placed.at, run->size, bold, word});
                at = end + 1;
            }
        }
    }
    return found;
}

std::size_t block_of(const std::string& word)
{
    return std::stoul(word.substr(1));
}

std::size_t number_of(const std::string& word)
{
    return std::stoul(word.substr(word.find('w') + 1));
}

/// How many words each block of the letter has.
std::map<std::size_t, std::size_t> words_of_blocks(const Letter& letter)
{
    std::map<std::size_t, std::size_t> counts;
    const auto count = [&counts](const std::string& text) {
        for (std::size_t at = text.find('x'); at != std::string::npos;
             at = text.find('x', at + 1)) {
            const std::size_t begin = text.find_last_of(" \n", at) + 1;
            ++counts[block_of(text.substr(begin, at - begin + 1))];
        }
    };
    struct Count {
        const std::function<void(const std::string&)> text;
        void operator()(const Heading& b) const { text(b.spans[0].text); }
        void operator()(const Paragraph& b) const { text(b.spans[0].text); }
        void operator()(const LabelValue& b) const { text(b.label), text(b.value); }
        void operator()(const Quotation& b) const { text(b.text); }
        void operator()(const AddressBlock& b) const { text(b.text); }
        void operator()(const List& b) const
        {
            for (const Spans& item : b.items)
                text(item[0].text);
        }
        void operator()(const Box& b) const
        {
            for (const SimpleBlock& block : b.blocks)
                std::visit(*this, block);
        }
        void operator()(const Separator&) const {}
        void operator()(const Spacer&) const {}
        void operator()(const Tie&) const {}
        void operator()(const NewSheet&) const {}
        void operator()(const NewPage&) const {}
    };
    for (const Block& block : letter.parts[0].blocks)
        std::visit(Count{count}, block);
    return counts;
}

/// Which part of a line of the grid a block's lines may begin on: running text and quotations on
/// whole ones, also where they are in a box that shows no outline.
std::int64_t steps_of(const SimpleBlock& block)
{
    const bool running = std::holds_alternative<Paragraph>(block) ||
                         std::holds_alternative<Quotation>(block) ||
                         std::holds_alternative<AddressBlock>(block);
    return running ? 1 : 2;
}

/// The same for each block of the letter, by its number.
std::map<std::size_t, std::int64_t> steps_of_blocks(const Letter& letter)
{
    std::map<std::size_t, std::int64_t> steps;
    const auto& blocks = letter.parts[0].blocks;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        std::visit(
            [&](const auto& block) {
                if constexpr (std::is_same_v<std::decay_t<decltype(block)>, Box>) {
                    for (std::size_t k = 0; k < block.blocks.size(); ++k)
                        steps[i + k * 100] = block.outlined ? 2 : steps_of(block.blocks[k]);
                } else {
                    steps[i] = steps_of(block);
                }
            },
            blocks[i]);
    }
    return steps;
}

/// Every word once, inside the margins and on a line of the grid; blocks in their order.
void check_words(const Letter& letter, const Composition& composition)
{
    const PageGeometry geometry;
    const Looks looks = looks_for(geometry);
    const auto steps = steps_of_blocks(letter);
    std::map<std::size_t, std::set<std::size_t>> seen;
    std::map<std::size_t, std::size_t> first_page, last_page;
    for (const Found& word : words_on(composition)) {
        const std::size_t block = block_of(word.word);
        RC_ASSERT(seen[block].insert(number_of(word.word)).second);
        first_page.try_emplace(block, word.page);
        last_page[block] = word.page;

        RC_ASSERT(word.at.x >= geometry.margin_left);
        RC_ASSERT(word.at.y > (word.page == 0 ? geometry.first_page_top : geometry.margin_top));
        RC_ASSERT(word.at.y < geometry.page.height - geometry.margin_bottom);
        const bool has_own_leading =
            word.bold || word.size == looks.small.size || word.size == looks.large.size;
        const Length from_grid = word.at.y - geometry.margin_top - looks.body.baseline;
        const Length step = looks.body.leading.scaled(1, steps.at(block));
        RC_ASSERT((has_own_leading ||
                   from_grid.in_thousandths_of_pt() % step.in_thousandths_of_pt() == 0));
    }
    std::size_t page = 0;
    for (const auto& [block, count] : words_of_blocks(letter)) {
        RC_ASSERT(seen[block].size() == count);
        if (block >= 100) continue; // The second in a box, which has the number of a later one.
        RC_ASSERT(first_page[block] >= page);
        page = last_page[block];
    }
    for (const Frame& frame : composition.pages) {
        for (const Placed& placed : frame.items) {
            const auto* run = std::get_if<GlyphRun>(&placed.item);
            if (run == nullptr) continue;
            RC_ASSERT(placed.at.x + width_of(*run) <=
                      geometry.page.width - geometry.margin_right + Length::pt(0.1));
        }
    }
}

/// No first or last line of a text alone on a page, and no heading at a page's foot.
void check_page_ends(const Letter& letter, const Composition& composition)
{
    const auto found = words_on(composition);

    // Lines of each block on each page. A list's items and a quotation's paragraphs count as one
    // text less strictly, so only blocks of one text are asked.
    std::map<std::size_t, std::map<std::size_t, std::set<Length>>> lines;
    for (const Found& word : found)
        lines[block_of(word.word)][word.page].insert(word.at.y);
    const auto& blocks = letter.parts[0].blocks;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const bool one_text = std::holds_alternative<Paragraph>(blocks[i]) ||
                              std::holds_alternative<LabelValue>(blocks[i]);
        if (!one_text || lines[i].size() < 2) continue;
        for (const auto& [page, on_page] : lines[i])
            RC_ASSERT(on_page.size() >= 2U);
    }
    for (std::size_t i = 0; i + 1 < blocks.size(); ++i) {
        if (!std::holds_alternative<Heading>(blocks[i]) || lines[i].empty()) continue;
        if (lines[i + 1].empty()) continue;
        RC_ASSERT(lines[i].rbegin()->first == lines[i + 1].begin()->first);
    }
}

} // namespace

TEST(Grid, HoldsEveryWordOfAnyLetterOnceAndLeavesNoLineAlone)
{
    tests::for_any(120, [] {
        const Letter letter = any_letter();
        const Composition composition = shared_workshop().compose(letter, PageGeometry());
        check_words(letter, composition);
        check_page_ends(letter, composition);
    });
}

} // namespace reservepost::layout

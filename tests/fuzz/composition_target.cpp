#include "layout/pdf.h"
#include "paragraphs.h"
#include "targets.h"
#include "tests/layout/promises/promises.h"
#include "tests/layout/shared_workshop.h"

namespace reservepost::fuzz {

namespace {

using layout::Length;
using layout::promise;

std::vector<std::string> choose_texts(Octets& octets)
{
    const std::string all = octets.text_until(block_end);
    Octets block(all);
    std::vector<std::string> texts;
    while (!block.empty())
        texts.push_back(block.text_until(text_end));
    return texts;
}

std::string text_at(const std::vector<std::string>& texts, std::size_t i)
{
    return i < texts.size() ? texts[i] : std::string();
}

/// Each text is a span, the first of them plain.
layout::Spans spans_of(const std::vector<std::string>& texts)
{
    layout::Spans spans;
    for (const std::string& text : texts) {
        const std::size_t i = spans.size();
        spans.push_back({text, i % 2 == 1, i % 3 == 2, i % 4 == 3});
    }
    return spans;
}

layout::List list_of(const std::vector<std::string>& texts, bool ordered)
{
    layout::List list;
    for (const std::string& text : texts)
        list.items.push_back({{text}});
    list.ordered = ordered;
    return list;
}

layout::SimpleBlock choose_block(Octets& octets)
{
    const std::size_t kind = octets.choose(12);
    const std::size_t manner = octets.choose(4);
    const auto texts = choose_texts(octets);
    switch (kind) {
    case 1:
        return layout::Heading{static_cast<int>(manner) + 1, spans_of(texts)};
    case 2:
        return list_of(texts, manner % 2 == 1);
    case 3:
        return layout::LabelValue{text_at(texts, 0), text_at(texts, 1)};
    case 4:
        return layout::Quotation{text_at(texts, 0)};
    case 5:
        return layout::Separator{};
    case 6:
        return layout::Spacer{static_cast<int>(manner) * 20 - 10};
    case 7:
        return layout::AddressBlock{text_at(texts, 0)};
    case 8:
        return layout::Tie{};
    case 9:
        return layout::NewSheet{};
    case 10:
        return layout::NewPage{};
    default:
        return layout::Paragraph{spans_of(texts), static_cast<layout::ParagraphStyle>(manner)};
    }
}

void add_part(layout::Letter& letter, Octets& octets)
{
    layout::Part& part = letter.parts.emplace_back();
    part.language = choose_language(octets);
    const std::size_t manner = octets.choose(8);
    if (manner % 2 == 1) part.alignment = layout::Alignment::Justified;
    part.hyphenated = manner % 4 < 2;
    if (manner >= 4) part.continued.clear();
}

void add_block(layout::Letter& letter, Octets& octets)
{
    const std::size_t place = octets.choose(10);
    if (place == 7) add_part(letter, octets);
    if (place == 8) letter.parts.back().foot = octets.text_until(block_end);
    const layout::SimpleBlock block = choose_block(octets);
    auto& blocks = letter.parts.back().blocks;
    const bool goes_on = place == 6 && !blocks.empty();
    if (auto* const box = goes_on ? std::get_if<layout::Box>(&blocks.back()) : nullptr) {
        box->blocks.push_back(block);
    } else if (place == 5) {
        blocks.emplace_back(layout::Box{{block}, octets.flip()});
    } else {
        std::visit([&blocks](const auto& simple) { blocks.emplace_back(simple); }, block);
    }
}

layout::Letter choose_letter(Octets& octets)
{
    layout::Letter letter;
    letter.address = choose_texts(octets);
    letter.return_line = octets.text_until(block_end);
    letter.head = choose_texts(octets);
    add_part(letter, octets);
    while (!octets.empty())
        add_block(letter, octets);
    return letter;
}

layout::PageGeometry choose_geometry(Octets& octets)
{
    layout::PageGeometry geometry;
    const auto percent = static_cast<std::int64_t>(60 + octets.choose(13) * 10);
    geometry.body_size = geometry.body_size.scaled(percent, 100);
    geometry.body_leading = geometry.body_leading.scaled(percent, 100);
    geometry.margin_right += Length::mm(static_cast<double>(octets.choose(8) * 3));
    geometry.most_pages = octets.flip() ? 6 : 400;
    return geometry;
}

void check_pdf(const layout::Composition& composition)
{
    const layout::PdfJob job{
        {"Job 1", "2026-11-25T08:10:00+01:00", "uuid:1", "nb"},
        {{1, "forwarding", composition.sheets, "duplex", "C5", composition.pages}}};
    const std::string pdf = layout::write_pdf(job, layout::shared_library());
    promise(pdf.starts_with("%PDF-1.6") && pdf.ends_with("%%EOF\n"), "a PDF is whole");
}

} // namespace

void try_composition(std::string_view given)
{
    Octets octets(given);
    const bool written = octets.choose(16) == 1;
    const layout::PageGeometry geometry = choose_geometry(octets);
    const layout::Letter letter = choose_letter(octets);

    layout::Workbench& warm = layout::shared_bench();
    layout::Workbench cold(warm.library(), warm.hyphenator(), 0);
    try {
        const layout::Composition composition = layout::compose(letter, geometry, warm);
        layout::check_composition(letter, composition, warm);
        const layout::Composition again = layout::compose(letter, geometry, cold);
        promise(layout::octets_of(again.pages) == layout::octets_of(composition.pages),
                "what a bench has set before never shows");
        if (written) check_pdf(composition);
    } catch (const layout::DoesNotFit&) {
        // A word for the operator, who mends the address or what stands beside it.
    } catch (const layout::LetterTooLong&) {
        // Held for hand work.
    }
}

} // namespace reservepost::fuzz

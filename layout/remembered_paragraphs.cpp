#include "layout/remembered_paragraphs.h"

#include "layout/workbench.h"

#include <variant>

namespace reservepost::layout {

namespace {

/// Paragraphs that came once and are noted at most, eight octets each.
constexpr std::size_t most_noted = 16'384;

/// A text with its length before it, so that no two rows of texts give the same key.
void append(std::string& key, std::string_view text)
{
    key += std::to_string(text.size());
    key += ':';
    key += text;
}

void append(std::string& key, Length length)
{
    append(key, std::to_string(length.in_thousandths_of_pt()));
}

void append(std::string& key, int number)
{
    key += static_cast<char>('0' + number);
}

std::size_t octets_in(const SetParagraph& paragraph)
{
    std::size_t octets = 0;
    for (const SetLine& line : paragraph.lines)
        for (const Placed& placed : line.items)
            if (const auto* const run = std::get_if<GlyphRun>(&placed.item))
                octets += sizeof(Placed) + run->text.size() + sizeof(Glyph) * run->glyphs.size();
    return octets;
}

} // namespace

void RememberedParagraphs::write_key(const Spans& spans, const Manner& manner, Length measure)
{
    key_.clear();
    append(key_, measure);
    append(key_, manner.size);
    append(key_, static_cast<int>(manner.style));
    append(key_, manner.language);
    append(key_, static_cast<int>(manner.direction));
    append(key_, static_cast<int>(manner.alignment));
    append(key_, manner.hyphenated ? 1 : 0);
    for (const Span& span : spans) {
        append(key_, (span.strong ? 1 : 0) + (span.emphasis ? 2 : 0) + (span.foreign ? 4 : 0));
        append(key_, span.text);
    }
}

bool RememberedParagraphs::came_before()
{
    if (noted_.size() == most_noted) noted_.clear();
    return !noted_.insert(std::hash<std::string>()(key_)).second;
}

void RememberedParagraphs::keep(const SetParagraph& paragraph)
{
    const std::size_t octets = key_.size() + octets_in(paragraph);
    if (octets > room_) return;
    if (used_ + octets > room_) {
        paragraphs_.clear();
        used_ = 0;
    }
    used_ += octets;
    paragraphs_.emplace(key_, paragraph);
}

SetParagraph remembered_paragraph(const Spans& spans, const Manner& manner, Length measure,
                                  Workbench& bench)
{
    return bench.paragraphs().of(spans, manner, measure,
                                 [&] { return set_paragraph(spans, manner, measure, bench); });
}

} // namespace reservepost::layout

#include "layout/pdf_codes.h"

#include <algorithm>
#include <array>

namespace reservepost::layout {

namespace {

/// Codes of one octet, by order of use. Not among them: 0, which stands for no glyph; 13, 40, 41
/// and 92, which would need escaping in a string; 32, to which PDF gives a meaning of its own.
constexpr std::array<std::uint32_t, 250> one_octet_codes = [] {
    std::array<std::uint32_t, 250> codes{};
    std::size_t next = 0;
    for (std::uint32_t code = 1; code < 256; ++code) {
        if (code != 13 && code != 32 && code != 40 && code != 41 && code != 92) {
            codes.at(next++) = code;
        }
    }
    return codes;
}();

} // namespace

void FaceCodes::use(const CodedGlyph& coded)
{
    if (place_.try_emplace(coded, order_.size()).second) order_.push_back(coded);
}

std::uint32_t FaceCodes::code_at(std::size_t place) const
{
    return one_octet() ? one_octet_codes.at(place) : static_cast<std::uint32_t>(place + 1);
}

std::vector<CodedGlyph> coded_glyphs(const GlyphRun& run)
{
    // Where clusters begin, in the order in which they are read.
    std::vector<std::uint32_t> begins;
    for (const Glyph& glyph : run.glyphs)
        begins.push_back(glyph.text_at);
    std::sort(begins.begin(), begins.end());

    std::vector<CodedGlyph> coded;
    for (std::size_t first = 0; first < run.glyphs.size();) {
        std::size_t end = first + 1;
        const std::uint32_t at = run.glyphs[first].text_at;
        while (end < run.glyphs.size() && run.glyphs[end].text_at == at)
            ++end;

        std::size_t reader = first;
        while (reader < end && run.glyphs[reader].advance == Length())
            ++reader;
        if (reader == end) reader = first;

        const auto next = std::upper_bound(begins.begin(), begins.end(), at);
        const std::size_t text_end = next == begins.end() ? run.text.size() : *next;
        for (std::size_t i = first; i < end; ++i) {
            coded.push_back({run.glyphs[i].id, ""});
            if (i == reader) coded.back().text = run.text.substr(at, text_end - at);
        }
        first = end;
    }
    return coded;
}

void use_codes(DocumentCodes& codes, const Frame& page)
{
    for (const Placed& placed : page.items) {
        const auto* const run = std::get_if<GlyphRun>(&placed.item);
        if (run == nullptr) continue;
        FaceCodes& of_face = codes[run->face];
        for (const CodedGlyph& coded : coded_glyphs(*run))
            of_face.use(coded);
    }
}

} // namespace reservepost::layout

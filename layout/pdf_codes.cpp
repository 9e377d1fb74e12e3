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

/// Glyphs beside one another that share their characters.
struct Cluster {
    std::size_t first = 0;
    std::size_t end = 0;
    std::string_view text;
    bool right_to_left = false;
};

std::vector<Cluster> clusters_of(const GlyphRun& run)
{
    std::vector<Cluster> clusters;
    for (std::size_t first = 0; first < run.glyphs.size();) {
        std::size_t end = first + 1;
        while (end < run.glyphs.size() && run.glyphs[end].text_at == run.glyphs[first].text_at) {
            ++end;
        }
        clusters.push_back({first, end, {}, run.right_to_left});
        first = end;
    }
    // Each reads up to where the next one in reading order begins.
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        const std::size_t begin = run.glyphs[clusters[i].first].text_at;
        const bool last = run.right_to_left ? i == 0 : i + 1 == clusters.size();
        const std::size_t next = run.right_to_left ? i - 1 : i + 1;
        const std::size_t text_end =
            last ? run.text.size() : run.glyphs[clusters[next].first].text_at;
        clusters[i].text = std::string_view(run.text).substr(begin, text_end - begin);
    }
    return clusters;
}

/// Octets of the first character of `text`.
std::size_t character_end(std::string_view text)
{
    std::size_t end = 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        ++end;
    return end;
}

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
    std::vector<CodedGlyph> coded;
    coded.reserve(run.glyphs.size());
    for (const Cluster& cluster : clusters_of(run)) {
        std::string_view text = cluster.text;
        for (std::size_t i = cluster.first; i < cluster.end; ++i) {
            coded.push_back({run.glyphs[i].id, ""});
        }
        if (cluster.right_to_left) {
            for (std::size_t i = cluster.end; i-- > cluster.first && !text.empty();) {
                const std::size_t length = i == cluster.first ? text.size() : character_end(text);
                coded[i].text = text.substr(0, length);
                text.remove_prefix(length);
            }
        } else {
            std::size_t reader = cluster.first;
            while (reader < cluster.end && run.glyphs[reader].advance == Length())
                ++reader;
            coded[reader == cluster.end ? cluster.first : reader].text = text;
        }
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

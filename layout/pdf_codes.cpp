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
};

std::vector<Cluster> clusters_of(const GlyphRun& run)
{
    std::vector<Cluster> clusters;
    for (std::size_t first = 0; first < run.glyphs.size();) {
        std::size_t end = first + 1;
        while (end < run.glyphs.size() && run.glyphs[end].text_at == run.glyphs[first].text_at) {
            ++end;
        }
        clusters.push_back({first, end, {}});
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

std::vector<std::string_view> characters_of(std::string_view text)
{
    std::vector<std::string_view> characters;
    for (std::size_t first = 0; first < text.size();) {
        std::size_t end = first + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
            ++end;
        characters.push_back(text.substr(first, end - first));
        first = end;
    }
    return characters;
}

/// One character a glyph; the last glyph takes what is left. Marks that take no room read as
/// nothing: they are set back over their letter, which readers take for the end of a word.
void read_from_left(const Cluster& cluster, const GlyphRun& run, CodedGlyph* coded)
{
    std::vector<std::size_t> readers;
    for (std::size_t i = cluster.first; i < cluster.end; ++i) {
        if (run.glyphs[i].advance != 0) readers.push_back(i - cluster.first);
    }
    if (readers.empty()) readers.push_back(0);
    std::size_t next = 0;
    for (const std::string_view character : characters_of(cluster.text)) {
        coded[readers[std::min(next, readers.size() - 1)]].text += character;
        ++next;
    }
}

/// The glyphs without ink at the left take all characters but the first, which the letter itself
/// takes; where there are none, it takes all of them.
void read_from_right(const Cluster& cluster, const GlyphRun& run, CodedGlyph* coded)
{
    const auto characters = characters_of(cluster.text);
    const std::size_t count = cluster.end - cluster.first;
    std::size_t letter = count - 1;
    while (letter > 0 && run.glyphs[cluster.first + letter].advance == 0)
        --letter;
    if (characters.empty()) return;
    if (letter + 1 < characters.size()) {
        coded[letter].text = cluster.text;
        return;
    }
    coded[letter].text = characters.front();
    for (std::size_t i = 1; i < characters.size(); ++i) {
        coded[characters.size() - 1 - i].text = characters[i];
    }
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
    for (const Glyph& glyph : run.glyphs)
        coded.push_back({glyph.id, ""});
    for (const Cluster& cluster : clusters_of(run)) {
        if (run.right_to_left) {
            read_from_right(cluster, run, coded.data() + cluster.first);
        } else {
            read_from_left(cluster, run, coded.data() + cluster.first);
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

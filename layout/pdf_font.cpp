#include "layout/pdf_font.h"

#include "fonts/subset.h"
#include "layout/pdf_content.h"
#include "layout/pdf_maps.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace reservepost::layout {

namespace {

PdfDictionary identity_system()
{
    return {{"Registry", {PdfText{"Adobe"}}},
            {"Ordering", {PdfText{"Identity"}}},
            {"Supplement", {std::int64_t{0}}}};
}

PdfDictionary encoding_keys(const std::string& name)
{
    return {{"Type", {PdfName{"CMap"}}},
            {"CMapName", {PdfName{name}}},
            {"CIDSystemInfo", {identity_system()}},
            {"WMode", {std::int64_t{0}}}};
}

/// The encoding of codes of one octet: each names the CID of the same number.
PdfReference add_one_octet_encoding(PdfFile& file)
{
    static const std::string name = "Reservepost-One-Octet";
    static const std::string deflated_map = deflated(one_octet_identity_map(name));
    return file.add_deflated_stream(deflated_map, encoding_keys(name));
}

/// For each CID two octets: the glyph's number in the subset.
std::string cid_to_glyph(const CodedFont& coded, std::span<const std::uint32_t> glyphs)
{
    std::string map(2 * (std::size_t{coded.back().number} + 1), '\0');
    for (std::size_t i = 0; i < coded.size(); ++i) {
        const std::size_t at = 2 * std::size_t{coded[i].number};
        map[at] = static_cast<char>(glyphs[i] >> 8U);
        map[at + 1] = static_cast<char>(glyphs[i] & 255U);
    }
    return map;
}

struct CidWidth {
    std::uint32_t cid = 0;
    std::int64_t width = 0;
};

/// Of widths in the order of CIDs; each unbroken stretch of CIDs makes one entry.
PdfArray width_array(const std::vector<CidWidth>& widths)
{
    PdfArray array;
    for (std::size_t first = 0; first < widths.size();) {
        PdfArray stretch;
        std::size_t next = first;
        do
            stretch.push_back({widths[next].width});
        while (++next < widths.size() && widths[next].cid == widths[next - 1].cid + 1);
        array.push_back({std::int64_t{widths[first].cid}});
        array.push_back({std::move(stretch)});
        first = next;
    }
    return array;
}

/// Six letters that differ wherever the subset differs, as PDF wants before a subset's name. Eight
/// octets at a time, since a sum octet by octet took as long as cutting the subset's tables.
std::string subset_tag(std::string_view octets)
{
    std::uint64_t sum = 14695981039346656037U ^ octets.size();
    for (std::size_t i = 0; i < octets.size(); i += sizeof sum) {
        std::uint64_t next = 0;
        std::memcpy(&next, octets.data() + i, std::min(sizeof next, octets.size() - i));
        sum = (sum ^ next) * 1099511628211U;
        sum ^= sum >> 32U;
    }
    std::string tag;
    for (int i = 0; i < 6; ++i, sum /= 26)
        tag += static_cast<char>('A' + sum % 26);
    return tag;
}

/// A font program under the key that its kind has in a font's descriptor.
PdfEntry add_program(PdfFile& file, const fonts::Subset& subset, fonts::Outlines outlines)
{
    const auto size = static_cast<std::int64_t>(subset.octets.size());
    if (outlines == fonts::Outlines::Cubic) {
        return {"FontFile3",
                {file.add_stream(subset.octets, {{"Subtype", {PdfName{"CIDFontType0C"}}}})}};
    }
    return {"FontFile2", {file.add_stream(subset.octets, {{"Length1", {size}}})}};
}

PdfReference add_descriptor(PdfFile& file, int face, const std::string& name, PdfEntry program,
                            const fonts::Library& library)
{
    const fonts::FaceMetrics metrics = library.metrics(face);
    const auto scaled = [&metrics](int units) {
        return PdfValue{std::int64_t{units} * 1000 / metrics.units_per_em};
    };
    constexpr std::int64_t symbolic = 4, italic = 64, stem = 80;
    const std::int64_t flags = symbolic | (metrics.italic_angle != 0 ? italic : 0);
    const PdfArray box = {scaled(metrics.x_min), scaled(metrics.y_min), scaled(metrics.x_max),
                          scaled(metrics.y_max)};
    return file.add({{"Type", {PdfName{"FontDescriptor"}}},
                     {"FontName", {PdfName{name}}},
                     {"Flags", {flags}},
                     {"FontBBox", {box}},
                     {"ItalicAngle", {std::int64_t{metrics.italic_angle}}},
                     {"Ascent", scaled(metrics.ascender)},
                     {"Descent", scaled(metrics.descender)},
                     {"CapHeight", scaled(metrics.cap_height)},
                     {"StemV", {stem}},
                     std::move(program)});
}

/// The fonts of a face, all with the same program.
class FaceFonts {
public:
    FaceFonts(PdfFile& file, std::string name, fonts::Outlines outlines, PdfReference descriptor)
        : file_(file), name_(std::move(name)), outlines_(outlines), descriptor_(descriptor)
    {
    }

    /// `subset_ids` has the number in the subset, or the CID, of each of `coded`.
    PdfReference add(const CodedFont& coded, std::span<const std::uint32_t> subset_ids,
                     CodeLength length)
    {
        const bool cubic = outlines_ == fonts::Outlines::Cubic;
        const PdfReference descendant =
            cubic ? add_cubic(coded, subset_ids) : add_quadratic(coded, subset_ids);
        const PdfValue encoding = cubic ? PdfValue{add_cid_encoding(coded, subset_ids, length)}
                                  : length == CodeLength::OneOctet
                                      ? PdfValue{add_one_octet_encoding(file_)}
                                      : PdfValue{PdfName{"Identity-H"}};
        return file_.add({{"Type", {PdfName{"Font"}}},
                          {"Subtype", {PdfName{"Type0"}}},
                          {"BaseFont", {PdfName{name_}}},
                          {"Encoding", encoding},
                          {"DescendantFonts", {PdfArray{{descendant}}}},
                          {"ToUnicode", {file_.add_stream(to_unicode_map(coded, length))}}});
    }

private:
    /// CIDs are the codes, and a map leads from them to the glyphs of the program.
    PdfReference add_quadratic(const CodedFont& coded, std::span<const std::uint32_t> glyphs)
    {
        std::vector<CidWidth> widths;
        for (const CodedGlyph& glyph : coded)
            widths.push_back({glyph.number, glyph.width});
        PdfDictionary descendant = descendant_of("CIDFontType2", widths);
        descendant.push_back({"CIDToGIDMap", {file_.add_stream(cid_to_glyph(coded, glyphs))}});
        return file_.add(descendant);
    }

    /// CIDs are those of the program, which PDF lets nothing change; the encoding leads to them.
    PdfReference add_cubic(const CodedFont& coded, std::span<const std::uint32_t> cids)
    {
        std::vector<CidWidth> widths;
        for (std::size_t i = 0; i < coded.size(); ++i)
            widths.push_back({cids[i], coded[i].width});
        std::ranges::sort(widths, {}, &CidWidth::cid);
        const auto doubled = std::ranges::unique(widths, {}, &CidWidth::cid);
        widths.erase(doubled.begin(), doubled.end());
        return file_.add(descendant_of("CIDFontType0", widths));
    }

    PdfDictionary descendant_of(const char* kind, const std::vector<CidWidth>& widths) const
    {
        return {{"Type", {PdfName{"Font"}}},       {"Subtype", {PdfName{kind}}},
                {"BaseFont", {PdfName{name_}}},    {"CIDSystemInfo", {identity_system()}},
                {"FontDescriptor", {descriptor_}}, {"DW", {std::int64_t{0}}},
                {"W", {width_array(widths)}}};
    }

    PdfReference add_cid_encoding(const CodedFont& coded, std::span<const std::uint32_t> cids,
                                  CodeLength length)
    {
        const std::string name =
            name_ + (length == CodeLength::OneOctet ? "-One-Octet" : "-Two-Octets");
        return file_.add_stream(cid_map(name, coded, cids, length), encoding_keys(name));
    }

    PdfFile& file_;
    std::string name_;
    fonts::Outlines outlines_;
    PdfReference descriptor_;
};

} // namespace

PdfDictionary embed_face(PdfFile& file, int face, const FaceCodes& codes,
                         const fonts::Library& library)
{
    std::vector<CodedFont> coded = codes.fonts();
    std::vector<std::uint32_t> glyphs;
    for (CodedFont& font : coded) {
        std::ranges::sort(font, {}, &CodedGlyph::number);
        for (const CodedGlyph& glyph : font)
            glyphs.push_back(glyph.glyph);
    }
    const fonts::Subset subset = fonts::subset(library, face, glyphs);
    const std::string name = subset_tag(subset.octets) + "+" + library.postscript_name(face);
    const fonts::Outlines outlines = library.outlines(face);
    FaceFonts fonts(file, name, outlines,
                    add_descriptor(file, face, name, add_program(file, subset, outlines), library));

    PdfDictionary added;
    std::span<const std::uint32_t> subset_ids = subset.new_ids;
    for (std::size_t i = 0; i < coded.size(); ++i) {
        if (coded[i].empty()) continue;
        const CodeLength length = i == 0 ? CodeLength::OneOctet : CodeLength::TwoOctets;
        const PdfReference font = fonts.add(coded[i], subset_ids.first(coded[i].size()), length);
        added.push_back({font_name(face, i), {font}});
        subset_ids = subset_ids.subspan(coded[i].size());
    }
    return added;
}

} // namespace reservepost::layout

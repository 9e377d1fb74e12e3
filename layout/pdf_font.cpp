#include "layout/pdf_font.h"

#include "fonts/subset.h"
#include "layout/decimal.h"

#include <algorithm>

namespace reservepost::layout {

namespace {

constexpr std::string_view hexadecimal_digits = "0123456789ABCDEF";

void append_hexadecimal(std::string& text, std::uint32_t number, int digits)
{
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
        text += hexadecimal_digits[number >> static_cast<unsigned>(shift) & 15U];
    }
}

/// UTF-8 as hexadecimal UTF-16, which is what a ToUnicode map holds.
std::string utf16_hexadecimal(std::string_view utf8)
{
    std::string text;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        std::uint32_t character = length == 1 ? lead : lead & (0xFFU >> (length + 1));
        for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k) {
            character = character << 6U | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
        }
        if (character >= 0x10000) {
            append_hexadecimal(text, 0xD800 + ((character - 0x10000) >> 10U), 4);
            append_hexadecimal(text, 0xDC00 + ((character - 0x10000) & 0x3FFU), 4);
        } else {
            append_hexadecimal(text, character, 4);
        }
        i += length;
    }
    return text;
}

std::string code_space(bool one_octet)
{
    return std::string("1 begincodespacerange\n") + (one_octet ? "<00> <FF>" : "<0000> <FFFF>") +
           "\nendcodespacerange\n";
}

std::string map_head(std::string_view name, std::string_view ordering, int type)
{
    std::string map = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                      "/CIDSystemInfo << /Registry (Adobe) /Ordering (";
    map += ordering;
    map += ") /Supplement 0 >> def\n/CMapName /";
    map += name;
    map += " def\n/CMapType " + std::to_string(type) + " def\n";
    return map;
}

constexpr std::string_view map_foot =
    "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";

std::string to_unicode_map(const FaceCodes& codes)
{
    // The format allows a hundred lines in a block.
    constexpr std::size_t most_in_block = 100;
    std::string map = map_head("Adobe-Identity-UCS", "UCS", 2) + code_space(codes.one_octet());
    std::vector<std::string> lines;
    for (std::size_t place = 0; place < codes.in_order().size(); ++place) {
        const std::string& text = codes.in_order()[place].text;
        if (text.empty()) continue;
        std::string line = "<";
        append_hexadecimal(line, codes.code_at(place), codes.one_octet() ? 2 : 4);
        lines.push_back(line + "> <" + utf16_hexadecimal(text) + ">\n");
    }
    for (std::size_t first = 0; first < lines.size(); first += most_in_block) {
        const std::size_t end = std::min(lines.size(), first + most_in_block);
        map += std::to_string(end - first) + " beginbfchar\n";
        for (std::size_t i = first; i < end; ++i)
            map += lines[i];
        map += "endbfchar\n";
    }
    return map.append(map_foot);
}

/// A map of codes of one octet to themselves: PDF names none that is ready made.
PdfReference one_octet_encoding(PdfFile& file)
{
    const std::string name = "Reservepost-One-Octet";
    const std::string map = map_head(name, "Identity", 1) + "/WMode 0 def\n" + code_space(true) +
                            "1 begincidrange\n<00> <FF> 0\nendcidrange\n" + std::string(map_foot);
    const PdfDictionary system = {{"Registry", {PdfText{"Adobe"}}},
                                  {"Ordering", {PdfText{"Identity"}}},
                                  {"Supplement", {std::int64_t{0}}}};
    return file.add_stream(map, {{"Type", {PdfName{"CMap"}}},
                                 {"CMapName", {PdfName{name}}},
                                 {"CIDSystemInfo", {system}},
                                 {"WMode", {std::int64_t{0}}}});
}

std::vector<std::uint32_t> glyphs_of(const FaceCodes& codes)
{
    std::vector<std::uint32_t> glyphs;
    for (const CodedGlyph& coded : codes.in_order())
        glyphs.push_back(coded.glyph);
    return glyphs;
}

/// For each code two octets: the glyph's number in the subset.
std::string code_to_glyph(const FaceCodes& codes, const fonts::Subset& subset)
{
    std::string map;
    for (std::size_t place = 0; place < subset.new_ids.size(); ++place) {
        const std::size_t at = std::size_t{2} * codes.code_at(place);
        if (map.size() < at + 2) map.resize(at + 2, '\0');
        map[at] = static_cast<char>(subset.new_ids[place] >> 8U);
        map[at + 1] = static_cast<char>(subset.new_ids[place] & 255U);
    }
    return map;
}

PdfArray width_array(const FaceCodes& codes, const std::vector<std::int64_t>& widths)
{
    // Codes grow with their places, so each unbroken stretch of codes makes one entry.
    PdfArray array;
    for (std::size_t first = 0; first < widths.size();) {
        PdfArray stretch;
        std::size_t end = first;
        while (end < widths.size() && codes.code_at(end) - codes.code_at(first) ==
                                          static_cast<std::uint32_t>(end - first)) {
            stretch.push_back({widths[end++]});
        }
        array.push_back({static_cast<std::int64_t>(codes.code_at(first))});
        array.push_back({std::move(stretch)});
        first = end;
    }
    return array;
}

/// Six capital letters that say which subset it is, as PDF asks (ISO 32000-1, 9.6.4).
std::string subset_tag(const std::string& octets)
{
    std::uint64_t sum = 14695981039346656037U;
    for (const char c : octets)
        sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211U;
    std::string tag;
    for (int i = 0; i < 6; ++i, sum /= 26)
        tag += static_cast<char>('A' + sum % 26);
    return tag;
}

PdfReference descriptor(PdfFile& file, int face, const std::string& name,
                        const fonts::Subset& subset, const fonts::Library& library)
{
    const fonts::FaceMetrics metrics = library.metrics(face);
    const auto scaled = [&metrics](int units) {
        return PdfValue{std::int64_t{units} * 1000 / metrics.units_per_em};
    };
    constexpr std::int64_t symbolic = 4, italic = 64, stem = 80;
    const std::int64_t flags = symbolic | (metrics.italic_angle != 0 ? italic : 0);
    const PdfReference program = file.add_stream(
        subset.octets, {{"Length1", {static_cast<std::int64_t>(subset.octets.size())}}});
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
                     {"FontFile2", {program}}});
}

std::vector<std::int64_t> scaled_widths(const std::vector<std::int32_t>& advances, int units)
{
    std::vector<std::int64_t> widths;
    for (const std::int32_t advance : advances) {
        widths.push_back((std::int64_t{advance} * 1000 + units / 2) / units);
    }
    return widths;
}

} // namespace

EmbeddedFont embed_face(PdfFile& file, int face, const FaceCodes& codes,
                        const fonts::Library& library)
{
    const fonts::Subset subset = fonts::subset(library, face, glyphs_of(codes));
    const std::string name = subset_tag(subset.octets) + "+" + library.postscript_name(face);
    EmbeddedFont font;
    font.widths = scaled_widths(subset.advances, library.units_per_em(face));

    const PdfDictionary system = {{"Registry", {PdfText{"Adobe"}}},
                                  {"Ordering", {PdfText{"Identity"}}},
                                  {"Supplement", {std::int64_t{0}}}};
    const PdfReference descendant =
        file.add({{"Type", {PdfName{"Font"}}},
                  {"Subtype", {PdfName{"CIDFontType2"}}},
                  {"BaseFont", {PdfName{name}}},
                  {"CIDSystemInfo", {system}},
                  {"FontDescriptor", {descriptor(file, face, name, subset, library)}},
                  {"DW", {std::int64_t{0}}},
                  {"W", {width_array(codes, font.widths)}},
                  {"CIDToGIDMap", {file.add_stream(code_to_glyph(codes, subset))}}});
    const PdfValue encoding =
        codes.one_octet() ? PdfValue{one_octet_encoding(file)} : PdfValue{PdfName{"Identity-H"}};
    font.object = file.add({{"Type", {PdfName{"Font"}}},
                            {"Subtype", {PdfName{"Type0"}}},
                            {"BaseFont", {PdfName{name}}},
                            {"Encoding", encoding},
                            {"DescendantFonts", {PdfArray{{descendant}}}},
                            {"ToUnicode", {file.add_stream(to_unicode_map(codes))}}});
    return font;
}

} // namespace reservepost::layout

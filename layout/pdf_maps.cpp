#include "layout/pdf_maps.h"

#include "layout/decimal.h"
#include "layout/hexadecimal.h"

#include <algorithm>

namespace reservepost::layout {

namespace {

void append_code(std::string& text, std::uint16_t number, CodeLength length)
{
    text += '<';
    append_hexadecimal(text, number, length == CodeLength::OneOctet ? 2 : 4);
    text += '>';
}

std::string head(std::string_view name, std::string_view ordering, std::string_view type,
                 CodeLength length)
{
    std::string map = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                      "/CIDSystemInfo << /Registry (Adobe) /Ordering (";
    map.append(ordering).append(") /Supplement 0 >> def\n/CMapName /").append(name);
    map.append(" def\n/CMapType ").append(type);
    map += " def\n1 begincodespacerange\n";
    map += length == CodeLength::OneOctet ? "<00> <FF>" : "<0000> <FFFF>";
    return map += "\nendcodespacerange\n";
}

constexpr std::string_view foot =
    "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";

/// Lines in blocks of the `kind` "bfchar" or "cidchar"; the format allows a hundred in each.
void append_blocks(std::string& map, const std::vector<std::string>& lines, std::string_view kind)
{
    constexpr std::size_t most_in_block = 100;
    for (std::size_t first = 0; first < lines.size(); first += most_in_block) {
        const std::size_t end = std::min(lines.size(), first + most_in_block);
        append_whole(map, static_cast<std::int64_t>(end - first));
        map.append(" begin").append(kind) += '\n';
        for (std::size_t i = first; i < end; ++i)
            map.append(lines[i]) += '\n';
        map.append("end").append(kind) += '\n';
    }
}

} // namespace

std::string to_unicode_map(const CodedFont& coded, CodeLength length)
{
    std::vector<std::string> lines;
    for (const CodedGlyph& glyph : coded) {
        if (glyph.text.empty()) continue;
        std::string& line = lines.emplace_back();
        append_code(line, glyph.number, length);
        line += " <";
        append_utf16_hexadecimal(line, glyph.text);
        line += '>';
    }
    std::string map = head("Adobe-Identity-UCS", "UCS", "2", length);
    append_blocks(map, lines, "bfchar");
    return map.append(foot);
}

std::string cid_map(std::string_view name, const CodedFont& coded,
                    std::span<const std::uint32_t> cids, CodeLength length)
{
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < coded.size(); ++i) {
        std::string& line = lines.emplace_back();
        append_code(line, coded[i].number, length);
        line += ' ';
        append_whole(line, cids[i]);
    }
    std::string map = head(name, "Identity", "1", length) + "/WMode 0 def\n";
    append_blocks(map, lines, "cidchar");
    return map.append(foot);
}

std::string one_octet_identity_map(std::string_view name)
{
    std::string map = head(name, "Identity", "1", CodeLength::OneOctet);
    map += "/WMode 0 def\n1 begincidrange\n<00> <FF> 0\nendcidrange\n";
    return map.append(foot);
}

} // namespace reservepost::layout

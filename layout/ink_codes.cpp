#include "layout/ink_codes.h"

#include "layout/content_tokens.h"
#include "layout/pdf_access.h"

#include <algorithm>
#include <string>
#include <tuple>

namespace reservepost::layout {

namespace {

constexpr unsigned most_octets = 4;

std::uint32_t code_of(const std::string& octets)
{
    std::uint32_t code = 0;
    for (const char c : octets)
        code = code << 8U | static_cast<unsigned char>(c);
    return code;
}

bool is_code(const Operand& operand)
{
    return operand.kind == Operand::Kind::Text && !operand.text.empty() &&
           operand.text.size() <= most_octets;
}

std::uint32_t cid_of_operand(const Operand& operand)
{
    return operand.kind == Operand::Kind::Number && operand.number >= 0 && operand.number <= 65'535
               ? static_cast<std::uint32_t>(operand.number)
               : 0;
}

} // namespace

TextCodes TextCodes::two_octets()
{
    TextCodes codes;
    codes.spaces_ = {{2, 0, 0xFFFF, 0}};
    return codes;
}

std::optional<TextCodes> TextCodes::of(QPDFObjectHandle encoding, JudgingBudget& budget)
{
    if (encoding.isName()) {
        const std::string name = encoding.getName();
        if (name != "/Identity-H" && name != "/Identity-V") return std::nullopt;
        TextCodes codes = two_octets();
        codes.vertical_ = name == "/Identity-V";
        return codes;
    }
    const auto map = decoded_octets_of(encoding, budget);
    if (!map) return std::nullopt;
    QPDFObjectHandle base = value_of(encoding, "/UseCMap");
    if (!base.isNull()) return std::nullopt;
    TextCodes codes;
    codes.identity_ = false;
    codes.vertical_ = number_or(value_of(encoding, "/WMode"), 0) == 1;
    if (!codes.read(*map, budget)) return std::nullopt;
    return codes;
}

/// False if it leans on another list, or has no code space. Source: Adobe Technical Note 5014.
bool TextCodes::read(const std::string& map, JudgingBudget& budget)
{
    ContentTokens tokens(map, budget);
    Operation section;
    while (tokens.next(section)) {
        const auto& operands = section.operands;
        if (section.name == "usecmap") return false;
        if (section.name == "endcodespacerange") {
            for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
                if (!is_code(operands[i]) || !is_code(operands[i + 1])) continue;
                spaces_.push_back({static_cast<unsigned>(operands[i].text.size()),
                                   code_of(operands[i].text), code_of(operands[i + 1].text), 0});
            }
        } else if (section.name == "endcidrange") {
            for (std::size_t i = 0; i + 2 < operands.size(); i += 3) {
                if (!is_code(operands[i]) || !is_code(operands[i + 1])) continue;
                cids_.push_back({static_cast<unsigned>(operands[i].text.size()),
                                 code_of(operands[i].text), code_of(operands[i + 1].text),
                                 cid_of_operand(operands[i + 2])});
            }
        } else if (section.name == "endcidchar") {
            for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
                if (!is_code(operands[i])) continue;
                const std::uint32_t code = code_of(operands[i].text);
                cids_.push_back({static_cast<unsigned>(operands[i].text.size()), code, code,
                                 cid_of_operand(operands[i + 1])});
            }
        }
    }
    std::ranges::stable_sort(
        cids_, {}, [](const Range& range) { return std::pair(range.octets, range.first); });
    return !spaces_.empty() && spaces_.size() <= 1000;
}

bool TextCodes::in_code_space(std::uint32_t code, unsigned octets) const
{
    return std::ranges::any_of(spaces_, [&](const Range& space) {
        if (space.octets != octets) return false;
        // Each octet by itself lies in its range.
        for (unsigned shift = 0; shift < octets * 8; shift += 8) {
            const std::uint32_t octet = code >> shift & 255U;
            if (octet < (space.first >> shift & 255U) || octet > (space.last >> shift & 255U))
                return false;
        }
        return true;
    });
}

std::uint32_t TextCodes::cid_of(std::uint32_t code, unsigned octets) const
{
    if (identity_) return code;
    const auto after =
        std::ranges::upper_bound(cids_, std::pair(octets, code), {}, [](const Range& range) {
            return std::pair(range.octets, range.first);
        });
    if (after == cids_.begin()) return 0;
    const Range& range = *(after - 1);
    if (range.octets != octets || code > range.last) return 0;
    return range.cid + (code - range.first);
}

TextCode TextCodes::take(std::string_view& octets) const
{
    const auto octet = [&octets](std::size_t i) { return static_cast<unsigned char>(octets[i]); };
    if (spaces_.empty()) {
        const TextCode code{octet(0), 1, octet(0)};
        octets.remove_prefix(1);
        return code;
    }
    std::uint32_t code = 0;
    for (unsigned length = 1; length <= std::min<std::size_t>(most_octets, octets.size());
         ++length) {
        code = code << 8U | octet(length - 1);
        if (!in_code_space(code, length)) continue;
        octets.remove_prefix(length);
        return {code, length, cid_of(code, length)};
    }
    // No code of the encoding: as long as its shortest ones, and the font's glyph for what is none.
    const unsigned shortest = std::ranges::min_element(spaces_, {}, &Range::octets)->octets;
    const auto length = static_cast<unsigned>(std::min<std::size_t>(shortest, octets.size()));
    octets.remove_prefix(length);
    return {0, length, 0};
}

} // namespace reservepost::layout

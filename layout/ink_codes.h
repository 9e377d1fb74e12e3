#pragma once

#include "layout/judging_budget.h"

#include <qpdf/QPDFObjectHandle.hh>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// Inside ink's files only: how the octets of a string are cut into codes, and which CID each names.

namespace reservepost::layout {

struct TextCode {
    std::uint32_t code = 0;
    unsigned octets = 1;
    std::uint32_t cid = 0; ///< The code itself in a simple font.
};

/// The encoding of a composite font, or that of simple ones: each octet is a code.
class TextCodes {
public:
    static TextCodes simple() { return {}; }

    /// What a composite font's /Encoding says: Identity-H, Identity-V or an embedded CMap. Nothing
    /// if it is another (one of the lists that readers bring along) or cannot be read.
    static std::optional<TextCodes> of(QPDFObjectHandle encoding, JudgingBudget& budget);

    /// Two octets are a code and a CID, for fonts whose encoding is not known.
    static TextCodes two_octets();

    /// Takes the next code off `octets`, which is not empty.
    TextCode take(std::string_view& octets) const;

    bool vertical() const { return vertical_; }

private:
    struct Range {
        unsigned octets = 1;
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        std::uint32_t cid = 0; ///< Of the first.
    };
    bool read(const std::string& map, JudgingBudget& budget);
    bool in_code_space(std::uint32_t code, unsigned octets) const;
    std::uint32_t cid_of(std::uint32_t code, unsigned octets) const;

    std::vector<Range> spaces_; ///< Of codes; none: one octet each.
    std::vector<Range> cids_;   ///< In order of octets and first code; none: the code itself.
    bool identity_ = true;
    bool vertical_ = false;
};

} // namespace reservepost::layout

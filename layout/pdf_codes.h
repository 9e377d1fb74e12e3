#pragma once

#include "layout/frame.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::layout {

/// What a code in a content stream stands for: a glyph and the characters it is read as. The
/// same glyph read in two ways has two codes, so that text always reads back as it was given.
struct CodedGlyph {
    std::uint32_t glyph = 0;
    std::string text; ///< UTF-8; empty where other glyphs of its cluster are read.
    auto operator<=>(const CodedGlyph&) const = default;
};

/// The codes of one face in one document, given out in the order of first use.
class FaceCodes {
public:
    void use(const CodedGlyph& coded);

    /// Codes are one octet while they suffice; streams are then a third as long.
    bool one_octet() const { return order_.size() <= most_one_octet_codes; }

    /// The place of a glyph in the order of use.
    std::size_t place(const CodedGlyph& coded) const { return place_.at(coded); }

    /// The code of the glyph at a place; final only once all glyphs of the document were used.
    std::uint32_t code_at(std::size_t place) const;

    const std::vector<CodedGlyph>& in_order() const { return order_; }

private:
    static constexpr std::size_t most_one_octet_codes = 250;

    std::vector<CodedGlyph> order_;
    std::map<CodedGlyph, std::size_t> place_;
};

/// The codes of all faces of a document, by face number.
using DocumentCodes = std::map<int, FaceCodes>;

/// What each glyph of a run is read as, so that a reader of the PDF gets the run's text: from
/// left to right, or in a run that runs the other way, turned around by characters.
std::vector<CodedGlyph> coded_glyphs(const GlyphRun& run);

/// Uses all glyphs of a page.
void use_codes(DocumentCodes& codes, const Frame& page);

} // namespace reservepost::layout

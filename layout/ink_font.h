#pragma once

#include "fonts/embedded_glyphs.h"
#include "layout/ink_codes.h"
#include "layout/ink_plane.h"
#include "layout/judging_budget.h"

#include <qpdf/QPDFObjectHandle.hh>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Inside ink's files only: how wide and how high the glyphs of a font are.

namespace reservepost::layout {

/// One glyph of a shown string. Measures are parts of the font's size.
struct ShownGlyph {
    TextCode code;
    double across = 0;         ///< How far the pen goes right.
    double along = 0;          ///< How far it goes up, in vertical writing; negative.
    std::optional<InkBox> box; ///< What it prints, from the pen; nothing for a space.
};

class InkFont {
public:
    /// Any object at all: what is no font, or none whose program can be read, has boxes as large
    /// as its descriptor says, and `is_readable` is false.
    static InkFont of(QPDFObjectHandle font, JudgingBudget& budget);

    /// For text whose font is missing: every glyph is as wide and high as the size.
    static InkFont unknown();

    bool is_readable() const { return readable_; }
    bool is_vertical() const { return codes_.vertical(); }

    /// Takes the next glyph off a string that is not empty.
    ShownGlyph take(std::string_view& octets) const;

    /// For fonts whose glyphs are contents of their own (Type 3): the content that draws a code, or
    /// null; and what leads from it to parts of the size.
    bool draws_glyphs() const { return draws_glyphs_; }
    QPDFObjectHandle drawing_of(std::uint32_t code) const;
    QPDFObjectHandle resources() const;
    const Matrix& glyph_matrix() const { return glyph_matrix_; }

private:
    struct Width {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        double width = 0;
    };

    void read_simple(QPDFObjectHandle font, JudgingBudget& budget);
    void read_composite(QPDFObjectHandle font, JudgingBudget& budget);
    void read_drawn(QPDFObjectHandle font, JudgingBudget& budget);
    void read_simple_widths(QPDFObjectHandle font, QPDFObjectHandle descriptor,
                            JudgingBudget& budget);
    void read_composite_widths(QPDFObjectHandle widths, JudgingBudget& budget);
    void read_descriptor(QPDFObjectHandle descriptor);
    void read_program(QPDFObjectHandle descriptor, JudgingBudget& budget);
    double width_of(std::uint32_t cid) const;
    std::optional<InkBox> box_of_glyph(const TextCode& code, double width) const;
    std::uint32_t glyph_of(std::uint32_t cid) const;

    TextCodes codes_ = TextCodes::simple();
    std::vector<Width> widths_; ///< In the order of `first`.
    double other_width_ = 1;
    bool readable_ = true;
    bool composite_ = false;
    bool space_is_blank_ = false; ///< Code 32 of a simple font.
    double top_ = 1, bottom_ = -0.3;
    double left_ = 0, right_ = 0; ///< What glyphs may fill before and after their widths.
    std::optional<InkBox> font_box_;
    std::optional<fonts::EmbeddedGlyphs> boxes_;
    std::optional<std::string> glyph_numbers_; ///< /CIDToGIDMap: two octets each.
    bool draws_glyphs_ = false;
    Matrix glyph_matrix_;
    QPDFObjectHandle font_;
};

} // namespace reservepost::layout

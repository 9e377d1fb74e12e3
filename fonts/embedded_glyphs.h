#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace reservepost::fonts {

/// The box that a glyph's outline fills, in thousandths of the size, y upwards from the baseline.
struct OutlineBox {
    double left = 0;
    double bottom = 0;
    double right = 0;
    double top = 0;
    bool is_blank() const { return left >= right || bottom >= top; }
    bool operator==(const OutlineBox&) const = default;
};

/// The glyphs of a font program as another file embeds it: TrueType, OpenType, or Compact Font
/// Format by itself. Not for two threads at once.
class EmbeddedGlyphs {
public:
    /// Throws `std::runtime_error` if `program` is no font that can be read.
    explicit EmbeddedGlyphs(std::string program);
    ~EmbeddedGlyphs();
    EmbeddedGlyphs(EmbeddedGlyphs&&) noexcept;

    std::uint32_t count() const;

    /// Blank for a space; nothing if there is no such glyph, or its outline cannot be read.
    std::optional<OutlineBox> box(std::uint32_t glyph) const;

    /// What any glyph may fill beyond its advance, for who does not know which it is: `bottom` and
    /// `top` of the tallest, `left` (0 or less) and `right` (0 or more) of the one that leans out
    /// of its advance the most. Nothing if a glyph cannot be read. Compact Font Format by itself
    /// has no advances that can be read: a fifth of the size is taken for what leans out
    /// rightwards.
    const std::optional<OutlineBox>& reach() const;

    /// The glyph that a PDF means by a CID: by the program's own list if it is Compact Font
    /// Format, else the glyph of that number. Nothing if it has none.
    std::optional<std::uint32_t> glyph_of_cid(std::uint32_t cid) const;

private:
    struct Program;
    std::unique_ptr<Program> program_;
};

} // namespace reservepost::fonts

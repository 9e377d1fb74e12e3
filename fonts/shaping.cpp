#include "fonts/shaping.h"

#include "fonts/face.h"

#include <algorithm>
#include <string>

namespace reservepost::fonts {

namespace {

/// Units of a stretch that are shaped at once, and how many of them before a piece's end are
/// left to the next piece, since what comes after the end might have changed their looks.
constexpr std::size_t piece_length = 2048;
constexpr std::size_t margin = 64;

/// Marks upon one letter after which a piece ends all the same. HarfBuzz looks back from every
/// mark for its letter: under a hundred thousand of them that would take minutes.
constexpr std::size_t most_marks = 256;

std::int16_t bounded(hb_position_t measure)
{
    return static_cast<std::int16_t>(std::clamp(measure, -0x7FFF, 0x7FFF));
}

/// Whether `at` parts the two halves of a character beyond U+FFFF.
bool splits_character(std::u16string_view text, std::size_t at)
{
    return at < text.size() && (text[at] & 0xFC00U) == 0xDC00U;
}

/// Where a stretch from `start` to `end` first has more marks in a row than one letter can bear;
/// `end` if it never has.
std::size_t end_of_bearable(std::u16string_view text, std::size_t start, std::size_t end)
{
    if (end - start <= most_marks) return end;
    hb_unicode_funcs_t* const unicode = hb_unicode_funcs_get_default();
    std::size_t marks = 0;
    for (std::size_t at = start; at < end; ++at) {
        hb_codepoint_t character = text[at];
        if (splits_character(text, at + 1) && at + 1 < end)
            character = 0x10000U + ((character & 0x3FFU) << 10U | (text[++at] & 0x3FFU));
        const auto category = hb_unicode_general_category(unicode, character);
        marks = category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ? marks + 1 : 0;
        if (marks == most_marks) return at + 1;
    }
    return end;
}

/// The last place in a piece, `margin` before its end, where its glyphs may be cut; 0 if there
/// is none. Both places count from the paragraph's beginning.
std::size_t last_cut(std::span<const ShapedGlyph> glyphs, std::size_t start, std::size_t end)
{
    std::size_t cut = 0;
    for (const ShapedGlyph& glyph : glyphs) {
        const bool inside = glyph.cluster > start && glyph.cluster + margin <= end;
        if (inside && !glyph.unsafe_to_break) cut = std::max<std::size_t>(cut, glyph.cluster);
    }
    return cut;
}

} // namespace

struct Shaper::Buffers {
    explicit Buffers(const Library& used) : library(used), buffer(hb_buffer_create()) {}

    /// Appends the glyphs of a piece.
    void shape_piece(const ShapeRequest& request, std::size_t start, std::size_t end)
    {
        hb_buffer_clear_contents(buffer.get());
        hb_buffer_add_utf16(buffer.get(),
                            reinterpret_cast<const std::uint16_t*>(request.paragraph.data()),
                            static_cast<int>(request.paragraph.size()),
                            static_cast<unsigned>(start), static_cast<int>(end - start));
        hb_buffer_set_direction(buffer.get(),
                                request.right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
        hb_buffer_set_script(
            buffer.get(),
            hb_script_from_string(request.script.data(), static_cast<int>(request.script.size())));
        hb_buffer_set_language(buffer.get(), language_of(request.language));
        hb_shape(library.face(request.face).shaping_fonts().font_for(request.paragraph),
                 buffer.get(), nullptr, 0);

        unsigned count = 0;
        const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
        const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
        for (unsigned i = 0; i < count; ++i) {
            const auto flags = hb_glyph_info_get_glyph_flags(&infos[i]);
            glyphs.push_back({static_cast<std::uint16_t>(infos[i].codepoint),
                              bounded(positions[i].x_advance), bounded(positions[i].x_offset),
                              bounded(positions[i].y_offset), infos[i].cluster,
                              (flags & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0});
        }
    }

    /// Appends the glyphs of the first part of what is between `start` and `end`, and gives that
    /// part's end. The piece grows until there is a place where it can be cut.
    std::size_t shape_part(const ShapeRequest& request, std::size_t start, std::size_t end)
    {
        const std::size_t before = glyphs.size();
        for (std::size_t length = piece_length; start + length < end; length *= 2) {
            std::size_t piece_end = start + length;
            if (splits_character(request.paragraph, piece_end)) --piece_end;
            shape_piece(request, start, piece_end);
            const std::size_t cut = last_cut(std::span(glyphs).subspan(before), start, piece_end);
            const auto first = glyphs.begin() + static_cast<std::ptrdiff_t>(before);
            const auto beyond = [cut](const ShapedGlyph& glyph) { return glyph.cluster >= cut; };
            glyphs.erase(cut == 0 ? first : std::remove_if(first, glyphs.end(), beyond),
                         glyphs.end());
            if (cut != 0) return cut;
        }
        shape_piece(request, start, end);
        return end;
    }

    hb_language_t language_of(std::string_view name)
    {
        if (name != language_name || language == HB_LANGUAGE_INVALID) {
            language_name = name;
            language = hb_language_from_string(name.data(), static_cast<int>(name.size()));
        }
        return language;
    }

    const Library& library;
    BufferHandle buffer;
    std::vector<ShapedGlyph> glyphs;
    std::string language_name;
    hb_language_t language = HB_LANGUAGE_INVALID;
};

Shaper::Shaper(const Library& library) : buffers_(std::make_unique<Buffers>(library)) {}
Shaper::~Shaper() = default;
Shaper::Shaper(Shaper&&) noexcept = default;

std::span<const ShapedGlyph> Shaper::shape(const ShapeRequest& request)
{
    auto& glyphs = buffers_->glyphs;
    glyphs.clear();
    const std::size_t end = request.start + request.length;
    std::size_t bearable = request.start;
    for (std::size_t start = request.start; start < end;) {
        const std::size_t first = glyphs.size();
        if (start == bearable) bearable = end_of_bearable(request.paragraph, start, end);
        start = buffers_->shape_part(request, start, bearable);
        // Parts of what runs from right to left stand in the order of the text, each turned
        // around: turned around once more as a whole, they stand as on paper.
        if (request.right_to_left) {
            std::reverse(glyphs.begin() + static_cast<std::ptrdiff_t>(first), glyphs.end());
        }
    }
    if (request.right_to_left) std::reverse(glyphs.begin(), glyphs.end());
    return glyphs;
}

std::vector<ShapedGlyph> shape(const Library& library, const ShapeRequest& request)
{
    Shaper shaper(library);
    const auto glyphs = shaper.shape(request);
    return {glyphs.begin(), glyphs.end()};
}

} // namespace reservepost::fonts

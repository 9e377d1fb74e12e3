#include "fonts/shaping_fonts.h"

#include "fonts/face.h"

#include <hb-subset.h>

#include <algorithm>

namespace reservepost::fonts {

namespace {

/// Cutting takes as long as shaping some two thousand words anew.
constexpr int pays_from = 2000;

/// Longer texts are lines, of which there are few.
constexpr std::size_t longest = 64;

/// The faces of Chinese, Japanese and Korean have 65,535 glyphs, and few Latin words are set in
/// them.
constexpr unsigned most_glyphs = 10'000;

/// Text is shaped by these tables too, and HarfBuzz leaves them out of what it cuts.
constexpr auto other_rules = std::to_array<hb_tag_t>(
    {HB_TAG('k', 'e', 'r', 'n'), HB_TAG('k', 'e', 'r', 'x'), HB_TAG('m', 'o', 'r', 't'),
     HB_TAG('m', 'o', 'r', 'x'), HB_TAG('t', 'r', 'a', 'k'), HB_TAG('f', 'v', 'a', 'r')});

struct DestroyInput {
    void operator()(hb_subset_input_t* input) const { hb_subset_input_destroy(input); }
};

bool may_be_cut(hb_face_t* face)
{
    return hb_face_get_glyph_count(face) <= most_glyphs &&
           std::ranges::none_of(other_rules, [face](hb_tag_t tag) {
               const BlobHandle table(hb_face_reference_table(face, tag));
               return hb_blob_get_length(table.get()) > 0;
           });
}

} // namespace

ShapingFonts::ShapingFonts(hb_face_t* face) : face_(face), whole_(font_of(face)) {}

ShapingFonts::Font ShapingFonts::font_of(hb_face_t* face)
{
    Font font(hb_font_create(face));
    hb_font_set_scale(font.get(), 1000, 1000);
    hb_font_make_immutable(font.get());
    return font;
}

hb_font_t* ShapingFonts::font_for(std::u16string_view text) const
{
    if (text.size() > longest) return whole();
    if (shaped_.load(std::memory_order_relaxed) < pays_from) {
        shaped_.fetch_add(1, std::memory_order_relaxed);
        return whole();
    }
    std::call_once(once_, [this] { cut(); });
    const bool has_all = cut_ && std::ranges::all_of(text, [this](char16_t unit) {
                             return unit < has_.size() && has_[unit];
                         });
    return has_all ? cut_.get() : whole();
}

void ShapingFonts::cut() const
{
    if (!may_be_cut(face_)) return;
    const SetHandle mapped(hb_set_create());
    hb_face_collect_unicodes(face_, mapped.get());
    const std::unique_ptr<hb_subset_input_t, DestroyInput> input(hb_subset_input_create_or_fail());
    if (!input) return;
    // With a glyph for each of them, none is made up of others that the cut face might not have.
    hb_set_t* const wanted = hb_subset_input_unicode_set(input.get());
    for (hb_codepoint_t letter = 0; letter < letters; ++letter) {
        has_[letter] = hb_set_has(mapped.get(), letter) != 0;
        if (has_[letter]) hb_set_add(wanted, letter);
    }
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_RETAIN_GIDS);
    hb_set_t* const features = hb_subset_input_set(input.get(), HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
    hb_set_clear(features);
    hb_set_invert(features);
    const FaceHandle made(hb_subset_or_fail(face_, input.get()));
    if (made) cut_ = font_of(made.get());
}

} // namespace reservepost::fonts

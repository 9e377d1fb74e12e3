#include "fonts/subset.h"

#include "fonts/cff.h"
#include "fonts/face.h"

#include <hb-subset.h>

#include <stdexcept>

namespace reservepost::fonts {

namespace {

struct DestroySubset {
    void operator()(hb_subset_input_t* input) const { hb_subset_input_destroy(input); }
    void operator()(hb_subset_plan_t* plan) const { hb_subset_plan_destroy(plan); }
};

using InputHandle = std::unique_ptr<hb_subset_input_t, DestroySubset>;

InputHandle wish_for(const std::vector<std::uint32_t>& glyphs)
{
    InputHandle input(hb_subset_input_create_or_fail());
    if (!input) throw std::bad_alloc();
    hb_subset_input_set_flags(input.get(),
                              static_cast<unsigned>(HB_SUBSET_FLAGS_NO_HINTING) |
                                  static_cast<unsigned>(HB_SUBSET_FLAGS_NOTDEF_OUTLINE));
    hb_set_t* const wanted = hb_subset_input_glyph_set(input.get());
    for (const std::uint32_t glyph : glyphs)
        hb_set_add(wanted, glyph);
    // A PDF names glyphs by number: what maps characters, joins and names has no use there. The
    // layout tables would also pull in every glyph that could stand for a wanted one.
    hb_set_t* const dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (const char* tag : {"GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "cmap", "STAT", "meta",
                            "gasp", "BASE", "VORG", "vhea", "vmtx"}) {
        hb_set_add(dropped, hb_tag_from_string(tag, 4));
    }
    return input;
}

} // namespace

// OpenType, OS/2 table, fsType: bit 1 alone is "restricted", bit 8 "no subsetting", bit 9
// "bitmaps only".
void check_embedding(const Library& library, int face)
{
    const std::uint32_t bits =
        number_in_table(library.face(face).hb_face(), HB_TAG('O', 'S', '/', '2'), 8, 2);
    const bool restricted = (bits & 0x000FU) == 0x0002U;
    if (restricted || (bits & 0x0300U) != 0) {
        throw std::runtime_error(library.postscript_name(face) +
                                 ": the font's licence bits forbid embedding a subset; "
                                 "install the font from fonts-noto-core");
    }
}

std::int32_t width_in_thousandths(const Library& library, int face, std::uint32_t glyph)
{
    return hb_font_get_glyph_h_advance(library.face(face).hb_font_in_thousandths(), glyph);
}

Subset subset(const Library& library, int face, const std::vector<std::uint32_t>& glyphs)
{
    check_embedding(library, face);
    const Face& whole = library.face(face);
    const auto failed = [&library, face] {
        return std::runtime_error(library.postscript_name(face) + ": the font cannot be subset");
    };

    const InputHandle input = wish_for(glyphs);
    const std::unique_ptr<hb_subset_plan_t, DestroySubset> plan(
        hb_subset_plan_create_or_fail(whole.subset_source().next(), input.get()));
    if (!plan) throw failed();
    const FaceHandle cut(hb_subset_plan_execute_or_fail(plan.get()));
    if (!cut) throw failed();

    Subset result;
    const bool cubic = library.outlines(face) == Outlines::Cubic;
    const BlobHandle blob(cubic ? hb_face_reference_table(cut.get(), HB_TAG('C', 'F', 'F', ' '))
                                : hb_face_reference_blob(cut.get()));
    unsigned length = 0;
    const char* data = hb_blob_get_data(blob.get(), &length);
    result.octets.assign(data, length);
    // A composite glyph brings its components along, so the plan alone knows the new numbers.
    const hb_map_t* const new_id_of = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
    for (const std::uint32_t glyph : glyphs)
        result.new_ids.push_back(hb_map_get(new_id_of, glyph));
    if (cubic) {
        const std::vector<std::uint32_t> cids = glyph_cids(result.octets);
        for (std::uint32_t& id : result.new_ids)
            id = cids.at(id);
    }
    return result;
}

} // namespace reservepost::fonts

#include "fonts/embedded_glyphs.h"

#include "fonts/cff.h"
#include "fonts/face.h"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace reservepost::fonts {

namespace {

constexpr hb_tag_t cff_table = HB_TAG('C', 'F', 'F', ' ');

[[noreturn]] void refuse()
{
    throw std::runtime_error("the embedded font program cannot be read; whoever made the file "
                             "embeds its fonts anew");
}

BlobHandle copied(std::string_view octets)
{
    return BlobHandle(hb_blob_create_or_fail(octets.data(), static_cast<unsigned>(octets.size()),
                                             HB_MEMORY_MODE_DUPLICATE, nullptr, nullptr));
}

/// True for a Compact Font Format program by itself: major version 1, and neither of the marks with
/// which TrueType and OpenType begin.
bool is_bare_cff(std::string_view octets)
{
    return octets.size() > 4 && octets[0] == 1 && octets[1] == 0 && octets[2] != 0;
}

/// A bare program with the two tables that HarfBuzz wants to see beside it.
FaceHandle face_around_cff(std::string_view cff, std::size_t glyphs)
{
    std::array<char, 54> head{};
    head[1] = 1; // Version 1.0.
    head[12] = 0x5F, head[13] = 0x0F, head[14] = 0x3C, head[15] = static_cast<char>(0xF5);
    head[18] = 0x03, head[19] = static_cast<char>(0xE8); // 1,000 units to the size.
    const std::array<char, 6> maxp = {
        0, 0, 0x50, 0, static_cast<char>(glyphs >> 8U), static_cast<char>(glyphs & 255U)};
    FaceHandle face(hb_face_builder_create());
    const auto add = [&](hb_tag_t tag, std::string_view octets) {
        const BlobHandle blob = copied(octets);
        if (!blob || !hb_face_builder_add_table(face.get(), tag, blob.get())) refuse();
    };
    add(HB_TAG('h', 'e', 'a', 'd'), {head.data(), head.size()});
    add(HB_TAG('m', 'a', 'x', 'p'), {maxp.data(), maxp.size()});
    add(cff_table, cff);
    return face;
}

} // namespace

struct EmbeddedGlyphs::Program {
    explicit Program(std::string given) : octets(std::move(given))
    {
        std::string_view cff;
        if (is_bare_cff(octets)) {
            cff = octets;
        } else {
            blob.reset(hb_blob_create(octets.data(), static_cast<unsigned>(octets.size()),
                                      HB_MEMORY_MODE_READONLY, nullptr, nullptr));
            face.reset(hb_face_create(blob.get(), 0));
            table.reset(hb_face_reference_table(face.get(), cff_table));
            unsigned length = 0;
            const char* const begin = hb_blob_get_data(table.get(), &length);
            cff = std::string_view(begin, length);
        }
        if (!cff.empty()) read_cids(cff);
        if (!face) face = face_around_cff(octets, cids);
        count = hb_face_get_glyph_count(face.get());
        if (count == 0) refuse();
        font.reset(hb_font_create(face.get()));
        const auto units = static_cast<int>(hb_face_get_upem(face.get()));
        hb_font_set_scale(font.get(), units, units);
        thousandths = 1000.0 / units;
    }

    void read_cids(std::string_view cff)
    {
        const std::vector<std::uint32_t> all = glyph_cids(cff);
        if (all.size() > 65'535) refuse();
        cids = all.size();
        for (std::size_t i = 0; i < all.size(); ++i)
            glyph_of_cid.emplace(all[i], static_cast<std::uint32_t>(i));
    }

    std::string octets;
    BlobHandle blob, table;
    FaceHandle face;
    FontHandle font;
    double thousandths = 1;
    std::uint32_t count = 0;
    std::size_t cids = 0; ///< None: the program is not Compact Font Format.
    std::map<std::uint32_t, std::uint32_t> glyph_of_cid;
    std::optional<std::optional<OutlineBox>> reach;
};

EmbeddedGlyphs::EmbeddedGlyphs(std::string program)
    : program_(std::make_unique<Program>(std::move(program)))
{
}

EmbeddedGlyphs::~EmbeddedGlyphs() = default;
EmbeddedGlyphs::EmbeddedGlyphs(EmbeddedGlyphs&&) noexcept = default;

std::uint32_t EmbeddedGlyphs::count() const
{
    return program_->count;
}

std::optional<OutlineBox> EmbeddedGlyphs::box(std::uint32_t glyph) const
{
    hb_glyph_extents_t extents{};
    if (glyph >= program_->count ||
        !hb_font_get_glyph_extents(program_->font.get(), glyph, &extents))
        return std::nullopt;
    const double scale = program_->thousandths;
    // In whole design units, rounded outwards: a curve's extent may lie between two.
    return OutlineBox{scale * extents.x_bearing, scale * (extents.y_bearing + extents.height),
                      scale * (extents.x_bearing + extents.width), scale * extents.y_bearing};
}

const std::optional<OutlineBox>& EmbeddedGlyphs::reach() const
{
    if (program_->reach) return *program_->reach;
    std::optional<OutlineBox>& all = program_->reach.emplace(OutlineBox{});
    const bool has_advances = !is_bare_cff(program_->octets);
    if (!has_advances) all->right = 200;
    for (std::uint32_t glyph = 0; glyph < program_->count; ++glyph) {
        const auto one = box(glyph);
        if (!one) {
            all.reset();
            break;
        }
        if (one->is_blank()) continue;
        all->left = std::min(all->left, one->left);
        all->bottom = std::min(all->bottom, one->bottom);
        all->top = std::max(all->top, one->top);
        if (!has_advances) continue;
        const double advance =
            program_->thousandths * hb_font_get_glyph_h_advance(program_->font.get(), glyph);
        all->right = std::max(all->right, one->right - advance);
    }
    return all;
}

std::optional<std::uint32_t> EmbeddedGlyphs::glyph_of_cid(std::uint32_t cid) const
{
    if (program_->cids == 0) return cid < program_->count ? std::optional(cid) : std::nullopt;
    const auto found = program_->glyph_of_cid.find(cid);
    if (found == program_->glyph_of_cid.end()) return std::nullopt;
    return found->second;
}

} // namespace reservepost::fonts

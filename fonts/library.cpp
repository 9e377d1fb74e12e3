#include "fonts/library.h"

#include "fonts/face.h"
#include "fonts/face_files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <mutex>
#include <stdexcept>

namespace reservepost::fonts {

namespace {

/// Where the families with Chinese characters begin in the table, one for each of `HanForms`.
constexpr int first_han_family = [] {
    const auto* const found = std::find(families.begin(), families.end(), "NotoSansCJKsc");
    return static_cast<int>(found - families.begin());
}();
constexpr int han_families = 5;

static_assert(families[first_han_family + static_cast<int>(HanForms::Japanese)] == "NotoSansCJKjp");
static_assert(families[first_han_family + static_cast<int>(HanForms::HongKong)] == "NotoSansCJKhk");

/// True if the family writes Chinese characters otherwise than wanted.
bool has_other_forms(int family, HanForms forms)
{
    const int place = family - first_han_family;
    return place >= 0 && place < han_families && place != static_cast<int>(forms);
}

std::string decimal(std::uint64_t number)
{
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return {digits.data(), end};
}

} // namespace

/// The faces of a folder. Which files are there is found out once, at the beginning; each file
/// is opened by the first thread that needs it.
struct Library::Faces {
    struct Slot {
        FaceFile place;
        mutable std::once_flag once;
        mutable std::unique_ptr<Face> face;
    };

    explicit Faces(const std::vector<std::filesystem::path>& folders)
    {
        for (int number = 0; number < face_count; ++number) {
            slots[static_cast<std::size_t>(number)].place = find_file(number, folders);
        }
    }

    const Face& open(int number) const
    {
        if (number < 0 || number >= face_count) {
            throw std::logic_error("face " + std::to_string(number) +
                                   " is not in the table of families [this is a bug]");
        }
        const Slot& slot = slots[static_cast<std::size_t>(number)];
        std::call_once(slot.once, [&slot] {
            slot.face = std::make_unique<Face>(slot.place.file, slot.place.index);
        });
        return *slot.face;
    }

    const std::filesystem::path& file(int number) const
    {
        return slots[static_cast<std::size_t>(number)].place.file;
    }
    bool installed(int number) const { return !file(number).empty(); }

    std::array<Slot, face_count> slots;
};

std::vector<std::filesystem::path> Library::installed()
{
    return {"/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto",
            "/usr/share/fonts/truetype/ancient-scripts"};
}

Library::Library(const std::vector<std::filesystem::path>& folders)
    : faces_(std::make_unique<Faces>(folders))
{
    for (int style = 0; style < styles_per_family; ++style) {
        if (!faces_->installed(style)) {
            std::string places;
            for (const std::filesystem::path& folder : folders)
                places += (places.empty() ? "" : ", ") + folder.string();
            throw std::runtime_error(file_name(style) + ": no such font file in " + places +
                                     "; install the package fonts-noto-core");
        }
        faces_->open(style);
    }
}

Library::~Library() = default;

int Library::body_face(Style style) const
{
    return static_cast<int>(style);
}

std::optional<int> Library::face_for(std::u32string_view characters, Style style,
                                     HanForms forms) const
{
    const int wish = static_cast<int>(style);
    const int bold = style == Style::Bold || style == Style::BoldItalic ? 1 : 0;
    for (int first = 0; first < face_count; first += styles_per_family) {
        if (has_other_forms(first / styles_per_family, forms)) continue;
        for (const int number : {first + wish, first + bold, first}) {
            if (!faces_->installed(number)) continue;
            const CharacterSet& candidate = faces_->open(number).characters();
            const bool has_all =
                std::all_of(characters.begin(), characters.end(),
                            [&candidate](char32_t character) { return candidate.has(character); });
            if (has_all) return number;
        }
    }
    return std::nullopt;
}

FaceMetrics Library::metrics(int number) const
{
    const Face& opened = face(number);
    hb_face_t* const table_of = opened.hb_face();
    const auto signed_number = [table_of](hb_tag_t table, unsigned at) {
        return static_cast<int>(static_cast<std::int16_t>(number_in_table(table_of, table, at, 2)));
    };
    constexpr hb_tag_t head = HB_TAG('h', 'e', 'a', 'd'), hhea = HB_TAG('h', 'h', 'e', 'a'),
                       os2 = HB_TAG('O', 'S', '/', '2'), post = HB_TAG('p', 'o', 's', 't');
    FaceMetrics metrics;
    metrics.units_per_em = opened.units_per_em();
    metrics.ascender = signed_number(hhea, 4);
    metrics.descender = signed_number(hhea, 6);
    metrics.cap_height = signed_number(os2, 88);
    metrics.x_min = signed_number(head, 36);
    metrics.y_min = signed_number(head, 38);
    metrics.x_max = signed_number(head, 40);
    metrics.y_max = signed_number(head, 42);
    metrics.italic_angle = signed_number(post, 4);
    return metrics;
}

int Library::units_per_em(int number) const
{
    return face(number).units_per_em();
}

std::string Library::postscript_name(int number) const
{
    return face_name(number);
}

const CharacterSet& Library::characters(int number) const
{
    return face(number).characters();
}

Outlines Library::outlines(int number) const
{
    const BlobHandle cubic(
        hb_face_reference_table(face(number).hb_face(), HB_TAG('C', 'F', 'F', ' ')));
    return hb_blob_get_length(cubic.get()) > 0 ? Outlines::Cubic : Outlines::Quadratic;
}

std::optional<std::uint32_t> Library::glyph(int number, char32_t character) const
{
    const std::uint32_t found = face(number).glyph(character);
    return found == 0 ? std::nullopt : std::optional(found);
}

std::optional<std::uint32_t> Library::inkless_glyph(int number) const
{
    hb_font_t* const font = face(number).hb_font();
    for (const char32_t character : {char32_t{0}, U' '}) {
        const auto found = glyph(number, character);
        hb_glyph_extents_t ink{};
        if (!found || hb_font_get_glyph_extents(font, *found, &ink) == 0) continue;
        if (ink.width == 0 && ink.height == 0) return found;
    }
    return std::nullopt;
}

std::vector<FontFile> Library::files() const
{
    std::vector<FontFile> files;
    for (int number = 0; number < face_count; ++number) {
        if (!faces_->installed(number)) continue;
        std::string name = file_name(number);
        if (std::ranges::find(files, name, &FontFile::name) != files.end()) continue;
        files.push_back({std::move(name), faces_->open(number).octets()});
    }
    return files;
}

std::string Library::fingerprint() const
{
    constexpr hb_tag_t head = HB_TAG('h', 'e', 'a', 'd');
    std::string lines;
    for (int number = 0; number < face_count; ++number) {
        if (!faces_->installed(number)) continue;
        const Face& opened = faces_->open(number);
        lines += decimal(static_cast<std::uint64_t>(number)) + " " + file_name(number);
        lines += " " + decimal(opened.octets().size());
        lines += " " + decimal(number_in_table(opened.hb_face(), head, 4, 4));
        lines += " " + decimal(number_in_table(opened.hb_face(), head, 8, 4)) + "\n";
    }
    return lines;
}

const Face& Library::face(int number) const
{
    return faces_->open(number);
}

} // namespace reservepost::fonts

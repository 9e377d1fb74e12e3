#include "fonts/face_files.h"

#include <algorithm>

namespace reservepost::fonts {

namespace {

constexpr std::array<std::string_view, styles_per_family> style_names = {"Regular", "Bold",
                                                                         "Italic", "BoldItalic"};

std::string_view family_of(int face)
{
    return families.at(static_cast<std::size_t>(face / styles_per_family));
}

std::string_view style_of(int face)
{
    return style_names[static_cast<std::size_t>(face % styles_per_family)];
}

const FamilyFile* special_file(std::string_view family)
{
    const auto* const found = std::ranges::find(family_files, family, &FamilyFile::family);
    return found == family_files.end() ? nullptr : found;
}

} // namespace

std::string face_name(int face)
{
    const FamilyFile* const special = special_file(family_of(face));
    const bool single = special != nullptr && special->file.find('*') == std::string_view::npos;
    const std::string family(family_of(face));
    return single ? family : family + "-" + std::string(style_of(face));
}

std::string file_name(int face)
{
    const FamilyFile* const special = special_file(family_of(face));
    std::string name =
        special == nullptr ? std::string(family_of(face)) + "-*.ttf" : std::string(special->file);
    const std::size_t star = name.find('*');
    if (star != std::string::npos) return name.replace(star, 1, style_of(face));
    return face % styles_per_family == 0 ? name : std::string();
}

FaceFile find_file(int face, const std::vector<std::filesystem::path>& folders)
{
    const std::string name = file_name(face);
    if (name.empty()) return {};
    const FamilyFile* const special = special_file(family_of(face));
    for (const std::filesystem::path& folder : folders) {
        if (std::filesystem::is_regular_file(folder / name)) {
            return {folder / name, special == nullptr ? 0 : special->index};
        }
    }
    return {};
}

} // namespace reservepost::fonts

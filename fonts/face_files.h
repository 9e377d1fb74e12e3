#pragma once

#include "fonts/families.h"

#include <filesystem>
#include <string>
#include <vector>

// Inside this folder only: which file a face's number stands for.

namespace reservepost::fonts {

inline constexpr int face_count = static_cast<int>(families.size()) * styles_per_family;

/// Where a face lies.
struct FaceFile {
    std::filesystem::path file; ///< In the first folder that has it; empty if none has.
    unsigned index = 0;         ///< The face's place in a file of several.
};

/// The face's name in PostScript: "NotoSans-BoldItalic".
std::string face_name(int face);

/// The name of the face's file; empty if its family has no such style.
std::string file_name(int face);

/// Looks for the face's file in `folders`, in their order.
FaceFile find_file(int face, const std::vector<std::filesystem::path>& folders);

} // namespace reservepost::fonts

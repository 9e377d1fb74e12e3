#pragma once

#include "tests/support/files.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace reservepost::tests {

/// Where a table of a TrueType or OpenType file begins. Throws where there is none.
inline std::size_t table_at(std::string_view font, std::string_view tag)
{
    const auto number = [font](std::size_t at, unsigned width) {
        std::size_t value = 0;
        for (unsigned i = 0; i < width; ++i)
            value = value << 8U | static_cast<unsigned char>(font.at(at + i));
        return value;
    };
    const std::size_t tables = number(4, 2);
    for (std::size_t i = 0; i < tables; ++i) {
        if (font.substr(12 + 16 * i, 4) == tag) return number(12 + 16 * i + 8, 4);
    }
    throw std::runtime_error("the font has no table " + std::string(tag));
}

/// Puts Noto Sans into `folder`, its regular face with other licence bits (`fsType` of the table
/// OS/2).
inline void put_fonts_with_licence(const std::filesystem::path& folder, std::uint16_t bits)
{
    const std::filesystem::path installed = "/usr/share/fonts/truetype/noto";
    for (const char* name : {"NotoSans-Bold.ttf", "NotoSans-Italic.ttf", "NotoSans-BoldItalic.ttf"})
        std::filesystem::create_symlink(installed / name, folder / name);
    std::string font = file_text(installed / "NotoSans-Regular.ttf");
    const std::size_t at = table_at(font, "OS/2") + 8;
    font.at(at) = static_cast<char>(bits >> 8U);
    font.at(at + 1) = static_cast<char>(bits & 0xFFU);
    write_file(folder / "NotoSans-Regular.ttf", font);
}

} // namespace reservepost::tests

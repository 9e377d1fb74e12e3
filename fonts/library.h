#pragma once

#include "fonts/character_set.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::fonts {

/// One installed font file that a page may be set with.
struct FontFile {
    std::string name;        ///< File name without folder.
    std::string_view octets; ///< Valid as long as the library.
};

/// How a face stands. A fallback face has no italics; bold only where it is installed.
enum class Style { Regular = 0, Bold = 1, Italic = 2, BoldItalic = 3 };

/// How a language writes Chinese characters: the same character may look a little different.
enum class HanForms { SimplifiedChinese, Japanese, Korean, TraditionalChinese, HongKong };

/// How the outlines of a face are drawn, which decides how a file embeds them.
enum class Outlines {
    Quadratic, ///< TrueType: table `glyf`.
    Cubic,     ///< PostScript: table `CFF `.
};

/// What a page needs to know of a face. Design units, y upwards.
struct FaceMetrics {
    int units_per_em = 1000;
    int ascender = 0;
    int descender = 0; ///< Negative.
    int cap_height = 0;
    int x_min = 0, y_min = 0, x_max = 0, y_max = 0;
    int italic_angle = 0; ///< Degrees, negative for a slant to the right.
    bool operator==(const FaceMetrics&) const = default;
};

class Face;

/// The installed families: Noto Sans for our own words, the others where it lacks a character.
/// A face's number depends on nothing but our own table of families (families.h), so
/// that frames made today name the same face tomorrow.
///
/// Opened once a process and then shared: every method may be called from any thread, and
/// nothing a user can see ever changes. Files are mapped when they are first needed.
class Library {
public:
    /// The folders of Debian's fonts-noto-core, fonts-noto-cjk and fonts-symbola.
    static std::vector<std::filesystem::path> installed();

    /// Takes what is there of the table of families, each file from the first of `folders` that
    /// has it. Throws `std::runtime_error` if Noto Sans is not complete, naming the file and the
    /// package that would bring it.
    explicit Library(const std::vector<std::filesystem::path>& folders = installed());
    ~Library();
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    /// The face of our own words.
    int body_face(Style style) const;

    /// The first face, in the order of the table, that has every one of `characters`; the body
    /// face of `style` if it can. Nothing if no single face has them all. Of the families with
    /// Chinese characters only the one with `forms` is asked: all have the same ones.
    std::optional<int> face_for(std::u32string_view characters, Style style,
                                HanForms forms = HanForms::SimplifiedChinese) const;

    /// The characters that a face has a glyph for. Valid as long as the library.
    const CharacterSet& characters(int face) const;

    FaceMetrics metrics(int face) const;
    int units_per_em(int face) const;
    std::string postscript_name(int face) const;
    Outlines outlines(int face) const;

    /// The glyph that a face has for a character by itself, before any shaping.
    std::optional<std::uint32_t> glyph(int face, char32_t character) const;

    /// A glyph of the face that leaves no mark on paper, of no width where there is one, or nothing
    /// if it has none. Joiners are none: some fonts draw them.
    std::optional<std::uint32_t> inkless_glyph(int face) const;

    /// Every font file that may be used, once, in the order of face numbers. The caller may hash
    /// them.
    std::vector<FontFile> files() const;

    /// A line for each face: its number, its file's name and size in octets, revision and checksum
    /// as its head table states them. Changes whenever another version of a font is installed.
    std::string fingerprint() const;

    /// For shaping and subsetting inside this folder.
    const Face& face(int number) const;

private:
    struct Faces;
    std::unique_ptr<Faces> faces_;
};

} // namespace reservepost::fonts

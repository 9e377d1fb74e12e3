#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

// What the typesetter is measured against: the libraries it stands on, called with nothing around
// them, on the same text and the same octets in the same run.

namespace reservepost::bench {

/// HarfBuzz alone with one face.
class ShapingFloor {
public:
    /// `font` is the content of a font file, and must outlive this.
    explicit ShapingFloor(std::string_view font);
    ~ShapingFloor();
    ShapingFloor(const ShapingFloor&) = delete;
    ShapingFloor& operator=(const ShapingFloor&) = delete;

    /// Shapes a text of Latin letters in one piece. Gives the number of glyphs.
    std::size_t shape(std::string_view text);

private:
    struct Font;
    std::unique_ptr<Font> font_;
};

/// libdeflate alone.
class DeflateFloor {
public:
    explicit DeflateFloor(int level);
    ~DeflateFloor();
    DeflateFloor(const DeflateFloor&) = delete;
    DeflateFloor& operator=(const DeflateFloor&) = delete;

    /// The number of octets that are left.
    std::size_t deflate(std::string_view octets);

private:
    struct Compressor;
    std::unique_ptr<Compressor> compressor_;
};

/// The words of a text, parted by spaces.
std::vector<std::string_view> words_in(std::string_view text);

} // namespace reservepost::bench

#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string>

// Grey pictures of pages, as pdftoppm writes them.

namespace reservepost::layout {

/// A picture in 256 greys, 0 black.
struct Raster {
    int width = 0;
    int height = 0;
    std::string pixels; ///< Row by row from the top.

    int at(int x, int y) const
    {
        if (x < 0 || y < 0 || x >= width || y >= height) return 255; // White around it.
        return static_cast<unsigned char>(
            pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                   static_cast<std::size_t>(x)]);
    }

    /// The grey between four pixels, where `x` and `y` count pixels' middles.
    double between(double x, double y) const
    {
        const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
        const double right_part = x - left, low_part = y - top;
        const double upper = at(left, top) * (1 - right_part) + at(left + 1, top) * right_part;
        const double lower =
            at(left, top + 1) * (1 - right_part) + at(left + 1, top + 1) * right_part;
        return upper * (1 - low_part) + lower * low_part;
    }
};

/// A binary PGM without comments. Throws `std::runtime_error` if it is none.
inline Raster raster_of(const std::string& pgm)
{
    Raster raster;
    std::size_t at = 2;
    const auto number = [&] {
        while (at < pgm.size() && (pgm[at] == ' ' || pgm[at] == '\n'))
            ++at;
        int value = 0;
        const auto end = std::from_chars(pgm.data() + at, pgm.data() + pgm.size(), value).ptr;
        at = static_cast<std::size_t>(end - pgm.data());
        return value;
    };
    if (!pgm.starts_with("P5")) throw std::runtime_error("no PGM");
    raster.width = number();
    raster.height = number();
    if (number() != 255) throw std::runtime_error("no PGM of 256 greys");
    raster.pixels = pgm.substr(at + 1);
    if (raster.pixels.size() !=
        static_cast<std::size_t>(raster.width) * static_cast<std::size_t>(raster.height))
        throw std::runtime_error("a PGM that is cut off");
    return raster;
}

inline std::string pgm_of(const Raster& raster)
{
    return "P5\n" + std::to_string(raster.width) + " " + std::to_string(raster.height) + "\n255\n" +
           raster.pixels;
}

/// What a camera sees of a sheet that lies askew: turned by `degrees` around the picture's middle,
/// then moved right and down by pixels.
inline Raster askew(const Raster& straight, double degrees, double right, double down)
{
    const double angle = degrees * 3.14159265358979323846 / 180;
    const double sine = std::sin(angle), cosine = std::cos(angle);
    const double middle_x = straight.width / 2.0, middle_y = straight.height / 2.0;
    Raster seen{straight.width, straight.height, {}};
    seen.pixels.reserve(straight.pixels.size());
    for (int y = 0; y < seen.height; ++y) {
        for (int x = 0; x < seen.width; ++x) {
            const double from_x = x - right - middle_x, from_y = y - down - middle_y;
            const double grey = straight.between(cosine * from_x + sine * from_y + middle_x,
                                                 cosine * from_y - sine * from_x + middle_y);
            seen.pixels += static_cast<char>(std::clamp(std::lround(grey), 0L, 255L));
        }
    }
    return seen;
}

} // namespace reservepost::layout

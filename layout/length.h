#pragma once

#include <compare>
#include <cstdint>

namespace reservepost::layout {

/// A length on paper, in whole thousandths of a PostScript point (1/72 inch).
/// Whole numbers add up the same on every machine, so a page is the same
/// page tonight and in ten years, and its trace can be compared as text.
class Length {
public:
    constexpr Length() = default;
    static constexpr Length pt(double points) { return Length(round(points * 1000.0)); }
    static constexpr Length mm(double mm) { return Length(round(mm * 72'000.0 / 25.4)); }
    static constexpr Length thousandths_of_pt(std::int64_t count) { return Length(count); }

    constexpr double in_pt() const { return static_cast<double>(thousandths_) / 1000.0; }
    constexpr double in_mm() const { return in_pt() * 25.4 / 72.0; }
    constexpr std::int64_t in_thousandths_of_pt() const { return thousandths_; }

    auto operator<=>(const Length&) const = default;
    constexpr Length operator+(Length other) const
    {
        return Length(thousandths_ + other.thousandths_);
    }
    constexpr Length operator-(Length other) const
    {
        return Length(thousandths_ - other.thousandths_);
    }
    constexpr Length operator-() const { return Length(-thousandths_); }
    constexpr Length operator*(std::int64_t times) const { return Length(thousandths_ * times); }
    constexpr Length& operator+=(Length other) { return *this = *this + other; }
    constexpr Length& operator-=(Length other) { return *this = *this - other; }

    /// This length times `numerator / denominator`, rounded half away from zero. The
    /// denominator is positive.
    constexpr Length scaled(std::int64_t numerator, std::int64_t denominator) const
    {
        const std::int64_t product = thousandths_ * numerator;
        const std::int64_t half = product < 0 ? -(denominator / 2) : denominator / 2;
        return Length((product + half) / denominator);
    }

private:
    explicit constexpr Length(std::int64_t thousandths) : thousandths_(thousandths) {}
    static constexpr std::int64_t round(double x)
    {
        return static_cast<std::int64_t>(x < 0 ? x - 0.5 : x + 0.5);
    }
    std::int64_t thousandths_ = 0;
};

struct Size {
    Length width;
    Length height;
    bool operator==(const Size&) const = default;
};

/// A place on a page, from its top left corner; `y` grows downwards.
struct Point {
    Length x;
    Length y;
    bool operator==(const Point&) const = default;
};

struct Rectangle {
    Point at; ///< Top left corner.
    Size size;
    bool operator==(const Rectangle&) const = default;
};

inline constexpr Size a4{Length::mm(210), Length::mm(297)};

static_assert(Length::mm(25.4) == Length::pt(72));
static_assert(Length::pt(11).scaled(-500, 1000) == Length::pt(-5.5));

} // namespace reservepost::layout

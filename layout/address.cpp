#include "layout/address.h"

#include "layout/decimal.h"
#include "layout/paragraph.h"

#include <algorithm>

namespace reservepost::layout {

namespace {

constexpr std::size_t most_lines = 6;
constexpr Length no_limit = Length::mm(100'000);

/// A line that is never broken. What looks like a line end inside it becomes a space.
SetLine one_line(const std::string& text, Length size, std::string_view language, Workbench& bench,
                 int& uncovered)
{
    Spans joined;
    for (const Spans& part : split_at_line_ends({{text}})) {
        if (!joined.empty()) joined.push_back({" "});
        joined.insert(joined.end(), part.begin(), part.end());
    }
    const Manner manner{size, fonts::Style::Regular, language, Direction::LeftToRight};
    SetParagraph set = set_paragraph(joined, manner, no_limit, bench);
    uncovered += set.uncovered_characters;
    return std::move(set.lines.front());
}

void put(Frame& page, SetLine line, Point at)
{
    for (Placed& placed : line.items) {
        placed.at.x += at.x;
        placed.at.y += at.y;
        page.items.push_back(std::move(placed));
    }
}

bool is_blank(const std::string& line)
{
    return line.find_first_not_of(" \t\r\n") == std::string::npos;
}

AddressDoesNotFit too_many(std::size_t lines)
{
    return AddressDoesNotFit("the address has " + std::to_string(lines) +
                             " lines; the envelope window holds 1 to " +
                             std::to_string(most_lines) + "; correct the address");
}

AddressDoesNotFit too_wide(const std::string& what, Length width, Length limit, Length size)
{
    return AddressDoesNotFit(what + " is " + decimal(width.in_mm(), 1) + " mm wide in " +
                             decimal(size.in_pt(), 1) + " pt; the envelope window holds " +
                             decimal(limit.in_mm(), 1) + " mm; shorten the line");
}

/// How close the lines of an address stand.
struct Density {
    Length size;
    Length first_baseline; ///< From the top of the safe area.
    Length leading;
};

/// Six lines and the return line fill the safe height of 29 mm to within a hair; fewer lines can
/// be larger and stand wider apart.
Density density_of(std::size_t lines, const PageGeometry& geometry)
{
    const Length size = geometry.address_size;
    if (lines == most_lines) {
        return {std::min(size, Length::pt(10)), Length::mm(6.8), Length::pt(12)};
    }
    return {size, Length::mm(7.4), Length::pt(13.5)};
}

/// The lines in the usual size, or all in the largest smaller one in which the widest fits.
std::vector<SetLine> fitting_lines(const std::vector<std::string>& address,
                                   const PageGeometry& geometry, std::string_view language,
                                   Workbench& bench, int& uncovered)
{
    const Length limit = geometry.address.size.width;
    constexpr Length step = Length::pt(0.25);
    for (Length size = density_of(address.size(), geometry).size;; size -= step) {
        size = std::max(size, geometry.address_size_least);
        uncovered = 0;
        std::vector<SetLine> lines;
        for (const std::string& line : address) {
            lines.push_back(one_line(line, size, language, bench, uncovered));
        }
        const auto widest =
            std::max_element(lines.begin(), lines.end(),
                             [](const SetLine& a, const SetLine& b) { return a.width < b.width; });
        if (widest->width <= limit) return lines;
        if (size == geometry.address_size_least) {
            const auto number = widest - lines.begin() + 1;
            throw too_wide("address line " + std::to_string(number), widest->width, limit, size);
        }
    }
}

} // namespace

int add_address(Frame& page, const Letter& letter, const PageGeometry& geometry, Workbench& bench)
{
    const std::string language = letter.parts.empty() ? "nb" : letter.parts[0].language;
    std::vector<std::string> address;
    std::copy_if(letter.address.begin(), letter.address.end(), std::back_inserter(address),
                 [](const std::string& line) { return !is_blank(line); });
    if (address.empty() || address.size() > most_lines) throw too_many(address.size());

    int uncovered = 0;
    int uncovered_in_return_line = 0;
    auto lines = fitting_lines(address, geometry, language, bench, uncovered);
    SetLine return_line = one_line(letter.return_line, geometry.return_line_size, language, bench,
                                   uncovered_in_return_line);
    if (return_line.width > geometry.address.size.width) {
        throw too_wide("the return line", return_line.width, geometry.address.size.width,
                       geometry.return_line_size);
    }

    const Point corner = geometry.address.at;
    const Density density = density_of(address.size(), geometry);
    put(page, std::move(return_line), {corner.x, corner.y + Length::mm(1.9)});
    Length baseline = corner.y + density.first_baseline;
    for (SetLine& line : lines) {
        put(page, std::move(line), {corner.x, baseline});
        baseline += density.leading;
    }
    return uncovered + uncovered_in_return_line;
}

} // namespace reservepost::layout

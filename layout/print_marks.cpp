#include "layout/print_marks.h"

#include "layout/decimal.h"
#include "layout/mark.h"

#include <stdexcept>
#include <string>

namespace reservepost::layout {

namespace {

constexpr Length witness_size = Length::pt(6);

void add_witness(Frame& page, const Rectangle& place, std::string_view text,
                 const Workshop& workshop)
{
    SetLine line = workshop.set_line(std::string(text), witness_size);
    if (line.width > place.size.width) {
        throw std::invalid_argument("the witness line is " + decimal(line.width.in_mm(), 1) +
                                    " mm wide; its place in the print profile must be as wide");
    }
    // Capitals and digits are seven tenths of the size high: the line stands in the middle.
    const Length baseline =
        place.at.y + (place.size.height + witness_size.scaled(7, 10)).scaled(1, 2);
    for (Placed& placed : line.items)
        page.items.push_back(
            {{place.at.x + placed.at.x, baseline + placed.at.y}, std::move(placed.item)});
}

void add_fold_marks(Frame& front, const PageGeometry& geometry)
{
    constexpr Size stroke{Length::mm(4), Length::pt(0.4)};
    const Length left = geometry.page.width - geometry.clear_edge - stroke.width;
    for (const Length height : geometry.fold_marks)
        front.items.push_back({{left, height}, Rule{stroke}});
}

} // namespace

bool bears_mark(const Composition& letter, std::size_t page, const PageGeometry& geometry)
{
    if (!geometry.mark || page % static_cast<std::size_t>(sides_of(geometry.plex)) != 0)
        return false;
    return geometry.mark_enclosures || letter.parts.size() < 2 || page < letter.parts[1].first;
}

std::string mark_digits(const Composition& letter, std::size_t page, const PageGeometry& geometry,
                        const PieceMarks& marks)
{
    const auto sides = static_cast<std::size_t>(sides_of(geometry.plex));
    return sheet_mark_digits({.job = marks.job,
                              .piece = marks.piece,
                              .sheet = static_cast<int>(page / sides) + 1,
                              .of = letter.sheets,
                              .envelope = marks.envelope});
}

void add_print_marks(Composition& letter, const PageGeometry& geometry, const PieceMarks& marks,
                     const Workshop& workshop)
{
    const auto sides = static_cast<std::size_t>(sides_of(geometry.plex));
    for (std::size_t page = 0; page < letter.pages.size(); page += sides) {
        add_fold_marks(letter.pages[page], geometry);
        if (!bears_mark(letter, page, geometry)) continue;
        add_sheet_mark(letter.pages[page], geometry, mark_digits(letter, page, geometry, marks));
    }
    if (geometry.witness && !marks.witness.empty() && !letter.pages.empty())
        add_witness(letter.pages.front(), *geometry.witness, marks.witness, workshop);
}

} // namespace reservepost::layout

#include "batch/letters/address_fit.h"

#include "batch/letters/postal_form.h"
#include "layout/decimal.h"

#include <algorithm>
#include <cmath>

namespace reservepost::batch::letters {

namespace {

using layout::AddressExcess;

std::string in_pt(layout::Length size)
{
    return layout::thousandths(size.in_thousandths_of_pt()) + " pt";
}

std::string in_mm(double mm)
{
    return layout::decimal(mm, 1) + " mm";
}

/// "7.3 mm too wide (97.2 mm in 9 pt; the window holds 90.0 mm)". Never 0.0 mm too wide.
std::string too_wide(const AddressExcess& excess)
{
    const double over = std::ceil((excess.width - excess.limit).in_mm() * 10) / 10;
    return in_mm(over) + " too wide (" + in_mm(excess.width.in_mm()) + " in " + in_pt(excess.size) +
           "; the window holds " + in_mm(excess.limit.in_mm()) + ")";
}

std::string too_many_lines(const AddressExcess& excess)
{
    if (excess.lines == 0)
        return "it has no line; give 1 to " + std::to_string(excess.most_lines) + " lines";
    const auto over = std::to_string(excess.lines - excess.most_lines);
    return "it has " + std::to_string(excess.lines) + " lines, " + over +
           " too many, and they are too long to be joined with commas; the window holds " +
           std::to_string(excess.most_lines) + "; leave out " + over;
}

std::string sentence_of(const AddressExcess& excess)
{
    switch (excess.of) {
    case AddressExcess::Of::Lines:
        return "does not fit: " + too_many_lines(excess);
    case AddressExcess::Of::Line:
        return "does not fit: line " + std::to_string(excess.line) + " is " + too_wide(excess) +
               "; shorten it";
    case AddressExcess::Of::ReturnLine:
        break;
    }
    return "does not fit: the return line is " + too_wide(excess) +
           "; whoever keeps the configuration shortens `return_line` there";
}

std::string sentence_of(const AddressFit& fit)
{
    std::string text = "fits in " + in_pt(fit.size);
    if (fit.joined) text += ", with lines joined by commas";
    if (fit.parted) text += ", with a line parted at a space";
    if (fit.uncovered_characters > 0)
        text += "; " + std::to_string(fit.uncovered_characters) +
                " of its characters are printed as code points, since no font has them";
    return text;
}

/// Marks upon marks reach out of the place that lines have.
std::string sentence_of(const layout::Finding& finding)
{
    return "does not fit: " + finding.what +
           "; leave out letters with marks over or under other marks, in address and return line";
}

AddressFit try_in(const Window& window, const layout::Letter& letter,
                  const layout::Workshop& workshop)
{
    AddressFit fit;
    fit.profile = window.profile;
    try {
        const auto [set, findings] = workshop.try_address(letter, window.geometry);
        fit.joined = set.joined;
        fit.parted = set.parted;
        fit.uncovered_characters = set.uncovered_characters;
        fit.fits = findings.empty();
        if (fit.fits) fit.size = set.size;
        fit.sentence = fit.fits ? sentence_of(fit) : sentence_of(findings.front());
    } catch (const layout::AddressDoesNotFit& error) {
        fit.excess = error.excess();
        fit.sentence = sentence_of(error.excess());
    }
    return fit;
}

} // namespace

std::vector<AddressFit> address_fit(const std::vector<std::string>& lines,
                                    const std::string& return_line, std::span<const Window> windows,
                                    const layout::Workshop& workshop)
{
    layout::Letter letter;
    auto [form, tail] = postal_form(lines);
    letter.address = std::move(form);
    letter.address_tail = tail;
    letter.return_line = return_line;
    std::vector<AddressFit> fits;
    for (const Window& window : windows)
        fits.push_back(try_in(window, letter, workshop));
    return fits;
}

bool fits_everywhere(std::span<const AddressFit> fits)
{
    return std::all_of(fits.begin(), fits.end(), [](const AddressFit& fit) { return fit.fits; });
}

} // namespace reservepost::batch::letters

#include "batch/printhouse/page_look.h"

#include "batch/disk/child_process.h"
#include "layout/judging_budget.h"
#include "layout/raster_ink.h"

#include <cmath>
#include <iterator>
#include <stdexcept>
#include <string>

namespace reservepost::batch::printhouse {

namespace {

constexpr int dots_per_inch = 100;
constexpr int seconds_a_page = 10;

std::string dots(layout::Length length)
{
    return std::to_string(static_cast<int>(std::ceil(length.in_pt() / 72 * dots_per_inch)));
}

[[noreturn]] void cannot_draw(int page)
{
    throw layout::CannotJudge("RENDERING_FAILED",
                              "pdftoppm could not draw page " + std::to_string(page) + " within " +
                                  std::to_string(seconds_a_page) +
                                  " s; whoever made the file looks at that page");
}

/// The picture of one page, cut to the size that it should have, so that a page of any size costs
/// the same.
std::string draw(const disk::MemoryFile& pdf, int page, layout::Size size)
{
    const std::string number = std::to_string(page);
    try {
        const disk::ChildOutcome drawn =
            disk::run_child({"pdftoppm", "-gray", "-cropbox", "-r", std::to_string(dots_per_inch),
                             "-f", number, "-l", number, "-x", "0", "-y", "0", "-W",
                             dots(size.width), "-H", dots(size.height), disk::input_of_child},
                            pdf, {.seconds = seconds_a_page});
        if (drawn.status != 0) cannot_draw(page);
        return drawn.output;
    } catch (const disk::ChildFailed& failure) {
        if (failure.why() != disk::ChildFailed::Why::NotInstalled) cannot_draw(page);
        throw layout::CannotJudge("RENDERER_MISSING",
                                  "pdftoppm is not installed; whoever runs the machine installs "
                                  "poppler-utils");
    }
}

} // namespace

std::vector<layout::Finding> look_at_pages(std::string_view pdf,
                                           const std::vector<PageToLookAt>& pages,
                                           const layout::PageGeometry& geometry)
{
    const disk::MemoryFile file(pdf);
    std::vector<layout::Finding> findings;
    for (const PageToLookAt& page : pages) {
        const std::string pgm = draw(file, page.number, geometry.page);
        try {
            auto seen = layout::judge_picture(layout::read_grey_picture(pgm, dots_per_inch),
                                              page.role, geometry, page.number);
            std::move(seen.begin(), seen.end(), std::back_inserter(findings));
        } catch (const std::invalid_argument&) { // It ended well but drew nothing: no such page.
            cannot_draw(page.number);
        }
    }
    return findings;
}

} // namespace reservepost::batch::printhouse

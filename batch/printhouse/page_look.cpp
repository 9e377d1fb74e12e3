#include "batch/printhouse/page_look.h"

#include "batch/disk/child_process.h"
#include "layout/judging_budget.h"
#include "layout/raster_ink.h"

#include <cmath>
#include <iterator>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace reservepost::batch::printhouse {

namespace {

constexpr int dots_per_inch = 100;
constexpr int seconds_a_page = 10;

std::string dots(layout::Length length)
{
    return std::to_string(static_cast<int>(std::ceil(length.in_pt() / 72 * dots_per_inch)));
}

/// So many pages are drawn by one process at most: their pictures take a megabyte each.
constexpr std::size_t most_at_once = 16;

[[noreturn]] void cannot_draw(int page)
{
    throw layout::CannotJudge("RENDERING_FAILED",
                              "pdftoppm could not draw page " + std::to_string(page) + " within " +
                                  std::to_string(seconds_a_page) +
                                  " s; whoever made the file looks at that page");
}

/// The pictures of consecutive pages, one behind the other, each cut to the size that it should
/// have, so that a page of any size costs the same.
std::string draw(const disk::MemoryFile& pdf, std::span<const PageToLookAt> pages,
                 layout::Size size)
{
    const int first = pages.front().number;
    try {
        const disk::ChildOutcome drawn = disk::run_child(
            {"pdftoppm", "-gray", "-cropbox", "-r", std::to_string(dots_per_inch), "-f",
             std::to_string(first), "-l", std::to_string(pages.back().number), "-x", "0", "-y", "0",
             "-W", dots(size.width), "-H", dots(size.height), disk::input_of_child},
            pdf, {.seconds = seconds_a_page * static_cast<int>(pages.size())});
        if (drawn.status != 0) cannot_draw(first);
        return drawn.output;
    } catch (const disk::ChildFailed& failure) {
        if (failure.why() != disk::ChildFailed::Why::NotInstalled) cannot_draw(first);
        throw layout::CannotJudge("RENDERER_MISSING",
                                  "pdftoppm is not installed; whoever runs the machine installs "
                                  "poppler-utils");
    }
}

/// Takes the first of several pictures off. Whether it is whole is asked when it is read.
std::string_view take_picture(std::string_view& pictures)
{
    std::istringstream head{std::string(pictures.substr(0, 64))};
    std::string kind;
    std::size_t width = 0, height = 0, greys = 0;
    head >> kind >> width >> height >> greys;
    const auto octets =
        head ? static_cast<std::size_t>(head.tellg()) + 1 + width * height : pictures.size();
    const auto picture = pictures.substr(0, octets);
    pictures.remove_prefix(picture.size());
    return picture;
}

/// How many of the first pages one process draws: as far as they follow one another.
std::size_t length_of_run(std::span<const PageToLookAt> pages)
{
    std::size_t length = 1;
    while (length < pages.size() && length < most_at_once &&
           pages[length].number == pages[length - 1].number + 1)
        ++length;
    return length;
}

} // namespace

std::vector<layout::Finding> look_at_pages(std::string_view pdf,
                                           const std::vector<PageToLookAt>& pages,
                                           const layout::PageGeometry& geometry)
{
    const disk::MemoryFile file(pdf);
    std::vector<layout::Finding> findings;
    for (std::span<const PageToLookAt> left = pages; !left.empty();) {
        const auto run = left.first(length_of_run(left));
        left = left.subspan(run.size());
        const std::string pictures = draw(file, run, geometry.page);
        std::string_view rest = pictures;
        for (const PageToLookAt& page : run) {
            try {
                const auto picture = layout::read_grey_picture(take_picture(rest), dots_per_inch);
                auto seen = layout::judge_picture(picture, page.role, geometry, page.number);
                std::move(seen.begin(), seen.end(), std::back_inserter(findings));
            } catch (
                const std::invalid_argument&) { // It ended well but drew nothing: no such page.
                cannot_draw(page.number);
            }
        }
    }
    return findings;
}

} // namespace reservepost::batch::printhouse

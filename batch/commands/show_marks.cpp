#include "batch/commands/show_marks.h"

#include "layout/print_marks.h"

namespace reservepost::batch::commands {

namespace {

void outline(layout::Frame& page, const layout::Rectangle& around)
{
    constexpr auto thin = layout::Length::pt(0.4);
    const auto [at, size] = around;
    const layout::Point foot{at.x, at.y + size.height};
    const layout::Point right{at.x + size.width, at.y};
    for (const layout::Point& corner : {at, foot})
        page.items.push_back({corner, layout::Rule{{size.width, thin}}});
    for (const layout::Point& corner : {at, right})
        page.items.push_back({corner, layout::Rule{{thin, size.height}}});
}

} // namespace

void show_marks(layout::Composition& letter, const layout::PageGeometry& geometry,
                const layout::Workshop& workshop)
{
    constexpr int most_marked_sheets = 99; // A mark cannot count further.
    if (letter.pages.empty()) return;
    auto shown = geometry;
    if (letter.sheets > most_marked_sheets) shown.mark.reset();
    layout::add_print_marks(letter, shown,
                            {.job = "00000000",
                             .piece = 1,
                             .envelope = 5,
                             .witness = "0 (size and root of the deletion log's checkpoint)"},
                            workshop);
    outline(letter.pages.front(), geometry.window);
    outline(letter.pages.front(), geometry.address);
    if (!geometry.silent_zone) return;
    for (auto& page : letter.pages)
        outline(page, *geometry.silent_zone);
}

} // namespace reservepost::batch::commands

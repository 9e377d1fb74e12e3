#include "paragraphs.h"
#include "targets.h"
#include "tests/layout/promises/promises.h"
#include "tests/layout/shared_workshop.h"

namespace reservepost::fuzz {

void try_itemise(std::string_view given)
{
    Octets octets(given);
    const layout::Manner manner = choose_manner(octets);
    layout::Workbench& bench = layout::shared_bench();
    for (const layout::Spans& spans : layout::split_at_line_ends(choose_spans(octets))) {
        const layout::CollectedText collected = layout::collect(spans, manner);
        layout::check_collected(spans, collected);
        layout::check_items(collected, layout::itemise(collected, manner, bench), bench.library());
    }
}

} // namespace reservepost::fuzz

#include "layout/compose.h"

#include "layout/address.h"
#include "layout/looks.h"
#include "layout/pages.h"
#include "layout/repeated_labels.h"
#include "layout/rows.h"
#include "layout/running_text.h"

#include <algorithm>
#include <iterator>

namespace reservepost::layout {

namespace {

/// Sets a letter part by part.
class Composer {
public:
    Composer(const Letter& letter, const PageGeometry& geometry, Workbench& bench)
        : letter_(letter), geometry_(geometry), bench_(bench), looks_(looks_for(geometry)),
          sides_(sides_of(geometry.plex))
    {
    }

    Composition compose()
    {
        for (const Part& part : letter_.parts)
            add(part);
        made_.sheets = static_cast<int>(made_.pages.size()) / sides_;
        return std::move(made_);
    }

private:
    void add(const Part& part)
    {
        const int pages_before = static_cast<int>(made_.pages.size());
        auto pages = pages_of(part, geometry_.most_pages - pages_before);
        made_.parts.push_back({made_.pages.size(), static_cast<int>(pages.size())});
        std::move(pages.begin(), pages.end(), std::back_inserter(made_.pages));
        // The next part begins on a front: the back of an odd last page stays empty.
        if (made_.pages.size() % static_cast<std::size_t>(sides_) == 1)
            made_.pages.emplace_back().size = geometry_.page;
        if (made_.pages.size() > static_cast<std::size_t>(std::max(0, geometry_.most_pages))) {
            throw LetterTooLong(geometry_.most_pages);
        }
    }

    /// The pages of one part with their feet. The first part of a letter has address and head.
    std::vector<Frame> pages_of(const Part& part, int most_pages)
    {
        const bool addressed = letter_.enveloped && &part == &letter_.parts.front();
        const Length top = addressed ? geometry_.first_page_top : geometry_.margin_top;
        Rows rows = set_rows(part, geometry_, looks_, most_pages, bench_);
        const auto places = paginate(rows, geometry_, top);
        repeat_labels(rows, places, part, looks_, bench_);
        made_.uncovered_characters += rows.uncovered_characters;
        auto pages = set_pages(std::move(rows), places, geometry_);
        if (addressed) add_top(pages.front());
        for (std::size_t i = 0; i < pages.size(); ++i) {
            const PageNumber number{i + 1, pages.size()};
            made_.uncovered_characters +=
                add_foot(pages[i], part, number, geometry_, looks_, bench_);
        }
        return pages;
    }

    /// Address and head come first in the frame, as they are read first.
    void add_top(Frame& page)
    {
        Frame whole;
        whole.size = page.size;
        whole.items.reserve(page.items.size() + most_items_of_top);
        made_.uncovered_characters +=
            add_address(whole, letter_, geometry_, bench_).uncovered_characters;
        made_.uncovered_characters += add_head(whole, letter_, geometry_, looks_, bench_);
        std::move(page.items.begin(), page.items.end(), std::back_inserter(whole.items));
        page = std::move(whole);
    }

    static constexpr std::size_t most_items_of_top = 16; ///< Usually.

    const Letter& letter_;
    const PageGeometry& geometry_;
    Workbench& bench_;
    Looks looks_;
    int sides_;
    Composition made_;
};

} // namespace

LetterTooLong::LetterTooLong(int most_pages)
    : std::runtime_error("the letter needs more than " + std::to_string(most_pages) + " pages")
{
}

Composition compose(const Letter& letter, const PageGeometry& geometry, Workbench& bench)
{
    return Composer(letter, geometry, bench).compose();
}

} // namespace reservepost::layout

#pragma once

#include "layout/compose.h"

#include <algorithm>
#include <string>
#include <vector>

// What stands on a page, for tests to ask.

namespace reservepost::layout {

/// All text of a page, in the order of its frame, run after run.
inline std::string text_of(const Frame& page)
{
    std::string text;
    for (const Placed& placed : page.items) {
        if (const auto* run = std::get_if<GlyphRun>(&placed.item)) text += run->text;
    }
    return text;
}

inline bool holds(const Frame& page, const std::string& text)
{
    return text_of(page).find(text) != std::string::npos;
}

/// Where the first run that begins with `text` stands on the page; throws where there is none.
inline const Placed& place_of(const Frame& page, const std::string& text)
{
    for (const Placed& placed : page.items) {
        const auto* run = std::get_if<GlyphRun>(&placed.item);
        if (run != nullptr && run->text.starts_with(text)) return placed;
    }
    throw std::out_of_range("no \"" + text + "\" on the page");
}

/// The page that has `text`, from 0; throws where there is none.
inline std::size_t page_with(const Composition& composition, const std::string& text)
{
    for (std::size_t i = 0; i < composition.pages.size(); ++i) {
        if (holds(composition.pages[i], text)) return i;
    }
    throw std::out_of_range("no \"" + text + "\" in the letter");
}

/// A page's text without running foot: what stands on its body, and above it on a first page.
inline Frame without_foot(Frame page, const PageGeometry& geometry = {})
{
    std::erase_if(page.items, [&](const Placed& placed) {
        return std::holds_alternative<GlyphRun>(placed.item) &&
               placed.at.y >= geometry.foot_baseline;
    });
    return page;
}

} // namespace reservepost::layout

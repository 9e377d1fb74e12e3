#pragma once

#include "layout/paragraph.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace reservepost::layout {

/// Paragraphs that were set before, by all that decides how they are set: most of what a night's
/// letters say is the same in each of them. A paragraph is kept when it comes for the second time,
/// so that one with a name or a reporter's words in it goes by and leaves but a number. The room
/// is bounded: when it is used up, all is forgotten. One thread at a time.
class RememberedParagraphs {
public:
    /// Octets of glyphs and texts that are kept at most: some thirty pages.
    static constexpr std::size_t usual_room = 3 << 20;

    explicit RememberedParagraphs(std::size_t room = usual_room) : room_(room) {}

    /// The paragraph as `set` makes it, which is asked only if it is not remembered.
    template <class Set>
    SetParagraph of(const Spans& spans, const Manner& manner, Length measure, Set set)
    {
        write_key(spans, manner, measure);
        if (const auto known = paragraphs_.find(key_); known != paragraphs_.end())
            return known->second;
        SetParagraph paragraph = set();
        if (came_before()) keep(paragraph);
        return paragraph;
    }

private:
    void write_key(const Spans& spans, const Manner& manner, Length measure);

    /// Whether the key's number has been noted, which it is from now on.
    bool came_before();
    void keep(const SetParagraph& paragraph);

    std::size_t room_;
    std::size_t used_ = 0;
    std::string key_; ///< Of the paragraph in hand.
    std::unordered_map<std::string, SetParagraph> paragraphs_;
    std::unordered_set<std::uint64_t> noted_; ///< Keys that came once, as numbers.
};

/// As `set_paragraph`, from the bench's memory where it came before.
SetParagraph remembered_paragraph(const Spans& spans, const Manner& manner, Length measure,
                                  Workbench& bench);

} // namespace reservepost::layout

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace reservepost::layout {

/// Where Unicode lets a line end: UAX #14 by ICU, as its root locale has it, but not inside Korean
/// words. Keeps ICU's iterators and its own memory between calls. One thread at a time.
class BreakPlaces {
public:
    BreakPlaces();
    ~BreakPlaces();
    BreakPlaces(const BreakPlaces&) = delete;
    BreakPlaces& operator=(const BreakPlaces&) = delete;

    /// Where the next line may begin, in UTF-16 units, rising; the last is the end of `text`.
    /// None for an empty text. Valid until the next call for lines.
    ///
    /// ICU is asked only about what is more than letters, figures and the commonest punctuation
    /// between spaces: these need no tables, and are nearly all of a letter.
    std::span<const std::uint32_t> lines(std::u16string_view text);

    /// The same, every place from ICU: what `lines` is held to by its tests.
    std::span<const std::uint32_t> lines_by_icu(std::u16string_view text);

    /// Where grapheme clusters (UAX #29) end. Valid until the next call for clusters.
    std::span<const std::uint32_t> clusters(std::u16string_view text);

private:
    struct Iterators;

    std::unique_ptr<Iterators> iterators_;
    std::vector<std::uint32_t> lines_;
    std::vector<std::uint32_t> clusters_;
};

} // namespace reservepost::layout

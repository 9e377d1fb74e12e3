#pragma once

#include "layout/length.h"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

// The lines of a paragraph, chosen all at once: of all ways to break it the one whose lines
// together look worst least. After D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines",
// Software: Practice and Experience 11 (1981), 1119-1184. Whole numbers only, so that every
// machine chooses the same lines; nothing here knows of text, glyphs or languages.

namespace reservepost::layout {

/// A place where a line may end and the next one begin. The first one of a paragraph is where its
/// first line begins, the last one where its last line ends. From one chance to the next nothing
/// goes backwards: no line ends before the one before it could, and a space is at least as wide
/// as it can shrink.
struct Chance {
    Length width_to_end;  ///< Of all that is before the end of a line here, its hyphen included.
    Length width_to_next; ///< Of all that is before the beginning of the next line.
    std::int32_t spaces_to_end = 0;  ///< Spaces that can grow and shrink, counted likewise.
    std::int32_t spaces_to_next = 0; ///< At least as many.
    std::int32_t penalty = 0;        ///< 0 to 10,000: how little a line should end here.
    bool hyphen = false;             ///< A line that ends here ends with a hyphen.
};

/// What lines should look like.
struct LineRules {
    /// Of a line that would have to stretch ten times as much as it well may, or more.
    static constexpr std::int32_t worst_badness = 100'000;
    static constexpr std::int64_t ratio_unit = 1024;

    Length measure;
    Length space_stretch;                   ///< By which a space may well grow.
    Length space_shrink;                    ///< By which a space may shrink, and no more.
    Length line_stretch;                    ///< White that may well stand at the end of any line.
    Length short_last_line;                 ///< A last line narrower than this is a pity.
    std::int32_t tolerance = worst_badness; ///< Lines of more badness are none.
    bool overfull = false;         ///< A line may be too wide if there is no chance inside it.
    std::int32_t most_hyphens = 2; ///< Lines in a row that end with one: 1, 2, or 0 for any number.

    bool operator==(const LineRules&) const = default;
};

/// What is added to the demerits of lines for how they stand together.
struct Demerits {
    static constexpr std::int64_t line = 10;            ///< To the badness of every line.
    static constexpr std::int64_t uneven = 10'000;      ///< A tight line beside a loose one.
    static constexpr std::int64_t two_hyphens = 20'000; ///< A hyphen below a hyphen.
    static constexpr std::int64_t last_hyphen = 40'000; ///< A hyphen above the last line.
    static constexpr std::int64_t short_last = 60'000;  ///< A last line of a word or less.
};

/// How far the spaces of a line stand from what they should be.
enum class Fitness : std::uint8_t { Tight, Even, Loose, VeryLoose };

/// A line between two chances, as the rules see it.
struct LineLook {
    std::int32_t badness = 0; ///< 100 for a line whose spaces have grown by all they well may.
    Fitness fitness = Fitness::Even;
    bool operator==(const LineLook&) const = default;
};

/// Badness is 100 times the third power of the ratio between what the line needs and what it
/// well may; the ratio is counted in 1024ths, rounded down, and so is the badness. A last line
/// has no need to stretch. Nothing if the line cannot be: too wide for all its spaces may shrink,
/// or worse than tolerated.
std::optional<LineLook> look_of_line(const Chance& from, const Chance& to, bool last,
                                     const LineRules& rules);

/// The least ratio, in 1024ths, that the rules do not tolerate; 0 if they tolerate any.
std::int64_t first_ratio_beyond(const LineRules& rules);

/// The lines that were chosen.
struct ChosenLines {
    std::vector<std::uint32_t> ends; ///< Numbers of chances, the last one among them.
    std::int64_t demerits = 0;
};

/// Breaks paragraphs, and keeps the memory it did so in. One thread at a time.
class LineChooser {
public:
    /// The lines with the fewest demerits, or nothing if there are none within the rules. Lines
    /// cost (10 + badness)² + penalty², and what `Demerits` adds.
    ///
    /// `chances` has at least two members. The time it takes grows with their number, times the
    /// number of them in a line.
    std::optional<ChosenLines> choose(std::span<const Chance> chances, const LineRules& rules);

private:
    /// The best way to a place, of those whose last line is alike.
    struct Node {
        std::int64_t demerits = 0;
        std::uint32_t chance = 0;
        std::uint32_t before = 0; ///< The node its last line begins at.
        Fitness fitness = Fitness::Even;
        std::uint8_t hyphens = 0; ///< Lines that end with one, up to here; counted to two.
    };

    /// A place from which lines may begin that are not yet too wide.
    struct Start {
        std::int64_t loose = 0, tight = 0; ///< See `LineBounds`.
        std::uint32_t chance = 0;
        std::uint32_t first_node = 0;
        std::uint32_t end_node = 0;
    };

    static constexpr unsigned fitnesses = 4, hyphen_counts = 3;
    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
    struct Best {
        std::int64_t demerits = 0;
        std::uint32_t before = 0;
    };

    struct Pass;

    bool try_lines_to(std::uint32_t to, const Pass& pass);
    void try_line(const Start& start, std::uint32_t to, const Pass& pass);
    void add_start(std::uint32_t chance, const Pass& pass);
    Start start_at(std::uint32_t chance, std::uint32_t first_node, const Pass& pass) const;
    void drop_starts(std::uint32_t passed, const Pass& pass);
    std::optional<ChosenLines> trace_back(std::uint32_t last) const;

    std::vector<Node> nodes_;
    std::vector<Start> starts_;
    std::size_t first_start_ = 0;

    /// The best ways to the place that is tried: by fitness, and by hyphens in a row.
    std::array<Best, fitnesses * hyphen_counts> best_;
    unsigned found_ = 0; ///< Which of them there are, bit by bit.
};

} // namespace reservepost::layout

#pragma once

#include "fonts/shaping.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace reservepost::layout {

/// How an edge is shaped. The texts need live no longer than the call they are given to.
struct EdgeSetting {
    int face = 0;
    std::string_view script;   ///< ISO 15924.
    std::string_view language; ///< BCP 47.
};

/// A few letters at a line's end or beginning, shaped without the rest of their word.
struct EdgeShape {
    std::int64_t advance = 0;               ///< In thousandths of the size.
    std::vector<fonts::ShapedGlyph> glyphs; ///< Left to right; clusters from the edge's beginning.
};

/// Edges that were shaped, remembered by their setting: there are thousands of places where words
/// might be parted, and few letters that stand there. One thread at a time.
class EdgeShapes {
public:
    /// True if such letters are remembered: few of them, of scripts whose letters look the same
    /// whatever stands beside them.
    static bool remembers(std::u16string_view letters);

    /// The shape of letters that are remembered, a hyphen behind them if `hyphen`; `shape` makes
    /// it if it is not known yet. Valid until the next call.
    template <class Shape>
    const EdgeShape& of(const EdgeSetting& setting, std::u16string_view letters, bool hyphen,
                        Shape shape)
    {
        std::uint32_t& number = find(setting, letters, hyphen);
        if (number == 0) {
            shapes_.push_back(shape());
            number = static_cast<std::uint32_t>(shapes_.size());
        }
        return shapes_[number - 1];
    }

private:
    struct Table {
        int face = 0;
        std::string script;
        std::string language;
        std::vector<std::uint32_t> letters; ///< Of one common letter, without and with a hyphen.
        std::unordered_map<std::uint64_t, std::uint32_t> others;
    };

    /// The number of a shape, counted from 1; 0 if it is to be made.
    std::uint32_t& find(const EdgeSetting& setting, std::u16string_view letters, bool hyphen);
    Table& table(const EdgeSetting& setting);

    std::vector<Table> tables_;
    std::size_t last_ = 0; ///< The table that was used last.
    std::deque<EdgeShape> shapes_;
};

} // namespace reservepost::layout

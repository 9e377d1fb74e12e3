#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace reservepost::layout {

/// How far single letters advance by themselves, and with a hyphen behind them, remembered by
/// face and language: breaking measures thousands of words at places where few are ever parted.
/// One thread at a time.
class EdgeAdvances {
public:
    static constexpr std::int32_t unknown = std::numeric_limits<std::int32_t>::min();

    /// In thousandths of the size; `unknown` until the caller has put it there. Valid until the
    /// next call.
    std::int32_t& of(int face, std::string_view language, char16_t letter, bool hyphen);

private:
    struct Table {
        int face = 0;
        std::string language;
        std::vector<std::int32_t> common; ///< Letters of Latin-1 and Latin Extended-A.
        std::unordered_map<std::uint32_t, std::int32_t> others;
    };

    Table& table(int face, std::string_view language);

    std::vector<Table> tables_;
    std::size_t last_ = 0; ///< The table that was used last.
};

} // namespace reservepost::layout

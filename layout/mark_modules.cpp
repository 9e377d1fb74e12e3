#include "layout/mark_modules.h"

#include <algorithm>
#include <cstddef>

namespace reservepost::layout {

namespace {

constexpr int region = mark_modules - 2; // Between the finder pattern's four sides.
constexpr std::size_t codewords = std::size_t{region} * region / 8;
constexpr std::size_t check_codewords = 14; // Of a symbol of 18 x 18 modules, table 7.
constexpr std::size_t data_codewords = codewords - check_codewords;
constexpr std::uint8_t padding = 129;
constexpr int first_pair = 130; // Stands for "00"; 229 for "99".

using Codewords = std::array<std::uint8_t, codewords>;

/// A module of the data region, from its top left corner.
struct Module {
    int row = 0;
    int column = 0;
};

/// The eight modules of each codeword, from its most significant bit down.
using Placement = std::array<std::array<Module, 8>, codewords>;

/// A codeword fills the two columns and rows before its last module but for one corner; what
/// falls off an edge comes in at the other. (In regions whose side is no multiple of eight it
/// comes in elsewhere, and corners are filled otherwise: annex F.)
constexpr std::array<Module, 8> modules_ending_at(int row, int column)
{
    constexpr std::array<Module, 8> steps = {
        {{-2, -2}, {-2, -1}, {-1, -2}, {-1, -1}, {-1, 0}, {0, -2}, {0, -1}, {0, 0}}};
    std::array<Module, 8> modules{};
    for (std::size_t i = 0; i < steps.size(); ++i) {
        modules[i] = {(row + steps[i].row + region) % region,
                      (column + steps[i].column + region) % region};
    }
    return modules;
}

/// The last modules of codewords lie on diagonals, taken upwards and downwards in turn.
constexpr Placement place_codewords()
{
    static_assert(region % 8 == 0, "other regions have corners of their own");
    Placement placement{};
    std::size_t next = 0;
    int row = 4, column = 0;
    const auto take = [&] {
        if (row >= 0 && row < region && column >= 0 && column < region)
            placement[next++] = modules_ending_at(row, column);
    };
    while (row < region || column < region) {
        for (; row >= 0 && column < region; row -= 2, column += 2)
            take();
        row += 1;
        column += 3;
        for (; row < region && column >= 0; row += 2, column -= 2)
            take();
        row += 3;
        column += 1;
    }
    return placement;
}

constexpr Placement placement = place_codewords();

constexpr bool every_module_has_one_codeword()
{
    std::array<int, std::size_t{region} * region> times{};
    for (const auto& modules : placement)
        for (const Module module : modules)
            ++times[static_cast<std::size_t>(module.row * region + module.column)];
    return std::ranges::all_of(times, [](int count) { return count == 1; });
}
static_assert(every_module_has_one_codeword());

/// The field of 256 elements that error correction counts in: x⁸ + x⁵ + x³ + x² + 1.
struct Field {
    std::array<std::uint8_t, 510> power{}; ///< Of the generator 2; twice over, to add logarithms.
    std::array<std::uint8_t, 256> logarithm{};
};

constexpr Field make_field()
{
    Field field;
    unsigned value = 1;
    for (std::size_t i = 0; i < 255; ++i) {
        field.power[i] = field.power[i + 255] = static_cast<std::uint8_t>(value);
        field.logarithm[value] = static_cast<std::uint8_t>(i);
        value <<= 1U;
        if (value > 255) value ^= 0x12DU;
    }
    return field;
}

constexpr Field field = make_field();

/// True if the codewords, as a polynomial with the first as its highest term, are nought at each of
/// the first powers of two: any change of a codeword, or of up to 14 together, makes this false.
bool check_codewords_agree(const Codewords& words)
{
    for (std::size_t root = 1; root <= check_codewords; ++root) {
        unsigned value = 0;
        for (const std::uint8_t word : words)
            value = (value == 0 ? 0U : field.power[field.logarithm[value] + root]) ^ word;
        if (value != 0) return false;
    }
    return true;
}

bool is_dark(const MarkModules& modules, int row, int column)
{
    return (modules[static_cast<std::size_t>(row)] >> static_cast<unsigned>(column) & 1U) != 0;
}

/// Left and foot are dark throughout, top and right are dark in every other module.
bool finder_is_whole(const MarkModules& modules)
{
    constexpr int last = mark_modules - 1;
    for (int i = 0; i < mark_modules; ++i) {
        if (!is_dark(modules, i, 0) || !is_dark(modules, last, i)) return false;
        if (is_dark(modules, 0, i) != (i % 2 == 0)) return false;
        if (is_dark(modules, i, last) != (i % 2 == 1)) return false;
    }
    return true;
}

Codewords codewords_of(const MarkModules& modules)
{
    Codewords words{};
    for (std::size_t i = 0; i < words.size(); ++i) {
        unsigned word = 0;
        for (const Module module : placement[i])
            word = word << 1U | (is_dark(modules, module.row + 1, module.column + 1) ? 1U : 0U);
        words[i] = static_cast<std::uint8_t>(word);
    }
    return words;
}

} // namespace

std::optional<std::string> digits_of(const MarkModules& modules)
{
    if (!finder_is_whole(modules)) return std::nullopt;
    const Codewords words = codewords_of(modules);
    if (!check_codewords_agree(words)) return std::nullopt;
    std::string digits;
    for (std::size_t i = 0; i < data_codewords && words[i] != padding; ++i) {
        const int pair = words[i] - first_pair;
        if (pair < 0 || pair > 99) return std::nullopt;
        digits += static_cast<char>('0' + pair / 10);
        digits += static_cast<char>('0' + pair % 10);
    }
    return digits;
}

} // namespace reservepost::layout

#include "layout/mark.h"

#include <zint.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <stdexcept>

namespace reservepost::layout {

namespace {

constexpr std::string_view version = "01";
constexpr std::size_t length = 28;
constexpr int modules = 18; // Zint's size 5 holds 28 digits with nothing to spare.

bool all_digits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string padded(std::int64_t number, std::size_t width, const char* what)
{
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    std::string text(digits.data(), end);
    if (number < 1 || text.size() > width) {
        throw std::invalid_argument(std::string("sheet mark: ") + what + " is " + text +
                                    "; it must be a number from 1 on of at most " +
                                    std::to_string(width) + " digits");
    }
    return std::string(width - text.size(), '0') + text;
}

/// ISO 7064 MOD 97-10: the two digits that make the whole number leave 1 when divided by 97.
std::string check_digits(std::string_view digits)
{
    int rest = 0;
    for (const char digit : digits)
        rest = (rest * 10 + (digit - '0')) % 97;
    const int check = 98 - rest * 100 % 97;
    return {static_cast<char>('0' + check / 10), static_cast<char>('0' + check % 10)};
}

struct DeleteSymbol {
    void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};

using Modules = std::array<std::array<bool, modules>, modules>;

Modules encode(std::string_view digits)
{
    const std::unique_ptr<zint_symbol, DeleteSymbol> symbol(ZBarcode_Create());
    if (!symbol) throw std::bad_alloc();
    symbol->symbology = BARCODE_DATAMATRIX;
    symbol->option_2 = 5;
    symbol->option_3 = DM_SQUARE;
    symbol->input_mode = DATA_MODE | FAST_MODE;
    const std::string input(digits);
    const int outcome =
        ZBarcode_Encode(symbol.get(), reinterpret_cast<const unsigned char*>(input.data()),
                        static_cast<int>(input.size()));
    if (outcome >= ZINT_ERROR || symbol->rows != modules || symbol->width != modules) {
        throw std::runtime_error("Zint made no Data Matrix of 18 x 18 modules; reinstall libzint");
    }
    Modules dark{};
    for (std::size_t y = 0; y < modules; ++y) {
        for (std::size_t x = 0; x < modules; ++x) {
            dark[y][x] = (symbol->encoded_data[y][x >> 3U] >> (x & 7U) & 1U) != 0;
        }
    }
    return dark;
}

} // namespace

std::string sheet_mark_digits(const SheetMark& mark)
{
    if (mark.job.size() != 8 || !all_digits(mark.job)) {
        throw std::invalid_argument("sheet mark: the job number must have eight digits");
    }
    if (mark.sheet > mark.of) {
        throw std::invalid_argument("sheet mark: sheet " + std::to_string(mark.sheet) + " of " +
                                    std::to_string(mark.of) + " cannot be");
    }
    if (mark.envelope < 0 || mark.envelope > 9) {
        throw std::invalid_argument("sheet mark: the envelope class must be one digit");
    }
    const int ends = (mark.sheet == 1 ? 1 : 0) + (mark.sheet == mark.of ? 2 : 0);
    std::string digits(version);
    digits += mark.job;
    digits += padded(mark.piece, 8, "the piece");
    digits += padded(mark.sheet, 2, "the sheet");
    digits += padded(mark.of, 2, "the number of sheets");
    digits += static_cast<char>('0' + ends);
    digits += static_cast<char>('0' + mark.envelope);
    return digits + "00" + check_digits(digits);
}

bool sheet_mark_is_sound(std::string_view digits)
{
    return digits.size() == length && all_digits(digits) && digits.substr(0, 2) == version &&
           digits.substr(24, 2) == "00" && digits.substr(26) == check_digits(digits.substr(0, 24));
}

void add_sheet_mark(Frame& front, const PageGeometry& geometry, std::string_view digits)
{
    if (digits.size() != length || !all_digits(digits)) {
        throw std::invalid_argument("sheet mark: it must have 28 digits");
    }
    if (!geometry.mark) throw std::invalid_argument("sheet mark: the geometry has no place for it");
    const Modules dark = encode(digits);
    const Rectangle place = *geometry.mark;
    const auto edge = [](Length length_of_side, std::size_t module) {
        return length_of_side.scaled(static_cast<std::int64_t>(module), modules);
    };
    // Dark modules beside one another become one rectangle: no hair of white between them.
    for (std::size_t y = 0; y < modules; ++y) {
        for (std::size_t x = 0; x < modules;) {
            if (!dark[y][x]) {
                ++x;
                continue;
            }
            const std::size_t start = x;
            while (x < modules && dark[y][x])
                ++x;
            const Length left = edge(place.size.width, start), right = edge(place.size.width, x);
            const Length top = edge(place.size.height, y), foot = edge(place.size.height, y + 1);
            front.items.push_back(
                {{place.at.x + left, place.at.y + top}, Rule{{right - left, foot - top}}});
        }
    }
}

} // namespace reservepost::layout

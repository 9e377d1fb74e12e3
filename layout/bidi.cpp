#include "layout/bidi.h"

#include "layout/fallback.h"
#include "layout/paragraph.h"

#include <unicode/ubidi.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace reservepost::layout {

namespace {

// A sign without a direction, and a character that the algorithm does not see.
constexpr char16_t sign = 0xFFFC, nothing = 0x2060;

// UAX #9, BD2, and one more for what resolves to the next level.
constexpr int deepest_level = 126;

constexpr char16_t left_to_right_embedding = 0x202A, right_to_left_embedding = 0x202B;
constexpr char16_t left_to_right_override = 0x202D, right_to_left_override = 0x202E;

/// The text with each boxed character as a sign. The overrides keep their place among the
/// embeddings, or what ends them would end another.
std::u16string with_signs(const std::u16string& text, const std::vector<CoveredStretch>& covered)
{
    std::u16string shown = text;
    for (const CoveredStretch& stretch : covered) {
        if (!stretch.boxed) continue;
        const char16_t first = text[stretch.start];
        for (std::size_t i = stretch.start; i < stretch.end; ++i)
            shown[i] = sign;
        if (first == left_to_right_override) shown[stretch.start] = left_to_right_embedding;
        if (first == right_to_left_override) shown[stretch.start] = right_to_left_embedding;
    }
    return shown;
}

/// The text with each foreign stretch as one sign. Places stay as they are.
std::u16string without_foreign(std::u16string text, const std::vector<StyledStretch>& styles)
{
    for (const StyledStretch& stretch : styles) {
        if (!stretch.foreign) continue;
        std::fill(text.begin() + static_cast<std::ptrdiff_t>(stretch.start),
                  text.begin() + static_cast<std::ptrdiff_t>(stretch.end), nothing);
        text[stretch.start] = sign;
    }
    return text;
}

} // namespace

void Bidi::Close::operator()(UBiDi* bidi) const
{
    ubidi_close(bidi);
}

Bidi::Bidi() : bidi_(ubidi_open())
{
    if (!bidi_) throw std::bad_alloc();
}

Bidi::~Bidi() = default;

/// The levels of a text by itself. Valid until the next call.
std::span<const std::uint8_t> Bidi::levels_of(std::u16string_view text, Direction direction)
{
    UErrorCode status = U_ZERO_ERROR;
    const UBiDiLevel wish = direction == Direction::FromText ? UBIDI_DEFAULT_LTR : UBIDI_LTR;
    ubidi_setPara(bidi_.get(), text.data(), static_cast<int32_t>(text.size()), wish, nullptr,
                  &status);
    const UBiDiLevel* const levels = ubidi_getLevels(bidi_.get(), &status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot order the text; reinstall it");
    return {levels, text.size()};
}

Levels Bidi::order(const CollectedText& collected, const std::vector<CoveredStretch>& covered,
                   Direction direction)
{
    Levels ordered;
    if (collected.text.empty()) return ordered;
    const std::u16string text = with_signs(collected.text, covered);
    const auto outer = levels_of(without_foreign(text, collected.styles), direction);
    ordered.of_unit.assign(outer.begin(), outer.end());
    ordered.of_paragraph = ubidi_getParaLevel(bidi_.get());
    for (const StyledStretch& stretch : collected.styles) {
        if (!stretch.foreign) continue;
        const auto inner =
            levels_of(std::u16string_view(text).substr(stretch.start, stretch.end - stretch.start),
                      Direction::FromText);
        const int own = ubidi_getParaLevel(bidi_.get()), around = ordered.of_unit[stretch.start];
        const auto is_own = [own](int level) { return level == own; };
        // The next level of the same direction; the very same one where nothing is turned around.
        int raise = around - own + (own % 2 == around % 2 ? 2 : 1);
        if (own % 2 == around % 2 && std::ranges::all_of(inner, is_own)) raise -= 2;
        for (std::size_t i = 0; i < inner.size(); ++i) {
            int level = inner[i] + raise;
            while (level > deepest_level)
                level -= 2;
            ordered.of_unit[stretch.start + i] = static_cast<std::uint8_t>(level);
        }
    }
    return ordered;
}

bool runs_from_right_to_left(std::string_view language)
{
    return uloc_isRightToLeft(std::string(language).c_str()) != 0;
}

} // namespace reservepost::layout

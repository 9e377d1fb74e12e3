#include "layout/fallback.h"
#include "layout/paragraph.h"

#include <unicode/ubidi.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

#include <memory>
#include <stdexcept>

namespace reservepost::layout {

namespace {

struct CloseBidi {
    void operator()(UBiDi* bidi) const { ubidi_close(bidi); }
};

/// Embedding levels by UAX #9, one for each unit, and the paragraph's own.
std::vector<UBiDiLevel> levels_of(const std::u16string& text, Direction direction,
                                  std::uint8_t& paragraph_level)
{
    paragraph_level = 0;
    if (text.empty()) return {};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UBiDi, CloseBidi> bidi(ubidi_open());
    const UBiDiLevel wish = direction == Direction::FromText ? UBIDI_DEFAULT_LTR : UBIDI_LTR;
    ubidi_setPara(bidi.get(), text.data(), static_cast<int32_t>(text.size()), wish, nullptr,
                  &status);
    const UBiDiLevel* const levels = ubidi_getLevels(bidi.get(), &status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot order the text; reinstall it");
    paragraph_level = ubidi_getParaLevel(bidi.get());
    return {levels, levels + text.size()};
}

/// Scripts by UAX #24: what is common to many takes the script before it, or at the beginning
/// the first that comes.
std::vector<UScriptCode> scripts_of(const std::u16string& text)
{
    std::vector<UScriptCode> scripts(text.size(), USCRIPT_COMMON);
    UScriptCode last = USCRIPT_COMMON;
    std::size_t without_script = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t start = i;
        UChar32 character = 0;
        U16_NEXT(text.data(), i, text.size(), character);
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode script = uscript_getScript(character, &status);
        if (script != USCRIPT_COMMON && script != USCRIPT_INHERITED && script != USCRIPT_UNKNOWN) {
            if (last == USCRIPT_COMMON) {
                for (std::size_t k = without_script; k < start; ++k)
                    scripts[k] = script;
            }
            last = script;
        }
        for (std::size_t k = start; k < i; ++k)
            scripts[k] = last;
    }
    return scripts;
}

} // namespace

ItemisedText itemise(CollectedText collected, const Manner& manner, Workbench& bench)
{
    CoveredText covered = cover(collected, bench.library());
    ItemisedText itemised;
    itemised.uncovered = covered.uncovered;
    const auto levels = levels_of(covered.text, manner.direction, itemised.level);
    const auto scripts = scripts_of(covered.text);

    const std::size_t length = covered.text.size();
    for (std::size_t start = 0; start < length;) {
        std::size_t end = start + 1;
        while (end < length && covered.faces[end] == covered.faces[start] &&
               levels[end] == levels[start] && scripts[end] == scripts[start]) {
            ++end;
        }
        itemised.items.push_back({{start, end},
                                  covered.faces[start],
                                  levels[start],
                                  uscript_getShortName(scripts[start])});
        start = end;
    }
    itemised.text = std::move(covered.text);
    return itemised;
}

} // namespace reservepost::layout

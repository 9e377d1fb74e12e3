#include "layout/itemise.h"

#include "layout/workbench.h"

#include <unicode/uscript.h>
#include <unicode/utf16.h>

#include <algorithm>

namespace reservepost::layout {

namespace {

struct ScriptStretch : Stretch {
    UScriptCode script = USCRIPT_COMMON;
};

/// Scripts by UAX #24: what is common to many takes the script before it, or at the beginning
/// the first that comes.
std::vector<ScriptStretch> scripts_of(std::u16string_view text)
{
    std::vector<ScriptStretch> scripts = {{{0, 0}, USCRIPT_COMMON}};
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t start = i;
        UChar32 character = 0;
        U16_NEXT(text.data(), i, text.size(), character);
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode script = uscript_getScript(character, &status);
        const bool own = script != USCRIPT_COMMON && script != USCRIPT_INHERITED &&
                         script != USCRIPT_UNKNOWN && script != scripts.back().script;
        if (own && scripts.back().script == USCRIPT_COMMON) {
            scripts.back().script = script;
        } else if (own) {
            scripts.push_back({{start, start}, script});
        }
        scripts.back().end = i;
    }
    return scripts;
}

void note_foreign(const CollectedText& collected, ItemisedText& itemised)
{
    for (const StyledStretch& stretch : collected.styles) {
        if (stretch.foreign) itemised.foreign.push_back(stretch);
    }
}

} // namespace

ItemisedText itemise_plain(CollectedText collected, std::string_view script, Workbench& bench)
{
    ItemisedText itemised;
    for (const StyledStretch& stretch : collected.styles) {
        const int face = bench.library().body_face(stretch.style);
        auto& items = itemised.items;
        if (!items.empty() && items.back().face == face) {
            items.back().end = stretch.end;
        } else {
            items.push_back({{stretch.start, stretch.end}, face, 0, script});
        }
    }
    note_foreign(collected, itemised);
    itemised.text = std::move(collected.text);
    return itemised;
}

ItemisedText itemise_any(CollectedText collected, const Manner& manner, Workbench& bench)
{
    ItemisedText itemised;
    const auto& covered = bench.text_tools().fallback.cover(collected, manner.language);
    const Levels levels = bench.text_tools().bidi.order(collected, covered, manner.direction);
    const auto scripts = scripts_of(collected.text);
    itemised.level = levels.of_paragraph;
    auto script = scripts.begin();
    for (const CoveredStretch& stretch : covered) {
        for (std::size_t start = stretch.start; start < stretch.end;) {
            while (script->end <= start)
                ++script;
            const std::size_t most = std::min(stretch.end, script->end);
            std::size_t end = start + 1;
            while (end < most && levels.of_unit[end] == levels.of_unit[start])
                ++end;
            itemised.items.push_back({{start, end},
                                      stretch.face,
                                      levels.of_unit[start],
                                      uscript_getShortName(script->script),
                                      stretch.boxed});
            start = end;
        }
        if (stretch.boxed) ++itemised.uncovered;
    }
    note_foreign(collected, itemised);
    itemised.text = std::move(collected.text);
    return itemised;
}

ItemisedText itemise(CollectedText collected, const Manner& manner, Workbench& bench)
{
    const auto script = bench.text_tools().plain.script_of(collected);
    return script ? itemise_plain(std::move(collected), *script, bench)
                  : itemise_any(std::move(collected), manner, bench);
}

} // namespace reservepost::layout

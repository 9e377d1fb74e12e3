#include "layout/han_forms.h"

#include <algorithm>
#include <array>

namespace reservepost::layout {

namespace {

using fonts::HanForms;

struct Letters {
    char16_t first;
    char16_t last;
    HanForms forms;
};

// Unicode 15, blocks: Hangul Jamo; Hiragana and Katakana; Bopomofo; Hangul Compatibility Jamo;
// Bopomofo Extended; Katakana Phonetic Extensions; Hangul Syllables; halfwidth Katakana, Hangul.
constexpr auto letters = std::to_array<Letters>({
    {0x1100, 0x11FF, HanForms::Korean},
    {0x3041, 0x30FF, HanForms::Japanese},
    {0x3105, 0x312F, HanForms::TraditionalChinese},
    {0x3131, 0x318E, HanForms::Korean},
    {0x31A0, 0x31BF, HanForms::TraditionalChinese},
    {0x31F0, 0x31FF, HanForms::Japanese},
    {0xAC00, 0xD7A3, HanForms::Korean},
    {0xFF66, 0xFF9D, HanForms::Japanese},
    {0xFFA0, 0xFFDC, HanForms::Korean},
});

struct Language {
    std::string_view beginning;
    HanForms forms;
};

/// The first that a tag begins with decides.
constexpr auto languages = std::to_array<Language>({
    {"ja", HanForms::Japanese},
    {"ko", HanForms::Korean},
    {"zh-Hant-HK", HanForms::HongKong},
    {"zh-Hant", HanForms::TraditionalChinese},
    {"zh-HK", HanForms::HongKong},
    {"zh-MO", HanForms::HongKong},
    {"zh-TW", HanForms::TraditionalChinese},
    {"yue", HanForms::HongKong},
});

} // namespace

HanForms han_forms_of(std::u16string_view text, std::string_view language)
{
    for (const char16_t unit : text) {
        if (unit < letters.front().first) continue;
        const auto found = std::ranges::find_if(letters, [unit](const Letters& range) {
            return unit >= range.first && unit <= range.last;
        });
        if (found != letters.end()) return found->forms;
    }
    const auto known = std::ranges::find_if(languages, [language](const Language& each) {
        const auto rest = language.substr(std::min(language.size(), each.beginning.size()));
        return language.starts_with(each.beginning) && (rest.empty() || rest.front() == '-');
    });
    return known == languages.end() ? HanForms::SimplifiedChinese : known->forms;
}

} // namespace reservepost::layout

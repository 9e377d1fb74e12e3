#include "layout/country_names.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <set>

namespace reservepost::layout {

namespace {

std::string in_capitals(icu::UnicodeString text)
{
    std::string result;
    return text.toUpper(icu::Locale::getRoot()).toUTF8String(result);
}

std::set<std::string> names_in_capitals()
{
    std::set<std::string> names;
    for (const char* language : {"nb", "nn", "en"})
        for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
            icu::UnicodeString name;
            icu::Locale("", *code).getDisplayCountry(icu::Locale(language), name);
            names.insert(in_capitals(name));
        }
    return names;
}

} // namespace

std::optional<std::string> country_in_capitals(std::string_view text)
{
    constexpr std::size_t longest_name = 200;
    if (text.empty() || text.size() > longest_name) return std::nullopt;
    static const std::set<std::string> names = names_in_capitals();
    auto capitals = in_capitals(
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size()))));
    if (!names.contains(capitals)) return std::nullopt;
    return capitals;
}

} // namespace reservepost::layout

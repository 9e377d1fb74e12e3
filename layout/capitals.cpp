#include "layout/capitals.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace reservepost::layout {

std::string in_capitals(std::string_view text)
{
    auto capitals =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
    capitals.toUpper(icu::Locale::getRoot());
    std::string result;
    return capitals.toUTF8String(result);
}

} // namespace reservepost::layout

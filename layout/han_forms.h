#pragma once

#include "fonts/library.h"

#include <string_view>

namespace reservepost::layout {

/// How a paragraph wants its Chinese characters written. What else it is written with tells:
/// kana are Japanese, hangul is Korean, bopomofo Taiwanese. Where there is nothing of these the
/// language decides ("ja", "ko", "zh-Hant", "zh-TW", "zh-HK"), and what says nothing, as a letter
/// in Norwegian that quotes a reporter, is simplified Chinese, which most who read Chinese in
/// Norway learnt at school.
fonts::HanForms han_forms_of(std::u16string_view text, std::string_view language);

} // namespace reservepost::layout

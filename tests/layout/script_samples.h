#pragma once

#include <string>
#include <vector>

// The same worry in the languages that people in Norway write, a paragraph of several lines each.

namespace reservepost::layout {

struct ScriptSample {
    const char* name;     ///< Of the language, for the test's output.
    const char* language; ///< BCP 47.
    std::string text;     ///< In form NFC, single spaces, no line ends.
    bool spaced = true;   ///< Lines end between words only, and these are parted by spaces.
};

const std::vector<ScriptSample>& script_samples();

} // namespace reservepost::layout

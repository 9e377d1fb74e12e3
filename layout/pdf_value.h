#pragma once

#include "layout/length.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

// Values of a PDF and their octets (ISO 32000-1, 7.3).

namespace reservepost::layout {

struct PdfName {
    std::string text; ///< ASCII.
};

/// Another object of the same file, by the number that `PdfFile` gave.
struct PdfReference {
    std::uint32_t object = 0;
};

struct PdfText {
    std::string utf8;
};

struct PdfValue;
struct PdfEntry;
using PdfArray = std::vector<PdfValue>;
using PdfDictionary = std::vector<PdfEntry>;

struct PdfValue {
    std::variant<std::int64_t, Length, PdfName, PdfReference, PdfText, PdfArray, PdfDictionary>
        value;
};

/// A struct of our own, as a pair may not hold what is not yet defined.
struct PdfEntry {
    std::string key;
    PdfValue value;
};

/// Appends a value as a PDF holds it, without spaces that are not needed. Text in ASCII stays as
/// it is, since readers compare dates and keywords as octets; other text becomes UTF-16.
void append(std::string& octets, const PdfValue& value);
void append(std::string& octets, const PdfDictionary& dictionary);

} // namespace reservepost::layout

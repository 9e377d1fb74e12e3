#pragma once

#include "layout/length.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// The lower floor of writing PDF: values and objects, no pages or fonts. The door for PoDoFo.

namespace reservepost::layout {

struct PdfName {
    std::string text;
};

/// Another object of the same file, by the number that `PdfFile::add` gave.
struct PdfReference {
    std::uint32_t object = 0;
};

struct PdfText {
    std::string utf8;
};

struct PdfValue;
using PdfArray = std::vector<PdfValue>;
using PdfDictionary = std::vector<std::pair<std::string, PdfValue>>;

struct PdfValue {
    std::variant<std::int64_t, Length, PdfName, PdfReference, PdfText, PdfArray, PdfDictionary>
        value;
};

/// Objects of a PDF in the order in which they are added. Nothing is reordered, dropped or added
/// when it is written, so that the same calls give the same octets.
class PdfFile {
public:
    PdfFile();
    ~PdfFile();
    PdfFile(const PdfFile&) = delete;
    PdfFile& operator=(const PdfFile&) = delete;

    /// A new object, so far an empty dictionary.
    PdfReference add();
    PdfReference add(const PdfDictionary& dictionary);
    void set(PdfReference object, const PdfDictionary& dictionary); ///< Adds keys.

    /// A stream, compressed.
    PdfReference add_stream(std::string_view octets, const PdfDictionary& dictionary = {});
    /// A stream as it is: print houses search metadata without inflating.
    PdfReference add_plain_stream(std::string_view octets, const PdfDictionary& dictionary = {});

    /// The file, PDF 1.6. Its /ID is made from `info`, so that must differ from job to job.
    std::string write(PdfReference catalog, PdfReference info);

private:
    struct Objects;
    std::unique_ptr<Objects> objects_;
};

} // namespace reservepost::layout

#pragma once

#include "layout/deflate.h"
#include "layout/pdf_value.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

// The lower floor of writing PDF: objects, no pages or fonts. The door for PoDoFo.

namespace reservepost::layout {

/// Takes a file's octets, a part at a time, in order.
using OctetSink = std::function<void(std::string_view)>;

enum class PdfVersion { V15, V16 };

/// Objects of a PDF in the order of their numbers. Each is kept as the octets that it will have in
/// the file: as trees of PoDoFo's values they take three times the room and six times the time. Its
/// header, table of objects, trailer and /ID are PoDoFo's work. Nothing is reordered, dropped or
/// added when it is written, so that the same calls give the same octets.
class PdfFile {
public:
    PdfFile();
    ~PdfFile();
    PdfFile(const PdfFile&) = delete;
    PdfFile& operator=(const PdfFile&) = delete;

    /// The number of an object that others name before it is known. Until it is put, it is null.
    PdfReference reserve();
    void put(PdfReference reserved, const PdfDictionary& dictionary);
    PdfReference add(const PdfDictionary& dictionary);

    /// A stream, compressed here unless it is too short to gain by it, or compressed already.
    PdfReference add_stream(std::string_view octets, PdfDictionary dictionary = {});
    PdfReference add_deflated_stream(std::string_view octets, PdfDictionary dictionary = {});
    /// A stream as it is: print houses search metadata without inflating.
    PdfReference add_plain_stream(std::string_view octets, PdfDictionary dictionary = {});

    /// About how long the file will be.
    std::size_t expected_octets() const;

    /// Gives the file to `sink`. Its /ID is made from `info`, so that must differ from
    /// job to job. Nothing can be added after. What `sink` throws is thrown on.
    void write(PdfReference catalog, const PdfDictionary& info, PdfVersion version,
               const OctetSink& sink);

private:
    struct Objects;
    std::unique_ptr<Objects> objects_;
};

} // namespace reservepost::layout

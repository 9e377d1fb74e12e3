#pragma once

#include "batch/disk/descriptor.h"
#include "layout/compose.h"
#include "layout/pdf.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// Where `compose` puts its letters. A file has its name only when it is whole.

namespace reservepost::batch::commands {

/// What a PDF needs to know of a letter beside its pages.
struct LetterRecord {
    std::string id;
    std::string created; ///< RFC 3339.
    std::string language;
};

/// One letter as a PDF of its own. From any thread. The pages are borrowed, not copied: they are as
/// before when it returns, and gone where it throws.
std::string pdf_of_letter(const LetterRecord& record, layout::Composition& composition,
                          const fonts::Library& library);

/// All letters in one PDF.
class CombinedOutput {
public:
    /// Throws `UsageError` where `file` cannot be written, or is no regular file. Nothing is
    /// written yet.
    CombinedOutput(std::filesystem::path file, const fonts::Library& library);

    /// Must not be called after `finish`.
    void add(const LetterRecord& record, layout::Composition composition);

    /// Writes the file, in place of an earlier one of its name; without any letter it leaves that
    /// as it is and gives false. When it returns the file is on the disk. Throws
    /// `std::runtime_error`; then there is what there was before.
    bool finish();

private:
    std::filesystem::path file_;
    const fonts::Library& library_;
    std::optional<layout::PdfDocument> document_;
    std::int64_t letters_ = 0;
};

/// A directory with a PDF for each letter, named after its identifier.
class SplitOutput {
public:
    /// Makes `directory` where it is not there. Throws `UsageError` where it is not empty or
    /// cannot be written.
    explicit SplitOutput(std::filesystem::path directory);

    /// Writes `id`.pdf; gives false where a file of that name is there already, such as one whose
    /// name differs in case only on a disk that does not see the difference. Throws
    /// `std::runtime_error`; then the letter has no file.
    bool add(const std::string& id, std::string_view pdf);

    /// When it returns all files are on the disk. Throws `std::runtime_error`.
    void finish();

private:
    void write_unfinished(std::string_view pdf) const;
    bool give_name(const std::string& name) const;
    void remove_unfinished() const;

    std::filesystem::path directory_;
    disk::Descriptor opened_;
};

} // namespace reservepost::batch::commands

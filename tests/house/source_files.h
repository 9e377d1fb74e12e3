#pragma once

#include <string>
#include <vector>

namespace reservepost::tests {

/// A source file of ours, split into lines.
struct SourceFile {
    std::string path; ///< Below the root, as in "batch/clock.cpp".
    std::vector<std::string> lines;

    /// "batch" of "batch/store/rows.h".
    std::string folder() const;
    /// "store" of "batch/store/rows.h"; empty where the file lies in `batch` itself.
    std::string part() const;
    bool is_header() const { return path.ends_with(".h"); }
    bool is_product() const { return !path.starts_with("tests/"); }
};

/// One place where a rule is broken: "layout/bad.h:1: layout may not include batch".
using Findings = std::vector<std::string>;

std::string at(const SourceFile& file, std::size_t line_index);

/// All .h and .cpp files of the six folders, sorted by path.
const std::vector<SourceFile>& source_files();

/// Every text file of the project (code, scripts, documents, data), sorted by path; none that is
/// built, hidden or over 2 MiB.
std::vector<SourceFile> text_files();

/// What a file says it includes: `path` without quotes or brackets, and the index of its line.
struct Include {
    std::string path;
    std::size_t line = 0;
    bool ours = false; ///< In quotes.
};
std::vector<Include> includes_of(const SourceFile& file);

/// All findings at once, each in its own line.
std::string joined(const Findings& findings);

} // namespace reservepost::tests

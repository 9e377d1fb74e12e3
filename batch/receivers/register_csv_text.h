#pragma once

#include "batch/configuration/findings.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// CSV as RFC 4180 and spreadsheets write it: cells, rows and where each stands. What the cells mean
// is register_csv.cpp's.

namespace reservepost::batch::receivers {

/// A cell, and the place of its first character: of the quotation mark where it has one.
struct CsvCell {
    std::string text; ///< UTF-8; line ends within it are '\n'.
    int line = 0;     ///< From 1.
    int column = 0;   ///< From 1, in characters.
};

using CsvRow = std::vector<CsvCell>;

/// `octets` without a byte order mark. Throws `configuration::FindingsError` with one finding,
/// which says what the text looks like and how to save it right, unless it is UTF-8 without a NUL.
std::string_view checked_csv_text(std::string_view octets, std::string_view file);

/// The separator that stands most often in the first line outside of quotation marks: comma,
/// semicolon or tab; a comma where there is none.
char csv_separator(std::string_view text);

/// Reads row by row, and goes on after what is wrong as long as it can tell where cells end.
class CsvReader {
public:
    static constexpr std::size_t longest_cell_octets = 8192;
    static constexpr std::size_t most_cells = 256; ///< Of one row.

    /// `text` and `findings` must outlive the reader.
    CsvReader(std::string_view text, char separator, std::vector<configuration::Finding>& findings);

    /// The next row in which any cell holds something; none at the end, and after a finding that
    /// leaves it open where cells end: a quotation mark that is never closed, a cell or a row that
    /// is longer than any that could be meant.
    std::optional<CsvRow> next();

private:
    CsvRow read_row();
    CsvCell read_cell();
    void read_plain(CsvCell& cell);
    void read_quoted(CsvCell& cell);
    void take_line_end();
    void advance();
    bool at_cell_end() const;
    char current() const { return text_[at_]; }
    bool at_end() const { return at_ >= text_.size(); }
    void complain(int line, int column, std::string what);
    void give_up(const CsvCell& cell, std::string what);

    std::string_view text_;
    char separator_;
    std::vector<configuration::Finding>& findings_;
    std::size_t at_ = 0;
    int line_ = 1;
    int column_ = 1;
    bool given_up_ = false;
};

} // namespace reservepost::batch::receivers

#include "batch/receivers/register_csv_text.h"

#include "batch/json/utf8.h"

#include <algorithm>

namespace reservepost::batch::receivers {

namespace {

using configuration::Finding;
using configuration::FindingsError;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view save_it =
    "save it as \"CSV UTF-8\" (Excel), or with the character set Unicode (UTF-8) (LibreOffice)";

bool begins_a_character(char octet)
{
    return (static_cast<unsigned char>(octet) & 0xC0U) != 0x80U;
}

/// One finding at the octet `at`, and no reading.
[[noreturn]] void refuse(std::string_view text, std::size_t at, std::string_view file,
                         const std::string& what)
{
    const auto before = text.substr(0, at);
    const auto line_start =
        before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const auto line = 1 + std::ranges::count(before, '\n');
    const auto column = 1 + std::ranges::count_if(before.substr(line_start), begins_a_character);
    throw FindingsError(file, {{static_cast<int>(line), static_cast<int>(column), what}});
}

/// Where UTF-8 ends; none where it does not.
std::optional<std::size_t> find_broken_character(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const auto length = json::character_length(text, at);
        if (length == 0) return at;
        at += length;
    }
    return std::nullopt;
}

/// Windows-1252 has letters and signs where Latin-1 has controls that nobody writes.
std::string looks_like(std::string_view text)
{
    const bool windows = std::ranges::any_of(text, [](char c) {
        const auto octet = static_cast<unsigned char>(c);
        return octet >= 0x80 && octet <= 0x9F;
    });
    return windows ? "Windows-1252" : "Latin-1 (ISO 8859-1) or Windows-1252";
}

} // namespace

std::string_view checked_csv_text(std::string_view octets, std::string_view file)
{
    if (octets.starts_with(byte_order_mark)) octets.remove_prefix(byte_order_mark.size());
    const auto nul = octets.find('\0');
    const bool is_utf_16 =
        octets.starts_with("\xFF\xFE") || octets.starts_with("\xFE\xFF") || nul == 0 || nul == 1;
    if (is_utf_16) refuse(octets, 0, file, "the file looks like UTF-16; " + std::string(save_it));
    if (nul != std::string_view::npos)
        refuse(octets, nul, file, "a NUL character stands here; a CSV file is text");
    if (const auto broken = find_broken_character(octets)) {
        refuse(octets, *broken, file,
               "the file is not UTF-8, it looks like " + looks_like(octets) + "; " +
                   std::string(save_it));
    }
    return octets;
}

char csv_separator(std::string_view text)
{
    constexpr std::string_view separators = ",;\t";
    std::size_t counts[separators.size()] = {};
    bool quoted = false;
    for (const char c : text.substr(0, CsvReader::longest_cell_octets)) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') break;
        const auto which = separators.find(c);
        if (which != std::string_view::npos) ++counts[which];
    }
    const auto* most = std::ranges::max_element(counts);
    return separators[static_cast<std::size_t>(most - counts)];
}

CsvReader::CsvReader(std::string_view text, char separator, std::vector<Finding>& findings)
    : text_(text), separator_(separator), findings_(findings)
{
}

std::optional<CsvRow> CsvReader::next()
{
    while (!at_end()) {
        auto row = read_row();
        if (given_up_) break;
        const auto is_empty = [](const CsvCell& cell) { return cell.text.empty(); };
        if (!std::ranges::all_of(row, is_empty)) return row;
    }
    return std::nullopt;
}

CsvRow CsvReader::read_row()
{
    CsvRow row;
    while (true) {
        row.push_back(read_cell());
        if (at_end() || current() != separator_) break;
        if (row.size() == most_cells) {
            give_up(row.front(), "this row has more than 256 cells; the rest is not read");
            return {};
        }
        advance();
    }
    take_line_end();
    return row;
}

CsvCell CsvReader::read_cell()
{
    CsvCell cell{{}, line_, column_};
    if (!at_end() && current() == '"') {
        read_quoted(cell);
    } else {
        read_plain(cell);
    }
    return cell;
}

void CsvReader::read_plain(CsvCell& cell)
{
    bool told = false;
    for (; !at_cell_end(); advance()) {
        if (current() == '"' && !told) {
            complain(line_, column_,
                     "a quotation mark within a cell; put the whole cell in quotation marks and "
                     "write those within it twice");
            told = true;
        }
        cell.text += current();
        if (cell.text.size() > longest_cell_octets)
            return give_up(cell, "this cell is longer than 8,192 octets; the rest is not read");
    }
}

void CsvReader::read_quoted(CsvCell& cell)
{
    advance();
    bool closed = false;
    while (!at_end()) {
        if (current() == '"') {
            advance();
            closed = at_end() || current() != '"';
            if (closed) break;
        }
        const bool is_half = current() == '\r' && text_.substr(at_ + 1).starts_with('\n');
        if (!is_half) cell.text += current() == '\r' ? '\n' : current();
        if (cell.text.size() > longest_cell_octets) {
            return give_up(cell, "this cell is longer than 8,192 octets; its closing quotation "
                                 "mark is probably missing; the rest is not read");
        }
        advance();
    }
    if (!closed)
        return give_up(cell, "this cell begins with a quotation mark and never ends with one");
    if (at_cell_end()) return;
    complain(line_, column_,
             "text after a cell's closing quotation mark; write quotation marks within a cell "
             "twice");
    while (!at_cell_end())
        advance();
}

void CsvReader::take_line_end()
{
    if (at_end()) return;
    if (current() == '\r' && text_.substr(at_ + 1).starts_with('\n')) ++at_;
    ++at_;
    ++line_;
    column_ = 1;
}

void CsvReader::advance()
{
    const char left = text_[at_++];
    const bool is_line_end = left == '\n' || (left == '\r' && (at_end() || current() != '\n'));
    if (is_line_end) {
        ++line_;
        column_ = 1;
    } else if (at_end() || begins_a_character(current())) {
        ++column_;
    }
}

bool CsvReader::at_cell_end() const
{
    return at_end() || current() == separator_ || current() == '\n' || current() == '\r';
}

void CsvReader::complain(int line, int column, std::string what)
{
    findings_.push_back({line, column, std::move(what)});
}

void CsvReader::give_up(const CsvCell& cell, std::string what)
{
    complain(cell.line, cell.column, std::move(what));
    at_ = text_.size();
    given_up_ = true;
}

} // namespace reservepost::batch::receivers

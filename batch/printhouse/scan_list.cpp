#include "batch/printhouse/scan_list.h"

#include "layout/mark.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

namespace reservepost::batch::printhouse {
namespace {

/// One line: a sheet of a piece of the package, or (piece 0) something that is not known here.
struct Reading {
    int line = 0;
    int piece = 0;
    int sheet = 0;
};

/// Readings of one piece, or one that is not known, with nothing between them.
struct Run {
    int piece = 0; ///< 0: not known.
    std::vector<Reading> readings;
};

int number_in(std::string_view digits)
{
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

std::string sheet_of(int sheet, int piece)
{
    return "sheet " + std::to_string(sheet) + " of piece " + std::to_string(piece);
}

std::vector<std::string_view> lines_of(std::string_view list)
{
    std::vector<std::string_view> lines;
    while (!list.empty()) {
        const std::size_t end = list.find('\n');
        std::string_view line = list.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
    }
    while (!lines.empty() && lines.back().empty())
        lines.pop_back();
    return lines;
}

/// Compares one list. Each step takes what the one before found.
class Comparison {
public:
    explicit Comparison(const Manifest& manifest) : manifest_(manifest) {}

    ScannedPieces compare(std::string_view list)
    {
        read(list);
        judge_pieces();
        doubt_neighbours();
        sort_pieces();
        std::ranges::stable_sort(scanned_.findings, {}, [](const ScanFinding& finding) {
            return std::pair(finding.line == 0, finding.line);
        });
        return std::move(scanned_);
    }

private:
    void find(ScanFault fault, const Reading& where, std::string text)
    {
        scanned_.findings.push_back({fault, where.line, where.piece, where.sheet, std::move(text)});
    }

    /// The sheet that the mark names, or nothing and a finding.
    std::optional<Reading> sheet_on(std::string_view mark, int line)
    {
        if (!layout::sheet_mark_is_sound(mark)) {
            find(ScanFault::Unreadable, {.line = line},
                 "line " + std::to_string(line) + " is no sheet mark that can be read");
            return std::nullopt;
        }
        const Piece* piece = manifest_.find(number_in(mark.substr(10, 8)));
        if (mark.substr(2, 8) != manifest_.job.text() || piece == nullptr) {
            find(ScanFault::Foreign, {.line = line},
                 "line " + std::to_string(line) + " is a sheet that is not in job " +
                     manifest_.job.text());
            return std::nullopt;
        }
        const Reading reading{line, piece->number, number_in(mark.substr(18, 2))};
        if (reading.sheet >= 1 && reading.sheet <= piece->sheets &&
            mark == mark_of(*piece, reading.sheet))
            return reading;
        broken_.insert(piece->number);
        find(ScanFault::WrongMark, reading,
             "line " + std::to_string(line) +
                 " says another number of sheets, another place or "
                 "another envelope for piece " +
                 std::to_string(piece->number) + " than the manifest");
        return std::nullopt;
    }

    std::string mark_of(const Piece& piece, int sheet) const
    {
        const int envelope = manifest_.package_class.envelope == Envelope::C5 ? 5 : 4;
        const std::string job = manifest_.job.text();
        return layout::sheet_mark_digits({job, piece.number, sheet, piece.sheets, envelope});
    }

    void read(std::string_view list)
    {
        int line = 0;
        for (const std::string_view mark : lines_of(list)) {
            const Reading reading = sheet_on(mark, ++line).value_or(Reading{.line = line});
            if (runs_.empty() || runs_.back().piece != reading.piece || reading.piece == 0)
                runs_.push_back({reading.piece, {}});
            runs_.back().readings.push_back(reading);
        }
    }

    /// Every piece that was begun: is it as it should be, and if not, what is wrong?
    void judge_pieces()
    {
        std::map<int, std::vector<std::size_t>> runs_of_piece;
        for (std::size_t run = 0; run < runs_.size(); ++run)
            if (runs_[run].piece != 0) runs_of_piece[runs_[run].piece].push_back(run);
        for (const auto& [number, places] : runs_of_piece) {
            std::vector<Reading> readings;
            for (const std::size_t place : places)
                readings.insert(readings.end(), runs_[place].readings.begin(),
                                runs_[place].readings.end());
            begun_.insert(number);
            judge_sheets(*manifest_.find(number), readings);
            judge_place(number, places);
        }
    }

    void judge_sheets(const Piece& piece, const std::vector<Reading>& readings)
    {
        std::map<int, int> first_line;
        int highest = 0;
        bool sound = true;
        for (const Reading& reading : readings) {
            const auto [earlier, is_new] = first_line.emplace(reading.sheet, reading.line);
            if (!is_new) {
                find(ScanFault::Doubled, reading,
                     sheet_of(reading.sheet, piece.number) + " was read on line " +
                         std::to_string(earlier->second) + " and again on line " +
                         std::to_string(reading.line));
            } else if (reading.sheet < highest) {
                find(ScanFault::OutOfOrder, reading,
                     sheet_of(reading.sheet, piece.number) + " came after sheet " +
                         std::to_string(highest));
            }
            sound = sound && is_new && reading.sheet > highest;
            highest = std::max(highest, reading.sheet);
        }
        for (int sheet = 1; sheet <= piece.sheets; ++sheet) {
            if (first_line.contains(sheet)) continue;
            sound = false;
            find(ScanFault::Missing, {.piece = piece.number, .sheet = sheet},
                 sheet_of(sheet, piece.number) + " was not read");
        }
        if (!sound) broken_.insert(piece.number);
    }

    /// A piece in more than one run has something between its sheets.
    void judge_place(int number, const std::vector<std::size_t>& places)
    {
        for (std::size_t i = 1; i < places.size(); ++i) {
            broken_.insert(number);
            const Reading& again = runs_[places[i]].readings.front();
            const Run& between = runs_[places[i] - 1];
            // What is not known has a finding of its own.
            if (between.piece == 0) continue;
            find(ScanFault::Mixed, again,
                 sheet_of(again.sheet, number) + " came after sheets of piece " +
                     std::to_string(between.piece));
        }
    }

    bool begins_an_envelope(const Run& run) const
    {
        return run.piece != 0 && run.readings.front().sheet == 1;
    }
    bool ends_an_envelope(const Run& run) const
    {
        return run.piece != 0 && run.readings.back().sheet == manifest_.find(run.piece)->sheets;
    }

    void doubt_neighbours()
    {
        for (std::size_t run = 0; run < runs_.size(); ++run) {
            if (!begins_an_envelope(runs_[run]) && run > 0) doubt(runs_[run - 1], runs_[run]);
            if (!ends_an_envelope(runs_[run]) && run + 1 < runs_.size())
                doubt(runs_[run + 1], runs_[run]);
        }
    }

    void doubt(const Run& neighbour, const Run& why)
    {
        const int number = neighbour.piece;
        if (number == 0 || broken_.contains(number) || !in_doubt_.insert(number).second) return;
        find(ScanFault::InDoubt, {neighbour.readings.front().line, number, 0},
             "piece " + std::to_string(number) + " was read whole, but line " +
                 std::to_string(why.readings.front().line) +
                 " beside it is a sheet that belongs elsewhere; look into its envelope");
    }

    void sort_pieces()
    {
        for (const Piece& piece : manifest_.pieces) {
            const int number = piece.number;
            auto& list = broken_.contains(number)     ? scanned_.broken
                         : in_doubt_.contains(number) ? scanned_.in_doubt
                         : begun_.contains(number)    ? scanned_.whole
                                                      : scanned_.unread;
            list.push_back(number);
        }
    }

    const Manifest& manifest_;
    std::vector<Run> runs_;
    std::set<int> begun_;
    std::set<int> broken_;
    std::set<int> in_doubt_;
    ScannedPieces scanned_;
};

} // namespace

std::string_view word_of(ScanFault fault)
{
    switch (fault) {
    case ScanFault::Unreadable:
        return "unreadable";
    case ScanFault::Foreign:
        return "foreign";
    case ScanFault::WrongMark:
        return "wrong-mark";
    case ScanFault::Missing:
        return "missing";
    case ScanFault::Doubled:
        return "doubled";
    case ScanFault::OutOfOrder:
        return "out-of-order";
    case ScanFault::Mixed:
        return "mixed";
    case ScanFault::InDoubt:
        return "in-doubt";
    case ScanFault::SaidBefore:
        return "said-before";
    }
    throw std::logic_error("a fault of scans without a word [this is a bug]");
}

ScannedPieces compare_scans(const Manifest& manifest, std::string_view list)
{
    return Comparison(manifest).compare(list);
}

} // namespace reservepost::batch::printhouse

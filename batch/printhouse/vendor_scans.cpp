#include "batch/printhouse/vendor_scans.h"

#include <algorithm>

namespace reservepost::batch::printhouse {
namespace {

/// `numbers` as few ranges; they rise.
std::vector<PiecesOnDay> ranges_of(const std::vector<int>& numbers, Day date)
{
    std::vector<PiecesOnDay> ranges;
    for (const int number : numbers) {
        if (!ranges.empty() && ranges.back().last + 1 == number) {
            ranges.back().last = number;
        } else {
            ranges.push_back({number, number, date});
        }
    }
    return ranges;
}

/// Takes out the pieces whose fate an earlier receipt has told. What was read again is a finding.
void leave_out_told(ScannedPieces& pieces, const std::map<int, Fate>& told)
{
    const auto is_told = [&](int number) { return told.contains(number); };
    for (const int number : pieces.whole) {
        if (!is_told(number)) continue;
        pieces.findings.push_back({ScanFault::SaidBefore, 0, number, 0,
                                   "piece " + std::to_string(number) +
                                       " was read, but an earlier receipt has told that "
                                       "it is " +
                                       (told.at(number) == Fate::Mailed ? "mailed" : "damaged")});
    }
    for (auto* list : {&pieces.whole, &pieces.broken, &pieces.in_doubt, &pieces.unread})
        std::erase_if(*list, is_told);
}

} // namespace

ScannedAnswer vendor_receipts_of_scans(const std::filesystem::path& package, std::string_view list,
                                       BrokenPieces broken, Day date,
                                       const std::filesystem::path& out, const VendorKeys& keys,
                                       holidays::Instant at)
{
    if (list.find_first_not_of("\r\n") == std::string_view::npos)
        throw ContractError("the list of scans holds no line; it must hold one code for each "
                            "sheet, as it was read");
    const JobHistory history = vendor_history(package, out, keys);
    ScannedAnswer answer{compare_scans(history.manifest, list), {}};
    leave_out_told(answer.pieces, history.fates);

    const auto say = [&](Stage stage, const std::vector<int>& numbers) {
        if (numbers.empty()) return;
        answer.receipts.push_back(vendor_receipt(
            package, {.stage = stage, .ranges = ranges_of(numbers, date)}, out, keys, at));
    };
    say(Stage::Mailed, answer.pieces.whole);
    if (broken == BrokenPieces::Damaged) say(Stage::Damaged, answer.pieces.broken);
    return answer;
}

} // namespace reservepost::batch::printhouse

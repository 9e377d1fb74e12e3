#include "batch/clock.h"
#include "batch/commands/vendor_commands.h"
#include "batch/disk/files.h"
#include "batch/printhouse/vendor_scans.h"
#include "holidays/oslo_time.h"

namespace reservepost::batch::commands {

namespace {

using printhouse::Stage;

printhouse::Day day_of(const Invocation& invocation, holidays::Instant now)
{
    const auto text = invocation.text("--date");
    return printhouse::parse_day(text.empty() ? holidays::oslo_date(now).text() : text);
}

/// "1-20" or "7".
printhouse::PiecesOnDay range_of(const std::string& text, printhouse::Day day)
{
    const auto dash = text.find('-');
    const auto first = find_whole_number(text.substr(0, dash));
    const auto last = dash == std::string::npos ? first : find_whole_number(text.substr(dash + 1));
    if (!first || !last) throw UsageError("--pieces takes a number or a range, such as 7 or 1-20");
    return {*first, *last, day};
}

json::Value value_of(const printhouse::VendorReceipt& written)
{
    return json::Value::object({{"file", written.file.string()},
                                {"n", written.receipt.n},
                                {"stage", printhouse::word_of(written.receipt.stage)}});
}

std::string line_of(const printhouse::VendorReceipt& written)
{
    return "receipt " + std::to_string(written.receipt.n) + " (" +
           std::string(printhouse::word_of(written.receipt.stage)) + "): " + written.file.string() +
           "\n";
}

/// "1-20, 25", or "none".
std::string numbers_text(const std::vector<int>& numbers)
{
    std::string text;
    for (std::size_t first = 0, last = 0; first < numbers.size(); first = last + 1) {
        last = first;
        while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1)
            ++last;
        text += (text.empty() ? "" : ", ") + std::to_string(numbers[first]);
        if (last > first) text += '-' + std::to_string(numbers[last]);
    }
    return text.empty() ? "none" : text;
}

json::Value list_of(const std::vector<int>& numbers)
{
    json::Value list = json::Value::list();
    for (const int number : numbers)
        list.add(number);
    return list;
}

json::Value list_of(const std::vector<printhouse::ScanFinding>& findings)
{
    json::Value list = json::Value::list();
    for (const auto& finding : findings)
        list.add(json::Value::object({{"code", printhouse::word_of(finding.fault)},
                                      {"line", finding.line},
                                      {"piece", finding.piece},
                                      {"sheet", finding.sheet},
                                      {"finding", finding.text}}));
    return list;
}

printhouse::BrokenPieces broken_of(const Invocation& invocation)
{
    const auto word = invocation.text("--broken");
    if (word == "open") return printhouse::BrokenPieces::StayOpen;
    if (word == "damaged") return printhouse::BrokenPieces::Damaged;
    throw UsageError("--broken takes open or damaged");
}

/// Answers for what a camera read. The status says whether somebody must look at something.
int of_scans(const Invocation& invocation)
{
    if (!invocation.texts("--pieces").empty() || !invocation.text("--code").empty() ||
        invocation.text("STAGE") != "mailed")
        throw UsageError("--scans goes with the stage mailed, and without --pieces and --code");
    const auto broken = broken_of(invocation);
    const auto now = Clock(invocation.now).now();
    const auto house = vendor_house(invocation);
    const auto answer = printhouse::vendor_receipts_of_scans(
        invocation.text("PACKAGE"),
        disk::read_file(invocation.text("--scans"), printhouse::most_scan_octets), broken,
        day_of(invocation, now), invocation.text("--to"), house.keys(), now);

    const auto& pieces = answer.pieces;
    json::Value receipts = json::Value::list();
    std::string text;
    for (const auto& finding : pieces.findings)
        text += finding.text + "\n";
    text += "whole: " + numbers_text(pieces.whole) + "\nbroken: " + numbers_text(pieces.broken) +
            "\nin doubt: " + numbers_text(pieces.in_doubt) +
            "\nnot read: " + numbers_text(pieces.unread) + "\n";
    for (const auto& written : answer.receipts) {
        receipts.add(value_of(written));
        text += line_of(written);
    }
    if (answer.receipts.empty()) text += "No receipt was written.\n";
    invocation.print(json::Value::object({{"whole", list_of(pieces.whole)},
                                          {"broken", list_of(pieces.broken)},
                                          {"in_doubt", list_of(pieces.in_doubt)},
                                          {"unread", list_of(pieces.unread)},
                                          {"findings", list_of(pieces.findings)},
                                          {"receipts", receipts}}),
                     text);
    return pieces.findings.empty() ? all_well : needs_look;
}

int receipt(const Invocation& invocation)
{
    if (!invocation.text("--scans").empty()) return of_scans(invocation);
    const auto stage = printhouse::find_stage(invocation.text("STAGE"));
    if (!stage)
        throw UsageError("the stage is received, rejected, mailed, damaged, closed or returned");
    const auto now = Clock(invocation.now).now();
    printhouse::VendorAnswer answer{.stage = *stage, .ranges = {}, .date = day_of(invocation, now)};
    answer.code = invocation.text("--code");
    for (const auto& text : invocation.texts("--pieces"))
        answer.ranges.push_back(range_of(text, answer.date));
    const auto house = vendor_house(invocation);
    const auto written = printhouse::vendor_receipt(invocation.text("PACKAGE"), answer,
                                                    invocation.text("--to"), house.keys(), now);
    invocation.print(value_of(written), line_of(written));
    return all_well;
}

} // namespace

Command vendor_receipt_command()
{
    using Kind = Option::Kind;
    return {.name = "receipt",
            .summary = "Write the next signed receipt for a package",
            .details =
                "Without --pieces all that are still open. --scans takes what the camera of the "
                "inserting machine read, one code a line (docs/sheet-mark.md): pieces whose sheets "
                "are all there and in order are told as mailed, and whatever is wrong is named by "
                "piece and sheet. Exit status 2: somebody must look.\n\n"
                "  reservepost vendor receipt mailed RP.….zip.cms --pieces 1-20 --to from/ "
                "--certificate …\n"
                "  reservepost vendor receipt mailed RP.….zip.cms --scans camera.txt --broken "
                "damaged --to from/ --certificate …",
            .options = with_vendor_keys(
                {{Kind::Argument, "STAGE", "STAGE",
                  "received, rejected, mailed, damaged, closed or returned", true},
                 {Kind::Argument, "PACKAGE", "FILE", "The package as it came", true},
                 {Kind::Text, "--to", "DIR", "The directory that Reservepost reads", true},
                 {Kind::Texts, "--pieces", "N-M", "Which pieces; may be repeated"},
                 {Kind::Text, "--scans", "FILE", "Which pieces: as a camera read their sheets"},
                 {Kind::Text, "--broken", "FATE",
                  "With --scans, pieces that are not whole: open or damaged", false, "open"},
                 {Kind::Text, "--date", "D", "The day (default: today, Oslo)"},
                 {Kind::Text, "--code", "CODE", "For rejected and returned: the reason"}}),
            .run = receipt};
}

} // namespace reservepost::batch::commands

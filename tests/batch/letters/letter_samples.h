#pragma once

#include "batch/intake/judge.h"
#include "batch/letters/letter_fields.h"
#include "holidays/oslo_time.h"
#include "tests/support/files.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

// What the letters' tests start from: a receiver, an input, and the sample reports.

namespace reservepost::batch::letters {

inline receivers::Receiver sample_receiver(const std::string& language = "nb")
{
    receivers::Receiver receiver;
    receiver.key = {"0301", "01"};
    receiver.municipality_name = "Oslo";
    receiver.district_name = "Gamle Oslo";
    receiver.language = language;
    receiver.address = {"Oslo kommune", "Postboks 1", "0123 OSLO"};
    receiver.public_phone = "00 00 03 01";
    receiver.web = "www.example.no/barnevern";
    receiver.hours = "9–15";
    receiver.contact_name = "KONTAKTNAVN";
    receiver.contact_email = "kontakt@example.no";
    receiver.contact_phone = "00 00 13 01";
    receiver.warning_emails = {"varsel@example.no"};
    return receiver;
}

inline LetterInput sample_input(intake::ReportForm report, const std::string& language = "nb")
{
    LetterInput input{.report = std::move(report),
                      .raw_text = {},
                      .reference = "bbe93094-b146-4a7a-ac6e-71111d115da8",
                      .accepted_at = holidays::parse_instant("2026-11-23T10:00:00+01:00"),
                      .due_at = holidays::parse_instant("2026-11-25T02:00:00+01:00"),
                      .letter_date = holidays::Date(2026, 11, 25),
                      .cause = Cause::NotConfirmed,
                      .rejection_message = "",
                      .again = {},
                      .notes = {},
                      .receiver = sample_receiver(language),
                      .address_lines = {"Oslo kommune", "Postboks 1", "0123 OSLO"},
                      .return_line = "Retur: Postboks 2, 0124 OSLO",
                      .host_name = {},
                      .confirmation = receivers::Confirmation::Enclose,
                      .portal_too = true,
                      .reporter_language = {}};
    return input;
}

/// All sample reports that are reports, sorted by file name.
inline std::vector<intake::ReportForm> sample_reports()
{
    std::vector<std::filesystem::path> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator(RESERVEPOST_SOURCE "/samples/reports"))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<intake::ReportForm> reports;
    for (const auto& path : paths) {
        auto judged = intake::judge(tests::file_text(path), path.filename().string());
        if (judged.kind == intake::Kind::Report) reports.push_back(std::move(*judged.report));
    }
    return reports;
}

/// All the text of a part, block by block, as one would read it aloud.
inline std::string all_text(const std::vector<layout::Block>& blocks)
{
    std::string out;
    const auto add = [&](const layout::Spans& spans) {
        for (const layout::Span& span : spans)
            out += span.text;
        out += "\n";
    };
    const auto visit = [&](const auto& self, const auto& many) -> void {
        for (const auto& block : many)
            std::visit(
                [&](const auto& words) {
                    using Words = std::decay_t<decltype(words)>;
                    if constexpr (std::is_same_v<Words, layout::Heading> ||
                                  std::is_same_v<Words, layout::Paragraph>)
                        add(words.spans);
                    else if constexpr (std::is_same_v<Words, layout::List>)
                        for (const auto& item : words.items)
                            add(item);
                    else if constexpr (std::is_same_v<Words, layout::LabelValue>)
                        out += words.label + ": " + words.value + "\n";
                    else if constexpr (std::is_same_v<Words, layout::Quotation>)
                        out += "«" + words.text + "»\n";
                    else if constexpr (std::is_same_v<Words, layout::AddressBlock>)
                        out += words.text + "\n";
                    else if constexpr (std::is_same_v<Words, layout::Box>)
                        self(self, words.blocks);
                },
                block);
    };
    visit(visit, blocks);
    return out;
}

} // namespace reservepost::batch::letters

#include "batch/intake/announced_list.h"

#include "batch/intake/reference.h"
#include "batch/json/value.h"

#include <algorithm>
#include <set>

namespace reservepost::batch::intake {

namespace {

constexpr json::Limits list_limits{.octets = largest_list_octets,
                                   .depth = 3,
                                   .members = 4 * most_announced + 16,
                                   .text_octets = 64};

/// "9101-03".
bool is_receiver(std::string_view text)
{
    if (text.size() != 7 || text[4] != '-') return false;
    for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U})
        if (text[at] < '0' || text[at] > '9') return false;
    return true;
}

[[noreturn]] void refuse(std::size_t place, const std::string& fault)
{
    throw ListError("report " + std::to_string(place) + " of the list " + fault +
                    "; the portal must send the list anew");
}

AnnouncedReport read_report(const json::Value& value, std::size_t place)
{
    if (!value.is_object() || value.as_object().size() != 3)
        refuse(place, "is not an object of number, reference and receiver");
    const auto reference = find_reference(value.text("reference"));
    if (!reference) refuse(place, "has a reference that is no UUID");
    if (!is_receiver(value.text("receiver"))) refuse(place, "has a receiver not like 0301-05");
    const auto number = value.integer("number");
    if (number < 1) refuse(place, "has a number below 1");
    return {number, *reference, value.text("receiver")};
}

void require_head(const json::Value& document)
{
    if (!document.is_object() || document.as_object().size() != 4 ||
        document.text("kind") != "reservepost-announced" || document.integer("version") != 1)
        throw ListError("the list must be an object of kind \"reservepost-announced\", version 1, "
                        "day and reports, and nothing else");
}

std::vector<AnnouncedReport> read_reports(const json::Value::List& values)
{
    if (values.size() > most_announced)
        throw ListError("the list has " + std::to_string(values.size()) +
                        " reports; at most 500000 are read");
    std::vector<AnnouncedReport> reports;
    std::set<std::string> references;
    for (const auto& value : values) {
        const auto place = reports.size() + 1;
        auto report = read_report(value, place);
        if (!reports.empty() && report.number <= reports.back().number)
            refuse(place, "has a number that is not higher than the one before");
        if (!references.insert(report.reference).second)
            refuse(place, "has a reference that stands in the list already");
        reports.push_back(std::move(report));
    }
    return reports;
}

} // namespace

AnnouncedList read_announced_list(std::string_view octets,
                                  const std::vector<crypto::Certificate>& pinned)
{
    if (octets.size() > largest_list_octets)
        throw ListError("the list has " + std::to_string(octets.size()) +
                        " octets; at most 64 MiB are read");
    try {
        const auto letter = crypto::verify_attached(octets, pinned);
        const auto document = json::parse(letter.content, list_limits);
        require_head(document);
        return {holidays::Date::from_text(document.text("day")), letter.signed_at,
                read_reports(document.items("reports"))};
    } catch (const crypto::CmsError& error) {
        throw ListError(std::string("the list does not count: ") + error.what());
    } catch (const json::JsonError& error) {
        throw ListError(std::string("the list cannot be read: ") + error.what());
    } catch (const std::invalid_argument&) {
        throw ListError("the list's day must be a date such as 2026-11-25");
    }
}

} // namespace reservepost::batch::intake

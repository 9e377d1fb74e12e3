#pragma once

#include "batch/store/incidents.h"
#include "tests/support/test_intake.h"

#include <string>
#include <vector>

// What the books say of a report that was taken in.

namespace reservepost::tests {

struct Found {
    std::string state;
    std::string receiver;
    std::string route;
    std::string reception;
    std::string quarantine;
    std::string stated_time;
    std::string municipality;
    std::string district;
    holidays::Instant accepted_at;
    holidays::Instant due_at;
};

inline Found row_of(TestOffice& office, const batch::RecordId& record)
{
    const auto row =
        office
            .execute("select r.*, coalesce(v.municipality || '-' || v.district, '') as key from "
                     "report r left join receiver v on v.id = r.receiver where r.record = $1",
                     {record})
            .one();
    return {row.text("state"),
            row.text("key"),
            row.text("route"),
            row.text("reception"),
            row.find_text("quarantine_code").value_or(""),
            row.text("stated_time"),
            row.text("municipality"),
            row.text("district"),
            row.instant("accepted_at"),
            row.instant("due_at")};
}

inline std::vector<std::string> open_incidents(TestOffice& office, const batch::RecordId& record)
{
    std::vector<std::string> codes;
    auto transaction = office.database.begin();
    for (const auto& incident : batch::store::list_incidents(transaction))
        if (incident.subject.name == record.text()) codes.push_back(incident.code);
    return codes;
}

} // namespace reservepost::tests

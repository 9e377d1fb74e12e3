#include "tests/batch/printhouse/sample.h"

#include <stdexcept>

namespace reservepost::batch::printhouse {

holidays::Instant sample_instant()
{
    return parse_instant("2026-11-24T07:10:00Z");
}

Manifest sample_manifest()
{
    const std::string pdf = sample_pdf();
    return {.job = JobNumber::parse("01000007"),
            .package_class = PackageClass::parse("C5-D-NO"),
            .profile = "house-in-a-box",
            .date = parse_day("2026-11-24"),
            .created = sample_instant(),
            .pieces = {{.number = 41, .first_page = 1, .pages = 2, .sheets = 1},
                       {.number = 42, .first_page = 3, .pages = 2, .sheets = 1},
                       {.number = 43, .first_page = 5, .pages = 3, .sheets = 2},
                       {.number = 44, .first_page = 8, .pages = 4, .sheets = 2},
                       {.number = 45, .first_page = 12, .pages = 7, .sheets = 4}},
            .files = {{.name = "pieces.pdf",
                       .sha256 = crypto::sha256(pdf),
                       .size = static_cast<std::int64_t>(pdf.size())},
                      {.name = "ticket.xjdf", .sha256 = crypto::sha256("ticket"), .size = 6}}};
}

TicketTerms sample_terms()
{
    return {.company = "Reservepost", .due = parse_instant("2026-11-25T15:00:00Z")};
}

std::string sample_pdf()
{
    std::string pdf = "%PDF-1.6\n% not a page in it, but 20,000 octets\n";
    while (pdf.size() < 20'000)
        pdf += "0123456789abcdef ";
    return pdf + "\n%%EOF\n";
}

const crypto::Identity& sender()
{
    static const crypto::Identity identity = crypto::make_rehearsal_identity("REHEARSAL sender");
    return identity;
}

const crypto::Identity& house()
{
    static const crypto::Identity identity = crypto::make_rehearsal_identity("REHEARSAL house");
    return identity;
}

const crypto::Identity& stranger()
{
    static const crypto::Identity identity = crypto::make_rehearsal_identity("REHEARSAL stranger");
    return identity;
}

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::logic_error("a test replaces what is not there");
    return text.replace(at, from.size(), to);
}

} // namespace reservepost::batch::printhouse

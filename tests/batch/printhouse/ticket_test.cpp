#include "batch/printhouse/ticket.h"

#include "tests/batch/printhouse/sample.h"

#include <gtest/gtest.h>

namespace reservepost::batch::printhouse {
namespace {

bool holds(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

TEST(Ticket, SaysWhatToPrintOnWhatAndByWhen)
{
    const std::string ticket = ticket_xjdf(sample_manifest(), sample_terms());
    for (const char* part :
         {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "http://www.CIP4.org/JDFSchema_2_0",
          "Version=\"2.2\"", "JobID=\"01000007\"", "Sides=\"TwoSidedHeadToHead\"",
          "FinishedDimensions=\"595.276 841.890 0\"", "MediaType=\"Paper\"", "Weight=\"80\"",
          "Container=\"Envelope\"", "DescriptiveName=\"C5\"", "Required=\"2026-11-25T15:00:00Z\"",
          "NPage=\"18\"", "URL=\"pieces.pdf\"", "OrganizationName=\"Reservepost\"",
          "ContactType=\"Customer\""}) {
        EXPECT_TRUE(holds(ticket, part)) << part << "\n" << ticket;
    }
}

TEST(Ticket, HasOneProductForEachNumberOfSheets)
{
    const std::string ticket = ticket_xjdf(sample_manifest(), sample_terms());
    EXPECT_TRUE(holds(ticket, "<DropItem Amount=\"2\" ItemRef=\"Filled_1\"/>")) << ticket;
    EXPECT_TRUE(holds(ticket, "<DropItem Amount=\"2\" ItemRef=\"Filled_2\"/>")) << ticket;
    EXPECT_TRUE(holds(ticket, "<DropItem Amount=\"1\" ItemRef=\"Filled_4\"/>")) << ticket;
    EXPECT_FALSE(holds(ticket, "Filled_3"));
}

TEST(Ticket, CountsBothSurfacesOfEverySheet)
{
    const struct {
        const char* why;
        const char* package_class;
        Piece piece;
        const char* pages;
    } cases[] = {
        {"all printed", "C5-D-NO", {.number = 1, .first_page = 1, .pages = 4, .sheets = 2}, "4"},
        {"a blank back", "C5-D-NO", {.number = 1, .first_page = 1, .pages = 7, .sheets = 4}, "8"},
        {"an enclosure", "C5-D-NO", {.number = 1, .first_page = 1, .pages = 4, .sheets = 3}, "6"},
        {"blank backs", "C4-S-NO", {.number = 1, .first_page = 1, .pages = 3, .sheets = 3}, "6"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Manifest manifest = sample_manifest();
        manifest.package_class = PackageClass::parse(c.package_class);
        manifest.pieces = {c.piece};
        const std::string ticket = ticket_xjdf(manifest, sample_terms());
        EXPECT_TRUE(holds(ticket, std::string(" Pages=\"") + c.pages + '"')) << ticket;
        EXPECT_TRUE(holds(ticket, "NPage=\"" + std::to_string(c.piece.pages) + '"')) << ticket;
    }
}

TEST(Ticket, IsTheSameForTheSameJobAndLeavesMarkupHarmless)
{
    TicketTerms terms = sample_terms();
    terms.company = "Æble & <Sønn> \"AS\"";
    const std::string ticket = ticket_xjdf(sample_manifest(), terms);
    EXPECT_EQ(ticket, ticket_xjdf(sample_manifest(), terms));
    EXPECT_TRUE(holds(ticket, "Æble &amp; &lt;Sønn&gt; &quot;AS&quot;")) << ticket;
}

TEST(Ticket, PrintsOnOneSideWhereTheClassSaysSo)
{
    Manifest manifest = sample_manifest();
    manifest.package_class = PackageClass::parse("C4-S-NO");
    const std::string ticket = ticket_xjdf(manifest, sample_terms());
    EXPECT_TRUE(holds(ticket, "Sides=\"OneSided\""));
    EXPECT_TRUE(holds(ticket, "DescriptiveName=\"C4\""));
}

TEST(Ticket, RefusesTermsOutOfRange)
{
    const struct {
        const char* why;
        void (*change)(Manifest&, TicketTerms&);
    } cases[] = {
        {"no pieces", [](Manifest& m, TicketTerms&) { m.pieces.clear(); }},
        {"nobody's", [](Manifest&, TicketTerms& t) { t.company.clear(); }},
        {"a line end", [](Manifest&, TicketTerms& t) { t.company = "a\nb"; }},
        {"a long name", [](Manifest&, TicketTerms& t) { t.company.assign(101, 'a'); }},
        {"tissue", [](Manifest&, TicketTerms& t) { t.grams_per_m2 = 39; }},
        {"cardboard", [](Manifest&, TicketTerms& t) { t.grams_per_m2 = 401; }},
        {"no width", [](Manifest&, TicketTerms& t) { t.page.width = {}; }},
        {"a banner", [](Manifest&, TicketTerms& t) { t.page.height = layout::Length::mm(1001); }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Manifest manifest = sample_manifest();
        TicketTerms terms = sample_terms();
        c.change(manifest, terms);
        EXPECT_THROW(ticket_xjdf(manifest, terms), ContractError);
    }
}

} // namespace
} // namespace reservepost::batch::printhouse

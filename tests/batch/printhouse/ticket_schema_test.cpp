#include "tests/batch/printhouse/ticket_schema.h"

#include "tests/batch/printhouse/sample.h"

#include <gtest/gtest.h>

namespace reservepost::batch::printhouse {
namespace {

using Lines = std::vector<std::string>;

std::string sample_ticket()
{
    return ticket_xjdf(sample_manifest(), sample_terms());
}

TEST(TicketSchema, IsKeptByTheTicketOfEveryKindOfJob)
{
    const std::vector<Piece> odd{{.number = 1, .first_page = 1, .pages = 7, .sheets = 4}};
    const std::vector<Piece> longest{{.number = 1, .first_page = 1, .pages = 99, .sheets = 99},
                                     {.number = 2, .first_page = 100, .pages = 1, .sheets = 1},
                                     {.number = 3, .first_page = 101, .pages = 2, .sheets = 2}};
    const struct {
        const char* why;
        const char* package_class;
        std::vector<Piece> pieces;
    } cases[] = {
        {"duplex, several numbers of sheets", "C5-D-NO", sample_manifest().pieces},
        {"duplex, one piece, its last page blank", "C5-D-NO", odd},
        {"duplex into the large envelope", "C4-D-NO", odd},
        {"simplex, one sheet to the most", "C4-S-NO", longest},
        {"simplex into the small envelope",
         "C5-S-NO",
         {{.number = 1, .first_page = 1, .pages = 1, .sheets = 1}}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Manifest manifest = sample_manifest();
        manifest.package_class = PackageClass::parse(c.package_class);
        manifest.pieces = c.pieces;
        EXPECT_EQ(departures_from_xjdf(ticket_xjdf(manifest, sample_terms())), Lines{});
    }
}

TEST(TicketSchema, IsKeptWhateverTheCompanyIsCalled)
{
    TicketTerms terms = sample_terms();
    terms.company = "Æble & <Sønn> \"AS\"";
    EXPECT_EQ(departures_from_xjdf(ticket_xjdf(sample_manifest(), terms)), Lines{});
}

TEST(TicketSchema, IsBrokenByEachOfThese)
{
    const struct {
        const char* why;
        const char* from;
        const char* to;
        Lines departures;
    } cases[] = {
        {"not XML", "</XJDF>", "", {"the ticket is not well-formed XML"}},
        {"JDF 1", "JDFSchema_2_0", "JDFSchema_1_1", {"XJDF is in a foreign namespace"}},
        {"a newer version", "\"2.2\"", "\"2.9\"", {"XJDF/@Version is not 2.2: 2.9"}},
        {"no job", " JobID=\"01000007\"", "", {"XJDF/@JobID is missing"}},
        {"a job with a blank",
         "01000007",
         "0100 0007",
         {"XJDF/@JobID is not a name token: 0100 0007"}},
        {"a process",
         "Types=\"Product\"",
         "Types=\"Product Inserting\"",
         {"XJDF/@Types is not Product, as for every ticket that describes products: Product "
          "Inserting"}},
        {"an attribute that XJDF has not",
         "<Header ",
         "<Header Colour=\"red\" ",
         {"Header/@Colour is not in the table"}},
        {"an attribute in lower case",
         " Usage=",
         " usage=",
         {"ResourceSet/@usage is not in the table"}},
        {"no time of creation",
         "Time=",
         "At=",
         {"Header/@At is not in the table", "Header/@Time is missing"}},
        {"a day, not an instant",
         "2026-11-25T15:00:00Z",
         "2026-11-25",
         {"DeliveryParams/@Required is not an instant: 2026-11-25"}},
        {"an element of JDF 1",
         "MediaIntent MediaType=\"Paper\"",
         "Media MediaType=\"Paper\"",
         {"Media does not belong in Intent", "Media is held under the name MediaIntent",
          "Media is not in the table"}},
        {"an intent under another's name",
         "Name=\"MediaIntent\"",
         "Name=\"ColorIntent\"",
         {"MediaIntent is held under the name ColorIntent"}},
        {"one intent twice",
         "<Intent Name=\"MediaIntent\">",
         "<Intent Name=\"MediaIntent\"/><Intent Name=\"MediaIntent\">",
         {"Product has two of MediaIntent"}},
        {"sides as a printer says them",
         "TwoSidedHeadToHead",
         "TwoSided",
         {"LayoutIntent/@Sides is not one of Sides: TwoSided"}},
        {"an odd number of surfaces",
         "Pages=\"2\"",
         "Pages=\"1\"",
         {"LayoutIntent/@Pages is not an even number: 1"}},
        {"a page without depth",
         " 841.890 0\"",
         " 841.890\"",
         {"LayoutIntent/@FinishedDimensions is not three numbers: 595.276 841.890"}},
        {"a decimal comma",
         "Weight=\"80\"",
         "Weight=\"80,5\"",
         {"MediaIntent/@Weight is not a number: 80,5"}},
        {"no kind of paper", " MediaType=\"Paper\"", "", {"MediaIntent/@MediaType is missing"}},
        {"an unknown kind of paper",
         "\"Paper\"",
         "\"paper\"",
         {"MediaIntent/@MediaType is not one of MediaType: paper"}},
        {"half a letter",
         "DropItem Amount=\"2\"",
         "DropItem Amount=\"0.5\"",
         {"DropItem/@Amount is not a whole number: 0.5"}},
        {"no amount", "DropItem Amount=\"2\"", "DropItem", {"DropItem/@Amount is missing"}},
        {"a root that is neither",
         "IsRoot=\"true\"",
         "IsRoot=\"yes\"",
         {"Product/@IsRoot is not true or false: yes"}},
        {"resources that are neither",
         "Usage=\"Input\"",
         "Usage=\"In\"",
         {"ResourceSet/@Usage is not one of Usage: In"}},
        {"a company without a name",
         " OrganizationName=\"Reservepost\"",
         "",
         {"Company/@OrganizationName is missing"}},
        {"a contact before its part",
         "<Part ContactType=\"Customer\"/>",
         "<Contact/><Part/>",
         {"Part comes too late in Resource", "Contact is there too often in Resource"}},
        {"words between elements", "<ProductList>", "as agreed<ProductList>", {"XJDF holds text"}},
        {"another resource than the set's",
         "Name=\"RunList\"",
         "Name=\"Media\"",
         {"RunList is held under the name Media"}},
        {"no products",
         "<ProductList>",
         "<ProductList/><ProductList>",
         {"ProductList is there too often in XJDF", "Product is missing in ProductList"}},
        {"products after resources",
         "<ProductList>",
         "<ResourceSet Name=\"Ink\"/><ProductList>",
         {"ProductList comes too late in XJDF"}},
        {"two files in one list",
         "<FileSpec ",
         "<FileSpec/><FileSpec ",
         {"FileSpec is there too often in RunList"}},
        {"an envelope that is nowhere", "ID=\"Envelope\"", "ID=\"C5\"",
         Lines(3, "AssemblingIntent/@Container points to nothing: Envelope")},
        {"an envelope in itself",
         "Container=\"Envelope\"",
         "Container=\"Filled_1\"",
         {"AssemblingIntent/@Container is the product itself: Filled_1"}},
        {"a letter that is nowhere",
         "ChildRef=\"Letter_1\"",
         "ChildRef=\"Letter_9\"",
         {"BlowIn/@ChildRef points to nothing: Letter_9"}},
        {"a delivery of nothing",
         "ItemRef=\"Filled_1\"",
         "ItemRef=\"Filled_9\"",
         {"DropItem/@ItemRef points to nothing: Filled_9"}},
        {"an identifier that begins with a digit",
         "ID=\"Envelope\"",
         "ID=\"5\"",
         {"Product/@ID is not an identifier: 5",
          "AssemblingIntent/@Container points to nothing: Envelope",
          "AssemblingIntent/@Container points to nothing: Envelope",
          "AssemblingIntent/@Container points to nothing: Envelope"}},
        {"two products of one name",
         "ID=\"Letter_1\"",
         "ID=\"Filled_1\"",
         {"Product/@ID is there twice: Filled_1", "BlowIn/@ChildRef points to nothing: Letter_1"}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(departures_from_xjdf(replaced(sample_ticket(), c.from, c.to)), c.departures);
    }
}

} // namespace
} // namespace reservepost::batch::printhouse

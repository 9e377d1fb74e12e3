#include "batch/receivers/register_csv.h"

#include "batch/receivers/receiver_fields.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace reservepost::batch::receivers {
namespace {

using configuration::FindingsError;

const std::string header = "municipality,district,municipality_name,public_phone,address\n";
const std::string plain = "4204,00,Prøvevik,22 00 00 00,Postboks 1|4600 Prøvevik\n";

TEST(RegisterCsv, IsReadAsSpreadsheetsAndPeopleWriteIt)
{
    const std::string mark = "\xEF\xBB\xBF";
    const struct {
        const char* why;
        std::string text;
    } cases[] = {
        {"commas", header + plain},
        {"no line end at the end", header + plain.substr(0, plain.size() - 1)},
        {"a byte order mark", mark + header + plain},
        {"semicolons and CR LF", "municipality;district;municipality_name;public_phone;address\r\n"
                                 "4204;00;Prøvevik;22 00 00 00;Postboks 1|4600 Prøvevik\r\n"},
        {"tabs and lone CR", "municipality\tdistrict\tmunicipality_name\tpublic_phone\taddress\r"
                             "4204\t00\tPrøvevik\t22 00 00 00\tPostboks 1|4600 Prøvevik\r"},
        {"lines within a cell",
         header + "4204,00,Prøvevik,22 00 00 00,\"Postboks 1\n4600 Prøvevik\"\n"},
        {"lines within a cell, CR LF",
         header + "4204,00,Prøvevik,22 00 00 00,\"Postboks 1\r\n4600 Prøvevik\"\r\n"},
        {"every cell in quotation marks",
         header + "\"4204\",\"00\",\"Prøvevik\",\"22 00 00 00\",\"Postboks 1|4600 Prøvevik\""},
        {"empty rows, as spreadsheets leave them", header + ",,,,\n\n" + plain + "\n,,,,\n\r\n"},
        {"columns in another order, and names in quotation marks",
         "address,\"public_phone\",municipality_name,district,municipality\n"
         "Postboks 1|4600 Prøvevik,22 00 00 00,Prøvevik,00,4204\n"},
        {"a separator of another kind within a cell",
         "municipality;district;municipality_name;public_phone;address;hours\n"
         "4204;00;Prøvevik;22 00 00 00;Postboks 1|4600 Prøvevik;\n"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto receivers = read_register_csv(c.text, "r.csv", {});
        ASSERT_EQ(receivers.size(), 1u);
        const auto& receiver = receivers.front();
        EXPECT_EQ(to_text(receiver.key), "4204-00");
        EXPECT_EQ(receiver.municipality_name, "Prøvevik");
        EXPECT_EQ(receiver.address, (std::vector<std::string>{"Postboks 1", "4600 Prøvevik"}));
        EXPECT_TRUE(receiver.default_district) << "the only one, without districts";
        EXPECT_EQ(receiver.policy, "40h-business") << "what is not given is as in TOML";
    }
}

TEST(RegisterCsv, EveryFieldIsAColumn)
{
    std::string names, values;
    Receiver expected;
    const auto add = [&](const std::string& name, const std::string& value) {
        names += (names.empty() ? "" : ";") + name;
        values += (values.empty() ? "" : ";") + value;
        ASSERT_TRUE(find_field(name)->put(expected, value)) << name;
    };
    add("municipality", "0301");
    add("district", "05");
    add("municipality_name", "Oslo");
    add("district_name", "Frogner");
    add("default_district", "true");
    add("language", "nn");
    add("reception", "postal");
    add("confirmation", "none");
    add("policy", "24h-business");
    add("public_phone", "02 180");
    add("web", "www.example.no");
    add("hours", "8–15");
    add("contact_name", "Åse \"Prøve\"");
    add("contact_email", "a@example.no");
    add("contact_phone", "+47 1234");
    add("agreement_date", "2024-01-31");
    add("valid_from", "2024-02-01");
    add("valid_to", "2030-12-31");
    expected.address = {"Bydel Frogner, \"Barnevern\"", "0201 OSLO"};
    expected.warning_emails = {"b@example.no", "c@example.no"};
    values.replace(values.find("Åse \"Prøve\""), 13, "\"Åse \"\"Prøve\"\"\"");
    names += ";address;warning_emails";
    values += ";\"Bydel Frogner, \"\"Barnevern\"\"\n0201 OSLO\";b@example.no|c@example.no";
    const auto receivers = read_register_csv(names + "\n" + values, "r.csv", {});
    EXPECT_EQ(receivers, std::vector<Receiver>{expected});
}

TEST(RegisterCsv, KnowsWhatSpreadsheetsMakeOfTrueAndFalse)
{
    const auto read = [](const std::string& truth) {
        return read_register_csv(header.substr(0, header.size() - 1) +
                                     ",district_name,default_district\n"
                                     "4204,01,Prøvevik,22 00 00 00,4600 Prøvevik,A,true\n"
                                     "4204,02,Prøvevik,22 00 00 00,4600 Prøvevik,B," +
                                     truth + "\n",
                                 "r.csv", {});
    };
    for (const auto* no : {"false", "FALSE", "False", "USANN", ""})
        EXPECT_FALSE(read(no)[1].default_district) << no;
    for (const auto* yes : {"true", "TRUE", "True", "SANN"})
        EXPECT_THROW(read(yes), FindingsError) << "two defaults: it was read as true: " << yes;
    for (const auto* neither : {"yes", "1", "ja", "sant"})
        EXPECT_THROW(read(neither), FindingsError) << neither;
}

struct BadCsv {
    const char* why;
    std::string text;
    int line;
    int column;
    const char* what;
};

void expect_one_finding(const BadCsv& c)
{
    SCOPED_TRACE(c.why);
    try {
        read_register_csv(c.text, "r.csv", {});
        ADD_FAILURE() << "taken";
    } catch (const FindingsError& error) {
        const std::string message = std::string(error.what()).substr(0, 2000);
        ASSERT_EQ(error.findings().size(), 1u) << message;
        const auto& finding = error.findings().front();
        EXPECT_EQ(finding.line, c.line) << message;
        EXPECT_EQ(finding.column, c.column) << message;
        EXPECT_NE(finding.what.find(c.what), std::string::npos) << message;
        EXPECT_EQ(message.find("emmelig"), std::string::npos)
            << "no value is repeated: " << message;
    }
}

TEST(RegisterCsv, TextThatIsNoCsvIsOneClearFinding)
{
    const std::string utf16 = std::string("m\0u\0n\0i\0", 8);
    const BadCsv cases[] = {
        {"nothing", "", 1, 1, "nothing in this file"},
        {"only a mark", "\xEF\xBB\xBF", 1, 1, "nothing in this file"},
        {"only empty lines", "\n\r\n\n", 1, 1, "nothing in this file"},
        {"only a header", header, 1, 1, "no receiver below the header"},
        {"UTF-16, little-endian", "\xFF\xFE" + utf16, 1, 1, "looks like UTF-16"},
        {"UTF-16, big-endian", std::string("\xFE\xFF\0m", 4), 1, 1, "looks like UTF-16"},
        {"UTF-16 without a mark", utf16, 1, 1, "looks like UTF-16"},
        {"Latin-1", header + "4204,00,Pr\xF8vevik,22 00 00 00,4600 Hemmelig\n", 2, 11,
         "looks like Latin-1"},
        {"Windows-1252", header + "4204,00,Pr\xF8vevik \x96 Hemmelig,22,4600 A\n", 2, 11,
         "looks like Windows-1252"},
        {"how to save it right", "\xE6,b\n", 1, 1, "save it as \"CSV UTF-8\" (Excel)"},
        {"half a letter at the end", header + "4204,00,Pr\xC3", 2, 11, "not UTF-8"},
        {"a NUL", header + std::string("4204,00,Pr\0vevik,22 00 00 00,4600 Hemmelig\n", 43), 2, 11,
         "NUL"},
        {"a quotation mark that is never closed",
         header + "4204,00,\"Prøvevik,22 00 00 00,4600 Hemmelig\n" + plain, 2, 9,
         "never ends with one"},
        {"a quotation mark at the very end", header + "4204,00,\"", 2, 9, "never ends with one"},
        {"a line of 10 MB in one cell",
         header + "4204,00," + std::string(10'000'000, 'x') + ",22 00 00 00,4600 A\n", 2, 9,
         "longer than 8,192 octets"},
        {"a line of 10 MB of cells", header + std::string(10'000'000, ',') + "\n", 2, 1,
         "more than 256 cells"},
        {"10 MB behind a quotation mark", header + "4204,00,\"" + std::string(10'000'000, '\n'), 2,
         9, "its closing quotation mark is probably missing"},
    };
    for (const auto& c : cases)
        expect_one_finding(c);
}

TEST(RegisterCsv, EachFindingHasItsCellAndNamesNobody)
{
    const auto row = [](const std::string& cells) { return header + cells + "\n"; };
    const auto with = [](const std::string& name, const std::string& value) {
        return header.substr(0, header.size() - 1) + ',' + name + '\n' +
               plain.substr(0, plain.size() - 1) + ',' + value + '\n';
    };
    const std::string address = "4600 Prøvevik";
    const BadCsv cases[] = {
        {"an unknown column", with("adresse", ""), 1, 62, "did you mean `address`?"},
        {"a column that is like none", with("hemmelig", ""), 1, 62, "docs/receivers.md"},
        {"a column without a name", with("", ""), 1, 62, "not a field"},
        {"a column twice", with("address", address), 1, 62, "`address` stands twice"},
        {"a column that is missing",
         "municipality,district,municipality_name,address\n4204,00,Hemmelig,4600 A\n", 1, 1,
         "`public_phone` is missing"},
        {"a file for a program that wants commas", "municipality:district\n4204:00\n", 1, 1,
         "municipality"},
        {"a cell too many", row("4204,00,Prøvevik,22 00 00 00,4600 A,hemmelig"), 2, 37,
         "6 cells, the header 5"},
        {"a cell too few", row("4204,00,Prøvevik,22 00 00 00"), 2, 18, "4 cells, the header 5"},
        {"no municipality", row(",00,Prøvevik,22 00 00 00," + address), 2, 1,
         "`municipality` is missing"},
        {"a leading nought that a spreadsheet took", row("301,00,Oslo,22 00 00 00," + address), 2,
         1, "make the column one of text"},
        {"a district's nought", row("0301,1,Oslo,22 00 00 00," + address), 2, 6,
         "make the column one of text"},
        {"words for a number", row("Hemmelig,00,Oslo,22 00 00 00," + address), 2, 1,
         "must be four digits"},
        {"no name", row("4204,00,,22 00 00 00," + address), 2, 9, "`municipality_name` is missing"},
        {"words for a phone", row("4204,00,Prøvevik,hemmelig," + address), 2, 18,
         "telephone number"},
        {"no address", row("4204,00,Prøvevik,22 00 00 00,"), 2, 30, "`address` is missing"},
        {"no postcode", row("4204,00,Prøvevik,22 00 00 00,Hemmelig vik"), 2, 30,
         "postcode and place"},
        {"seven lines", row("4204,00,Prøvevik,22 00 00 00,1|2|3|4|5|6|" + address), 2, 30,
         "one to six lines"},
        {"a tab within a cell", row("4204,00,Hemme\tlig,22 00 00 00," + address), 2, 9, "one line"},
        {"a second line in a name", row("4204,00,\"Hemme\nlig\",22 00 00 00," + address), 2, 9,
         "one line"},
        {"the place of a cell after one with lines",
         row("4204,00,Prøvevik,22 00 00 00,\"Postboks 1\n" + address + "\",hemmelig"), 3, 16,
         "6 cells"},
        {"a date as spreadsheets write it", with("valid_from", "31.01.2024"), 2, 55,
         "make the column one of text"},
        {"a day that is not", with("valid_from", "2024-02-30"), 2, 55, "must be a date"},
        {"an unknown reception", with("reception", "hemmelig"), 2, 55, "\"postal\""},
        {"its own host",
         row("4204,00,Prøvevik,22 00 00 00,").substr(0, header.size() - 1) +
             ",host\n4204,00,Prøvevik,22 00 00 00,,4204-00\n",
         2, 31, "another receiver than itself"},
        {"a host that is nowhere",
         header.substr(0, header.size() - 1) + ",host\n4204,00,Prøvevik,22 00 00 00,,4299-00\n", 2,
         31, "neither in this file nor in the register"},
        {"address and host", with("host", "4205-00") + "4205,00,Gjestevik,22 00 00 00,4600 A,\n", 2,
         55, "exclude each other"},
        {"a receiver twice", header + plain + plain, 3, 1, "it stands first in line 2"},
        {"a quotation mark within a cell", row("4204,00,Hemme\"lig,22 00 00 00," + address), 2, 14,
         "write those within it twice"},
        {"text after a quotation mark", row("4204,00,\"Hemme\"lig,22 00 00 00," + address), 2, 16,
         "after a cell's closing quotation mark"},
        {"a semicolon in a header of commas", "municipality;district,municipality_name\n", 1, 1,
         "not a field"},
    };
    for (const auto& c : cases) {
        if (std::string_view(c.why) == "a file for a program that wants commas" ||
            std::string_view(c.why) == "a semicolon in a header of commas") {
            // The header is wrong in more than one way.
            EXPECT_THROW(read_register_csv(c.text, "r.csv", {}), FindingsError) << c.why;
            continue;
        }
        expect_one_finding(c);
    }
}

TEST(RegisterCsv, TellsEverythingAtOnceUpToAHundred)
{
    const auto bad = std::string("4204,0,Prøvevik,hemmelig,4600 A\n");
    try {
        read_register_csv(header + bad + plain + bad, "r.csv", {});
        ADD_FAILURE() << "taken";
    } catch (const FindingsError& error) {
        ASSERT_EQ(error.findings().size(), 4u) << error.what();
        EXPECT_EQ(error.findings()[0].line, 2);
        EXPECT_EQ(error.findings()[3].line, 4);
    }
    std::string many = header;
    for (int i = 0; i < 100'000; ++i)
        many += bad;
    try {
        read_register_csv(many, "r.csv", {});
        ADD_FAILURE() << "taken";
    } catch (const FindingsError& error) {
        EXPECT_EQ(error.findings().size(), 101u);
        EXPECT_EQ(error.findings().back().line, 52) << "where reading ended";
    }
}

TEST(RegisterCsv, HoldsNoMoreReceiversThanThereCouldBe)
{
    std::string text = header;
    for (int number = 10'000; number < 20'001; ++number)
        text += std::to_string(number).substr(1) + plain.substr(4);
    // The last row is one of the first number again, and too many before it is one twice.
    expect_one_finding({"10,001 receivers", text, 10'002, 1, "at most 10,000 receivers"});
}

TEST(RegisterCsv, IsJudgedTogetherWithWhatIsThere)
{
    const Snapshot known{read_register_csv(header + plain, "r.csv", {}), {}};
    const auto guest =
        header.substr(0, header.size() - 1) + ",host\n4205,00,Gjestevik,22 00 00 00,,4204-00\n";
    EXPECT_NO_THROW(read_register_csv(guest, "r.csv", known));
    EXPECT_THROW(read_register_csv(guest, "r.csv", {}), FindingsError);
    const auto second = header.substr(0, header.size() - 1) +
                        ",district_name\n4204,01,Prøvevik,22 00 00 00,4600 A,Andre\n";
    EXPECT_NO_THROW(read_register_csv(second, "r.csv", known)) << "00 is the default";
    EXPECT_THROW(read_register_csv(second, "r.csv", {}), FindingsError) << "nobody is";
}

} // namespace
} // namespace reservepost::batch::receivers

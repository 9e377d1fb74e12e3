#include "batch/receivers/register.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace reservepost::batch::receivers {
namespace {

using configuration::FindingsError;

// Line 1 of each text is `[[receiver]]`.
std::string receiver_text(const std::string& municipality, const std::string& district,
                          const std::string& more)
{
    return "[[receiver]]\nmunicipality = \"" + municipality + "\"\ndistrict = \"" + district +
           "\"\nmunicipality_name = \"Prøvevik\"\npublic_phone = \"22 00 00 00\"\n" + more;
}

const std::string address = "address = [\"Barneverntenesta\", \"Postboks 1\", \"4600 Prøvevik\"]\n";
const std::string plain = receiver_text("4204", "00", address);
const std::string renumbering = "[[renumbering]]\nfrom = \"1201\"\nto = [\"4601\"]\n"
                                "in_force = 2020-01-01\nsource = \"SSB\"\n";

TEST(RegisterFile, EveryKeyIsRead)
{
    const auto file = read_register(receiver_text("0301", "01", R"(district_name = "Gamle Prøve"
default_district = true
language = "nn"
address = ["Postboks 1", "0150 Oslo"]
reception = "system"
confirmation = "none"
policy = "40h-business"
web = "https://www.example.no/barnevern"
hours = "Heile døgnet"
contact_name = "Åse Prøve"
contact_email = "aase@example.no"
contact_phone = "+47 400 00 001"
warning_emails = ["a@example.no", "b@example.no"]
agreement_date = 2024-01-31
valid_from = "2024-02-01"
valid_to = 2030-12-31
)") + receiver_text("4205", "00", "host = \"0301-01\"\n") +
                                        renumbering,
                                    "r.toml", {});
    ASSERT_EQ(file.receivers.size(), 2u);
    const auto& a = file.receivers[0];
    EXPECT_EQ(to_text(a.key), "0301-01");
    EXPECT_EQ(a.district_name, "Gamle Prøve");
    EXPECT_TRUE(a.default_district);
    EXPECT_EQ(a.language, "nn");
    EXPECT_EQ(a.address, (std::vector<std::string>{"Postboks 1", "0150 Oslo"}));
    EXPECT_EQ(a.reception, Reception::System);
    EXPECT_EQ(a.confirmation, Confirmation::None);
    EXPECT_EQ(a.public_phone, "22 00 00 00");
    EXPECT_EQ(a.web, "https://www.example.no/barnevern");
    EXPECT_EQ(a.hours, "Heile døgnet");
    EXPECT_EQ(a.contact_name, "Åse Prøve");
    EXPECT_EQ(a.contact_email, "aase@example.no");
    EXPECT_EQ(a.contact_phone, "+47 400 00 001");
    EXPECT_EQ(a.warning_emails.size(), 2u);
    EXPECT_EQ(a.agreement_date, holidays::Date(2024, 1, 31));
    EXPECT_EQ(a.valid_from, holidays::Date(2024, 2, 1));
    EXPECT_EQ(a.valid_to, holidays::Date(2030, 12, 31));
    const auto& b = file.receivers[1];
    EXPECT_EQ(b.host, (ReceiverKey{"0301", "01"}));
    EXPECT_TRUE(b.default_district) << "the only one, without districts";
    EXPECT_EQ(b.reception, Reception::Manual);
    EXPECT_EQ(b.confirmation, Confirmation::Enclose);
    EXPECT_EQ(b.policy, "40h-business");
    EXPECT_EQ(file.renumberings,
              (std::vector<Renumbering>{{"1201", {"4601"}, holidays::Date(2020, 1, 1), "SSB"}}));
    Snapshot all{file.receivers, {}};
    EXPECT_EQ(resolved_address(b, all), a.address);
}

TEST(RegisterFile, EachFindingHasItsPlaceAndNamesNobody)
{
    const auto with = [](const std::string& more) { return plain + more; };
    const auto instead = [](std::string text, const std::string& old, const std::string& now) {
        return text.replace(text.find(old), old.size(), now);
    };
    const struct {
        const char* why;
        std::string text;
        int line;
        const char* what;
    } cases[] = {
        {"not TOML", "[[receiver]\n", 1, "not TOML"},
        {"nothing", "", 1, "nothing in this file"},
        {"an unknown table", with("[[reciever]]\n"), 7, "did you mean `receiver`?"},
        {"an unknown key", with("adress = \"hemmelig\"\n"), 7, "did you mean `address`?"},
        {"a table where a list of tables belongs", "[receiver]\n", 1, "must be a list"},
        {"no municipality", instead(plain, "municipality = \"4204\"\n", ""), 1,
         "`municipality` is missing"},
        {"a number for a municipality", instead(plain, "\"4204\"", "4204"), 2, "a text in quotes"},
        {"three digits", instead(plain, "\"4204\"", "\"420\""), 2, "four digits"},
        {"one digit of district", instead(plain, "\"00\"", "\"0\""), 3, "two digits"},
        {"an empty name", instead(plain, "\"Prøvevik\"", "\"\""), 4, "one line"},
        {"no public phone", instead(plain, "public_phone = \"22 00 00 00\"\n", ""), 1,
         "`public_phone` is missing"},
        {"words for a phone", instead(plain, "22 00 00 00", "hemmelig"), 5, "telephone number"},
        {"no address and no host", receiver_text("4204", "00", ""), 1, "`address` is missing"},
        {"an empty address", instead(plain, address, "address = []\n"), 6, "`address` is missing"},
        {"address and host", with("host = \"4205-00\"\n") + receiver_text("4205", "00", address), 7,
         "exclude each other"},
        {"seven lines", instead(plain, "\"Postboks 1\"", "\"1\", \"2\", \"3\", \"4\", \"5\""), 6,
         "one to six lines"},
        {"no postcode", instead(plain, "4600 Prøvevik", "Hemmelig vik"), 6, "postcode and place"},
        {"a line with a line end", instead(plain, "Postboks 1", "Post\\nboks"), 6, "one line"},
        {"its own host", receiver_text("4204", "00", "host = \"4204-00\"\n"), 6,
         "another receiver than itself"},
        {"a host that is nowhere", receiver_text("4204", "00", "host = \"4299-00\"\n"), 6,
         "neither in this file nor in the register"},
        {"a host of a host",
         receiver_text("4204", "00", "host = \"4205-00\"\n") +
             receiver_text("4205", "00", "host = \"4206-00\"\n") +
             receiver_text("4206", "00", address),
         6, "name the one that has the address"},
        {"a host that is a name", receiver_text("4204", "00", "host = \"hemmelig\"\n"), 6,
         "such as \"4204-00\""},
        {"a district without a name",
         receiver_text("4204", "01", address + "default_district = true\n"), 1, "has a name"},
        {"no default district", receiver_text("4204", "01", address + "district_name = \"A\"\n"), 1,
         "must be true for one district"},
        {"two default districts",
         with("") + receiver_text("4204", "01",
                                  address + "district_name = \"A\"\n"
                                            "default_district = true\n"),
         1, "is true for two districts"},
        {"a receiver twice", plain + plain, 7, "it stands first in line 1"},
        {"an unknown language", with("language = \"en\"\n"), 7, "\"nb\" or \"nn\""},
        {"an unknown reception", with("reception = \"hemmelig\"\n"), 7, "\"postal\""},
        {"confirmation by post", with("confirmation = \"post\"\n"), 7, "recorded decision"},
        {"an unknown policy", with("policy = \"hemmelig\"\n"), 7, "deadline policy"},
        {"a web page with a space", with("web = \"www hemmelig.no\"\n"), 7, "without spaces"},
        {"a contact without @", with("contact_email = \"hemmelig\"\n"), 7, "e-mail address"},
        {"a warning without @", with("warning_emails = [\"hemmelig\"]\n"), 7, "e-mail addresses"},
        {"one warning without a list", with("warning_emails = \"a@b.no\"\n"), 7, "must be a list"},
        {"a day that is not", with("valid_from = \"2024-02-30\"\n"), 7, "must be a date"},
        {"an end before the beginning", with("valid_from = 2024-01-02\nvalid_to = 2024-01-01\n"), 8,
         "`valid_from`"},
        {"a renumbering to nothing", instead(renumbering, "[\"4601\"]", "[]"), 3, "one or more"},
        {"a renumbering to itself", instead(renumbering, "4601", "1201"), 3, "other than `from`"},
        {"a renumbering from a word", instead(renumbering, "\"1201\"", "\"hemmelig\""), 2,
         "four digits"},
        {"a renumbering without a source", instead(renumbering, "source = \"SSB\"\n", ""), 1,
         "`source` is missing"},
        {"a renumbering without a date", instead(renumbering, "in_force = 2020-01-01\n", ""), 1,
         "`in_force` is missing"},
        {"a renumbering twice", renumbering + renumbering, 6, "renumbered twice"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        try {
            read_register(c.text, "r.toml", {});
            ADD_FAILURE() << "taken";
        } catch (const FindingsError& error) {
            const std::string message = error.what();
            const bool found =
                std::ranges::any_of(error.findings(), [&](const configuration::Finding& finding) {
                    return finding.line == c.line && finding.what.find(c.what) != std::string::npos;
                });
            EXPECT_TRUE(found) << message;
            EXPECT_EQ(error.findings().size(), 1u) << message;
            EXPECT_EQ(message.find("emmelig"), std::string::npos) << message;
        }
    }
}

TEST(RegisterFile, IsJudgedTogetherWithWhatIsThere)
{
    const auto there = read_register(plain, "r.toml", {});
    const Snapshot known{there.receivers, {}};
    const auto guest = receiver_text("4205", "00", "host = \"4204-00\"\n");
    EXPECT_NO_THROW(read_register(guest, "r.toml", known));
    EXPECT_THROW(read_register(guest, "r.toml", {}), FindingsError);
    const auto second = receiver_text("4204", "01", address + "district_name = \"A\"\n");
    EXPECT_NO_THROW(read_register(second, "r.toml", known));
    EXPECT_THROW(read_register(second + "default_district = true\n", "r.toml", known),
                 FindingsError);
}

TEST(ResolvedAddress, IsNeverEmpty)
{
    Receiver guest;
    guest.key = {"4205", "00"};
    guest.host = ReceiverKey{"4204", "00"};
    EXPECT_THROW(resolved_address(guest, {}), std::runtime_error);
    Receiver host;
    host.key = *guest.host;
    EXPECT_THROW(resolved_address(guest, {{host}, {}}), std::runtime_error);
    host.address = {"0150 Oslo"};
    EXPECT_EQ(resolved_address(guest, {{host}, {}}), host.address);
}

} // namespace
} // namespace reservepost::batch::receivers

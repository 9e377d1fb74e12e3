#include "batch/receivers/setup_answers.h"

#include "batch/receivers/register.h"
#include "batch/receivers/register_toml.h"

#include <gtest/gtest.h>

// A receiver set up from a file: all findings at once, each in its place, none with a value.

namespace reservepost::batch::receivers {
namespace {

Snapshot known()
{
    const auto file = read_register(R"(
[[receiver]]
municipality = "4204"
district = "01"
municipality_name = "Prøvevik"
district_name = "Nordsida"
default_district = true
language = "nn"
address = ["Postboks 1", "4601 PRØVEVIK"]
reception = "system"
confirmation = "none"
policy = "24h-business"
public_phone = "00 00 42 04"
web = "www.example.no/barnevern"
hours = "8–15"
contact_email = "tuva@example.no"
agreement_date = 2024-01-15

[[receiver]]
municipality = "4206"
district = "00"
municipality_name = "Gjestøy"
host = "4204-01"
public_phone = "00 00 42 07"
)",
                                    "register.toml", {});
    return {file.receivers, file.renumberings};
}

const std::string new_district = "municipality = \"4204\"\ndistrict = \"02\"\n"
                                 "district_name = \"Sørsida\"\n"
                                 "address = [\"Postboks 2\", \"4602 PRØVEVIK\"]\n"
                                 "public_phone = \"00 00 42 05\"\n";

SetupAnswers read(const std::string& text, const char* named = "")
{
    return read_setup_answers(text, "answers.toml", find_key(named), known());
}

/// What is wrong with the answers, a line each; empty where nothing is.
std::string findings(const std::string& text, const char* named = "")
{
    try {
        read(text, named);
    } catch (const configuration::FindingsError& error) {
        return error.what();
    }
    return {};
}

TEST(SetupAnswers, AFileOfOneReceiverIsRead)
{
    const auto answers = read(new_district + "inherit = \"4204-01\"\nhours = \"10–14\"\n");
    EXPECT_EQ(answers.seen_version, 0);
    const auto& wanted = answers.wanted;
    EXPECT_EQ(to_text(wanted.key), "4204-02");
    EXPECT_EQ(wanted.municipality_name, "Prøvevik") << "as the other district has it";
    EXPECT_FALSE(wanted.default_district);
    EXPECT_EQ(wanted.language, "nn");
    EXPECT_EQ(wanted.reception, Reception::System);
    EXPECT_EQ(wanted.confirmation, Confirmation::None);
    EXPECT_EQ(wanted.policy, "24h-business");
    EXPECT_EQ(wanted.hours, "10–14") << "answered, not copied";
    EXPECT_EQ(wanted.agreement_date->text(), "2024-01-15");
    EXPECT_EQ(wanted.contact_email, "") << "never copied";
    EXPECT_EQ(read(new_district).wanted.language, "nb") << "nothing is copied unasked";
}

TEST(SetupAnswers, WhatTheFileDoesNotNameStaysAsItIs)
{
    const auto before = *known().find({"4204", "01"});
    auto after = before;
    after.hours = "9–14";
    EXPECT_EQ(read("municipality = \"4204\"\ndistrict = \"01\"\nhours = \"9–14\"\n").wanted, after);
    EXPECT_EQ(read("hours = \"9–14\"\n", "4204-01").wanted, after) << "named by the call";
}

TEST(SetupAnswers, WhatWasCopiedDoesNotFollowTheOther)
{
    const auto text = new_district + "inherit = \"4204-01\"\n";
    auto later = known();
    const auto stored = read(text).wanted;
    later.receivers.insert(later.receivers.begin() + 1, stored);
    later.receivers.front().language = "nb";
    later.receivers.front().reception = Reception::Postal;
    EXPECT_EQ(read_setup_answers(text, "answers.toml", std::nullopt, later).wanted, stored);
}

TEST(SetupAnswers, AnAddressTakesTheHostsPlaceAndTheOtherWayRound)
{
    const auto at_home = read("address = [\"4606 GJESTØY\"]\n", "4206-00").wanted;
    EXPECT_FALSE(at_home.host);
    auto without_guests = known();
    without_guests.receivers.back() = at_home;
    const auto guest = read_setup_answers("host = \"4206-00\"\n", "answers.toml",
                                          find_key("4204-01"), without_guests);
    EXPECT_TRUE(guest.wanted.address.empty());
    EXPECT_EQ(guest.wanted.host, find_key("4206-00"));
}

TEST(SetupAnswers, TheRegistersOwnTablesAreAnswers)
{
    for (const auto& receiver : known().receivers) {
        auto text = register_toml({{receiver}, {}});
        text.erase(0, text.find('\n') + 1);
        EXPECT_EQ(read(text).wanted, receiver);
        EXPECT_EQ(read(text).seen_version, receiver.version);
    }
}

TEST(SetupAnswers, TellsEverythingThatIsWrong)
{
    const struct {
        const char* why;
        std::string text;
        const char* named;
        std::string finding; ///< A line of what is said.
    } cases[] = {
        {"no TOML", "municipality: 4204\n", "", "answers.toml:1:13: "},
        {"nothing at all", "", "", "answers.toml:1:1: `municipality` is missing"},
        {"no district", "municipality = \"4204\"\n", "", "answers.toml:1:1: `district` is missing"},
        {"a number without quotes", "municipality = 4204\ndistrict = \"02\"\n", "",
         "answers.toml:1:1: `municipality` must be a text in quotes, not a whole number"},
        {"a number that is none", "municipality = \"42\"\ndistrict = \"02\"\n", "",
         "answers.toml:1:1: `municipality` must be four digits"},
        {"not the receiver of the call", "district = \"02\"\n", "4204-01",
         "answers.toml:1:1: `district` is not that of the receiver that the call names"},
        {"a register file", "[[receiver]]\n" + new_district, "",
         "one receiver and has no tables; a register file with several is read by "
         "`reservepost receiver import`"},
        {"a slip in a name", new_district + "langauge = \"nn\"\n", "",
         "answers.toml:6:1: `langauge` is not known in the file; did you mean `language`?"},
        {"a value against its rule", new_district + "language = \"svenska\"\n", "",
         "answers.toml:6:1: `language` must be \"nb\" or \"nn\""},
        {"the mode that cannot be chosen yet", new_district + "confirmation = \"post\"\n", "",
         "answers.toml:6:1: `confirmation` must be \"enclose\" or \"none\""},
        {"a date in quotes that is none", new_district + "agreement_date = \"soon\"\n", "",
         "answers.toml:6:1: `agreement_date` must be a date"},
        {"a line that should be a list", new_district + "warning_emails = \"a@example.no\"\n", "",
         "answers.toml:6:1: `warning_emails` must be a list"},
        {"both an address and a host", new_district + "host = \"4206-00\"\n", "",
         "answers.toml:6:1: `host` and `address` exclude each other"},
        {"no address", "municipality_name = \"A\"\npublic_phone = \"22 00 00 00\"\n", "4299-00",
         "answers.toml:1:1: `address` is missing"},
        {"no telephone", "municipality_name = \"A\"\n", "4299-00",
         "answers.toml:1:1: `public_phone` is missing; it must be a telephone number"},
        {"a host that is a guest", "host = \"4206-00\"\n", "4204-01",
         "answers.toml:1:1: `host` names a receiver that uses another one's address itself"},
        {"a guest that others are guests of", "host = \"4299-00\"\n", "4204-01",
         "`host` of 4206-00 then names a receiver that uses another one's address itself"},
        {"a default district that just ceases", "default_district = false\n", "4204-01",
         "answers.toml:1:1: `default_district` must be true for one district"},
        {"a copy of what is no receiver", new_district + "inherit = \"01\"\n", "",
         "answers.toml:6:1: `inherit` must be municipality and district"},
        {"a copy of another municipality", new_district + "inherit = \"4206-00\"\n", "",
         "answers.toml:6:1: `inherit` must be of the same municipality"},
        {"a copy of nobody", new_district + "inherit = \"4204-77\"\n", "",
         "answers.toml:6:1: `inherit` is not in the register"},
        {"a copy of itself", new_district + "inherit = \"4204-02\"\n", "",
         "answers.toml:6:1: `inherit` must be another district"},
        {"a copy that is no text", new_district + "inherit = true\n", "",
         "answers.toml:6:1: `inherit` must be a text in quotes"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto said = findings(c.text, c.named);
        EXPECT_NE(said.find(c.finding), std::string::npos) << said;
    }
}

TEST(SetupAnswers, AllFindingsComeAtOnceAndNoneSaysAValueBack)
{
    const auto said =
        findings("municipality = \"42O4\"\ndistrict = \"2\"\nlanguage = \"Svendsen\"\n"
                 "contact_email = \"Svendsen\"\npublic_phone = \"Svendsen\"\n"
                 "Svendsen = 1\naddress = [\"Svendsen\"]\n");
    for (const char* line : {":1:1: ", ":2:1: ", ":3:1: ", ":4:1: ", ":5:1: ", ":6:1: ", ":7:1: "})
        EXPECT_NE(said.find(line), std::string::npos) << line << "\n" << said;
    auto without_key = said;
    for (std::size_t at; (at = without_key.find("`Svendsen`")) != std::string::npos;)
        without_key.erase(at, 10);
    EXPECT_EQ(without_key.find("Svendsen"), std::string::npos) << said;
}

} // namespace
} // namespace reservepost::batch::receivers

#include "tests/batch/receivers/setup_answering.h"

#include <gtest/gtest.h>
#include <set>

// What the guide refuses, and what it says of it.

namespace reservepost::batch::receivers {
namespace {

TEST(SetupRules, TellsWhatIsWrongWithAnAnswerAndAsksAgain)
{
    const struct {
        const char* why;
        const char* question;
        std::string answer;
        std::string fragment; ///< Empty: the field's own rule.
    } cases[] = {
        {"no number", "municipality", "Prøvevik", ""},
        {"five digits", "municipality", "42044", ""},
        {"nothing, where nothing is proposed", "municipality", "", ""},
        {"neither yes nor no", "districts", "perhaps", "answer yes or no"},
        {"districts that are in the register", "districts", "no", "has its districts 01, 02"},
        {"a name", "district", "Vestsida", "two digits other than 00"},
        {"the number for none", "district", "00", "two digits other than 00"},
        {"a word that is no district", "copy", "perhaps", "answer no, or with a district"},
        {"a district that there is not", "copy", "77", "is not in the register"},
        {"itself", "copy", "03", "another district than the one"},
        {"another municipality's", "copy", "4205-00", "of the same municipality"},
        {"an empty name", "municipality_name", "-", ""},
        {"a name longer than a line", "municipality_name", std::string(201, 'x'), ""},
        {"a control character", "municipality_name", "Prøve\x1Bvik", ""},
        {"what is no UTF-8", "municipality_name", "Pr\xF8vevik", "UTF-8"},
        {"a district without a name", "district_name", "", "every district but \"00\" has a name"},
        {"neither yes nor no", "default_district", "2", "answer yes or no"},
        {"the language's name", "language", "nynorsk", ""},
        {"no language", "language", "-", ""},
        {"a reception that there is not", "reception", "fax", ""},
        {"neither own nor host", "place", "Postboks 3", "answer own or host"},
        {"no address", "address", "", "give an `address`, or a `host`"},
        {"no postcode", "address", "Barneverntjenesten\nPostboks 3", ""},
        {"a postcode of three digits", "address", "Postboks 3\n460 VIK", ""},
        {"seven lines", "address", "a\nb\nc\nd\ne\nf\n4603 VIK", ""},
        {"no telephone", "public_phone", "", ""},
        {"words", "public_phone", "spør sentralbordet", ""},
        {"two digits", "public_phone", "42", ""},
        {"a page without a point", "web", "barnevern", ""},
        {"a page with a space", "web", "www.example.no /x", ""},
        {"hours longer than a line", "hours", std::string(201, '8'), ""},
        {"a name longer than a line", "contact_name", std::string(201, 'x'), ""},
        {"no @", "contact_email", "jon.example.no", ""},
        {"two addresses where one belongs", "contact_email", "a@example.no, b@example.no", ""},
        {"a name for a number", "contact_phone", "Jon", ""},
        {"one of two is none", "warning_emails", "a@example.no\nb.example.no", ""},
        {"what cannot be chosen yet", "confirmation", "post", ""},
        {"no confirmation mode", "confirmation", "perhaps", ""},
        {"hours without a way to count", "policy", "40h", ""},
        {"no policy at all", "policy", "-", ""},
        {"a day that there is not", "agreement_date", "2026-02-30", ""},
        {"a Norwegian date", "agreement_date", "31.01.2026", ""},
    };
    std::set<std::string_view> seen;
    for (const auto& c : cases) {
        SCOPED_TRACE(std::string(c.question) + ": " + c.why);
        seen.insert(c.question);
        auto guide = guide_at(c.question);
        ASSERT_EQ(asked(guide), c.question);
        const auto before = guide.wanted();
        const auto reply = guide.answer(c.answer);
        EXPECT_FALSE(reply.taken);
        const auto expected =
            c.fragment.empty() ? std::string(find_field(c.question)->rule) : c.fragment;
        EXPECT_NE(reply.says.find(expected), std::string::npos) << reply.says;
        EXPECT_TRUE(c.answer.size() <= 5 || reply.says.find(c.answer) == std::string::npos)
            << "it is said back";
        EXPECT_EQ(asked(guide), c.question);
        EXPECT_EQ(guide.wanted(), before);
        EXPECT_TRUE(guide.answer(good.at(c.question)).taken);
        EXPECT_NE(asked(guide), c.question);
    }
    for (const auto& question : setup_questions())
        EXPECT_EQ(seen.contains(question.name), question.name != "host") << question.name;
}

TEST(SetupRules, RefusesAHostWhoseAddressCannotBeUsed)
{
    const struct {
        const char* why;
        const char* host;
        const char* fragment;
    } cases[] = {
        {"no receiver's numbers", "Papirnes", "municipality and district of another receiver"},
        {"no host", "", "municipality and district of another receiver"},
        {"a receiver that is not in the register", "4299-00", "neither in this file nor in"},
        {"a guest itself", "4206-00", "name the one that has the address"},
        {"itself", "4204-03", "another receiver than itself"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto guide = guide_at("host", {{"place", "host"}});
        ASSERT_EQ(asked(guide), "host");
        const auto reply = guide.answer(c.host);
        EXPECT_FALSE(reply.taken);
        EXPECT_NE(reply.says.find(c.fragment), std::string::npos) << reply.says;
    }
    SetupGuide guide(known(), {}, ReceiverKey{"4205", "00"});
    while (asked(guide) != "place")
        guide.answer("");
    guide.answer("host");
    const auto reply = guide.answer("4204-01");
    EXPECT_FALSE(reply.taken) << "it is a host itself";
    EXPECT_NE(reply.says.find("`host` of 4206-00 then names a receiver that uses"),
              std::string::npos)
        << reply.says;
}

TEST(SetupRules, RefusesToCopyWhatCannotBeCopied)
{
    const struct {
        const char* why;
        std::optional<ReceiverKey> named;
        const char* copy;
    } cases[] = {
        {"another municipality's", find_key("4204-03"), "4205-00"},
        {"itself", find_key("4204-01"), "4204-01"},
        {"a district that there is not", find_key("4204-03"), "4204-77"},
        {"a district that there is not, of a municipality to be asked for", {}, "4204-77"},
    };
    for (const auto& c : cases)
        EXPECT_THROW(SetupGuide(known(), {}, c.named, find_key(c.copy)), std::invalid_argument)
            << c.why;
    SetupGuide guide(known(), {}, std::nullopt, find_key("4204-01"));
    EXPECT_EQ(guide.proposal(), "4204");
    EXPECT_NE(guide.answer("4205").says.find("leave --inherit out"), std::string::npos);
    EXPECT_TRUE(guide.answer("").taken);
    EXPECT_EQ(asked(guide), "districts");
}

TEST(SetupRules, AMunicipalityThatGetsDistrictsKeepsItsFirstReceiver)
{
    SetupGuide guide(known(), {});
    guide.answer("4205");
    EXPECT_EQ(guide.proposal(), "no");
    const auto reply = guide.answer("ja");
    EXPECT_TRUE(reply.taken);
    EXPECT_NE(reply.says.find("Receiver 4205-00 stays in the register"), std::string::npos);
    EXPECT_TRUE(guide.answer("01").taken);
    while (asked(guide) != "default_district")
        ASSERT_TRUE(guide.answer(guide.proposal().empty() ? "Indre" : "").taken);
    EXPECT_EQ(guide.proposal(), "no");
    EXPECT_TRUE(guide.answer("yes").taken) << "4205-00 ceases to be it";
}

TEST(SetupRules, TheDefaultDistrictCannotJustCease)
{
    SetupGuide guide(known(), {}, ReceiverKey{"4204", "01"});
    while (asked(guide) != "default_district")
        guide.answer("");
    const auto reply = guide.answer("no");
    EXPECT_FALSE(reply.taken);
    EXPECT_NE(reply.says.find("must be true for one district of this municipality"),
              std::string::npos);
}

} // namespace
} // namespace reservepost::batch::receivers

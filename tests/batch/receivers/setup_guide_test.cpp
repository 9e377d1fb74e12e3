#include "tests/batch/receivers/setup_answering.h"
#include "tests/support/for_any.h"

#include <algorithm>
#include <gtest/gtest.h>

// The questions of the guide, without anybody who reads or types.

namespace reservepost::batch::receivers {
namespace {

/// The names of all questions that are asked, in their order.
std::vector<std::string_view> asked_in_order(SetupGuide guide)
{
    std::vector<std::string_view> names;
    while (guide.question() != nullptr && names.size() < 50) {
        names.push_back(guide.question()->name);
        EXPECT_TRUE(guide.answer(guide.proposal().empty() ? good.at(names.back()) : "").taken)
            << names.back();
    }
    return names;
}

TEST(SetupGuide, AsksWhatBelongsToTheReceiver)
{
    using Names = std::vector<std::string_view>;
    const Names common{"language",      "reception",     "place",          "address",
                       "public_phone",  "web",           "hours",          "contact_name",
                       "contact_email", "contact_phone", "warning_emails", "confirmation",
                       "policy",        "agreement_date"};
    const auto after = [&](Names names) {
        names.insert(names.end(), common.begin(), common.end());
        return names;
    };
    const auto named = [](const char* key) { return SetupGuide(known(), {}, find_key(key)); };
    EXPECT_EQ(asked_in_order(named("4299-00")), after({"municipality_name"}));
    EXPECT_EQ(asked_in_order(named("4299-01")), after({"municipality_name", "district_name"}));
    EXPECT_EQ(asked_in_order(named("4204-03")),
              after({"copy", "municipality_name", "district_name", "default_district"}));
    EXPECT_EQ(asked_in_order(named("4204-01")),
              after({"municipality_name", "district_name", "default_district"}));
    EXPECT_EQ(asked_in_order({known(), {}}),
              after({"municipality", "districts", "district", "copy", "municipality_name",
                     "district_name", "default_district"}));
}

TEST(SetupGuide, LeadsToAReceiverWithAllItsAnswers)
{
    const auto guide = guide_at("");
    EXPECT_EQ(asked(guide), "overview");
    for (const auto& field : receiver_fields()) {
        const auto there = good.find(field.name);
        if (there == good.end() || field.name == "host") continue;
        const auto expected = field.name == "default_district" ? "false" : there->second;
        EXPECT_EQ(field.get(guide.wanted()), expected) << field.name;
    }
    EXPECT_FALSE(guide.wanted().host);
    EXPECT_TRUE(setup_faults(guide.wanted(), guide.known()).empty());
    const auto guest = guide_at("", {{"place", "host"}}).wanted();
    EXPECT_EQ(guest.host, find_key("4204-01"));
    EXPECT_TRUE(guest.address.empty());
}

TEST(SetupGuide, GoesBackQuestionByQuestionAndForwardAgain)
{
    auto guide = guide_at("");
    const auto wanted = guide.wanted();
    std::vector<std::string_view> backwards;
    while (guide.back())
        backwards.push_back(asked(guide));
    std::ranges::reverse(backwards);
    EXPECT_EQ(backwards, asked_in_order({known(), {}}));
    EXPECT_FALSE(guide.back());
    EXPECT_EQ(asked(guide), "municipality");
    EXPECT_EQ(guide.proposal(), "4204");
    EXPECT_TRUE(guide.answer("").taken);
    EXPECT_EQ(asked(guide), "overview") << "the rest is answered already";
    EXPECT_EQ(guide.wanted(), wanted);

    auto early = guide_at("language");
    early.back();
    early.back();
    EXPECT_EQ(asked(early), "district_name");
    EXPECT_TRUE(early.answer("Østsida").taken);
    EXPECT_EQ(asked(early), "default_district") << "no overview has been seen yet";
    EXPECT_EQ(early.wanted().district_name, "Østsida");
}

TEST(SetupGuide, EveryLineOfTheOverviewLeadsToItsQuestion)
{
    const auto lines = guide_at("").overview();
    ASSERT_EQ(lines.size(), 21u);
    for (std::size_t number = 1; number <= lines.size(); ++number) {
        auto guide = guide_at("");
        const auto wanted = guide.wanted();
        ASSERT_TRUE(guide.go_to(number));
        EXPECT_EQ(guide.question()->label, lines[number - 1].label);
        EXPECT_EQ(guide.proposal(), lines[number - 1].value);
        EXPECT_TRUE(guide.answer("").taken);
        EXPECT_EQ(asked(guide), "overview") << lines[number - 1].label;
        EXPECT_EQ(guide.wanted(), wanted);
    }
    auto guide = guide_at("");
    EXPECT_FALSE(guide.go_to(0));
    EXPECT_FALSE(guide.go_to(22));
    EXPECT_EQ(asked(guide), "overview");
}

TEST(SetupGuide, AChangedMindAsksOnlyWhatIsOpen)
{
    auto guide = guide_at("");
    ASSERT_TRUE(guide.go_to(10));
    ASSERT_EQ(asked(guide), "place");
    EXPECT_TRUE(guide.answer("host").taken);
    EXPECT_EQ(asked(guide), "host");
    EXPECT_EQ(guide.proposal(), "");
    EXPECT_TRUE(guide.answer("4205-00").taken);
    EXPECT_EQ(asked(guide), "overview");
    EXPECT_TRUE(guide.wanted().address.empty());
    ASSERT_TRUE(guide.go_to(10));
    EXPECT_TRUE(guide.answer("own").taken);
    EXPECT_EQ(asked(guide), "address");
    EXPECT_FALSE(guide.wanted().host);
}

TEST(SetupGuide, NothingOfOneReceiverEndsUpAtAnother)
{
    auto guide = guide_at("");
    ASSERT_TRUE(guide.go_to(1));
    EXPECT_TRUE(guide.answer("4299").taken);
    EXPECT_EQ(asked(guide), "districts");
    EXPECT_EQ(guide.proposal(), "no");
    EXPECT_TRUE(guide.answer("").taken);
    EXPECT_EQ(asked(guide), "municipality_name");
    EXPECT_EQ(guide.wanted(), new_receiver({"4299", "00"}, known()));

    auto district = guide_at("");
    ASSERT_TRUE(district.go_to(3));
    EXPECT_TRUE(district.answer("02").taken);
    EXPECT_EQ(district.wanted(), *known().find({"4204", "02"}));
    EXPECT_EQ(asked(district), "municipality_name") << "what is in the register copies nothing";
}

TEST(SetupGuide, BeginsWithWhatIsInTheRegister)
{
    for (const auto& receiver : known().receivers) {
        SCOPED_TRACE(to_text(receiver.key));
        SetupGuide guide(known(), {}, receiver.key);
        EXPECT_NE(guide.news().find("It is in the register"), std::string::npos);
        while (guide.question() != nullptr)
            ASSERT_TRUE(guide.answer("").taken) << asked(guide);
        EXPECT_EQ(guide.wanted(), receiver);
        for (const auto& line : guide.overview())
            EXPECT_EQ(line.mark, "") << line.label;
        EXPECT_EQ(guide.stored()->key, receiver.key);
    }
}

TEST(SetupGuide, MarksWhatDiffersFromTheRegister)
{
    SetupGuide guide(known(), {}, ReceiverKey{"4204", "02"});
    const std::map<std::string_view, std::string> answers{{"language", "nn"}, {"web", "a.no"}};
    while (guide.question() != nullptr) {
        const auto there = answers.find(asked(guide));
        guide.answer(there == answers.end() ? "" : there->second);
    }
    std::string marks;
    for (const auto& line : guide.overview())
        if (!line.mark.empty()) marks += line.mark + ": " + line.value + "\n";
    EXPECT_EQ(marks, "changed: nn\nnew: a.no\n");
}

TEST(SetupGuide, CopiesOnRequestHowTheServiceWorksAndNothingElse)
{
    for (const bool beforehand : {false, true}) {
        SetupGuide guide(known(), {}, ReceiverKey{"4204", "03"},
                         beforehand ? find_key("4204-01") : std::nullopt);
        ASSERT_EQ(asked(guide), "copy");
        EXPECT_EQ(guide.proposal(), beforehand ? "4204-01" : "no");
        EXPECT_TRUE(guide.answer(beforehand ? "" : "01").taken);
        const auto source = *known().find({"4204", "01"});
        for (const auto& field : receiver_fields()) {
            if (field.name == "municipality_name" || field.name == "municipality") continue;
            EXPECT_EQ(field.get(guide.wanted()) == field.get(source) &&
                          field.get(source) != field.get(Receiver{}),
                      is_copied(field.name))
                << field.name;
        }
        const std::map<std::string_view, std::string> own{{"hours", "10–14"},
                                                          {"district_name", "Vestsida"},
                                                          {"address", "4603 VIK"},
                                                          {"public_phone", "00 00 42 08"}};
        while (guide.question() != nullptr) {
            const auto there = own.find(asked(guide));
            ASSERT_TRUE(guide.answer(there == own.end() ? "" : there->second).taken);
        }
        int marked = 0;
        for (const auto& line : guide.overview())
            marked += line.mark == "copied from 4204-01" ? 1 : 0;
        EXPECT_EQ(marked, 6) << "all of the seven but the hours, which were answered";
    }
}

TEST(SetupGuide, ACopyTakenBackLeavesWhatWasAnswered)
{
    SetupGuide guide(known(), {}, ReceiverKey{"4204", "03"});
    guide.answer("04");
    EXPECT_EQ(asked(guide), "copy") << "there is no district 04";
    guide.answer("01");
    while (asked(guide) != "reception")
        ASSERT_TRUE(guide.answer(guide.proposal().empty() ? "Vestsida" : "").taken);
    EXPECT_EQ(guide.proposal(), "system");
    guide.answer("postal");
    while (asked(guide) != "copy")
        ASSERT_TRUE(guide.back());
    EXPECT_TRUE(guide.answer("no").taken);
    EXPECT_EQ(guide.wanted().reception, Reception::Postal) << "answered";
    EXPECT_EQ(guide.wanted().language, "nb") << "copied before";
    EXPECT_FALSE(guide.wanted().agreement_date);
}

TEST(SetupGuide, SaysThatAChangeOfTheReceiverWaits)
{
    WaitingChange change;
    change.number = 7;
    change.fields.push_back({{"4204", "02"}, "language", "nb", "nn"});
    EXPECT_NE(SetupGuide(known(), {change}, find_key("4204-02")).news().find("Change 7"),
              std::string::npos);
    EXPECT_EQ(SetupGuide(known(), {change}, find_key("4204-01")).news().find("Change"),
              std::string::npos);
}

/// An answer to whatever is asked: often a good one, or one that leads elsewhere, or nonsense.
std::string any_answer(const SetupGuide& guide)
{
    static const std::vector<std::string> others{
        "",         "-",          "yes", "no",  "own",  "host", "4204-01", "4205-00",
        "4206-00",  "01",         "03",  "00",  "4205", "4299", "4206",    "Postboks|0150 OSLO",
        "postal",   "2026-02-30", "nn",  "0 0", "?",    "<",    "|",       "\"",
        "\"4204\"", "\xF8",       "none"};
    if (*rc::gen::inRange(0, 10) < 6) return good.at(asked(guide));
    return *rc::gen::elementOf(others);
}

TEST(SetupGuide, WhateverIsAnsweredTheOverviewHoldsWhatTheRegisterTakes)
{
    int overviews = 0;
    tests::for_any(60, [&] {
        SetupGuide guide(known(), {});
        for (int step = 0; step < 80; ++step) {
            if (guide.question() == nullptr) {
                ++overviews;
                RC_ASSERT(setup_faults(guide.wanted(), guide.known()).empty());
                for (const auto& field : receiver_fields())
                    RC_ASSERT(!field.required || !field.get(guide.wanted()).empty());
                RC_ASSERT(guide.go_to(*rc::gen::inRange<std::size_t>(1, 17)));
            } else if (*rc::gen::inRange(0, 12) == 0) {
                guide.back();
            } else {
                const auto before = guide.wanted();
                const auto* question = guide.question();
                if (!guide.answer(any_answer(guide)).taken) {
                    RC_ASSERT(guide.wanted() == before);
                    RC_ASSERT(guide.question() == question);
                }
            }
        }
    });
    EXPECT_GT(overviews, 200) << "does anybody come to the end?";
}

} // namespace
} // namespace reservepost::batch::receivers

#include "batch/notices/register_mail.h"

#include "tests/support/golden.h"

#include <gtest/gtest.h>

namespace reservepost::batch::notices {
namespace {

using receivers::FieldChange;
using receivers::Receiver;
using receivers::ReceiverKey;
using receivers::Snapshot;

Receiver office(const char* municipality, const char* name, const char* contact,
                const char* language = "nb")
{
    Receiver receiver;
    receiver.key = {municipality, "00"};
    receiver.municipality_name = name;
    receiver.address = {"Barnevernet", "4600 VIK"};
    receiver.contact_email = contact;
    receiver.language = language;
    return receiver;
}

/// A host, a guest with its own contact, a guest without one, and a stranger.
Snapshot before()
{
    Snapshot snapshot;
    snapshot.receivers = {office("4204", "Prøvevik", "vert@example.no"),
                          office("4205", "Gjestevik", "gjest@example.no", "nn"),
                          office("4206", "Stillevik", ""),
                          office("4207", "Fjern", "fjern@example.no")};
    for (const auto at : {1, 2}) {
        snapshot.receivers[static_cast<std::size_t>(at)].address.clear();
        snapshot.receivers[static_cast<std::size_t>(at)].host = ReceiverKey{"4204", "00"};
    }
    return snapshot;
}

const holidays::Instant at{std::chrono::seconds(1'795'604'400)};
const ReceiverKey host{"4204", "00"};

RegisterNews news(ChangeStage stage, const Snapshot& before, const Snapshot& after,
                  std::vector<FieldChange> fields)
{
    return {stage,
            stage == ChangeStage::InForce ? std::nullopt : std::optional<std::int64_t>(7),
            std::move(fields),
            before,
            after,
            at};
}

std::string all_texts(const std::vector<NewMail>& mails)
{
    std::string text;
    for (const auto& mail : mails)
        text +=
            "To: " + mail.recipient + "\nSubject: " + mail.subject + "\n\n" + mail.body + "----\n";
    return text;
}

TEST(RegisterMail, EveryStageInBothLanguages)
{
    const auto old_register = before();
    auto new_register = old_register;
    new_register.receivers[0].address = {"Postboks 1", "4601 VIK"};
    new_register.receivers[0].contact_email = "ny@example.no";
    const std::vector<FieldChange> fields{
        {host, "address", "Barnevernet\n4600 VIK", "Postboks 1\n4601 VIK"},
        {host, "reception", "manual", "postal"},
        {host, "contact_email", "vert@example.no", "ny@example.no"}};
    std::string text;
    for (const auto stage : {ChangeStage::Proposed, ChangeStage::InForce, ChangeStage::Withdrawn})
        text += all_texts(register_mails(news(stage, old_register, new_register, fields)));
    tests::expect_golden("notices/register_mail.txt", text);
}

TEST(RegisterMail, GoesToWhomItConcernsAndTellsNothingOfPersons)
{
    const struct {
        const char* why;
        std::vector<FieldChange> fields;
        std::vector<std::string> recipients;
    } cases[] = {
        {"the host's address: the host and the guest that has a contact",
         {{host, "address", "a", "b"}},
         {"gjest@example.no", "vert@example.no"}},
        {"a telephone number", {{host, "public_phone", "1", "2"}}, {}},
        {"a contact person's name", {{host, "contact_name", "Hemmelig", "Navn"}}, {}},
        {"a contact's e-mail address",
         {{host, "contact_email", "vert@example.no", "x@example.no"}},
         {"vert@example.no"}},
        {"a host's reception is not its guests'",
         {{host, "reception", "manual", "postal"}},
         {"vert@example.no"}},
        {"one without a contact", {{{"4206", "00"}, "reception", "manual", "postal"}}, {}},
        {"two receivers of two persons",
         {{{"4207", "00"}, "reception", "manual", "postal"},
          {{"4205", "00"}, "reception", "manual", "postal"}},
         {"fjern@example.no", "gjest@example.no"}},
        {"nothing", {}, {}},
    };
    const auto snapshot = before();
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto fields = c.fields;
        fields.push_back({host, "contact_name", "Hemmelig", "Hemmelig To"});
        std::vector<std::string> recipients;
        for (const auto& mail :
             register_mails(news(ChangeStage::InForce, snapshot, snapshot, fields))) {
            recipients.push_back(mail.recipient);
            EXPECT_EQ(mail.body.find("emmelig"), std::string::npos);
            EXPECT_EQ(mail.body.find('@'), std::string::npos);
        }
        EXPECT_EQ(recipients, c.recipients);
    }
}

TEST(RegisterMail, OnePersonGetsOneMailForSeveralReceivers)
{
    auto snapshot = before();
    for (auto& receiver : snapshot.receivers)
        receiver.contact_email = "felles@example.no";
    const auto mails = register_mails(news(ChangeStage::Proposed, snapshot, snapshot,
                                           {{{"4205", "00"}, "reception", "manual", "postal"},
                                            {{"4207", "00"}, "valid_to", "", "2026-12-31"}}));
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_NE(mails[0].body.find("4205-00 Gjestevik"), std::string::npos);
    EXPECT_NE(mails[0].body.find("4207-00 Fjern"), std::string::npos);
    EXPECT_NE(mails[0].subject.find("4205-00 Gjestevik + 1"), std::string::npos)
        << mails[0].subject;
}

} // namespace
} // namespace reservepost::batch::notices

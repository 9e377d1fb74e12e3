#include "batch/spool/recall.h"
#include "tests/support/test_house.h"

#include <gtest/gtest.h>

// Taking a job or a piece back before it is posted.

namespace reservepost::tests {
namespace {

using namespace std::chrono_literals;
using batch::JobState;
using batch::printhouse::Stage;
using batch::spool::Recalled;
using batch::spool::RecallOutcome;

/// The house's cut-off, Oslo; jobs are sent at 08:10, and it is 08:30 unless a row says otherwise.
constexpr auto cut_off = 10h;
const holidays::Instant in_time = TestHouse::sent_at + 20min;

batch::spool::RecallResult recall(TestHouse& house, const Recalled& what, bool confirmed)
{
    auto dispatch = house.dispatch();
    return batch::spool::recall(dispatch, what, confirmed, cut_off);
}

/// The job's file under its final name at the house.
std::filesystem::path file_of(TestHouse& house, const std::string& job)
{
    return house.office.directory / "to" /
           house.office.execute("select file_name from job where number = $1", {job})
               .one()
               .text("file_name");
}

struct Story {
    const char* why;
    JobState state;
    void (*before)(TestHouse& house, const std::string& job);
    holidays::Instant at;
    bool confirmed;
    RecallOutcome outcome;
    const char* stands;
    bool file_stays; ///< At the house, where it lay.
};

void lay(TestHouse& house, const std::string& job)
{
    batch::disk::replace_durably(file_of(house, job), "package", 0640);
}
void nothing(TestHouse&, const std::string&) {}

// clang-format off
const Story stories[] = {
    {"closed and not sent: taken apart", JobState::Closed, nothing, in_time, false,
     RecallOutcome::Dissolved, "dissolved; gathered 2, superseded 2; posting 2", false},
    {"it still lies there before the cut-off", JobState::Sent, lay, in_time, false,
     RecallOutcome::TakenBack, "recalled; gathered 2, superseded 2; posting 2", false},
    {"fetched: the house must be asked", JobState::Sent, nothing, in_time, false,
     RecallOutcome::AskTheHouse, "sent; sent 2; posting 2", false},
    {"at the cut-off a file that lies there proves nothing", JobState::Sent, lay,
     TestHouse::sent_at + 110min, false,
     RecallOutcome::AskTheHouse, "sent; sent 2; posting 2", true},
    {"a minute before it does", JobState::Sent, lay, TestHouse::sent_at + 109min, false,
     RecallOutcome::TakenBack, "recalled; gathered 2, superseded 2; posting 2", false},
    {"an answer lies there that nobody has looked at: the house has it", JobState::Sent,
     [](TestHouse& house, const std::string& job) {
         lay(house, job);
         house.say(job, {.stage = Stage::Received});
     },
     in_time, false, RecallOutcome::AskTheHouse, "sent; sent 2; posting 2", true},
    {"so does one that was set aside", JobState::Sent,
     [](TestHouse& house, const std::string& job) {
         lay(house, job);
         batch::disk::remove_durably(house.say(job, {.stage = Stage::Closed}));
         const auto file = house.say(job, {.stage = Stage::Closed});
         house.look();
         batch::disk::remove_durably(file);
     },
     in_time, false, RecallOutcome::AskTheHouse, "sent; sent 2; posting 2", true},
    {"the house has agreed on the telephone", JobState::Sent, nothing, in_time + 48h, true,
     RecallOutcome::HouseConfirmed, "recalled; gathered 2, superseded 2; posting 2", false},
    {"what was confirmed meanwhile needs no new letter", JobState::Sent,
     [](TestHouse& house, const std::string& job) {
         lay(house, job);
         house.office.execute("update report set confirmed_late_at = $2 where record = (select "
                              "record from letter where job = $1 and piece = 1)",
                              {job, in_time});
     },
     in_time, false, RecallOutcome::TakenBack,
     "recalled; gathered 1, superseded 2; confirmed 1, posting 1", false},
};
// clang-format on

TEST(Recall, OfAJob)
{
    TestHouse house;
    for (const auto& story : stories) {
        SCOPED_TRACE(story.why);
        const auto job = house.add_job(2, story.state);
        story.before(house, job);
        house.office.now = story.at;
        const auto result = recall(house, {.job = job}, story.confirmed);
        EXPECT_EQ(result.outcome, story.outcome);
        EXPECT_EQ(house.stands(job), story.stands);
        EXPECT_EQ(std::filesystem::exists(file_of(house, job)), story.file_stays);
        const bool asks = story.outcome == RecallOutcome::AskTheHouse;
        EXPECT_EQ(result.telephone.find(job) != std::string::npos, asks);
        if (!asks) {
            EXPECT_EQ(house.office.number("select count(*) as n from letter where cause = "
                                          "'again-recalled' and record in (select record from "
                                          "letter where job = $1)",
                                          {job}),
                      result.made_again);
        }
    }
}

TEST(Recall, RefusesWhatHasGoneTooFarAndChangesNothing)
{
    TestHouse house;
    const auto said = [&](std::vector<Stage> stages) {
        const auto job = house.add_job(2);
        for (const auto stage : stages)
            house.say(job, {.stage = stage, .code = stage == Stage::Rejected ? "no-capacity" : ""});
        return job;
    };
    const struct {
        const char* why;
        std::string job;
        std::optional<std::int64_t> piece;
        const char* hint;
    } cases[] = {
        {"received", said({Stage::Received}), {}, "one by one"},
        {"settled", said({Stage::Mailed, Stage::Closed}), {}, "settled"},
        {"rejected", said({Stage::Rejected}), {}, "rejected"},
        {"a piece in the post", said({Stage::Mailed}), 1, "mailed"},
        {"a piece that was damaged", said({Stage::Damaged}), 1, "superseded"},
        {"a piece that is none", said({}), 3, "no piece 3"},
        {"being handed over", house.add_job(2, JobState::Sending), {}, "--only send"},
        {"one piece of a sealed package", house.add_job(2, JobState::Closed), 1, "whole job"},
    };
    house.look();
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto before = house.stands(c.job);
        try {
            recall(house, {.job = c.job, .piece = c.piece}, true);
            ADD_FAILURE() << "it was recalled";
        } catch (const std::invalid_argument& refused) {
            EXPECT_NE(std::string(refused.what()).find(c.hint), std::string::npos)
                << refused.what();
        }
        EXPECT_EQ(house.stands(c.job), before);
    }
    EXPECT_THROW(recall(house, {.job = "01000099"}, true), std::invalid_argument);
}

TEST(Recall, OfAPieceIsTheHousesWordAndTheHouseReportsItDamaged)
{
    TestHouse house;
    const auto job = house.add_job(3);
    const auto asked = recall(house, {.job = job, .piece = 2}, false);
    EXPECT_EQ(asked.outcome, RecallOutcome::AskTheHouse);
    EXPECT_NE(asked.telephone.find("piece 2"), std::string::npos);
    EXPECT_EQ(house.stands(job), "sent; sent 3; posting 3");

    const auto result = recall(house, {.job = job, .piece = 2}, true);
    EXPECT_EQ(result.letters, 1);
    EXPECT_EQ(result.made_again, 1);
    EXPECT_EQ(house.stands(job), "sent; gathered 1, sent 2, superseded 1; posting 3");
    EXPECT_THROW(recall(house, {.job = job, .piece = 2}, true), std::invalid_argument);

    house.say(job, {.stage = Stage::Damaged, .first = 2, .last = 2});
    house.say(job, {.stage = Stage::Mailed, .last = 1});
    house.look();
    EXPECT_EQ(house.stands(job),
              "received; gathered 1, mailed 1, sent 1, superseded 1; posted 1, posting 2")
        << "one new letter, not two";
    EXPECT_EQ(house.office.number("select count(*) as n from incident"), 0);
}

TEST(Recall, APieceThatIsPostedAllTheSameIsAnIncident)
{
    TestHouse house;
    const auto job = house.add_job(2);
    recall(house, {.job = job, .piece = 2}, true);
    house.say(job, {.stage = Stage::Mailed});
    house.look();
    EXPECT_EQ(house.stands(job),
              "received; gathered 1, mailed 1, superseded 1; posted 1, posting 1")
        << "the report of the recalled one is not posted by a letter that should not be";
    EXPECT_EQ(house.office.number("select count(*) as n from incident where code = "
                                  "'recalled-yet-mailed'"),
              1);
}

} // namespace
} // namespace reservepost::tests

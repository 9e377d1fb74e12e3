#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

namespace reservepost::batch::commands {
namespace {

using namespace tests;

constexpr const char* now = "2026-11-23T20:00";

fs::path store_place(const CommandDesk& desk, std::size_t store, bool keys)
{
    const auto places = store_places(desk.night.open(oslo(now)).configuration());
    return keys ? places.at(store - 1).keys : places.at(store - 1).content;
}

TEST(VaultCommand, VerifyTellsAWholeVaultFromADamagedOne)
{
    const CommandDesk desk;
    desk.night.take_in(1, 3, "9101", "05", oslo("2026-11-23T09:00"));
    const auto whole = desk.at(now, {"vault", "verify"});
    EXPECT_EQ(whole.status, all_well) << whole;
    EXPECT_TRUE(whole.holds("store 2  3 of 3 reports open")) << whole;
    EXPECT_TRUE(whole.holds("Every report opens from every store")) << whole;

    const auto content = TestNight::files_in(store_place(desk, 2, false) / "content").front();
    fs::resize_file(content, 30);
    const auto damaged = desk.at(now, {"vault", "verify"});
    EXPECT_EQ(damaged.status, needs_look) << damaged;
    EXPECT_TRUE(damaged.holds("does-not-open  store 2  " + content.filename().string())) << damaged;
    EXPECT_TRUE(damaged.holds("1 findings.")) << damaged;
    const auto value = json::parse(desk.at(now, {"vault", "verify", "--json"}).out);
    EXPECT_EQ(value.integer("findings_in_all"), 1);
    EXPECT_EQ(value.integer("reports"), 3);
}

TEST(VaultCommand, VerifyThatCannotJudgeSaysSo)
{
    const CommandDesk desk;
    for (const std::size_t store : {1U, 2U})
        fs::remove(store_place(desk, store, true) / "store");
    const auto said = desk.at(now, {"vault", "verify"});
    EXPECT_EQ(said.status, wrong_usage) << said;
}

TEST(VaultCommand, ALostStoreStopsIntakeUntilItIsRefilled)
{
    const CommandDesk desk;
    desk.night.take_in(1, 3, "9101", "05", oslo("2026-11-23T09:00"));
    const auto content = store_place(desk, 2, false);
    const auto keys = store_place(desk, 2, true);
    for (const auto& place : {content, keys})
        fs::remove_all(place);
    EXPECT_TRUE(desk.at(now, {"status"}).holds("store 2 is away")) << "an operator sees it";
    EXPECT_EQ(desk.at(now, {"vault", "verify"}).status, needs_look);
    EXPECT_EQ(desk.at(now, {"vault", "rotate"}).status, step_failed) << "a ring is in every store";

    desk.night.put_into_inbox(4, report_text("9101", "05"));
    const auto run = desk.night.run(oslo(now));
    EXPECT_EQ(step_of(run, "intake").state, notices::StepState::Failed);
    EXPECT_EQ(step_of(run, "gather").state, notices::StepState::Done) << "letters go";

    EXPECT_EQ(desk.at(now, {"vault", "refill", "9"}).status, wrong_usage);
    EXPECT_EQ(desk.at(now, {"vault", "refill", "0"}).status, wrong_usage);
    const auto filled = desk.at(now, {"vault", "refill", "2"});
    EXPECT_EQ(filled.status, all_well) << filled;
    EXPECT_TRUE(filled.holds("store 2 is whole again: 3 reports")) << filled;
    EXPECT_EQ(desk.at(now, {"vault", "refill", "2"}).status, wrong_usage) << "it is whole";
    EXPECT_EQ(desk.night.run(oslo(now)).exit_status, 0);
    EXPECT_EQ(desk.at(now, {"vault", "verify"}).status, all_well);
}

TEST(VaultCommand, RotateMakesARingThatOneDiskDamagedWhole)
{
    const CommandDesk desk;
    desk.night.take_in(1, 3, "9101", "05", oslo("2026-11-23T09:00"));
    const auto ring = store_place(desk, 1, true) / "ring.1";
    std::fstream file(ring, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(64 + 20);
    file << "damaged";
    file.close();
    EXPECT_EQ(desk.at(now, {"vault", "verify"}).status, needs_look);
    const auto said = desk.at(now, {"vault", "rotate"});
    EXPECT_EQ(said.status, all_well) << said;
    EXPECT_TRUE(said.holds("Ring 2 holds in every store, with 3 keys")) << said;
    EXPECT_FALSE(fs::exists(ring));
    EXPECT_EQ(desk.at(now, {"vault", "verify"}).status, all_well);
    EXPECT_EQ(desk.at(now, {"log", "verify", "--dir", (desk.path() / "log").string(), "--vkey",
                            (desk.path() / "log.vkey").string()})
                  .status,
              all_well);
    EXPECT_EQ(desk.night.run(oslo(now)).exit_status, 0);
}

TEST(VaultCommand, ClearUnfinishedListsWhatItDestroys)
{
    const CommandDesk desk;
    EXPECT_TRUE(desk.at(now, {"vault", "clear-unfinished"}).holds("Nothing lies in unfinished/"));
    const auto unfinished = store_place(desk, 2, false) / "unfinished";
    fs::create_directory(unfinished);
    std::ofstream(unfinished / std::string(32, 'c')) << "x";
    const auto said = desk.at(now, {"vault", "clear-unfinished"});
    EXPECT_EQ(said.status, all_well) << said;
    EXPECT_TRUE(said.holds(std::string(32, 'c'))) << said;
    EXPECT_TRUE(fs::is_empty(unfinished));
}

TEST(VaultCommand, ALostStoreIsLetGoByTwoPersons)
{
    const CommandDesk desk;
    desk.night.take_in(1, 2, "9101", "05", oslo("2026-11-23T09:00"));
    EXPECT_TRUE(desk.at(now, {"vault", "drop", "2"}).holds("only a lost store is let go"));
    EXPECT_TRUE(desk.at(now, {"vault", "drop", "3"}).holds("there is no store 3"));
    for (const bool keys : {false, true})
        fs::remove_all(store_place(desk, 2, keys));

    const auto asked = desk.at(now, {"vault", "drop", "2"});
    EXPECT_EQ(asked.status, all_well) << asked;
    EXPECT_TRUE(asked.holds("A second person must ask for the same")) << asked;
    const auto again = desk.at(now, {"vault", "drop", "2"});
    EXPECT_EQ(again.status, wrong_usage) << "one person twice";
    EXPECT_TRUE(again.holds("asked for by you")) << again;
    EXPECT_EQ(desk.at(now, {"vault", "drop", "2", "--withdraw"}).status, all_well);
    EXPECT_EQ(desk.at(now, {"vault", "drop", "2", "--withdraw"}).status, wrong_usage);
    EXPECT_EQ(desk.at(now, {"vault", "drop", "2"}).status, all_well);
    desk.night.put_into_inbox(3, report_text("9101", "05"));
    EXPECT_EQ(step_of(desk.night.run(oslo(now)), "intake").state, notices::StepState::Failed)
        << "one person is not enough";
    const auto dropped = desk.at(now, {"vault", "drop", "2"}, {}, second_person);
    EXPECT_EQ(dropped.status, all_well) << dropped;
    EXPECT_TRUE(dropped.holds("store 2 is let go")) << dropped;

    EXPECT_EQ(count_of(step_of(desk.night.run(oslo(now)), "intake"), "taken in"), 1);
    EXPECT_EQ(desk.at(now, {"vault", "verify"}).status, all_well);
    const auto status = desk.at(now, {"status"});
    EXPECT_TRUE(status.holds("single copy")) << status;
    EXPECT_TRUE(status.holds("a store was let go")) << status;
    EXPECT_EQ(desk.at(now, {"vault", "rotate"}).status, all_well);
    EXPECT_TRUE(desk.at(now, {"vault", "drop", "1"}).holds("only a lost store")) << "the last one";

    const auto filled = desk.at(now, {"vault", "refill", "2"});
    EXPECT_EQ(filled.status, all_well) << filled;
    EXPECT_TRUE(filled.holds("store 2 is whole again: 3 reports")) << filled;
    EXPECT_FALSE(desk.at(now, {"status"}).holds("single copy"));
    EXPECT_EQ(desk.at(now, {"vault", "verify"}).status, all_well);
    EXPECT_EQ(desk.night.run(oslo(now)).exit_status, 0);
}

TEST(VaultCommand, TheDatabaseHoldsLettingAStoreGoToTwoPersonsToo)
{
    const CommandDesk desk;
    const auto insert = "insert into store_drop (store, content, proposed_at, proposed_by) values "
                        "('store 2', '/x', now(), 'first')";
    desk.night.execute(insert);
    const char* refused[] = {
        "update store_drop set state = 'approved', decided_at = now(), decided_by = 'first'",
        "update store_drop set state = 'approved'",
        "update store_drop set content = '/y'",
        "delete from store_drop",
        "truncate store_drop",
    };
    for (const char* sql : refused)
        EXPECT_THROW(desk.night.execute(sql, {}, store::Role::Owner), store::StoreError) << sql;
    EXPECT_THROW(desk.night.execute(insert), store::StoreError) << "one proposal at a time";
    desk.night.execute("update store_drop set state = 'withdrawn', decided_at = now(), decided_by "
                       "= 'first'");
    EXPECT_THROW(desk.night.execute("update store_drop set state = 'approved', decided_by = "
                                    "'second'"),
                 store::StoreError)
        << "what was decided stays decided";
}

} // namespace
} // namespace reservepost::batch::commands

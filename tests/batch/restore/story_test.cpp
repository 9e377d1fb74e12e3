#include "tests/batch/restore/restored_state.h"

#include <algorithm>
#include <cstdio>
#include <gtest/gtest.h>
#include <random>

// A month in which disks die, databases are put back and everything but one store is lost, at
// random. Nothing that was answered "taken in" is lost, and nothing goes twice.

namespace reservepost::tests {
namespace {

class Story {
public:
    explicit Story(unsigned seed) : random_(seed) {}

    void go_on()
    {
        now_ += std::chrono::hours(between(2, 30));
        if (between(0, 3) == 0) now_ += std::chrono::days(25); // Retentions run out.
        switch (between(0, 9)) {
        case 0:
        case 1:
            return take_in();
        case 2:
            return confirm();
        case 3:
            return mail();
        case 4:
            return replace_store(static_cast<std::size_t>(between(1, 2)));
        case 5:
            return put_database_back();
        case 6:
            return lose_nearly_all();
        default:
            run();
        }
    }

    void expect_promises()
    {
        tell("the end");
        run();
        EXPECT_EQ(night_.number("select count(*) as n from report"), taken_in_) << told_;
        std::int64_t there = 0;
        for (int number = 1; number <= taken_in_; ++number)
            there += rows_of(number);
        EXPECT_EQ(there + night_.number("select count(*) as n from report where state = 'deleted'"),
                  taken_in_)
            << told_ << ": a report is lost";
        expect_one_letter_each();
        const auto state = night_.open(now_);
        const auto ring = night_.number("select ring as n from vault");
        for (const batch::store::Row row :
             night_.execute("select record from report where state <> 'deleted'"))
            EXPECT_TRUE(batch::vault::Vault::open(batch::store_places(state.configuration()))
                            .opens_everywhere(row.record("record"), ring));
    }

private:
    int between(int least, int most)
    {
        return std::uniform_int_distribution<int>(least, most)(random_);
    }
    void tell(const std::string& what) { told_ += "; " + what; }

    void take_in()
    {
        const int more = between(1, 3);
        tell("take in " + std::to_string(more));
        for (int i = 0; i < more; ++i)
            night_.put_into_inbox(++taken_in_, report_text("9101", "05"));
        run();
    }

    void confirm()
    {
        if (taken_in_ == 0) return;
        tell("confirm");
        night_.confirm(between(1, taken_in_), {"9101", "05"}, now_);
    }

    void mail()
    {
        tell("mail");
        const auto packages = night_.packages();
        for (const auto& package : packages)
            if (answered_.insert(package.filename()).second)
                for (const auto stage :
                     {batch::printhouse::Stage::Received, batch::printhouse::Stage::Mailed,
                      batch::printhouse::Stage::Closed})
                    night_.answer(package, {.stage = stage}, now_);
        run();
    }

    void run()
    {
        tell("run");
        night_.accept_clock(now_);
        const auto report = night_.run(now_);
        EXPECT_TRUE(report.imbalances.empty()) << told_ << ": " << report.imbalances.front();
        for (const auto& step : report.steps)
            EXPECT_NE(step.state, batch::notices::StepState::Failed)
                << told_ << ": " << step.step << ": " << step.why;
        for (int number = 1; number <= taken_in_; ++number) {
            if (rows_of(number) == 0) deleted_.insert(number);
            EXPECT_TRUE(!deleted_.contains(number) || rows_of(number) == 0)
                << told_ << ": report " << number << " was deleted and came back";
        }
        if (between(0, 2) == 0) backup_.emplace(night_, backups_++);
    }

    void refill(std::size_t store)
    {
        auto state = night_.open(now_);
        batch::refill_store(state, store - 1, [](std::size_t, std::size_t) {});
    }

    void replace_store(std::size_t store)
    {
        tell("store " + std::to_string(store) + " dies and is replaced");
        lose_store(night_, store);
        if (between(0, 1) == 0) {
            const auto report = night_.run(now_);
            EXPECT_EQ(step_of(report, "gather").state, batch::notices::StepState::Done) << told_;
        }
        refill(store);
    }

    void put_database_back()
    {
        if (!backup_) return;
        tell("an older database is put back");
        backup_->restore(night_);
        check_restored(night_, now_);
    }

    void lose_nearly_all()
    {
        tell("everything but one store is lost");
        const auto store = static_cast<std::size_t>(between(1, 2));
        lose_state(night_, store == 1);
        lose_store(night_, store);
        rebuild(night_, now_);
        night_.start();
        refill(store);
        backup_.reset();
    }

    std::int64_t rows_of(int number) const
    {
        const auto key = batch::crypto::SecretKey::load(night_.path() / "keys" / "lookup.key");
        return night_.number("select count(*) as n from report where reference_digest = $1",
                             {batch::intake::lookup_digest(key, reference(number))});
    }

    void expect_one_letter_each() const
    {
        const auto state = night_.open(now_);
        std::map<batch::RecordId, std::set<std::string>> jobs;
        const auto vault = batch::vault::Vault::open(batch::store_places(state.configuration()));
        for (const auto& store : vault.read_facts())
            for (const auto& fact : store.facts)
                if (fact.event == "sent") jobs[fact.record].insert(fact.job);
        for (const auto& [record, in] : jobs)
            EXPECT_EQ(in.size(), 1U) << told_ << ": two letters for one report";
        std::size_t pieces = 0;
        for (const auto& package : night_.packages())
            pieces += static_cast<std::size_t>(
                night_.open_package(package).package->manifest.totals().pieces);
        EXPECT_EQ(pieces, jobs.size()) << told_ << ": what lies at the print house";
    }

    std::mt19937 random_;
    TestNight night_;
    std::optional<DatabaseBackup> backup_;
    std::set<std::string> answered_; ///< Packages that the print house has posted.
    std::set<int> deleted_;
    std::string told_;
    holidays::Instant now_ = oslo("2026-11-23T09:00");
    int taken_in_ = 0;
    int backups_ = 0;
};

TEST(RestoreStory, NothingIsLostAndNothingGoesTwice)
{
    const unsigned seed = std::random_device()();
    std::printf("seed %u\n", seed);
    SCOPED_TRACE("seed " + std::to_string(seed));
    Story story(seed);
    for (int event = 0; event < 16; ++event)
        story.go_on();
    story.expect_promises();
}

} // namespace
} // namespace reservepost::tests

#include "tests/batch/soak/soak_month.h"

#include "batch/deletion/balance.h"
#include "batch/deletion/log.h"
#include "batch/deletion/verifier.h"
#include "batch/letters/reopen.h"
#include "batch/printhouse/receipt.h"

#include <gtest/gtest.h>

namespace reservepost::tests {

namespace {

namespace letters = batch::letters;
using batch::store::Row;

const batch::receivers::ReceiverKey receivers_of_the_month[] = {
    {"9101", "03"}, {"9101", "05"}, {"9102", "00"}, {"9103", "00"}};

/// How long a run takes here at most, in microseconds; later a kill meets nobody, and the next one
/// comes earlier.
constexpr int longest_run = 700'000;

/// Things that are done on an ordinary day, for spreading the kills.
constexpr int things_a_day = 3;

} // namespace

SoakMonth::SoakMonth(const SoakPlan& plan)
    : plan_(plan), numbers_(plan.seed), day_(holidays::Date::from_text("2026-11-24")),
      now_(oslo("2026-11-24T00:30")), chances_left_(plan.days * things_a_day)
{
}

int SoakMonth::random(int low, int high)
{
    return low + static_cast<int>(numbers_() % static_cast<unsigned>(high - low + 1));
}

holidays::Instant SoakMonth::at(const char* hour) const
{
    return oslo(day_.text() + "T" + hour);
}

/// Gives whether it was killed: false where it had ended before.
bool SoakMonth::kill_within(const Work& work, int longest)
{
    const auto instant = static_cast<useconds_t>(random(500, longest));
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            ::_exit(work(night_, now_) ? 0 : 70);
        } catch (...) {
            ::_exit(71);
        }
    }
    int status = 0;
    for (useconds_t waited = 0; waited < instant; waited += 5'000) {
        if (::waitpid(child, &status, WNOHANG) == child) {
            EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0)
                << "what was not killed succeeds";
            return false;
        }
        ::usleep(std::min<useconds_t>(5'000, instant - waited));
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status);
}

void SoakMonth::expect_books_balance(const std::string& after)
{
    auto state = night_.open(now_);
    auto log = batch::deletion::DeletionLog::open(state.log(), state.keys().log());
    const auto balance =
        batch::deletion::strike_balance(state.database(), state.vault(), log, now_);
    EXPECT_TRUE(balance.is_zero()) << after << ": " << balance.imbalances.front();
}

void SoakMonth::insist(const std::string& what, const Work& work)
{
    SCOPED_TRACE(what + " on " + day_.text());
    const int left = plan_.kills - kills_;
    const int share = 100 * left / std::max(1, chances_left_--);
    int kills = share / 100 + (chance(share % 100) ? 1 : 0);
    for (; kills > 0; --kills)
        for (int longest = longest_run; longest > 10'000; longest /= 2)
            if (kill_within(work, longest)) {
                ++kills_;
                expect_books_balance("after the kill");
                break;
            }
    EXPECT_TRUE(work(night_, now_)) << "it succeeds in the end";
}

void SoakMonth::reports_arrive()
{
    for (int coming = random(0, 3); coming > 0; --coming) {
        const int number = reports() + 1;
        const auto& receiver = receivers_of_the_month[random(0, 3)];
        reports_[number] = {receiver};
        night_.put_into_inbox(number, report_text(receiver.municipality, receiver.district));
    }
}

const SoakReport* SoakMonth::some(bool confirmed, int& number)
{
    std::vector<int> found;
    for (const auto& [each, report] : reports_)
        if (report.confirmed == confirmed) found.push_back(each);
    if (found.empty()) return nullptr;
    number = found[static_cast<std::size_t>(random(0, static_cast<int>(found.size()) - 1))];
    return &reports_.at(number);
}

void SoakMonth::municipalities_answer()
{
    now_ = at("12:00");
    int number = 0;
    if (const auto* report = some(false, number); report && chance(60)) {
        auto outcome = letters::AnswerOutcome::Unknown;
        insist("confirm", [&](TestNight& night, holidays::Instant now) {
            outcome = night.confirm(number, report->receiver, now);
            return letters::is_accepted(outcome);
        });
        reports_[number].confirmed = outcome == letters::AnswerOutcome::Confirmed ||
                                     outcome == letters::AnswerOutcome::AlreadyConfirmed;
    }
    if (const auto* report = some(false, number); report && chance(20))
        insist("reject", [&](TestNight& night, holidays::Instant now) {
            auto state = night.open(now);
            const auto lookup = state.keys().lookup();
            letters::AnswerDesk desk{state.database(), state.vault(), lookup, state.occasion()};
            letters::reject(desk, reference(number), report->receiver, "{}");
            return true;
        });
    if (some(true, number) && chance(15)) {
        insist("reopen", [&](TestNight& night, holidays::Instant now) {
            auto state = night.open(now);
            const auto lookup = state.keys().lookup();
            letters::AnswerDesk desk{state.database(), state.vault(), lookup, state.occasion()};
            letters::reopen(desk, reference(number), letters::Again::LostByReceiver, {},
                            state.deadline_calendar());
            return true;
        });
        reports_[number].confirmed = false;
        reports_[number].reopened = true;
    }
}

void SoakMonth::print_house_works()
{
    using batch::printhouse::Stage;
    now_ = at("15:00");
    for (const auto& package : night_.packages()) {
        if (!answered_packages_.insert(package.filename()).second) continue;
        for (const auto stage : {Stage::Received, Stage::Mailed, Stage::Closed})
            night_.answer(package, {.stage = stage}, now_);
    }
}

void SoakMonth::run(const char* hour)
{
    now_ = at(hour);
    insist(std::string("run at ") + hour, [](TestNight& night, holidays::Instant now) {
        const auto report = night.run(now);
        // An entry that opens nowhere was never answered as taken in; a person looks at it.
        return report.exit_status == 0 || report.exit_status == 2;
    });
}

void SoakMonth::live()
{
    for (int day = 0; day < plan_.days; ++day) {
        run("00:30");
        reports_arrive();
        run("08:10");
        municipalities_answer();
        if (chance(70)) print_house_works();
        day_ = day_ + 1;
    }
}

void SoakMonth::wind_up()
{
    // Never more than 96 hours at once: the clock is believed all the way.
    for (int step = 0; step < 16; ++step) {
        run("08:10");
        print_house_works();
        day_ = day_ + 4;
    }
    run("08:10");
}

void SoakMonth::expect_promises()
{
    EXPECT_TRUE(TestNight::files_in(night_.path() / "inbox").empty());
    EXPECT_EQ(night_.number("select count(*) as n from report"), reports())
        << "each report once, whatever happened";
    std::vector<batch::RecordId> deleted;
    for (const Row row : night_.execute(
             "select r.record, r.state, (select count(*) from letter l where l.record = r.record "
             "and l.state = 'mailed') as mailed, (select count(*) from letter l where l.record = "
             "r.record and l.state = 'mailed' and l.cause like 'again-%') as again, "
             "(select count(*) from journal j where j.subject = encode(r.record, 'hex') and "
             "j.to_state = 'confirmed') as confirmed from report r")) {
        const auto name = row.record("record").text();
        EXPECT_TRUE(row.integer("mailed") > 0 || row.integer("confirmed") > 0)
            << name << " reached nobody and is " << row.text("state");
        EXPECT_LE(row.integer("mailed") - row.integer("again"), 1)
            << name << " went in two letters without a cause";
        EXPECT_EQ(row.text("state"), "deleted") << name << ": its retention is over";
        deleted.push_back(row.record("record"));
    }

    auto log = batch::deletion::verify_log(night_.path() / "log", night_.log_key());
    EXPECT_TRUE(log.sound()) << (log.findings.empty() ? "" : log.findings.front().sentence);
    EXPECT_EQ(log.leaves_by_kind["deleted"], deleted.size()) << "each deletion has its proof";
    EXPECT_EQ(log.leaves_by_kind["intent"], deleted.size());
    EXPECT_TRUE(log.open_intents.empty());
    const auto state = night_.open(now_);
    const auto vault = batch::vault::Vault::open(batch::store_places(state.configuration()));
    EXPECT_TRUE(vault.still_present(deleted).empty());
    EXPECT_EQ(night_.number("select count(*) as n from job where state not in ('settled', "
                            "'dissolved')"),
              0);
    std::set<std::string> known;
    for (const Row row : night_.execute("select file_name from job where state = 'settled'"))
        known.insert(row.text("file_name"));
    EXPECT_EQ(answered_packages_, known) << "what the print house had is what the books say";
    expect_books_balance("at the end");
}

} // namespace reservepost::tests

#pragma once

#include "tests/support/test_night.h"

#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

// A month at a municipality's, in which whatever is being done is killed again and again, at
// instants that nobody chose.

namespace reservepost::tests {

/// What the month is made from; the same values make the same month, but for the instants at which
/// the system lets the killed process be.
struct SoakPlan {
    unsigned seed = 1;
    int kills = 10;
    int days = 30;
};

/// A report as those outside know it.
struct SoakReport {
    batch::receivers::ReceiverKey receiver;
    bool confirmed = false; ///< And the confirmation was accepted.
    bool reopened = false;
};

class SoakMonth {
public:
    explicit SoakMonth(const SoakPlan& plan);

    /// The month itself, from the first report to the last day's run.
    void live();
    /// Days without new reports, until nothing is open and the retentions have run out.
    void wind_up();
    /// What must hold at the end.
    void expect_promises();

    int kills() const { return kills_; }
    int reports() const { return static_cast<int>(reports_.size()); }

private:
    using Work = std::function<bool(TestNight&, holidays::Instant)>;

    int random(int low, int high);
    bool chance(int percent) { return random(1, 100) <= percent; }
    holidays::Instant at(const char* hour) const;
    const SoakReport* some(bool confirmed, int& number);

    /// Does `work` in a process of its own and kills it, perhaps several times; then lets it end.
    void insist(const std::string& what, const Work& work);
    bool kill_within(const Work& work, int longest);
    void expect_books_balance(const std::string& after);

    void reports_arrive();
    void municipalities_answer();
    void print_house_works();
    void run(const char* hour);

    SoakPlan plan_;
    std::mt19937 numbers_;
    TestNight night_;
    holidays::Date day_;
    holidays::Instant now_;
    std::map<int, SoakReport> reports_;
    std::set<std::string> answered_packages_;
    int kills_ = 0;
    int chances_left_; ///< How many more things will be done in the month, about.
};

} // namespace reservepost::tests

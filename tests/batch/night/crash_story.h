#pragma once

#include "tests/support/test_night.h"

// One run in which everything happens, to be cut off anywhere: receipts are applied, originals
// deleted, reports taken in, letters set, packed and sent.

namespace reservepost::tests {

/// When that run is: so late that retentions have run out, the clock vouched for.
inline const holidays::Instant crash_hour = oslo("2027-01-20T08:10");

/// Reports 1, 2 and 4 were posted and their receipts lie ready, 3 was confirmed: all four are to be
/// deleted. 5 waits and is long due, 6 lies in the inbox: both are to be sent. 7 was confirmed a few
/// days ago and stays, unless it is reopened. Text that must be gone at the end stands in all of the
/// first four.
inline constexpr int reports_to_delete = 4;
inline constexpr int reports_in_all = 7;

/// Makes the state before that run, with nobody at work in it.
void prepare_crash_story(TestNight& night);

/// What must hold once a run has come through, however often runs were cut off before it.
void expect_promises(const TestNight& night, const batch::notices::RunReport& last_run);

} // namespace reservepost::tests

#pragma once

#include "batch/opened_state.h"
#include "tests/bench/bench_letters.h"

#include <cstdint>
#include <filesystem>

// A rehearsal state full of made-up reports that are due, for measuring whole nights.

namespace reservepost::bench {

/// A Monday morning in Oslo, when the reports come in, and the Wednesday morning when all are due
/// and the print house takes packages.
holidays::Instant reports_come_in();
holidays::Instant night_falls();

/// Makes a state in `directory`, which must be missing or empty, with `receivers` receivers and two
/// stores.
void make_state(const std::filesystem::path& directory, int receivers);

/// The state as a program that is started at `now` opens it.
batch::OpenedState open_state(const std::filesystem::path& directory, holidays::Instant now);

/// Takes `count` private reports in, in groups as the inbox's are. Each one's text is the letter of
/// its number. Throws `std::logic_error` if one of them is not simply taken in.
void take_in_reports(batch::OpenedState& state, const LetterKind& kind, std::uint64_t count,
                     int receivers);

} // namespace reservepost::bench

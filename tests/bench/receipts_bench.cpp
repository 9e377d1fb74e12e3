#include "batch/crypto/random.h"
#include "tests/support/test_house.h"

#include <benchmark/benchmark.h>

// What a print house says of many jobs at once: receipts that call every piece mailed, fetched,
// judged and carried over to letters, reports, journal and the facts of two stores. Beside it, on
// the same rows, the least that the same database can do for it: letters and reports updated and
// committed job by job (`floor_update`); and the facts alone (`floor_facts`).
//
// Database and stores lie below TMPDIR. The arguments are jobs and pieces in each. CPU is ours; the
// real time is PostgreSQL's too.

namespace reservepost::batch::spool {
namespace {

using namespace tests;

/// All jobs lie at the house; `call` says that every piece of them is in the post.
void fill(TestHouse& house, const benchmark::State& state, bool call)
{
    for (std::int64_t job = 1; job <= state.range(0); ++job) {
        const auto number = house.add_job(static_cast<int>(state.range(1)));
        if (call) house.say(number, {.stage = printhouse::Stage::Mailed});
    }
    auto owner = house.office.server.owner();
    auto transaction = owner.begin();
    transaction.execute_script("analyze");
    transaction.commit();
}

void count_pieces(benchmark::State& state)
{
    state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(1));
}

void floor_update(benchmark::State& state)
{
    TestHouse house; // Taking it down is not measured.
    for (auto _ : state) {
        state.PauseTiming();
        fill(house, state, false);
        const auto jobs = house.office.execute("select number from job order by number");
        state.ResumeTiming();
        for (const store::Row job : jobs) {
            auto transaction = house.office.database.begin();
            std::vector<RecordId> records;
            for (const store::Row row :
                 transaction.execute("select record from letter where job = $1 and state = 'sent'",
                                     {job.text("number")}))
                records.push_back(row.record("record"));
            transaction.execute("update report set state = 'posted', mailed_at = $2 where record "
                                "= any($1)",
                                {records, TestHouse::said_at});
            transaction.execute("update letter set state = 'mailed', mailed_on = '2026-11-24' "
                                "where job = $1 and state = 'sent'",
                                {job.text("number")});
            transaction.commit();
        }
    }
    count_pieces(state);
}

void floor_facts(benchmark::State& state)
{
    TestOffice office;
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<vault::Fact> facts;
        for (std::int64_t piece = 1; piece <= state.range(1); ++piece)
            facts.push_back({.record = RecordId::from_octets(crypto::random_octets(16)),
                             .event = "mailed",
                             .date = "2026-11-24",
                             .job = "01000001",
                             .piece = std::to_string(piece),
                             .code = {}});
        state.ResumeTiming();
        for (std::int64_t job = 1; job <= state.range(0); ++job)
            office.vault.append_facts(facts);
    }
    count_pieces(state);
}

void apply_mailed(benchmark::State& state)
{
    TestHouse house;
    for (auto _ : state) {
        state.PauseTiming();
        fill(house, state, true);
        state.ResumeTiming();
        const auto counts = house.look();
        if (counts.mailed != state.range(0) * state.range(1))
            state.SkipWithError("not every piece was mailed");
    }
    count_pieces(state);
}

BENCHMARK(floor_update)
    ->Args({200, 500})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->UseRealTime();
BENCHMARK(floor_facts)
    ->Args({200, 500})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->UseRealTime();
BENCHMARK(apply_mailed)
    ->Args({200, 500})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->UseRealTime();

} // namespace
} // namespace reservepost::batch::spool

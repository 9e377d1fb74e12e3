#include "batch/deletion/lookup.h"
#include "batch/deletion/verifier.h"
#include "batch/deletion/verifier_octets.h"
#include "tests/batch/deletion/log_fixture.h"

#include <benchmark/benchmark.h>
#include <sys/resource.h>

// A deletion log of a million leaves (half a million deletions): checked in whole, asked for one
// report, and proved in one leaf. Beside it what no verifier can leave out: each leaf and each node
// hashed once (`floor_sha256`), of octets that are in memory already. A million leaves may take two
// seconds. The log is made first, in TMPDIR, which takes longer.

namespace reservepost::batch::deletion {
namespace {

constexpr int deletions_in_all = 500'000;
constexpr int in_a_group = 5'000;

struct MadeUpLog {
    MadeUpLog()
    {
        crypto::SigningKey::generate().save_new(room / "key");
        auto log = DeletionLog::create(room / "log", testing::opened(),
                                       crypto::SigningKey::load(room / "key"));
        for (int first = 0; first < deletions_in_all; first += in_a_group)
            log.append(testing::deletions(first, in_a_group));
        log.sign_checkpoint();
        key = log.verifier_key();
    }

    tests::TemporaryDirectory room;
    VerifierKey key;
};

const MadeUpLog& a_million()
{
    static const MadeUpLog log;
    return log;
}

void tell(benchmark::State& state)
{
    rusage used = {};
    ::getrusage(RUSAGE_SELF, &used);
    state.counters["most_KiB"] = static_cast<double>(used.ru_maxrss);
    state.SetItemsProcessed(state.iterations() * 2 * deletions_in_all);
}

void floor_sha256(benchmark::State& state)
{
    verifying::Hasher hasher;
    const auto leaves = testing::deletions(0, in_a_group);
    for (auto _ : state)
        for (int first = 0; first < deletions_in_all; first += in_a_group)
            for (const auto& leaf : leaves) {
                const auto hash = hasher.leaf(leaf);
                benchmark::DoNotOptimize(hasher.node(hash, hash));
            }
    tell(state);
}

void verify(benchmark::State& state)
{
    const auto& log = a_million();
    const auto key = log.key.line();
    for (auto _ : state)
        if (!verify_log(log.room / "log", key).sound()) state.SkipWithError("it does not hold");
    tell(state);
}

void lookup(benchmark::State& state)
{
    const auto& log = a_million();
    for (auto _ : state) {
        const LogReader reader(log.room / "log", log.key);
        if (find_deletions(reader, {testing::intent(400'000).digest}).deletions.size() != 1)
            state.SkipWithError("it was not found");
    }
    tell(state);
}

void prove(benchmark::State& state)
{
    const auto& log = a_million();
    const LogReader reader(log.room / "log", log.key);
    for (auto _ : state)
        benchmark::DoNotOptimize(reader.prove(777'777));
}

BENCHMARK(floor_sha256)->Unit(benchmark::kMillisecond);
BENCHMARK(verify)->Unit(benchmark::kMillisecond);
BENCHMARK(lookup)->Unit(benchmark::kMillisecond);
BENCHMARK(prove)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace reservepost::batch::deletion

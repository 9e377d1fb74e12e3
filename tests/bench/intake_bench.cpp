#include "batch/crypto/digest.h"
#include "batch/crypto/seal.h"
#include "batch/disk/files.h"
#include "batch/intake/inbox.h"
#include "batch/vault/vault.h"
#include "tests/support/test_intake.h"

#include <benchmark/benchmark.h>

// Taking reports in from an inbox: real PostgreSQL, two stores, every file synced, read back and
// removed. Beside it, on the same octets in the same groups, what cannot be left out: the octets
// sealed, opened and hashed for each store (`floor_crypto`), and written and synced in the two
// content places and removed from the inbox (`floor_disk`).
//
// Both stores and the inbox lie below TMPDIR. The real time is that of the whole machine, PostgreSQL
// and whatever else writes to the same disk included: the ratio is the figure.

namespace reservepost::batch::intake {
namespace {

using namespace tests;
namespace fs = std::filesystem;

constexpr std::size_t group = 250;

/// A private report of about `octets` octets, each another.
std::string report_of(int number, std::size_t octets)
{
    std::string text;
    while (text.size() + 320 < octets)
        text += "Gutten kom på skolen uten mat for " + std::to_string(number + 2) +
                ". gang, og ingen svarte på telefonen. ";
    return report_text(number % 2 == 0 ? "9101" : "9103", number % 2 == 0 ? "03" : "00", text,
                       "2026-11-23T10:00:00");
}

/// From 4 to 10 KiB.
std::vector<std::string> reports(int count)
{
    std::vector<std::string> all;
    for (int i = 0; i < count; ++i)
        all.push_back(report_of(i, 4096 + static_cast<std::size_t>(i % 7) * 1024));
    return all;
}

void fill(const fs::path& inbox, const std::vector<std::string>& all)
{
    fs::create_directories(inbox);
    int number = 0;
    for (const auto& octets : all)
        disk::replace_durably(inbox / (reference(++number) + ".json"), octets, 0600);
}

void count_items(benchmark::State& state)
{
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void floor_crypto(benchmark::State& state)
{
    const auto all = reports(static_cast<int>(state.range(0)));
    const auto key = crypto::SecretKey::random();
    for (auto _ : state)
        for (const auto& octets : all) {
            benchmark::DoNotOptimize(crypto::hmac_sha256(key, octets));
            const auto sealed = crypto::seal(key, octets, "bound");
            for (int store = 0; store < 2; ++store)
                benchmark::DoNotOptimize(crypto::open(key, sealed, "bound"));
        }
    count_items(state);
}

void floor_disk(benchmark::State& state)
{
    const auto all = reports(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        state.PauseTiming();
        TemporaryDirectory directory;
        fill(directory / "inbox", all);
        for (const auto* name : {"one", "two"})
            fs::create_directory(directory / name);
        state.ResumeTiming();
        for (std::size_t begin = 0; begin < all.size(); begin += group) {
            const auto end = std::min(begin + group, all.size());
            for (const auto* name : {"one", "two"}) {
                std::vector<disk::NewFile> files;
                for (std::size_t i = begin; i < end; ++i)
                    files.push_back({directory / name / std::to_string(i), all[i]});
                disk::write_new_group_durably(files, 0600);
                for (const auto& file : files)
                    benchmark::DoNotOptimize(disk::read_file(file.file, 1 << 20));
            }
            for (std::size_t i = begin; i < end; ++i)
                fs::remove(directory / "inbox" / (reference(static_cast<int>(i) + 1) + ".json"));
            disk::sync_directory(directory / "inbox");
        }
    }
    count_items(state);
}

void take_in_an_inbox(benchmark::State& state)
{
    const auto all = reports(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        state.PauseTiming();
        TestOffice office;
        const auto inbox = office.directory / "inbox";
        fill(inbox, all);
        office.begin_run();
        auto door = door_of(office);
        state.ResumeTiming();
        const auto counts =
            take_in_files(door, list_inbox(inbox), Manner::Inbox, [](const IntakeAnswer&) {});
        state.PauseTiming();
        if (counts.taken_in != state.range(0) || !fs::is_empty(inbox))
            state.SkipWithError("not everything was taken in");
        state.ResumeTiming();
    }
    count_items(state);
}

BENCHMARK(floor_crypto)->Arg(2000)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(floor_disk)->Arg(2000)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();
BENCHMARK(take_in_an_inbox)->Arg(2000)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();

} // namespace
} // namespace reservepost::batch::intake

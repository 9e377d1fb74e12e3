#include "batch/crypto/digest.h"
#include "batch/printhouse/house_files.h"
#include "batch/printhouse/sftp_transport.h"
#include "tests/support/ssh_server.h"

#include <benchmark/benchmark.h>
#include <sys/resource.h>

// Two hundred packages handed over one after another on one connection to OpenSSH on loopback, in
// the caller's order: does it lie there, upload and sync, read back and hash, rename. Beside it
// what cannot be left out on our side: each file read and hashed twice (`floor_hash`).
//
// The server's own computing time is not in `cpu`; both sides share the machine and its disk
// (TMPDIR), so the real time is that of all of it. `most_KiB` is the most memory this process ever
// had: it does not grow with the packages.

namespace reservepost::batch::printhouse {
namespace {

constexpr int packages = 200;

std::string name_of(int number)
{
    const auto digits = std::to_string(1'000'000 + number).substr(1);
    return "RP.2026-11-24.01" + digits + ".C5-D-NO.0123456789abcdef0123.zip.cms";
}

/// Files as a night's outbox has them, of so many octets each.
std::vector<std::filesystem::path> outbox(const tests::TemporaryDirectory& directory,
                                          std::size_t octets)
{
    std::vector<std::filesystem::path> files;
    for (int number = 0; number < packages; ++number)
        files.push_back(
            tests::write_file(directory / "outbox" / name_of(number),
                              std::string(octets, static_cast<char>('a' + number % 26))));
    return files;
}

void tell(benchmark::State& state)
{
    rusage used = {};
    ::getrusage(RUSAGE_SELF, &used);
    state.counters["most_KiB"] = static_cast<double>(used.ru_maxrss);
    state.SetItemsProcessed(state.iterations() * packages);
    state.SetBytesProcessed(state.iterations() * packages * state.range(0));
}

void hand_over(benchmark::State& state)
{
    const tests::SshServer server;
    const tests::TemporaryDirectory directory;
    const auto files = outbox(directory, static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        state.PauseTiming();
        for (const char* part : {"in", "out"}) {
            std::filesystem::remove_all(directory / part);
            std::filesystem::create_directory(directory / part);
        }
        state.ResumeTiming();
        SftpTransport transport({.place = server.place(),
                                 .directory_to = (directory / "in").string(),
                                 .directory_from = (directory / "out").string()});
        for (const auto& file : files) {
            const auto name = file.filename().string();
            if (transport.exists(name)) state.SkipWithError("it lies there already");
            transport.upload(file, name);
            const auto stored = transport.read_back(name);
            if (stored.size != state.range(0)) state.SkipWithError("it arrived otherwise");
            transport.publish(name);
        }
    }
    tell(state);
}
BENCHMARK(hand_over)->Arg(64 << 10)->Arg(1 << 20)->Unit(benchmark::kMillisecond)->UseRealTime();

void floor_hash(benchmark::State& state)
{
    const tests::TemporaryDirectory directory;
    const auto files = outbox(directory, static_cast<std::size_t>(state.range(0)));
    for (auto _ : state)
        for (const auto& file : files)
            for (int time = 0; time < 2; ++time) {
                crypto::Sha256 sha256;
                read_through(file, [&](std::string_view octets) { sha256.add(octets); });
                benchmark::DoNotOptimize(sha256.finish());
            }
    tell(state);
}
BENCHMARK(floor_hash)->Arg(64 << 10)->Arg(1 << 20)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace
} // namespace reservepost::batch::printhouse

#include "batch/json/utf8.h"
#include "batch/receivers/register.h"
#include "batch/receivers/register_csv.h"
#include "batch/receivers/register_csv_export.h"
#include "batch/receivers/register_toml.h"
#include "batch/receivers/routing.h"

#include <benchmark/benchmark.h>

// The register of 500 receivers as files, beside looking once at each octet (is it UTF-8?), and the
// way of a report whose number is three reforms old.

namespace reservepost::batch::receivers {
namespace {

const Snapshot& five_hundred()
{
    static const Snapshot snapshot = [] {
        Snapshot made;
        for (int i = 0; i < 500; ++i) {
            Receiver receiver;
            receiver.key = {std::to_string(1000 + i), "00"};
            receiver.municipality_name = "Prøvevik";
            receiver.default_district = true;
            receiver.address = {"Prøvevik kommune", "Barneverntjenesten", "Postboks 1",
                                "4600 PRØVEVIK"};
            receiver.public_phone = "00 00 00 00";
            receiver.hours = "mandag–fredag 8.30–15.30";
            receiver.contact_name = "Åse Prøve";
            receiver.contact_email = "aase@example.no";
            receiver.warning_emails = {"a@example.no", "b@example.no"};
            receiver.agreement_date = holidays::Date(2024, 1, 15);
            made.receivers.push_back(std::move(receiver));
        }
        return made;
    }();
    return snapshot;
}

void floor_each_octet(benchmark::State& state)
{
    const auto text = csv_register(five_hundred());
    for (auto _ : state)
        benchmark::DoNotOptimize(json::is_utf8(text));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void read_csv(benchmark::State& state)
{
    const auto text = csv_register(five_hundred());
    for (auto _ : state)
        benchmark::DoNotOptimize(read_register_csv(text, "r.csv", {}));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void write_csv(benchmark::State& state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(csv_register(five_hundred()));
}

void read_toml(benchmark::State& state)
{
    const auto text = register_toml(five_hundred());
    for (auto _ : state)
        benchmark::DoNotOptimize(read_register(text, "r.toml", {}));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void route_an_old_number(benchmark::State& state)
{
    const holidays::Date day(2026, 11, 25);
    for (auto _ : state)
        benchmark::DoNotOptimize(route("0706", "00", five_hundred(), day));
}

BENCHMARK(floor_each_octet)->Unit(benchmark::kMicrosecond);
BENCHMARK(read_csv)->Unit(benchmark::kMicrosecond);
BENCHMARK(write_csv)->Unit(benchmark::kMicrosecond);
BENCHMARK(read_toml)->Unit(benchmark::kMicrosecond);
BENCHMARK(route_an_old_number)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace reservepost::batch::receivers

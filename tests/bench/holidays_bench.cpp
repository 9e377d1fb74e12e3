// Deadlines a second of one core, beside a floor (the same inputs read and summed) and beside the
// plain way (stepping from hour to hour). The goal is five million a second in
// `business-day-hours`, and less than 1 MiB for a calendar of all its years. Google Benchmark
// counts items by the CPU time that was used, so other work on the machine changes little.
#include "holidays/deadline.h"
#include "holidays/oslo_time.h"
#include "holidays/summer_time.h"

#include <benchmark/benchmark.h>

#include <malloc.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace reservepost::holidays {
namespace {

constexpr std::size_t input_count = 1U << 16U;

const std::vector<Instant>& instants()
{
    static const std::vector<Instant> all = [] {
        std::mt19937_64 random(20261125);
        const Instant first = parse_instant("2020-01-01T00:00:00");
        const auto seconds =
            (parse_instant("2060-01-01T00:00:00") - first) / std::chrono::seconds(1);
        std::vector<Instant> made;
        for (std::size_t i = 0; i < input_count; ++i) {
            made.push_back(first +
                           std::chrono::seconds(random() % static_cast<std::uint64_t>(seconds)));
        }
        return made;
    }();
    return all;
}

const std::vector<std::string>& texts()
{
    static const std::vector<std::string> all = [] {
        std::vector<std::string> made;
        for (const Instant instant : instants()) {
            made.push_back(oslo_text(instant));
        }
        return made;
    }();
    return all;
}

const Calendar& norway()
{
    static const Calendar calendar = Calendar::norway();
    return calendar;
}

void count_items(benchmark::State& state)
{
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(input_count));
}

void floor_read_and_summed(benchmark::State& state)
{
    const auto& inputs = texts();
    for ([[maybe_unused]] auto _ : state) {
        Duration sum{0};
        for (const std::string& text : inputs) {
            sum += parse_instant(text).time_since_epoch();
        }
        benchmark::DoNotOptimize(sum);
    }
    count_items(state);
}
BENCHMARK(floor_read_and_summed);

void read_and_due(benchmark::State& state)
{
    const auto& inputs = texts();
    const DeadlinePolicy policy = policies().front();
    for ([[maybe_unused]] auto _ : state) {
        Duration sum{0};
        for (const std::string& text : inputs) {
            sum += due(policy, parse_instant(text), norway()).time_since_epoch();
        }
        benchmark::DoNotOptimize(sum);
    }
    count_items(state);
}
BENCHMARK(read_and_due);

void due_in(benchmark::State& state, DeadlineMode mode, int amount)
{
    const auto& inputs = instants();
    const DeadlinePolicy policy{"bench", 0, mode, amount, ""};
    for ([[maybe_unused]] auto _ : state) {
        Duration sum{0};
        for (const Instant instant : inputs) {
            sum += due(policy, instant, norway()).time_since_epoch();
        }
        benchmark::DoNotOptimize(sum);
    }
    count_items(state);
}
BENCHMARK_CAPTURE(due_in, business_day_hours, DeadlineMode::BusinessDayHours, 40);
BENCHMARK_CAPTURE(due_in, business_day_hours_4000, DeadlineMode::BusinessDayHours, 4000);
BENCHMARK_CAPTURE(due_in, wall_clock, DeadlineMode::WallClock, 40);
BENCHMARK_CAPTURE(due_in, office_hours, DeadlineMode::OfficeHours, 40);
BENCHMARK_CAPTURE(due_in, business_days, DeadlineMode::BusinessDays, 2);

/// The plain way, right for accepted instants on a full hour only; good enough for its cost.
Instant due_by_stepping(Instant accepted, int hours)
{
    while (hours > 0) {
        if (norway().is_business_day(oslo_date(accepted))) --hours;
        accepted += std::chrono::hours(1);
    }
    return accepted;
}

void naive_stepping(benchmark::State& state)
{
    const auto& inputs = instants();
    for ([[maybe_unused]] auto _ : state) {
        Duration sum{0};
        for (const Instant instant : inputs) {
            sum += due_by_stepping(instant, 40).time_since_epoch();
        }
        benchmark::DoNotOptimize(sum);
    }
    count_items(state);
}
BENCHMARK(naive_stepping)->Unit(benchmark::kMillisecond);

std::size_t octets_in_use()
{
    const auto memory = ::mallinfo2();
    return memory.uordblks + memory.hblkhd;
}

/// What it costs to make the calendar of 250 years, and what it keeps, in KiB; the goal is less
/// than 1024 of these for all that a deadline is counted with.
void calendar_of_all_years(benchmark::State& state)
{
    due(policies().front(), instants().front(), norway()); // Oslo time's own table is made now.
    std::size_t octets = 0;
    for ([[maybe_unused]] auto _ : state) {
        const std::size_t before = octets_in_use();
        const Calendar calendar = Calendar::norway().close_eves();
        octets = octets_in_use() - before;
        benchmark::DoNotOptimize(calendar.first_day());
    }
    constexpr std::size_t oslo_time = (last_oslo_year - first_oslo_year + 1) * sizeof(SummerTime);
    state.counters["KiB_kept"] = static_cast<double>(octets + oslo_time) / 1024;
}
BENCHMARK(calendar_of_all_years)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace reservepost::holidays

#include "batch/letters/letter_text.h"
#include "batch/letters/made_up.h"
#include "templates/embedded_files.h"
#include "templates/template.h"

#include <benchmark/benchmark.h>

#include <malloc.h>

// What words cost: at most 0.05 ms a letter to fill (templates are parsed once a run), and less
// than 8 MiB for all of them. The floor is copying the same letter's blocks.

namespace reservepost::batch::letters {
namespace {

LetterInput input_of(MadeUpForm form)
{
    return made_up(form, "nb", situation("late"));
}

void fill_forwarding(benchmark::State& state)
{
    const auto fields = forwarding_fields(input_of(static_cast<MadeUpForm>(state.range(0))));
    const auto& words = templates::Template::find("forwarding", "nb");
    for (auto _ : state)
        benchmark::DoNotOptimize(words.fill(fields));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(fill_forwarding)->DenseRange(0, 2);

/// Fields and both parts: everything between an open report and its blocks.
void make_whole_letter(benchmark::State& state)
{
    const auto input = input_of(static_cast<MadeUpForm>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(make_letter(input));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(make_whole_letter)->DenseRange(0, 2);

void copy_letter_floor(benchmark::State& state)
{
    const auto letter = make_letter(input_of(static_cast<MadeUpForm>(state.range(0))));
    for (auto _ : state) {
        auto copy = letter;
        benchmark::DoNotOptimize(copy);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(copy_letter_floor)->DenseRange(0, 2);

void parse_all_templates(benchmark::State& state)
{
    std::size_t octets = 0;
    for (auto _ : state)
        for (const auto& file : templates::embedded_files()) {
            octets += file.bytes.size();
            benchmark::DoNotOptimize(
                templates::Template::parse(std::string(file.name), std::string(file.bytes)));
        }
    state.SetBytesProcessed(static_cast<std::int64_t>(octets));
}
BENCHMARK(parse_all_templates);

/// How much memory all parsed templates hold.
void hold_all_templates(benchmark::State& state)
{
    std::size_t held = 0;
    for (auto _ : state) {
        const auto before = ::mallinfo2().uordblks;
        std::vector<templates::Template> all;
        for (const auto& file : templates::embedded_files())
            all.push_back(
                templates::Template::parse(std::string(file.name), std::string(file.bytes)));
        held = ::mallinfo2().uordblks - before;
    }
    state.counters["KiB"] = static_cast<double>(held) / 1024.0;
}
BENCHMARK(hold_all_templates)->Iterations(3);

} // namespace
} // namespace reservepost::batch::letters

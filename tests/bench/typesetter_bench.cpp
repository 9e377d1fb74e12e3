// What setting letters costs: pages a second on one thread and on all, and the time of a letter by
// stage beside floors measured in the same run: hb_shape alone on the same text, libdeflate alone
// on the same content streams. The goal is 0.33 ms a letter of two pages, 1.5 ms where every word
// is new. `reservepost compose` as a whole process is measured with letters of `write_letters`.
#include "batch/commands/compose_in_order.h"
#include "batch/commands/compose_letter.h"
#include "batch/commands/compose_output.h"
#include "batch/commands/compose_set.h"
#include "layout/pdf.h"
#include "tests/bench/letter_stages.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <sstream>
#include <thread>

namespace reservepost::bench {
namespace {

/// Enough that no word cache holds the words of all, where all are new.
constexpr std::uint64_t letter_count = 2000;

const std::vector<std::string>& lines(Words words)
{
    const auto make = [](Words kind) {
        std::vector<std::string> made;
        for (std::uint64_t number = 1; number <= letter_count; ++number)
            made.push_back(line_of(letter_of({.words = kind}, number)));
        return made;
    };
    static const std::vector<std::string> usual = make(Words::Usual),
                                          ever_new = make(Words::EverNew);
    return words == Words::Usual ? usual : ever_new;
}

/// A letter an iteration; the counters are microseconds a letter by stage, and their sum.
void letter_by_stage(benchmark::State& state, Words words)
{
    StagedPipeline pipeline;
    StageTimes unmeasured, times;
    const auto& all = lines(words);
    std::size_t next = 0;
    for (; next < 100; ++next)
        pipeline.run(all[next], unmeasured); // Fonts are read, and usual words known.
    for ([[maybe_unused]] auto _ : state)
        pipeline.run(all[next++ % all.size()], times);
    double sum = 0;
    for (std::size_t i = 0; i < stage_count; ++i) {
        const double microseconds =
            static_cast<double>(times.ticks[i]) * 1e6 / static_cast<double>(CLOCKS_PER_SEC);
        const bool floor = i >= static_cast<std::size_t>(Stage::FloorShapeWhole);
        if (!floor) sum += microseconds;
        const auto number = std::to_string(i + 1);
        state.counters[(i < 9 ? "0" : "") + number + "_" + stage_names[i]] =
            benchmark::Counter(microseconds, benchmark::Counter::kAvgIterations);
    }
    state.counters["00_sum"] = benchmark::Counter(sum, benchmark::Counter::kAvgIterations);
}
BENCHMARK_CAPTURE(letter_by_stage, usual_words, Words::Usual)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(letter_by_stage, ever_new_words, Words::EverNew)->Unit(benchmark::kMicrosecond);

/// All letters into one PDF, as `compose -o` does but for the files: pages a second.
void one_pdf(benchmark::State& state, Words words)
{
    using namespace batch::commands;
    const int threads = static_cast<int>(state.range(0));
    std::string input;
    for (const auto& line : lines(words))
        input += line;
    const layout::Workshop workshop;
    std::int64_t pages = 0;
    for ([[maybe_unused]] auto _ : state) {
        std::istringstream in(input);
        LineReader reader(in, input.size(), 64 * 1024, 64);
        layout::PdfDocument document(
            {.title = "Bench", .created = "2026-11-25T00:00:00Z", .document_id = "urn:bench"},
            workshop.library());
        InOrderSteps<InputLines, std::vector<ComposedLine>> steps;
        steps.take = [&]() -> std::optional<Weighed<InputLines>> {
            auto portion = reader.next();
            if (portion.size() == 0) return std::nullopt;
            const auto weight = portion.octets();
            return Weighed<InputLines>{std::move(portion), weight};
        };
        steps.make = [&](const InputLines& portion) {
            return set_lines(portion, workshop, compose_manner());
        };
        steps.put = [&](std::vector<ComposedLine> set) {
            for (auto& line : set) {
                pages += static_cast<std::int64_t>(line.composition.pages.size());
                document.add({.number = 1,
                              .kind = "letter",
                              .sheets = line.composition.sheets,
                              .envelope = {},
                              .pages = std::move(line.composition.pages)});
            }
        };
        InOrder(std::move(steps), 256 * 1024).run(threads);
        document.finish([](std::string_view octets) { benchmark::DoNotOptimize(octets.data()); });
    }
    state.SetItemsProcessed(pages);
}

/// A letter that is set already, as a PDF of its own with fonts of its own: what `--split` adds.
void pdf_of_its_own(benchmark::State& state)
{
    const layout::Workshop workshop;
    std::vector<layout::Composition> letters;
    for (std::size_t i = 0; i < 100; ++i)
        letters.push_back(
            workshop.compose(batch::commands::read_letter(lines(Words::Usual)[i]).letter,
                             batch::commands::compose_manner().geometry));
    std::size_t next = 0, octets = 0;
    for ([[maybe_unused]] auto _ : state)
        octets += batch::commands::pdf_of_letter(
                      {.id = "letter", .created = "2026-11-25T00:00:00Z", .language = "nb"},
                      letters[next++ % letters.size()], workshop.library())
                      .size();
    state.counters["octets"] =
        benchmark::Counter(static_cast<double>(octets), benchmark::Counter::kAvgIterations);
}
BENCHMARK(pdf_of_its_own)->Unit(benchmark::kMicrosecond);

void threads_of_this_machine(benchmark::internal::Benchmark* bench)
{
    bench->Arg(1);
    if (const auto all = std::thread::hardware_concurrency(); all > 1) bench->Arg(all);
}
BENCHMARK_CAPTURE(one_pdf, usual_words, Words::Usual)
    ->Apply(threads_of_this_machine)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(one_pdf, ever_new_words, Words::EverNew)
    ->Arg(1)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

} // namespace
} // namespace reservepost::bench

#include "layout/compose.h"
#include "layout/pdf.h"
#include "layout/preflight.h"
#include "layout/workshop.h"
#include "tests/layout/sample_letters.h"

#include <benchmark/benchmark.h>
#include <qpdf/QPDF.hh>

// Judging a package of 500 pieces and 1,000 pages, beside the floor: the same octets read by qpdf
// with every object of theirs, and nothing asked of them. A page of the structure may take 0.1 ms.

namespace reservepost::layout {

namespace {

constexpr int pieces = 500;
constexpr int pages = 2 * pieces;

const std::string& package()
{
    static const std::string pdf = [] {
        const Workshop workshop;
        const Letter letter = letter_with(sample_text());
        Composition composition = workshop.compose(letter, PageGeometry());
        composition.pages.resize(2);
        PdfDocument document({"Job 01000001", "2026-11-25T08:10:00+01:00", "uuid:1", "nb"},
                             workshop.library());
        for (int number = 1; number <= pieces; ++number)
            document.add({number, "forwarding", 1, "duplex", "C5", composition.pages});
        return document.finish();
    }();
    return pdf;
}

void judge(benchmark::State& state, PreflightScope scope)
{
    PreflightRequest request;
    request.scope = scope;
    request.rules.geometry.mark.reset();
    for (auto _ : state)
        if (!preflight(package(), request).clean()) state.SkipWithError("the package has findings");
    state.counters["s_per_page"] = benchmark::Counter(
        pages, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void structure(benchmark::State& state)
{
    judge(state, PreflightScope::Structure);
}

void everything(benchmark::State& state)
{
    judge(state, PreflightScope::Everything);
}

void floor_qpdf_reads_all_objects(benchmark::State& state)
{
    for (auto _ : state) {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processMemoryFile("package", package().data(), package().size());
        benchmark::DoNotOptimize(pdf.getAllObjects());
    }
    state.counters["s_per_page"] = benchmark::Counter(
        pages, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

BENCHMARK(floor_qpdf_reads_all_objects)->Unit(benchmark::kMillisecond);
BENCHMARK(structure)->Unit(benchmark::kMillisecond);
BENCHMARK(everything)->Unit(benchmark::kMillisecond);

} // namespace

} // namespace reservepost::layout

#include "tests/bench/letter_stages.h"

#include "batch/commands/compose_letter.h"
#include "layout/geometry.h"
#include "layout/paragraph.h"

#include <benchmark/benchmark.h>

namespace reservepost::bench {

namespace {

/// So many letters are in a document before the next is begun, as in a package.
constexpr std::int64_t letters_of_document = 500;

/// Adds the time since the last look to a stage. `std::clock` is the time of the processor, so
/// that other processes on the machine do not count.
class Stopwatch {
public:
    explicit Stopwatch(StageTimes& times) : times_(times) {}
    void ends(Stage stage)
    {
        const auto now = std::clock();
        times_.of(stage) += now - since_;
        since_ = std::clock();
    }

private:
    StageTimes& times_;
    std::clock_t since_ = std::clock();
};

layout::PdfDescription description()
{
    return {.title = "Bench",
            .created = "2026-11-25T00:00:00Z",
            .document_id = "urn:reservepost:bench",
            .language = "nb"};
}

} // namespace

const std::array<const char*, stage_count> stage_names = {
    "parse",          "collect",        "itemise",       "shape",         "break",
    "place",          "pages",          "content",       "deflate",       "objects",
    "floor_hb_whole", "floor_hb_words", "floor_deflate", "floor_deflate6"};

StagedPipeline::StagedPipeline()
    : whole_(library_, hyphenator_), staged_(library_, hyphenator_), content_(library_)
{
}

void StagedPipeline::run(const std::string& line, StageTimes& times)
{
    Stopwatch watch(times);
    const auto plain = batch::commands::read_letter(line);
    watch.ends(Stage::Parse);
    const auto composition = layout::compose(plain.letter, layout::PageGeometry{}, whole_);
    watch.ends(Stage::Pages); // Less what the five steps take by themselves.
    set_paragraphs(plain.letter, times);
    write(composition, times);
    run_floors(plain.letter, times);
}

void StagedPipeline::set_paragraphs(const layout::Letter& letter, StageTimes& times)
{
    using namespace layout;
    const PageGeometry geometry;
    const auto measure = geometry.page.width - geometry.margin_left - geometry.margin_right;
    const auto& part = letter.parts.front();
    const Manner manner{.size = geometry.body_size,
                        .language = part.language,
                        .alignment = part.alignment,
                        .hyphenated = part.hyphenated};
    std::vector<CollectedText> collected;
    std::vector<ItemisedText> itemised;
    std::vector<ShapedText> shaped;
    std::vector<std::vector<LineBreak>> breaks;
    std::vector<std::vector<SetLine>> lines;
    StageTimes own;
    Stopwatch watch(own);
    for (const auto& block : part.blocks)
        if (const auto* paragraph = std::get_if<Paragraph>(&block))
            for (const auto& spans : split_at_line_ends(paragraph->spans))
                collected.push_back(collect(spans, manner));
    watch.ends(Stage::Collect);
    for (auto& text : collected)
        itemised.push_back(itemise(std::move(text), manner, staged_));
    watch.ends(Stage::Itemise);
    for (auto& text : itemised)
        shaped.push_back(shape(std::move(text), manner, staged_));
    watch.ends(Stage::Shape);
    for (const auto& text : shaped)
        breaks.push_back(break_lines(text, manner, measure, staged_));
    watch.ends(Stage::Break);
    for (std::size_t i = 0; i < shaped.size(); ++i)
        lines.push_back(place(shaped[i], breaks[i], manner, staged_));
    watch.ends(Stage::Place);
    benchmark::DoNotOptimize(lines);
    for (const auto stage :
         {Stage::Collect, Stage::Itemise, Stage::Shape, Stage::Break, Stage::Place}) {
        times.of(stage) += own.of(stage);
        times.of(Stage::Pages) -= own.of(stage);
    }
}

void StagedPipeline::write(const layout::Composition& composition, StageTimes& times)
{
    if (letters_ % letters_of_document == 0)
        document_ = std::make_unique<layout::PdfDocument>(description(), library_);
    const layout::PdfPiece piece{.number = ++letters_,
                                 .kind = "letter",
                                 .sheets = composition.sheets,
                                 .envelope = {},
                                 .pages = composition.pages};
    streams_.clear();
    StageTimes own;
    Stopwatch watch(own);
    document_->add(piece);
    watch.ends(Stage::Objects); // Less content and compression.
    for (const auto& page : piece.pages)
        streams_.emplace_back(content_.content_of(page));
    watch.ends(Stage::Content);
    for (const auto& stream : streams_)
        benchmark::DoNotOptimize(deflater_.deflate(stream));
    watch.ends(Stage::Deflate);
    times.of(Stage::Content) += own.of(Stage::Content);
    times.of(Stage::Deflate) += own.of(Stage::Deflate);
    times.of(Stage::Objects) +=
        own.of(Stage::Objects) - own.of(Stage::Content) - own.of(Stage::Deflate);
}

void StagedPipeline::run_floors(const layout::Letter& letter, StageTimes& times)
{
    std::vector<std::string_view> texts, words;
    for (const auto& block : letter.parts.front().blocks)
        if (const auto* paragraph = std::get_if<layout::Paragraph>(&block))
            for (const auto& span : paragraph->spans) {
                texts.push_back(span.text);
                const auto more = words_in(span.text);
                words.insert(words.end(), more.begin(), more.end());
            }
    Stopwatch watch(times);
    for (const auto text : texts)
        benchmark::DoNotOptimize(shaping_floor_.shape(text));
    watch.ends(Stage::FloorShapeWhole);
    for (const auto word : words)
        benchmark::DoNotOptimize(shaping_floor_.shape(word));
    watch.ends(Stage::FloorShapeWords);
    for (const auto& stream : streams_)
        benchmark::DoNotOptimize(deflate_floor_.deflate(stream));
    watch.ends(Stage::FloorDeflate);
    for (const auto& stream : streams_)
        benchmark::DoNotOptimize(deflate_floor_six_.deflate(stream));
    watch.ends(Stage::FloorDeflateSix);
}

} // namespace reservepost::bench

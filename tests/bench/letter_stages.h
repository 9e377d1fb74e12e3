#pragma once

#include "layout/compose.h"
#include "layout/deflate.h"
#include "layout/pdf.h"
#include "layout/pdf_content.h"
#include "layout/workbench.h"
#include "tests/bench/bench_letters.h"
#include "tests/bench/floors.h"

#include <array>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

namespace reservepost::bench {

/// What is done to a letter, in order, and then what is done to its text by the libraries alone.
enum class Stage {
    Parse,   ///< A line of JSON to blocks.
    Collect, ///< The five steps of its paragraphs.
    Itemise,
    Shape,
    Break,
    Place,
    Pages,   ///< All else of composing: address, head, foot, rows, pages.
    Content, ///< Pages to content streams.
    Deflate,
    Objects, ///< All else of adding it to a PDF.

    FloorShapeWhole, ///< hb_shape on whole paragraphs.
    FloorShapeWords, ///< hb_shape word by word.
    FloorDeflate,    ///< libdeflate on the same content streams, at our level,
    FloorDeflateSix, ///< and at the usual one.
};

constexpr std::size_t stage_count = static_cast<std::size_t>(Stage::FloorDeflateSix) + 1;
extern const std::array<const char*, stage_count> stage_names;

/// Processor time by stage.
struct StageTimes {
    std::array<std::clock_t, stage_count> ticks{};

    std::clock_t& of(Stage stage) { return ticks[static_cast<std::size_t>(stage)]; }
};

/// Takes letters through the pipeline, one after the other, with a look at the clock between its
/// stages. What the pipeline remembers between letters it remembers here too; the same work is
/// done twice, on benches that know nothing of each other, where a stage is the rest of another.
class StagedPipeline {
public:
    StagedPipeline();

    /// Adds what the letter cost.
    void run(const std::string& line, StageTimes& times);

private:
    void set_paragraphs(const layout::Letter& letter, StageTimes& times);
    void write(const layout::Composition& composition, StageTimes& times);
    void run_floors(const layout::Letter& letter, StageTimes& times);

    fonts::Library library_;
    layout::Hyphenator hyphenator_;
    layout::Workbench whole_, staged_;
    layout::ContentWriter content_;
    std::unique_ptr<layout::PdfDocument> document_;
    std::int64_t letters_ = 0;
    std::vector<std::string> streams_; ///< The content of the letter's pages.
    layout::Deflater deflater_;
    ShapingFloor shaping_floor_{library_.files().front().octets};
    DeflateFloor deflate_floor_{1}, deflate_floor_six_{6};
};

} // namespace reservepost::bench

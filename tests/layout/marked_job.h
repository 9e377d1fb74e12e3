#pragma once

#include "layout/print_marks.h"
#include "pdf_tools.h"
#include "sample_letters.h"
#include "script_samples.h"

#include <utility>

namespace reservepost::layout {

/// A job as it leaves the house: letters in many scripts, one with an enclosure, marks and witness
/// line on them all. Piece `n` of job 01000001.
inline PdfJob job_of_many_scripts()
{
    Letter scripts = letter_with("Samme bekymring på mange språk.");
    for (const ScriptSample& sample : script_samples())
        scripts.parts[0].blocks.push_back(Paragraph{{{sample.text}}, ParagraphStyle::Body});
    PdfJob job = empty_job();
    for (const Letter& letter :
         {sample_right_to_left_letter(), sample_forwarding_letter(), std::move(scripts)}) {
        const std::int64_t number = std::ssize(job.pieces) + 1;
        Composition composed = shared_workshop().compose(letter, PageGeometry());
        add_print_marks(composed, PageGeometry(), {"01000001", number, 5, "Logg 123 7f3c19ab"},
                        shared_workshop());
        job.pieces.push_back(
            {number, "forwarding", composed.sheets, "duplex", "C5", std::move(composed.pages)});
    }
    return job;
}

} // namespace reservepost::layout

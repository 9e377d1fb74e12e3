#pragma once

#include "batch/commands/compose_lines.h"
#include "batch/commands/compose_output.h"
#include "layout/workshop.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reservepost::batch::commands {

/// What is wrong with a line of input: what would be right, never what stands there.
struct LineFault {
    std::size_t line = 0;
    std::size_t column = 0; ///< In octets, from 1; 0: the whole line.
    std::string sentence;
};

/// What came of a line of input: a letter with its pages, or what is wrong with the line.
struct ComposedLine {
    std::size_t line = 0;
    std::uint64_t read_to = 0; ///< Octets of the input up to its end.
    std::optional<LineFault> fault;
    LetterRecord record;
    layout::Composition composition;
    std::string pdf; ///< Of the letter by itself, where that was asked for.
};

/// How `compose` sets letters.
struct ComposeManner {
    layout::PageGeometry geometry;
    bool marks = false;       ///< Shows window, zones and marks on the pages (show_marks.h).
    bool each_as_pdf = false; ///< Makes a PDF of each letter.
};

/// For the print house whose geometry this is; letters may have more pages than a piece of mail.
ComposeManner compose_manner(layout::PageGeometry geometry = {});

/// Sets the letters of some lines. What is wrong with a line, or with our setting it, is told in
/// its place and keeps no other back. From any thread.
std::vector<ComposedLine> set_lines(const InputLines& lines, const layout::Workshop& workshop,
                                    const ComposeManner& manner);

} // namespace reservepost::batch::commands

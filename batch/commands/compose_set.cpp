#include "batch/commands/compose_set.h"

#include "batch/commands/compose_letter.h"
#include "batch/commands/show_marks.h"

#include <utility>

namespace reservepost::batch::commands {

namespace {

void set(ComposedLine& result, const InputLine& line, const layout::Workshop& workshop,
         const ComposeManner& manner)
{
    if (line.too_long)
        throw BadLetter("the line has more than " + std::to_string(longest_letter_octets) +
                        " octets; a letter may have no more");
    const auto plain = read_letter(line.octets);
    result.record = {plain.id, plain.created, plain.letter.parts.front().language};
    result.composition = workshop.compose(plain.letter, manner.geometry);
    if (manner.marks) show_marks(result.composition, manner.geometry, workshop);
    if (manner.each_as_pdf)
        result.pdf = pdf_of_letter(result.record, result.composition, workshop.library());
}

} // namespace

ComposeManner compose_manner(layout::PageGeometry geometry)
{
    // More than five million characters need, and less than memory would have no room for.
    geometry.most_pages = 10'000;
    return {.geometry = std::move(geometry)};
}

std::vector<ComposedLine> set_lines(const InputLines& lines, const layout::Workshop& workshop,
                                    const ComposeManner& manner)
{
    std::vector<ComposedLine> results(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line = lines.line(i);
        auto& result = results[i];
        result.line = line.number;
        result.read_to = line.read_to;
        const auto faulty = [&](const std::string& sentence, std::size_t column = 0) {
            result.fault = {line.number, column, sentence};
        };
        try {
            set(result, line, workshop, manner);
        } catch (const BadLetter& bad) {
            faulty(bad.what(), bad.column());
        } catch (const layout::DoesNotFit& error) {
            faulty(error.what());
        } catch (const layout::LetterTooLong& error) {
            faulty(error.what());
        } catch (const std::logic_error&) {
            // Its text is for us and might repeat the letter's.
            faulty("a fault of this program keeps the letter from being set [this is a bug]; "
                   "whoever maintains Reservepost must mend it");
        }
    }
    return results;
}

} // namespace reservepost::batch::commands

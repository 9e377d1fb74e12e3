#include "batch/letters/letter_text.h"

#include "templates/template.h"

#include <utility>

namespace reservepost::batch::letters {

namespace {

using templates::Template;

/// The lines at the right of the window: the date, and whose report it is where the address in the
/// window is another municipality's.
std::vector<std::string> head_lines(const LetterInput& input)
{
    const holidays::Date date = input.letter_date;
    const templates::CivilDay day{date.year(), date.month(), date.day(),
                                  static_cast<int>(date.weekday()) + 1};
    const std::string& language = input.receiver.language;
    std::vector<std::string> lines = {"Dato: " + templates::date_in_words(day, language)};
    if (input.host_name)
        lines.push_back((language == "nn" ? "Gjeld: " : "Gjelder: ") +
                        receiver_name(input.receiver));
    return lines;
}

layout::Part part_of(const Template& words, const templates::Fields& fields)
{
    return {words.fill(fields), words.language(), words.foot()};
}

} // namespace

layout::Letter make_letter(const LetterInput& input)
{
    const std::string& language = input.receiver.language;
    layout::Letter letter;
    letter.address = input.address_lines;
    letter.return_line = input.return_line;
    letter.head = head_lines(input);
    letter.parts.push_back(
        part_of(Template::find("forwarding", language), forwarding_fields(input)));
    // So that sheets that fell apart find together again.
    letter.parts.front().foot = input.reference + "  ·  " + letter.parts.front().foot;
    if (has_enclosure(input))
        letter.parts.push_back(
            part_of(Template::find("confirmation", language), confirmation_fields(input)));
    return letter;
}

} // namespace reservepost::batch::letters

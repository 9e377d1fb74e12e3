#include "batch/letters/letter_text.h"

#include "batch/letters/postal_form.h"

#include <utility>

namespace reservepost::batch::letters {

namespace {

using templates::Template;

/// What stands beside names and numbers, outside of the templates: at the right of the window, and
/// where an answer goes on.
struct HeadWords {
    std::string_view language;
    std::string_view date;
    std::string_view concerns;  ///< Before whose report it is.
    std::string_view is_host;   ///< After whose address it is.
    std::string_view continued; ///< Behind a label that is repeated on a new page.
};

constexpr HeadWords head_words[] = {
    {"nb", "Dato: ", "Gjelder ", " er vertskommune", "(forts.)"},
    {"nn", "Dato: ", "Gjeld ", " er vertskommune", "(framh.)"},
    {"en", "Date: ", "Concerns ", " is its host", "(continued)"},
};

const HeadWords& head_words_in(std::string_view language)
{
    for (const HeadWords& words : head_words)
        if (words.language == language) return words;
    return head_words[0];
}

std::string date_line(const LetterInput& input, std::string_view language)
{
    const holidays::Date date = input.letter_date;
    const templates::CivilDay day{date.year(), date.month(), date.day(),
                                  static_cast<int>(date.weekday()) + 1};
    return std::string(head_words_in(language).date) + templates::date_in_words(day, language);
}

/// The date, and whose report it is where the address in the window is another municipality's.
std::vector<std::string> forwarding_head(const LetterInput& input)
{
    const std::string& language = input.receiver.language;
    const HeadWords& words = head_words_in(language);
    std::vector<std::string> lines = {date_line(input, language)};
    if (input.host_name)
        lines.push_back(std::string(words.concerns) + receiver_name(input.receiver) + "; " +
                        host_name(input) + std::string(words.is_host));
    return lines;
}

layout::Part part_of(const Template& words, const templates::Fields& fields)
{
    return {.blocks = words.fill(fields),
            .language = words.language(),
            .foot = words.foot(),
            .continued = std::string(head_words_in(words.language()).continued)};
}

void put_address(layout::Letter& letter, const std::vector<std::string>& lines)
{
    auto [form, tail] = postal_form(lines);
    letter.address = std::move(form);
    letter.address_tail = tail;
}

layout::Part confirmation_part(const LetterInput& input, const Wording& wording, bool enclosed)
{
    return part_of(wording.find(confirmation_kind(input), confirmation_language(input)),
                   confirmation_fields(input, enclosed));
}

} // namespace

layout::Letter make_letter(const LetterInput& input, const Wording& wording)
{
    layout::Letter letter;
    put_address(letter, input.address_lines);
    letter.return_line = input.return_line;
    letter.head = forwarding_head(input);
    letter.parts.push_back(
        part_of(wording.find("forwarding", input.receiver.language), forwarding_fields(input)));
    // So that sheets that fell apart find together again.
    letter.parts.front().foot = input.reference + "  ·  " + letter.parts.front().foot;
    if (has_enclosure(input)) letter.parts.push_back(confirmation_part(input, wording, true));
    return letter;
}

layout::Letter make_confirmation(const LetterInput& input, const Wording& wording)
{
    layout::Letter letter;
    put_address(letter, reporter_lines(input.report));
    letter.return_line = input.return_line;
    letter.head = {receiver_name(input.receiver), date_line(input, confirmation_language(input))};
    letter.parts.push_back(confirmation_part(input, wording, false));
    return letter;
}

std::vector<TemplateName> templates_of_letter(const LetterInput& input)
{
    std::vector<TemplateName> names = {{"forwarding", input.receiver.language}};
    if (has_enclosure(input))
        names.push_back({confirmation_kind(input), confirmation_language(input)});
    return names;
}

} // namespace reservepost::batch::letters

#include "batch/commands/compose_letter.h"

#include "batch/json/value.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace reservepost::batch::commands {

namespace {

constexpr std::array<std::string_view, 7> keys = {"id",      "recipient",  "sender",  "date",
                                                  "subject", "paragraphs", "language"};

/// What stands at the head is a column beside the window, and must not grow into the text.
constexpr std::size_t most_sender_lines = 5;
constexpr std::size_t longest_date_octets = 60;
constexpr std::size_t longest_language = 35; ///< RFC 5646, 4.4.1.

constexpr json::Limits limits{.octets = longest_letter_octets,
                              .depth = 4,
                              .members = 200'000,
                              .text_octets = longest_letter_octets};

struct Foot {
    std::string_view language;
    std::string_view text;
};

/// For every other language the foot is Norwegian, as the house is.
constexpr std::array<Foot, 3> feet = {{{"en", "Page {page} of {pages}"},
                                       {"sv", "Sida {page} av {pages}"},
                                       {"nb", "Side {page} av {pages}"}}};

bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

void refuse_unknown_keys(const json::Value& value)
{
    for (const auto& member : value.as_object())
        if (std::find(keys.begin(), keys.end(), member.first) == keys.end())
            throw BadLetter("there is a key that no letter has; its keys are id, recipient, "
                            "sender, date, subject, paragraphs and, where it is not nb, language");
}

std::string id_of(const json::Value& value)
{
    const auto& given = value.at("id");
    const auto id = given.kind() == json::Value::Kind::Integer ? std::to_string(given.as_integer())
                                                               : value.text("id");
    const bool plain = std::all_of(id.begin(), id.end(), [](char c) {
        return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-';
    });
    if (id.empty() || id.size() > longest_letter_id || !plain || id.front() == '.' ||
        id.front() == '-')
        throw BadLetter("\"id\" must have 1 to " + std::to_string(longest_letter_id) +
                        " of the characters A-Z a-z 0-9 . _ - and begin with none of . -, as a "
                        "file may be named after it");
    return id;
}

/// A language tag by its form (RFC 5646): whether there are patterns for it is layout's concern.
std::string language_of(const json::Value& value)
{
    auto language = value.text_or("language", "nb");
    const auto primary = language.substr(0, language.find('-'));
    const bool plain = std::all_of(language.begin(), language.end(),
                                   [](char c) { return is_letter_or_digit(c) || c == '-'; });
    if (primary.size() < 2 || primary.size() > 8 || language.size() > longest_language || !plain)
        throw BadLetter("\"language\" must be a language tag such as nb, nn, se or en");
    return language;
}

std::string foot_of(std::string_view language)
{
    const auto primary = language.substr(0, language.find('-'));
    const auto known = std::find_if(feet.begin(), feet.end() - 1,
                                    [&](const Foot& foot) { return foot.language == primary; });
    return std::string(known->text);
}

bool is_day(const std::string& date)
{
    constexpr std::string_view form = "0000-00-00";
    if (date.size() != form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i)
        if (form[i] == '0' ? date[i] < '0' || date[i] > '9' : date[i] != form[i]) return false;
    const auto number = [&](std::size_t at, std::size_t digits) {
        return std::stoi(date.substr(at, digits));
    };
    return std::chrono::year_month_day(std::chrono::year(number(0, 4)),
                                       std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                       std::chrono::day(static_cast<unsigned>(number(8, 2))))
        .ok();
}

/// Not the clock's: the same letters give the same file on any day.
std::string created_of(const std::string& date)
{
    return (is_day(date) ? date : "2000-01-01") + "T00:00:00Z";
}

/// Where the letter goes back to, in one short line: the sender's first line, and the last two,
/// which are the postal ones.
std::string return_line_of(const std::vector<std::string>& sender)
{
    std::string line;
    for (std::size_t i = 0; i < sender.size(); ++i)
        if (i == 0 || i + 2 >= sender.size()) line += (line.empty() ? "" : ", ") + sender[i];
    return line;
}

layout::Part body_of(const json::Value& value)
{
    layout::Part part;
    part.language = language_of(value);
    part.foot = foot_of(part.language);
    part.alignment = layout::Alignment::Justified;
    part.hyphenated = true;
    const auto& paragraphs = value.items("paragraphs");
    part.blocks.reserve(paragraphs.size() + 1);
    if (const auto& subject = value.text("subject"); !subject.empty())
        part.blocks.emplace_back(layout::Heading{1, {{subject}}});
    for (const auto& paragraph : value.texts("paragraphs"))
        part.blocks.emplace_back(layout::Paragraph{{{paragraph}}});
    return part;
}

PlainLetter letter_of(const json::Value& value)
{
    if (!value.is_object())
        throw BadLetter("a letter is an object, not " + std::string(json::name_of(value.kind())));
    refuse_unknown_keys(value);
    PlainLetter plain;
    plain.id = id_of(value);
    plain.letter.address = value.texts("recipient");
    const auto sender = value.texts("sender");
    if (sender.size() > most_sender_lines)
        throw BadLetter("\"sender\" has " + std::to_string(sender.size()) +
                        " lines; there is room for " + std::to_string(most_sender_lines));
    const auto& date = value.text("date");
    if (date.size() > longest_date_octets)
        throw BadLetter("\"date\" has " + std::to_string(date.size()) +
                        " octets; there is room for " + std::to_string(longest_date_octets));
    plain.created = created_of(date);
    plain.letter.return_line = return_line_of(sender);
    plain.letter.head = sender;
    if (!sender.empty() && !date.empty()) plain.letter.head.emplace_back(); // An empty line.
    if (!date.empty()) plain.letter.head.push_back(date);
    plain.letter.parts.push_back(body_of(value));
    return plain;
}

} // namespace

PlainLetter read_letter(std::string_view line)
{
    constexpr std::string_view space = " \t\r";
    if (line.find_first_not_of(space) == std::string_view::npos)
        throw BadLetter("the line is empty; a letter is one JSON object on one line");
    try {
        return letter_of(json::parse(line, limits));
    } catch (const json::SyntaxError& error) {
        throw BadLetter(error.fault(), error.column());
    } catch (const json::JsonError& error) {
        throw BadLetter(error.what());
    }
}

} // namespace reservepost::batch::commands

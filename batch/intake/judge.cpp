#include "batch/intake/judge.h"

#include "batch/intake/reference.h"

namespace reservepost::batch::intake {

namespace {

Judgement quarantined(Refusal refusal, std::string sentence)
{
    return {Kind::Quarantined, std::nullopt, refusal, std::move(sentence)};
}

/// The platform's error message is an object with the one text `melding` and nothing else.
bool is_error_message(const json::Value& document)
{
    if (!document.is_object() || document.as_object().size() != 1) return false;
    const auto* message = document.find("melding");
    return message != nullptr && message->is_text();
}

Judgement judge_document(const json::Value& document)
{
    if (const auto form = find_form(document)) {
        return {Kind::Report, read_report_form(document, *form), Refusal::None, ""};
    }
    if (is_error_message(document)) {
        return {Kind::ErrorMessage, std::nullopt, Refusal::None,
                "this is an error message of the platform (feilmelding), not a report; give it to "
                "`reject --feilmelding`, or remove it"};
    }
    if (!document.is_object()) {
        return quarantined(Refusal::NeitherForm, "this is " +
                                                     std::string(json::name_of(document.kind())) +
                                                     "; a report is an object");
    }
    return quarantined(Refusal::NeitherForm,
                       "this is neither form: a private report has `privatMelder` and "
                       "`privatBarn`, a public one `offentligMelder` and `offentligBarn`, and none "
                       "has keys of both");
}

} // namespace

std::string_view to_text(Refusal refusal)
{
    switch (refusal) {
    case Refusal::None:
        return "";
    case Refusal::BrokenJson:
        return "broken-json";
    case Refusal::TooLarge:
        return "too-large";
    case Refusal::NeitherForm:
        return "neither-form";
    case Refusal::CannotOpen:
        return "cannot-open";
    }
    throw std::logic_error("a refusal without a code [this is a bug]");
}

Judgement judge(std::string_view octets, std::string_view file_name)
{
    if (is_companion(file_name)) return {Kind::Meta, std::nullopt, Refusal::None, ""};
    if (octets.size() > largest_report_octets) {
        return quarantined(Refusal::TooLarge, "the file has " + std::to_string(octets.size()) +
                                                  " octets; a report has at most " +
                                                  std::to_string(largest_report_octets));
    }
    try {
        return judge_document(json::parse(octets));
    } catch (const json::JsonError& error) {
        return quarantined(Refusal::BrokenJson, std::string(error.what()) +
                                                    "; a report is one whole JSON object in "
                                                    "UTF-8, as the portal sends it");
    }
}

} // namespace reservepost::batch::intake

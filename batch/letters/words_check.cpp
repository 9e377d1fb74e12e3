#include "batch/letters/words_check.h"

#include "batch/letters/letter_text.h"
#include "batch/letters/made_up.h"
#include "templates/declared_fields.h"
#include "templates/embedded_files.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace reservepost::batch::letters {

namespace {

using templates::Template;
using templates::WordFinding;

constexpr std::array all_forms = {MadeUpForm::Private, MadeUpForm::PublicV1, MadeUpForm::PublicV2};

bool answers(const std::string& kind, MadeUpForm form)
{
    if (kind == "forwarding") return true;
    return (kind == "confirmation-private") == (form == MadeUpForm::Private);
}

/// Everything that one template becomes: its blocks in every form and situation it can be for.
std::vector<std::vector<layout::Block>> filled_in_all_situations(const Template& words)
{
    const std::string receiver_language = words.language() == "en" ? "nb" : words.language();
    std::vector<std::vector<layout::Block>> all;
    for (const MadeUpForm form : all_forms)
        for (const Situation& situation : situations()) {
            if (!answers(words.kind(), form)) continue;
            const LetterInput input = made_up(form, receiver_language, situation);
            if (words.kind() == "forwarding") {
                all.push_back(words.fill(forwarding_fields(input)));
                continue;
            }
            for (const bool enclosed : {true, false})
                all.push_back(words.fill(confirmation_fields(input, enclosed)
                                             .set("reporter.address", ""))); // Not our words.
        }
    return all;
}

std::string without_marks(std::string_view source)
{
    std::string text;
    for (std::size_t i = 0; i < source.size(); ++i)
        text += source.substr(i).starts_with("&nbsp;") ? (i += 5, std::string("\u00a0"))
                                                       : std::string(1, source[i]);
    return text;
}

/// "12:5:" where a sentence begins in a template's file, as far as it is not made of values;
/// empty if it cannot be found.
std::string place_of(const std::string& sentence, const std::string& bytes)
{
    const std::string source = without_marks(bytes);
    for (std::size_t length = std::min<std::size_t>(sentence.size(), 60); length >= 10; --length) {
        const std::size_t at = source.find(sentence.substr(0, length));
        if (at == std::string::npos) continue;
        const auto line = std::count(source.begin(), source.begin() + static_cast<long>(at), '\n');
        const std::size_t begin = at == 0 ? 0 : source.rfind('\n', at - 1) + 1;
        return std::to_string(line + 1) + ":" + std::to_string(at - begin + 1) + ":";
    }
    return {};
}

std::string line_of(const WordFinding& finding, const std::string& file, const std::string& bytes)
{
    return file + ":" + place_of(finding.sentence, bytes) + " " + finding.code + ": " +
           finding.what + (finding.sentence.empty() ? "" : ": «" + finding.sentence + "»");
}

/// Checks one template in all it can become.
void check_words(const Template& words, const std::string& file, const std::string& bytes,
                 const templates::PlainLimits& limits, WordsCheck& check)
{
    const bool to_reporter = templates::find_kind(words.kind())->to_reporter;
    CheckedTemplate checked;
    checked.file = file;
    templates::Readability plain;
    templates::Readability counted;
    std::set<WordFinding> found;
    std::optional<WordFinding> too_heavy; ///< Once, for the heaviest letter.
    std::set<std::string> seen;
    for (const auto& blocks : filled_in_all_situations(words)) {
        if (!seen.insert(templates::own_words(blocks)).second) continue;
        const auto report =
            templates::check_plain_language(blocks, words.language(), to_reporter, limits);
        plain += report.plain;
        counted += report.counted;
        const bool heavier = report.counted.lix() > checked.heaviest;
        checked.heaviest = std::max(checked.heaviest, report.counted.lix());
        for (const WordFinding& finding : report.findings)
            if (finding.code != "lix")
                found.insert(finding);
            else if (heavier)
                too_heavy = finding;
    }
    if (too_heavy) found.insert(*too_heavy);
    checked.plain_lix = plain.lix();
    checked.lix = counted.lix();
    check.templates.push_back(checked);
    for (const WordFinding& finding : found)
        check.findings.push_back(line_of(finding, file, bytes));
}

/// That every kind is there in all its languages, with the same fields and passages.
void check_parity(WordsCheck& check)
{
    for (const templates::LetterKind& kind : templates::letter_kinds()) {
        const Template* first = nullptr;
        for (const std::string_view language : kind.languages) {
            const std::string file = std::string(kind.name) + "." + std::string(language) + ".md";
            const Template* one = Template::find_shipped(kind.name, language);
            if (one == nullptr) {
                check.findings.push_back(file + ": parity: there is no such template");
                continue;
            }
            if (one->file() != file)
                check.findings.push_back(one->file() + ": parity: its head says that it is " +
                                         file);
            if (first == nullptr) first = one;
            const auto here = one->holds();
            const auto there = first->holds();
            std::vector<std::string> odd;
            std::set_symmetric_difference(here.begin(), here.end(), there.begin(), there.end(),
                                          std::back_inserter(odd));
            for (const std::string& name : odd)
                check.findings.push_back(file + ": parity: \"" + name +
                                         "\" stands only in one of " + first->file() + " and " +
                                         file);
        }
    }
    for (const auto& file : templates::embedded_files()) {
        const Template one = Template::parse(std::string(file.name), std::string(file.bytes));
        const auto languages = templates::find_kind(one.kind())->languages;
        if (std::find(languages.begin(), languages.end(), one.language()) == languages.end())
            check.findings.push_back(one.file() + ": parity: letters of this kind are not shipped "
                                                  "in this language; see declared_fields.cpp");
    }
}

} // namespace

WordsCheck check_shipped_templates(const templates::PlainLimits& limits)
{
    WordsCheck check;
    check_parity(check);
    for (const auto& file : templates::embedded_files()) {
        const Template words = Template::parse(std::string(file.name), std::string(file.bytes));
        check_words(words, words.file(), words.bytes(), limits, check);
    }
    return check;
}

WordsCheck check_own_words(const templates::OwnWords& own, const std::string& file,
                           const templates::PlainLimits& limits)
{
    WordsCheck check;
    const Template words = Template::find(own.kind(), own.language()).with(own);
    check_words(words, file, own.bytes(), limits, check);
    return check;
}

} // namespace reservepost::batch::letters

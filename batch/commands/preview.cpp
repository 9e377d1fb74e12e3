#include "batch/commands/commands.h"
#include "batch/commands/proof_file.h"
#include "batch/commands/show_marks.h"
#include "batch/letters/letter_text.h"
#include "batch/letters/made_up.h"
#include "batch/letters/words_book.h"
#include "batch/printhouse/profile.h"
#include "batch/receivers/register.h"
#include "layout/workshop.h"
#include "templates/declared_fields.h"

namespace reservepost::batch::commands {

namespace {

/// What a preview is of, as the command line says it.
struct Wish {
    std::string kind;
    std::string language;
    letters::MadeUpForm form = letters::MadeUpForm::Private;
    letters::Situation situation;
    bool marks = false;
    printhouse::Profile profile;
};

letters::MadeUpForm form_wished(const Invocation& invocation, const std::string& kind)
{
    using letters::MadeUpForm;
    const auto text = invocation.text("--form");
    if (text.empty())
        return kind == "confirmation-public" ? MadeUpForm::PublicV2 : MadeUpForm::Private;
    const auto form = letters::find_made_up_form(text);
    if (!form) throw UsageError("--form is private, public-v1 or public-v2");
    const bool fits =
        kind == "forwarding" || (*form == MadeUpForm::Private) == (kind == "confirmation-private");
    if (!fits) throw UsageError("this confirmation answers the other form");
    return *form;
}

Wish wish_of(const Invocation& invocation)
{
    Wish wish;
    wish.kind = invocation.text("TEMPLATE");
    const auto* kind = templates::find_kind(wish.kind);
    if (kind == nullptr) {
        std::string names;
        for (const auto& one : templates::letter_kinds())
            names += (names.empty() ? "" : ", ") + std::string(one.name);
        throw UsageError("there is no template of that name; there are " + names);
    }
    wish.language = invocation.text("--language");
    const bool known = wish.language.empty() ||
                       templates::Template::find_shipped(wish.kind, wish.language) != nullptr;
    if (!known) throw UsageError("there are no words of this kind in that language");
    wish.form = form_wished(invocation, wish.kind);
    wish.situation = letters::situation(invocation.text("--as"));
    wish.marks = invocation.flag("--marks");
    wish.profile = printhouse::load_profile(invocation.text("--profile"));
    return wish;
}

/// A letter's input with the words that go into it.
struct Prepared {
    letters::LetterInput input;
    letters::Wording wording;
};

/// To a receiver of the register, as it stands there.
Prepared prepare_for_receiver(const Invocation& invocation, const Wish& wish)
{
    const auto key = receiver_key(invocation, "--receiver");
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    const auto snapshot = receivers::snapshot(transaction);
    const auto* found = snapshot.find(key);
    if (!found)
        throw std::invalid_argument("no receiver " + to_text(key) +
                                    "; `reservepost receiver list` shows them");
    auto receiver = *found;
    if (wish.language == "nb" || wish.language == "nn") receiver.language = wish.language;
    Prepared prepared{letters::made_up_for(receiver, snapshot, wish.form, wish.situation),
                      letters::WordsBook::read(transaction).of(receiver.id)};
    prepared.input.return_line = state.configuration().letters.return_line;
    return prepared;
}

Prepared prepare(const Invocation& invocation, const Wish& wish)
{
    Prepared prepared =
        invocation.text("--receiver").empty()
            ? Prepared{letters::made_up(wish.form, wish.language == "nn" ? "nn" : "nb",
                                        wish.situation),
                       letters::Wording()}
            : prepare_for_receiver(invocation, wish);
    if (wish.language == "en") prepared.input.reporter_language = "en";
    return prepared;
}

std::string pdf_of(const Wish& wish, const Prepared& prepared)
{
    const layout::Workshop workshop;
    const auto letter = wish.kind == "forwarding"
                            ? letters::make_letter(prepared.input, prepared.wording)
                            : letters::make_confirmation(prepared.input, prepared.wording);
    const auto& geometry = wish.profile.geometry;
    auto composition = workshop.compose(letter, geometry);
    if (wish.marks) show_marks(composition, geometry, workshop);
    return proof_pdf(
        {.title = "Reservepost preview " + wish.kind,
         .language = letter.parts.front().language,
         .piece = {.number = 1,
                   .kind = wish.kind,
                   .sheets = composition.sheets,
                   .plex = geometry.plex == layout::Plex::Duplex ? "duplex" : "simplex",
                   .envelope = "",
                   .pages = std::move(composition.pages)}},
        workshop);
}

int preview(const Invocation& invocation)
{
    const auto wish = wish_of(invocation);
    const auto file = proof_file(invocation);
    const auto files = write_proof(pdf_of(wish, prepare(invocation, wish)), file);
    invocation.print(json::Value::object({{"files", json::Value::list_of(files)}}),
                     written_text(files));
    return all_well;
}

std::string details()
{
    std::string text = "Everybody in it is made up; it never shows a real report. What the letter "
                       "says depends on\nwhat happened; --as takes one of:\n\n";
    for (const auto& one : letters::situations())
        text += "  " + std::string(one.name) + std::string(18 - one.name.size(), ' ') +
                std::string(one.meaning) + "\n";
    return text + "\n  reservepost preview forwarding --as returned --language nn -o letter.pdf\n"
                  "  reservepost preview confirmation-private -o letter.png";
}

} // namespace

Command preview_command()
{
    using enum Option::Kind;
    return {.name = "preview",
            .summary = "See a letter as it would come, with made-up people",
            .details = details(),
            .options = {{Argument, "TEMPLATE", "TEMPLATE",
                         "forwarding, confirmation-private or confirmation-public", true},
                        {Text, "--language", "L", "nb, nn; en for confirmations"},
                        {Text, "--receiver", "R", "From and to this receiver of the register"},
                        {Text, "--as", "SITUATION", "What happened", false, "late"},
                        {Text, "--form", "FORM", "private, public-v1 or public-v2"},
                        {Flag, "--marks", "", "Show window, silent zone and the sheet's mark"},
                        {Text, "--profile", "P", "For this print profile (profile list)", false,
                         "norway"},
                        {Text, "--output", "FILE",
                         "FILE.pdf, or FILE.png for a picture of each page", true, "", "-o"}},
            .run = preview};
}

} // namespace reservepost::batch::commands

#include "batch/spool/by_hand.h"

#include "batch/crypto/cms.h"
#include "batch/disk/fail_point.h"
#include "batch/disk/files.h"
#include "batch/json/value.h"
#include "batch/receivers/register.h"
#include "batch/spool/kept_jobs.h"
#include "batch/spool/spool.h"
#include "batch/store/installation.h"
#include "batch/words/states.h"
#include "holidays/oslo_time.h"
#include "layout/pdf.h"

#include <stdexcept>

namespace reservepost::batch::spool {

namespace {

using layout::Length;

/// People find an envelope or a box for what no machine folds. A report of 5 MB has fewer.
constexpr int most_sheets = 5'000;

std::invalid_argument refusal(std::int64_t letter, const std::string& why)
{
    return std::invalid_argument("letter " + std::to_string(letter) + " " + why);
}

/// Locks the letter's report and then the letter, as everywhere. Throws unless it may still be
/// printed here.
void lock_printable(store::Transaction& transaction, std::int64_t letter, holidays::Instant now)
{
    const auto found =
        transaction.execute("select record from letter where id = $1", {letter}).find_one();
    if (!found)
        throw refusal(letter, "does not exist; `reservepost held` lists those that are held");
    transaction.execute("select from report where record = $1 for update",
                        {found->record("record")});
    const auto row =
        transaction
            .execute("select l.state, coalesce(l.job, '') as job, l.receiver is not null as "
                     "addressed, r.due_at, r.rejected_at is not null or r.reception = 'postal' or "
                     "r.reopened_at is not null as at_once from letter l join report r using "
                     "(record) where l.id = $1 for update of l",
                     {letter})
            .one();
    const auto state = letter_state(row.text("state"));
    if (state == LetterState::Packed || state == LetterState::Sent)
        throw refusal(letter, "is in job " + row.text("job") +
                                  "; recall it first: `reservepost "
                                  "recall " +
                                  row.text("job") + "`");
    if (state != LetterState::Held && state != LetterState::Gathered &&
        state != LetterState::Typeset)
        throw refusal(letter, "is over: it is " + row.text("state"));
    if (!row.text("job").empty())
        throw refusal(letter, "is being packed in job " + row.text("job") +
                                  "; say it again when a run has closed that");
    if (!row.boolean("addressed"))
        throw refusal(letter, "has no receiver; give it one first: `reservepost release " +
                                  std::to_string(letter) + " --receiver R`");
    if (!row.boolean("at_once") && now < row.instant("due_at"))
        throw refusal(letter, "waits: its receiver may confirm until " +
                                  holidays::oslo_text(row.instant("due_at")));
}

/// Step 1: a number that was given and came to nothing is taken again, so that none is missing.
std::string number_job(HandDesk& desk)
{
    auto transaction = desk.database.begin();
    desk.ownership.check(transaction);
    const auto left =
        transaction
            .execute("select number from job where house = $1 and state = 'numbered'", {hand_house})
            .find_one();
    if (left) return left->text("number");
    const auto number =
        transaction
            .execute("insert into job_counter (house, generation, last) values ($1, 0, 1) on "
                     "conflict (house, generation) do update set last = job_counter.last + 1 "
                     "returning lpad(last::text, 8, '0') as number",
                     {hand_house})
            .one()
            .text("number");
    transaction.execute("insert into job (number, house, state, class, pieces, sheets, pages, "
                        "witness, numbered_at) values ($1, $2, 'numbered', $2, 1, 1, 1, $3, $4)",
                        {number, hand_house, no_witness, desk.occasion.at});
    store::write_journal(transaction, {desk.occasion,
                                       {store::SubjectKind::Job, number},
                                       "numbered",
                                       std::nullopt,
                                       "numbered",
                                       std::nullopt});
    transaction.commit("by-hand.numbered");
    return number;
}

std::string pdf_of(const HandDesk& desk, const std::string& number,
                   const layout::Composition& composition)
{
    layout::PdfJob job{{.title = "Reservepost job " + number,
                        .created = holidays::oslo_text(desk.occasion.at),
                        .document_id = "urn:reservepost:job:" + number},
                       {}};
    job.pieces.push_back({.number = 1,
                          .kind = "forwarding",
                          .sheets = composition.sheets,
                          .plex = "duplex",
                          .envelope = "",
                          .pages = composition.pages});
    return layout::write_pdf(job, desk.typesetter.workshop().library());
}

struct SealedFile {
    std::string name;
    crypto::Digest sha256;
    std::int64_t size = 0;
};

/// Step 2. What an earlier attempt left under the name is put in its place.
SealedFile seal(const HandDesk& desk, const std::string& number, const std::string& pdf,
                const crypto::Certificate& recipient)
{
    SealedFile sealed{.name = "RP.by-hand." + number + ".pdf.cms", .sha256 = {}, .size = 0};
    const auto file = desk.outbox / sealed.name;
    disk::remove_durably(file);
    disk::durably("by-hand.sealed", [&] {
        crypto::EnvelopeWriter writer(file, {recipient});
        writer.write(pdf);
        sealed.sha256 = writer.finish();
        disk::sync_directory(desk.outbox);
    });
    sealed.size = static_cast<std::int64_t>(std::filesystem::file_size(file));
    return sealed;
}

/// Takes the letter to `sent`, each state with its line in the journal.
void send_letter(store::Transaction& transaction, const HandDesk& desk, std::int64_t letter,
                 const std::string& number, const letters::SetLetter& set)
{
    auto state =
        letter_state(transaction.execute("select state from letter where id = $1", {letter})
                         .one()
                         .text("state"));
    const auto goes = [&](LetterState to, const char* event) {
        transaction.execute("update letter set state = $2, held_code = null, held_sentence = null "
                            "where id = $1",
                            {letter, name_of(to)});
        store::write_journal(transaction, {desk.occasion,
                                           {store::SubjectKind::Letter, std::to_string(letter)},
                                           event,
                                           std::string(name_of(state)),
                                           std::string(name_of(to)),
                                           "by-hand"});
        state = to;
    };
    if (state == LetterState::Held) goes(LetterState::Gathered, "released");
    letters::keep_wording(transaction, set.words, desk.occasion);
    transaction.execute(
        "update letter set job = $2, piece = 1, pages = $3, sheets = $4, envelope = 'by-hand', "
        "postcode = $5, frames_digest = $6, made_with = $7, uncovered = $8, receiver_version = "
        "$9, wording = $10 where id = $1",
        {letter, number, set.composition.pages.size(), set.composition.sheets, set.postcode,
         set.frames_digest, set.made_with, set.composition.uncovered_characters,
         set.receiver_version, set.words.digest()});
    if (state == LetterState::Gathered) goes(LetterState::Typeset, "typeset");
    goes(LetterState::Packed, "packed");
}

void job_goes(store::Transaction& transaction, const HandDesk& desk, const std::string& number,
              JobState from, JobState to)
{
    transaction.execute("update job set state = $2 where number = $1", {number, name_of(to)});
    store::write_journal(transaction, {desk.occasion,
                                       {store::SubjectKind::Job, number},
                                       std::string(name_of(to)),
                                       std::string(name_of(from)),
                                       std::string(name_of(to)),
                                       "by-hand"});
}

/// What a print house's manifest says, as far as it can be said of one letter on our own paper.
std::string manifest_of(const HandDesk& desk, const std::string& number, const std::string& printer,
                        const crypto::Certificate& recipient,
                        const layout::Composition& composition, const SealedFile& file)
{
    return json::canonical(json::Value::object(
        {{"v", 1},
         {"kind", "by-hand"},
         {"job", number},
         {"date", holidays::oslo_date(desk.occasion.at).text()},
         {"printer", printer},
         {"certificate", recipient.fingerprint().hex()},
         {"pages", composition.pages.size()},
         {"sheets", composition.sheets},
         {"file",
          json::Value::object(
              {{"name", file.name}, {"sha256", file.sha256.hex()}, {"size", file.size}})}}));
}

/// Steps 3 and 4, but for the commit.
void write_sent(store::Transaction& transaction, HandDesk& desk, const letters::LetterRow& letter,
                const std::string& number, const letters::SetLetter& set, const SealedFile& file,
                const std::string& manifest)
{
    send_letter(transaction, desk, letter.id, number, set);
    transaction.execute(
        "update job set pages = $2, sheets = $3, file_name = $4, file_sha256 = $5, file_size = $6, "
        "manifest = $7, manifest_sha256 = $8, closed_at = $9, sent_at = $9 where number = $1",
        {number, set.composition.pages.size(), set.composition.sheets, file.name, file.sha256,
         file.size, manifest, crypto::sha256(manifest), desk.occasion.at});
    job_goes(transaction, desk, number, JobState::Numbered, JobState::Closed);
    keep_job(transaction, desk.vault, number);
    std::vector<vault::Fact> facts;
    for (const char* event : {"packed", "sent"})
        facts.push_back({.record = letter.record,
                         .event = event,
                         .date = holidays::oslo_date(desk.occasion.at).text(),
                         .job = number,
                         .piece = "1",
                         .code = std::string(hand_house)});
    desk.vault.append_facts(facts);
    job_goes(transaction, desk, number, JobState::Closed, JobState::Sending);
    job_goes(transaction, desk, number, JobState::Sending, JobState::Sent);
    transaction.execute("update letter set state = 'sent' where id = $1", {letter.id});
    store::write_journal(transaction, {desk.occasion,
                                       {store::SubjectKind::Letter, std::to_string(letter.id)},
                                       "sent",
                                       "packed",
                                       "sent",
                                       "by-hand"});
}

letters::LetterRow read_letter(store::Transaction& transaction, std::int64_t letter)
{
    return letters::read_letter_row(
        transaction
            .execute("select " + std::string(letters::letter_row_columns) +
                         " from letter l join report r using (record) where l.id = $1",
                     {letter})
            .one());
}

} // namespace

bool is_by_hand(std::string_view job)
{
    return job.starts_with("00");
}

letters::PrintSetting hand_setting(const std::string& return_line)
{
    letters::PrintSetting setting;
    auto& geometry = setting.geometry;
    geometry.clear_left = Length::mm(5);
    geometry.silent_zone.reset();
    geometry.mark.reset();
    geometry.witness.reset();
    geometry.window = {{Length::mm(0), Length::mm(0)}, {Length::mm(125), Length::mm(89)}};
    // It begins where windows begin, so that most addresses show in one.
    geometry.address = {{Length::mm(20), Length::mm(47)}, {Length::mm(103), Length::mm(39)}};
    geometry.address_size_least = Length::pt(7);
    geometry.head_left = Length::mm(126);
    geometry.most_pages = most_sheets * layout::sides_of(geometry.plex);
    setting.limits = {.envelopes = {{"by-hand", most_sheets}}};
    setting.return_line = return_line;
    return setting;
}

HandWord ask_to_print(store::Transaction& transaction, std::int64_t letter,
                      const std::string& printer, const store::Occasion& occasion)
{
    lock_printable(transaction, letter, occasion.at);
    return say(transaction, letter, HandStep::Print, printer, occasion);
}

std::optional<HandPrint> find_hand_print(store::Transaction& transaction, std::int64_t letter)
{
    const auto row =
        transaction
            .execute("select j.number, j.file_name, j.manifest from letter l join job j on "
                     "j.number = l.job where l.id = $1 and j.house = $2 and j.state = 'sent'",
                     {letter, hand_house})
            .find_one();
    if (!row) return std::nullopt;
    return HandPrint{row->text("number"), row->text("file_name"),
                     json::parse(row->text("manifest")).text("printer")};
}

HandPrint print_by_hand(HandDesk& desk, std::int64_t letter, const std::string& printer,
                        const crypto::Certificate& recipient)
{
    const auto number = number_job(desk);
    auto transaction = desk.database.begin();
    desk.ownership.check(transaction);
    lock_printable(transaction, letter, desk.occasion.at);
    second(transaction, letter, HandStep::Print, printer, desk.occasion);
    receivers::share_register(transaction);
    const auto row = read_letter(transaction, letter);
    const auto set = desk.typesetter.set(row, receivers::snapshot(transaction),
                                         store::read_installation(transaction).vault_ring);
    const auto file = seal(desk, number, pdf_of(desk, number, set.composition), recipient);
    write_sent(transaction, desk, row, number, set, file,
               manifest_of(desk, number, printer, recipient, set.composition, file));
    transaction.commit("by-hand.sent");
    return {number, file.name, printer};
}

void bring_to_printer(const std::filesystem::path& file, const std::filesystem::path& directory)
{
    constexpr std::uint64_t limit_octets = 512ULL << 20;
    disk::durably("by-hand.brought", [&] {
        disk::replace_durably(directory / file.filename(), disk::read_file(file, limit_octets),
                              0640);
    });
}

std::int64_t newest_letter_of(store::Transaction& transaction, const std::string& job,
                              std::int64_t piece)
{
    const auto row = transaction
                         .execute("select max(n.id) as id from letter l join letter n using "
                                  "(record, kind) where l.job = $1 and l.piece = $2",
                                  {job, piece})
                         .one();
    const auto id = row.find_integer("id");
    if (!id) throw std::invalid_argument("job " + job + " has no piece " + std::to_string(piece));
    return *id;
}

} // namespace reservepost::batch::spool

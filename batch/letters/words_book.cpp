#include "batch/letters/words_book.h"

#include "batch/receivers/register.h"
#include "batch/store/incidents.h"
#include "templates/embedded_files.h"

#include <set>
#include <stdexcept>

namespace reservepost::batch::letters {

namespace {

using templates::OwnWords;
using templates::Template;

constexpr std::string_view outdated_code = "own-words-outdated";

/// The digests of the shipped templates by their file names, worked out once a process.
const crypto::Digest& digest_of_shipped(const std::string& file)
{
    static const std::map<std::string, crypto::Digest> digests = [] {
        std::map<std::string, crypto::Digest> all;
        for (const auto& one : templates::embedded_files())
            all.emplace(one.name, crypto::sha256(one.bytes));
        return all;
    }();
    return digests.at(file);
}

WordingFiles::File file_of(const TemplateName& name, const Template& words)
{
    return {name, words.version(), false, words.bytes(), digest_of_shipped(words.file())};
}

std::optional<WordingFiles::File> file_of(const TemplateName& name, const OwnWords* words)
{
    if (words == nullptr) return std::nullopt;
    return WordingFiles::File{name, words->version(), true, words->bytes(),
                              crypto::sha256(words->bytes())};
}

store::Value digest_or_null(const std::optional<WordingFiles::File>& file)
{
    return file ? store::Value(file->digest) : store::Value(nullptr);
}

void keep_file(store::Transaction& transaction, const WordingFiles::File& file,
               const store::Occasion& occasion)
{
    transaction.execute("insert into words_file (digest, kind, language, version, own, content, "
                        "kept_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
                        {file.digest, file.name.kind, file.name.language, file.version, file.own,
                         file.octets, occasion.at});
}

void write_to_journal(store::Transaction& transaction, const receivers::ReceiverKey& receiver,
                      const char* event, const TemplateName& name, const store::Occasion& occasion)
{
    store::write_journal(transaction, {occasion,
                                       {store::SubjectKind::Receiver, to_text(receiver)},
                                       event,
                                       std::nullopt,
                                       std::nullopt,
                                       name.kind + ":" + name.language});
}

} // namespace

crypto::Digest WordingFiles::digest() const
{
    std::string octets = own_template.digest.octets();
    for (const auto* file : {&own_words, &enclosed_template, &enclosed_words})
        octets += *file ? (*file)->digest.octets() : crypto::Digest().octets();
    return crypto::sha256(octets);
}

WordsBook WordsBook::read(store::Transaction& transaction)
{
    WordsBook book;
    std::map<std::int64_t, std::vector<OwnWords>> own;
    for (const store::Row row : transaction.execute(
             "select o.receiver, r.municipality, r.district, o.kind, o.language, f.content from "
             "own_words o join words_file f using (digest) join receiver r on r.id = o.receiver "
             "order by o.receiver, o.kind, o.language")) {
        const auto receiver = row.integer("receiver");
        const TemplateName name{row.text("kind"), row.text("language")};
        try {
            own[receiver].push_back(
                OwnWords::parse(name.kind + "." + name.language + ".md", row.text("content")));
        } catch (const templates::TemplateErrors&) {
            book.outdated_.push_back(
                {receiver, {row.text("municipality"), row.text("district")}, name});
        }
    }
    for (auto& [receiver, words] : own)
        book.wordings_.emplace(receiver, Wording(std::move(words)));
    return book;
}

const Wording& WordsBook::of(std::int64_t receiver) const
{
    static const Wording shipped;
    const auto found = wordings_.find(receiver);
    return found == wordings_.end() ? shipped : found->second;
}

WordingFiles WordsBook::files_of(const LetterInput& input) const
{
    const Wording& wording = of(input.receiver.id);
    const auto names = templates_of_letter(input);
    const auto shipped = [](const TemplateName& name) {
        return file_of(name, Template::find(name.kind, name.language));
    };
    const auto own = [&](const TemplateName& name) {
        return file_of(name, wording.find_own(name.kind, name.language));
    };
    WordingFiles files{shipped(names.at(0)), own(names.at(0)), {}, {}};
    if (names.size() > 1) {
        files.enclosed_template = shipped(names[1]);
        files.enclosed_words = own(names[1]);
    }
    return files;
}

std::string WordsBook::fingerprint(std::int64_t receiver) const
{
    std::string text;
    for (const OwnWords& words : of(receiver).own())
        text += crypto::sha256(words.bytes()).octets();
    return text;
}

void keep_wording(store::Transaction& transaction, const WordingFiles& files,
                  const store::Occasion& occasion)
{
    const auto digest = files.digest();
    if (!transaction.execute("select from wording where digest = $1", {digest}).empty()) return;
    keep_file(transaction, files.own_template, occasion);
    for (const auto* file : {&files.own_words, &files.enclosed_template, &files.enclosed_words})
        if (*file) keep_file(transaction, **file, occasion);
    transaction.execute("insert into wording (digest, template, own_words, enclosed_template, "
                        "enclosed_words) values ($1, $2, $3, $4, $5) on conflict do nothing",
                        {digest, files.own_template.digest, digest_or_null(files.own_words),
                         digest_or_null(files.enclosed_template),
                         digest_or_null(files.enclosed_words)});
}

void tell_of_outdated_words(store::Transaction& transaction, const WordsBook& book,
                            const store::Occasion& occasion)
{
    std::set<std::string> told;
    for (const auto& outdated : book.outdated()) {
        const store::Subject subject{store::SubjectKind::Receiver, to_text(outdated.key)};
        told.insert(subject.name);
        store::raise_incident(transaction,
                              {std::string(outdated_code), subject,
                               "own words of receiver " + subject.name + " (" + outdated.name.kind +
                                   ", " + outdated.name.language +
                                   ") do not fit the program's template any more; its "
                                   "letters go out with the shipped words",
                               "mend the file and run `reservepost templates set " + subject.name +
                                   " FILE`, or `reservepost templates drop " + subject.name + " " +
                                   outdated.name.kind + " --language " + outdated.name.language +
                                   "`"},
                              occasion);
    }
    for (const store::Row row : transaction.execute(
             "select subject from incident where code = $1 and state <> 'closed'", {outdated_code}))
        if (!told.contains(row.text("subject")))
            store::resolve_incident(transaction, std::string(outdated_code),
                                    {store::SubjectKind::Receiver, row.text("subject")}, occasion);
}

std::vector<OwnWordsRow> list_own_words(store::Transaction& transaction)
{
    std::vector<OwnWordsRow> rows;
    for (const store::Row row : transaction.execute(
             "select r.municipality, r.district, o.kind, o.language, f.version, o.digest, o.set_at "
             "from own_words o join words_file f using (digest) join receiver r on "
             "r.id = o.receiver order by r.municipality, r.district, o.kind, o.language"))
        rows.push_back({{row.text("municipality"), row.text("district")},
                        {row.text("kind"), row.text("language")},
                        static_cast<int>(row.integer("version")),
                        row.digest("digest"),
                        row.instant("set_at")});
    return rows;
}

void set_own_words(store::Transaction& transaction, const receivers::ReceiverKey& receiver,
                   const OwnWords& words, const store::Occasion& occasion)
{
    const TemplateName name{words.kind(), words.language()};
    const auto id = receivers::get(transaction, receiver).id;
    const auto file = *file_of(name, &words);
    keep_file(transaction, file, occasion);
    transaction.execute("insert into own_words (receiver, kind, language, digest, set_at) values "
                        "($1, $2, $3, $4, $5) on conflict (receiver, kind, language) do update set "
                        "digest = excluded.digest, set_at = excluded.set_at",
                        {id, name.kind, name.language, file.digest, occasion.at});
    write_to_journal(transaction, receiver, "own-words-set", name, occasion);
}

bool drop_own_words(store::Transaction& transaction, const receivers::ReceiverKey& receiver,
                    const TemplateName& name, const store::Occasion& occasion)
{
    const auto id = receivers::get(transaction, receiver).id;
    const auto dropped = transaction.changed(
        "delete from own_words where receiver = $1 and kind = $2 and language = $3",
        {id, name.kind, name.language});
    if (dropped > 0) write_to_journal(transaction, receiver, "own-words-dropped", name, occasion);
    return dropped > 0;
}

} // namespace reservepost::batch::letters

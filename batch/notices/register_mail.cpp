#include "batch/notices/register_mail.h"

#include "holidays/oslo_time.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

namespace reservepost::batch::notices {

namespace {

using receivers::FieldChange;
using receivers::Receiver;
using receivers::ReceiverKey;
using receivers::Snapshot;

/// Words in both languages of letters.
struct Words {
    std::string_view nb;
    std::string_view nn;
    std::string in(const std::string& language) const
    {
        return std::string(language == "nn" ? nn : nb);
    }
};

struct Label {
    std::string_view name; ///< A field's, or a value's.
    Words words;
};

// clang-format off
constexpr Label field_labels[] = {
    {"address",          {"Adresse", "Adresse"}},
    {"host",             {"Bruker adressen til", "Bruker adressa til"}},
    {"reception",        {"Mottak", "Mottak"}},
    {"policy",           {"Frist før brev", "Frist før brev"}},
    {"default_district", {"Får meldinger uten bydel", "Får meldingar utan bydel"}},
    {"proof_of_possession",
     {"Bekreftelse krever bevis for lagring", "Stadfesting krev prov på lagring"}},
    {"agreement_date",   {"Avtale fra", "Avtale frå"}},
    {"valid_from",       {"Første dag", "Første dag"}},
    {"valid_to",         {"Siste dag", "Siste dag"}},
    {"successor",        {"Etterfølger", "Etterfølgjar"}},
};
constexpr Label value_labels[] = {
    {"manual", {"nedlasting fra portalen", "nedlasting frå portalen"}},
    {"system", {"fagsystem", "fagsystem"}},
    {"postal", {"bare brev", "berre brev"}},
    {"true",   {"ja", "ja"}},
    {"false",  {"nei", "nei"}},
};
// clang-format on

constexpr Words nothing{"(ikke oppgitt)", "(ikkje oppgitt)"};
constexpr Words other_fields{"Andre opplysninger endres også.",
                             "Andre opplysningar blir òg endra."};
constexpr Words from_before{"før:", "før:"};
constexpr Words from_now{"ny: ", "ny: "};
constexpr Words same_address{"Brev til dere bruker denne adressen, så endringen gjelder dere også.",
                             "Brev til dykk bruker denne adressa, så endringa gjeld dykk òg."};
constexpr Words ending{"Denne e-posten er laget av en maskin. Ingen leser svar på den.\n",
                       "Denne e-posten er laga av ei maskin. Ingen les svar på han.\n"};

struct StageWords {
    Words subject; ///< Before the receiver's name.
    Words opening;
    Words what_now;
};

constexpr StageWords stage_words[] = {
    {{"En endring venter på godkjenning:", "Ei endring ventar på godkjenning:"},
     {"Noen har bedt om å endre hvor eller når reserveløsningen for bekymringsmeldinger sender "
      "brev.",
      "Nokon har bedt om å endre kvar eller når reserveløysinga for bekymringsmeldingar sender "
      "brev."},
     {"Endringen gjelder ikke ennå. Den gjelder først når en person til har godkjent den. Er den "
      "feil, så si fra med en gang til dem som drifter reserveløsningen.",
      "Endringa gjeld ikkje enno. Ho gjeld først når ein person til har godkjent ho. Er ho feil, "
      "så "
      "sei frå med ein gong til dei som driftar reserveløysinga."}},
    {{"En endring gjelder fra nå:", "Ei endring gjeld frå no:"},
     {"Det er endret hvor eller når reserveløsningen for bekymringsmeldinger sender brev.",
      "Det er endra kvar eller når reserveløysinga for bekymringsmeldingar sender brev."},
     {"Brev som alt er hos trykkeriet, er ikke endret. Er endringen feil, så si fra med en gang "
      "til "
      "dem som drifter reserveløsningen.",
      "Brev som alt er hos trykkeriet, er ikkje endra. Er endringa feil, så sei frå med ein gong "
      "til "
      "dei som driftar reserveløysinga."}},
    {{"En endring er trukket:", "Ei endring er trekt:"},
     {"Noen hadde bedt om å endre hvor eller når reserveløsningen for bekymringsmeldinger sender "
      "brev.",
      "Nokon hadde bedt om å endre kvar eller når reserveløysinga for bekymringsmeldingar sender "
      "brev."},
     {"Endringen er trukket. Alt er som før.", "Endringa er trekt. Alt er som før."}},
};

const Label* find_label(std::span<const Label> labels, std::string_view name)
{
    const auto there = std::ranges::find(labels, name, &Label::name);
    return there == labels.end() ? nullptr : &*there;
}

/// Whether people must be told: it moves letters, or moves whom we tell.
bool is_news(const FieldChange& change)
{
    return receivers::needs_approval(change.field) || change.field == "contact_email";
}

/// A value on one or more lines, those after the first indented.
std::string shown(const std::string& value, const std::string& language)
{
    if (value.empty()) return nothing.in(language);
    if (const auto* label = find_label(value_labels, value)) return label->words.in(language);
    std::string text;
    for (const char c : value) {
        text += c;
        if (c == '\n') text += "       ";
    }
    return text;
}

/// Whether a change moves the letters of those that use this receiver's address too.
bool is_address(const FieldChange& change)
{
    return change.field == "address" || change.field == "host";
}

/// The changes of one receiver; for a guest only those of the address.
std::string changes_text(const RegisterNews& news, const ReceiverKey& key,
                         const std::string& language, bool as_guest)
{
    std::string text;
    bool others = false;
    for (const auto& change : news.fields) {
        if (change.receiver != key || (as_guest && !is_address(change))) continue;
        const auto* label = find_label(field_labels, change.field);
        others = others || label == nullptr;
        if (label == nullptr) continue;
        text += label->words.in(language) + "\n  " + from_before.in(language) + " " +
                shown(change.before, language) + "\n  " + from_now.in(language) + " " +
                shown(change.after, language) + "\n\n";
    }
    if (others && news.stage != ChangeStage::Withdrawn) text += other_fields.in(language) + "\n\n";
    return text;
}

std::string name_of(const Receiver& receiver)
{
    return to_text(receiver.key) + " " + receiver.municipality_name +
           (receiver.district_name.empty() ? "" : ", " + receiver.district_name);
}

/// "25.11.2026 kl. 12.00", Oslo time.
std::string moment(holidays::Instant at)
{
    const auto text = holidays::oslo_text(at);
    return text.substr(8, 2) + "." + text.substr(5, 2) + "." + text.substr(0, 4) + " kl. " +
           text.substr(11, 2) + "." + text.substr(14, 2);
}

/// What one person hears: of the receivers that changed, each with whom it concerns there.
struct Hearing {
    std::string language;                 ///< Of the first receiver concerned.
    std::vector<const Receiver*> changed; ///< In the order of their numbers.
    std::set<const Receiver*> as_guest;   ///< Those whose address a receiver of this person uses.
};

class Audience {
public:
    explicit Audience(const RegisterNews& news) : news_(news)
    {
        std::set<ReceiverKey> told;
        for (const auto& change : news.fields)
            if (is_news(change) && told.insert(change.receiver).second) tell_of(change.receiver);
    }

    const std::map<std::string, Hearing>& hearings() const { return hearings_; }

private:
    void tell_of(const ReceiverKey& key)
    {
        const auto* before = news_.before.find(key);
        const auto* after = news_.after.find(key);
        const auto* subject = after != nullptr ? after : before;
        if (subject == nullptr) return;
        for (const auto* receiver : {before, after})
            if (receiver != nullptr) add(*receiver, subject, false);
        const bool moved = std::ranges::any_of(news_.fields, [&](const FieldChange& change) {
            return change.receiver == key && is_address(change);
        });
        if (!moved) return;
        for (const auto& guest : news_.after.receivers)
            if (guest.host == key) add(guest, subject, true);
    }

    void add(const Receiver& who, const Receiver* subject, bool as_guest)
    {
        if (who.contact_email.empty()) return;
        auto& hearing = hearings_[who.contact_email];
        if (hearing.language.empty()) hearing.language = who.language;
        const bool heard = std::ranges::find(hearing.changed, subject) != hearing.changed.end();
        if (!heard) hearing.changed.push_back(subject);
        if (!heard && as_guest) hearing.as_guest.insert(subject);
    }

    const RegisterNews& news_;
    std::map<std::string, Hearing> hearings_; ///< By e-mail address.
};

std::string body_of(const RegisterNews& news, const Hearing& hearing, const StageWords& words)
{
    const auto& language = hearing.language;
    std::string text = words.opening.in(language) + "\n\n";
    for (const auto* receiver : hearing.changed) {
        const bool as_guest = hearing.as_guest.contains(receiver);
        text += name_of(*receiver) + "\n\n" + changes_text(news, receiver->key, language, as_guest);
        if (as_guest) text += same_address.in(language) + "\n\n";
    }
    text += words.what_now.in(language) + "\n\n";
    if (news.number)
        text += Words{"Endring nummer ", "Endring nummer "}.in(language) +
                std::to_string(*news.number) + ", " + moment(news.at) + ".\n\n";
    else
        text += moment(news.at) + ".\n\n";
    return text + ending.in(language);
}

} // namespace

std::vector<NewMail> register_mails(const RegisterNews& news)
{
    const auto& words = stage_words[static_cast<std::size_t>(news.stage)];
    std::vector<NewMail> mails;
    const Audience audience(news);
    for (const auto& [address, hearing] : audience.hearings()) {
        auto subject = "Reservepost: " + words.subject.in(hearing.language) + " " +
                       name_of(*hearing.changed.front());
        if (const auto more = hearing.changed.size() - 1; more > 0)
            subject += " + " + std::to_string(more);
        mails.push_back({.recipient = address,
                         .subject = std::move(subject),
                         .body = body_of(news, hearing, words)});
    }
    return mails;
}

} // namespace reservepost::batch::notices

#include "batch/report/certificate_page.h"

#include "batch/report/deletion_words.h"
#include "holidays/oslo_time.h"

#include <utility>

namespace reservepost::batch::report {

namespace {

using deletion::Certificate;
using deletion::Limit;

std::string date_of(const std::string& text)
{
    return date_in_bokmaal(holidays::Date::from_text(text));
}

/// What the leaf says in English where it says what this program writes; else as it stands.
std::string in_norwegian(const std::string& text)
{
    constexpr std::pair<std::string_view, std::string_view> known[] = {
        {"cryptographic erase", "Kryptografisk sletting (cryptographic erase)"},
        {"every copy of the AES-256-GCM key destroyed (ring replaced)",
         "Alle kopier av nøkkelen (AES-256-GCM) er ødelagt; nøkkelringen er byttet ut"},
        {"key destroyed in the stores that were not dropped",
         "Nøkkelen er ødelagt i de lagrene vi fortsatt har"},
        {"ring replaced in the stores that were not dropped",
         "Nøkkelringen er byttet ut i de lagrene vi fortsatt har"},
        {"overwritten with zeros, synced and unlinked",
         "Nøkkelfila er overskrevet med nuller og fjernet"},
        {"content file and key looked for in every store and every ring",
         "Lette etter innhold og nøkkel i alle lagre og nøkkelringer"},
        {"absent", "Ingen av dem finnes"}};
    for (const auto& [english, norwegian] : known)
        if (text == english) return std::string(norwegian);
    return text;
}

/// "store 1", "store 2" as "lager 1 og 2".
std::string stores_of(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        constexpr std::string_view store = "store ";
        const bool ours = names[i].starts_with(store);
        if (i > 0) text += i + 1 == names.size() ? " og " : ", ";
        text += ours ? (i == 0 ? "lager " : "") + names[i].substr(store.size()) : names[i];
    }
    return text;
}

/// "Lager 1" for "lager 1".
std::string at_the_beginning(std::string text)
{
    if (text.starts_with('l')) text.front() = 'L';
    return text;
}

std::string places_of(const Certificate& certificate)
{
    std::string text;
    for (const auto& place : certificate.places)
        text += (text.empty() ? "" : "\n") + at_the_beginning(stores_of({place.store})) +
                ": enhet " + place.device +
                (place.beside_content ? ", der innholdet også ligger" : "");
    return text.empty() ? "Ikke kjent for den som laget denne siden" : text;
}

std::string sentence_of(Limit limit)
{
    switch (limit) {
    case Limit::RemanenceNotExcluded:
        return "En nøkkel lå på samme enhet som innholdet. Vi kan ikke utelukke at det finnes "
               "rester på enheten.";
    case Limit::StoreDropped:
        return "Ett lager er gitt opp med nøklene i. Derfor kaller vi ikke dette en kryptografisk "
               "sletting av alle kopier.";
    case Limit::PlacesUnknown:
        return "Siden er laget av en kopi av loggen. Vi vet ikke hvilke enheter nøklene lå på.";
    }
    throw std::logic_error("a limit without words [this is a bug]");
}

/// Builds the page from the certificate.
class Page {
public:
    explicit Page(const Certificate& certificate) : certificate_(certificate) {}

    std::vector<layout::Block> blocks()
    {
        add(layout::Heading{1, {{"Bekreftelse på sletting"}}});
        add(layout::Paragraph{{{first_sentence()}}, layout::ParagraphStyle::Lead});
        add_subject();
        add_sanitization();
        add_verification();
        add_proof();
        return std::move(blocks_);
    }

private:
    void add(layout::Block block) { blocks_.push_back(std::move(block)); }
    void heading(const char* text) { add(layout::Heading{2, {{text}}}); }
    void row(const char* label, std::string value)
    {
        add(layout::LabelValue{label, std::move(value)});
    }

    std::string first_sentence() const
    {
        return "Den " + date_of(certificate_.deletion.deleted_on) +
               " slettet vi originalen av én bekymringsmelding. Nøkkelen som åpnet den, er "
               "ødelagt" +
               (certificate_.every_copy() ? "." : " i de lagrene vi fortsatt har.");
    }

    void add_subject()
    {
        heading("Hva vi slettet");
        row("Nummer i loggen", certificate_.deletion.record);
        row("Hva slags", "Taushetsbelagte opplysninger, lagret som databaserader og nøkkelfil");
        row("Hvorfor", reason_in_bokmaal(certificate_.deletion));
    }

    void add_sanitization()
    {
        const auto& leaf = certificate_.deleted;
        const auto& ring = certificate_.ring;
        heading("Hvordan vi slettet");
        row("Metode", in_norwegian(certificate_.method()));
        row("Teknikk", in_norwegian(certificate_.technique()));
        row("Nøklene", in_norwegian(ring.text("how")) + " i " + stores_of(ring.texts("stores")) +
                           " (nøkkelring " + std::to_string(ring.integer("ring")) + ")");
        row("Nøklene lå på", places_of(certificate_));
        row("Kunngjort", date_of(certificate_.deletion.announced_on));
        row("Fullført", date_of(ring.text("date")));
        row("Program", leaf.at("tool").text("name") + " " + leaf.at("tool").text("version"));
    }

    void add_verification()
    {
        const auto& check = certificate_.deleted.at("check");
        heading("Hvordan vi kontrollerte");
        row("Prøvde", in_norwegian(check.text("tried")));
        row("Fant", in_norwegian(check.text("outcome")));
        for (const Limit limit : certificate_.limits())
            add(layout::Paragraph{{{sentence_of(limit)}}});
    }

    void add_proof()
    {
        const auto name = deletion::VerifierKey::from_line(certificate_.verifier_key).name;
        heading("Beviset");
        row("Slettelogg", name);
        row("Linjer", "Kunngjort i linje " + std::to_string(certificate_.deletion.intent) +
                          ", slettet i linje " + std::to_string(*certificate_.deletion.deleted) +
                          ", nøklene i linje " + std::to_string(*certificate_.deletion.ring) +
                          ", av " + std::to_string(certificate_.log_size) + " (talt fra 0)");
        row("Rot", certificate_.root);
        add(layout::Paragraph{
            {{"Denne siden viser hva bekreftelsen sier. Det er JSON-fila som gjelder. I den ligger "
              "beviset, og hvem som helst kan prøve det uten oss, med programmet "
              "reservepost-verify og nøkkelen til loggen."}},
            layout::ParagraphStyle::Small});
        add(layout::Paragraph{
            {{"Feltene følger NIST SP 800-88 rev. 2, tillegg C. Sikkerhetskopier av innholdet "
              "kan ingen lese uten nøkkelen."}},
            layout::ParagraphStyle::Small});
    }

    const Certificate& certificate_;
    std::vector<layout::Block> blocks_;
};

} // namespace

DeskPages certificate_page(const Certificate& certificate)
{
    layout::Letter letter;
    letter.enveloped = false;
    letter.parts.push_back({.blocks = Page(certificate).blocks(), .language = "nb"});
    const auto day = holidays::Date::from_text(certificate.deletion.deleted_on);
    return {"Reservepost certificate " + certificate.deletion.record,
            holidays::oslo_text(holidays::start_of_day(day)), "certificate", std::move(letter)};
}

} // namespace reservepost::batch::report

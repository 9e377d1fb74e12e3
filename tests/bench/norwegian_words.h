#pragma once

#include <array>
#include <string_view>

// Words for letters that look like those of a public office in Norway: the common ones in about
// the order of their frequency, and the parts of compounds, of which Norwegian makes the others.

namespace reservepost::bench {

// clang-format off
inline constexpr auto common_words = std::to_array<std::string_view>({
    "og", "i", "det", "er", "til", "på", "som", "at", "en", "for", "av", "vi", "du", "ikke", "har",
    "med", "å", "de", "den", "et", "om", "kan", "fra", "var", "ble", "eller", "skal", "barnet",
    "deg", "seg", "dette", "blir", "oss", "så", "men", "vil", "når", "hun", "han", "være", "må",
    "også", "dere", "etter", "ved", "hvis", "vedtaket", "loven", "din", "ditt", "barn", "saken",
    "foreldrene", "over", "hva", "her", "da", "alle", "noe", "noen", "få", "ha", "under", "mer",
    "andre", "kommunen", "skolen", "hjemme", "år", "mot", "hvor", "før", "hadde", "denne", "disse",
    "sin", "sitt", "sine", "hvem", "bare", "selv", "nå", "ut", "opp", "inn", "inntil", "innen",
    "dager", "uker", "frist", "fristen", "klage", "klagen", "brevet", "meldingen", "melding",
    "opplysninger", "tjenesten", "barnevernet", "barneverntjenesten", "undersøkelse", "samtale",
    "samtalen", "møte", "møtet", "hjelp", "støtte", "tiltak", "tiltaket", "familien", "mor", "far",
    "moren", "faren", "søsken", "gutten", "jenta", "jente", "gutt", "hjemmet", "bekymring",
    "bekymret", "bekymringen", "situasjonen", "omsorg", "omsorgen", "behov", "behovet", "rett",
    "rettigheter", "plikt", "taushetsplikt", "fylkesmannen", "statsforvalteren", "domstolen",
    "advokat", "partene", "part", "innsyn", "dokumenter", "dokumentene", "journal", "post",
    "telefon", "adresse", "postboks", "kontoret", "saksbehandler", "leder", "lederen", "ansatte",
    "lærer", "læreren", "helsesykepleier", "lege", "legen", "politiet", "nabo", "naboen", "venner",
    "klassen", "timer", "time", "klokken", "mandag", "tirsdag", "onsdag", "torsdag", "fredag",
    "lørdag", "søndag", "januar", "februar", "mars", "april", "mai", "juni", "juli", "august",
    "september", "oktober", "november", "desember", "første", "andre", "tredje", "siste", "neste",
    "forrige", "tidligere", "senere", "ofte", "alltid", "aldri", "sjelden", "noen", "ganger",
    "gang", "flere", "mange", "få", "mye", "lite", "litt", "svært", "ganske", "god", "godt", "gode",
    "bra", "dårlig", "viktig", "viktige", "nødvendig", "nødvendige", "mulig", "trygg", "trygt",
    "trygge", "redd", "lei", "sint", "glad", "alene", "sammen", "hele", "hver", "begge", "ingen",
    "samme", "egen", "eget", "egne", "ny", "nye", "nytt", "gammel", "gamle", "stor", "store",
    "stort", "liten", "lite", "små", "lang", "lange", "langt", "kort", "korte", "åpen", "skriftlig",
    "muntlig", "alvorlig", "alvorlige", "fysisk", "psykisk", "vold", "rus", "konflikt", "krangel",
    "slag", "skade", "skader", "merker", "fravær", "fraværet", "sulten", "trøtt", "klær", "mat",
    "søvn", "sykdom", "sykehus", "barnehage", "barnehagen", "fritid", "aktivitet", "penger",
    "arbeid", "jobb", "bolig", "leilighet", "fengsel", "utlandet", "språk", "tolk", "kultur",
    "sagt", "sa", "sier", "fortalt", "fortalte", "forteller", "sett", "så", "ser", "hørt", "hørte",
    "hører", "gjort", "gjorde", "gjør", "gått", "gikk", "går", "kommet", "kom", "kommer", "tatt",
    "tok", "tar", "gitt", "ga", "gir", "fått", "fikk", "får", "blitt", "vært", "meldt", "meldte",
    "melder", "sendt", "sendte", "sender", "skrevet", "skrev", "skriver", "lest", "leste", "leser",
    "spurt", "spurte", "spør", "svart", "svarte", "svarer", "ringt", "ringte", "ringer", "bedt",
    "ba", "ber", "mottatt", "mottok", "mottar", "vurdert", "vurderte", "vurderer", "bestemt",
    "bestemte", "bestemmer", "avsluttet", "avslutter", "startet", "starter", "undersøkt",
    "undersøker", "kontaktet", "kontakter", "henlagt", "henlegge", "undersøke", "vurdere", "melde",
    "sende", "skrive", "lese", "spørre", "svare", "ringe", "be", "motta", "bestemme", "avslutte",
    "starte", "kontakte", "hjelpe", "snakke", "snakket", "snakker", "forklare", "forklart", "vise",
    "viser", "viste", "vist", "gjelder", "gjaldt", "gjelde", "følge", "følger", "fulgte", "fulgt",
    "bruke", "bruker", "brukte", "brukt", "tro", "tror", "trodde", "trenger", "trengte", "trenge",
    "ønsker", "ønsket", "ønske", "mener", "mente", "mene", "vet", "visste", "vite", "bor", "bodde",
    "bo", "sover", "spiser", "leker", "gråter", "slår", "roper", "drikker", "slik", "slike", "slikt",
    "derfor", "fordi", "dersom", "imidlertid", "likevel", "dessuten", "videre", "ifølge",
    "gjennom", "mellom", "uten", "hos", "rundt", "siden", "mens", "enn", "både", "verken", "heller",
    "jo", "vel", "nok", "kanskje", "sannsynligvis", "tydelig", "klart", "helt", "nesten", "omtrent",
    "minst", "høyst", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "tolv", "hundre",
});

/// First parts of compounds with what joins them to the next.
inline constexpr auto first_parts = std::to_array<std::string_view>({
    "barneverns", "familie", "foreldre", "omsorgs", "skole", "barnehage", "helse", "kommune",
    "fylkes", "stats", "saks", "klage", "meldings", "undersøkelses", "oppfølgings", "tilsyns",
    "fosterhjems", "beredskaps", "institusjons", "ungdoms", "rusmiddel", "volds", "samværs",
    "rettighets", "taushetsplikts", "opplysnings", "innsyns", "dokument", "journal", "arkiv",
    "post", "telefon", "adresse", "kontor", "vakt", "leder", "lærer", "elev", "klasse", "time",
    "års", "måneds", "uke", "dags", "natt", "kvelds", "morgen", "helge", "ferie", "sommer",
    "vinter", "høst", "vår", "jule", "påske", "arbeids", "bolig", "leie", "økonomi", "inntekts",
    "skatte", "trygde", "støtte", "hjelpe", "tiltaks", "vedtaks", "lov", "retts", "domstols",
    "advokat", "politi", "brann", "ambulanse", "sykehus", "lege", "tann", "søvn", "mat", "klær",
    "leke", "fritids", "idretts", "musikk", "språk", "tolke", "kultur", "innvandrings", "flyktning",
    "utdannings", "opplærings", "kurs", "veilednings", "samtale", "møte", "rådgivnings",
    "utviklings", "tilknytnings", "trygghets", "bekymrings", "risiko", "krise", "sorg", "glede",
    "nabo", "venne", "slekts", "søsken", "bestemor", "bestefar", "spedbarns", "småbarns",
});

inline constexpr auto last_parts = std::to_array<std::string_view>({
    "tjeneste", "melding", "sak", "vurdering", "undersøkelse", "samtale", "møte", "plan", "rapport",
    "vedtak", "tiltak", "hjelp", "støtte", "ordning", "avtale", "frist", "plikt", "rett", "regel",
    "behov", "situasjon", "utvikling", "evne", "arbeid", "leder", "ansvar", "kontor", "vakt",
    "telefon", "brev", "skjema", "liste", "gruppe", "klasse", "time", "dag", "periode", "sted",
    "bolig", "hjem", "plass", "person", "kontakt", "rådgiver", "konsulent", "nemnd", "utvalg",
    "råd", "styre", "team", "miljø", "forhold", "problem", "konflikt", "skade", "fravær", "behandling",
    "oppfølging", "veiledning", "opplæring", "kunnskap", "erfaring", "metode", "verktøy", "grunnlag",
    "opplysning", "spørsmål", "svar", "krav", "klage", "beslutning", "begrunnelse", "beskrivelse",
});

inline constexpr auto endings = std::to_array<std::string_view>({
    "", "en", "er", "ene", "et", "ens", "enes", "s",
});

/// For words that there are not, in texts in which every word is new.
inline constexpr std::array<std::string_view, 16> onsets = {
    "b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "kr"};
inline constexpr std::array<std::string_view, 8> vowels = {"a", "e", "i", "o", "u", "y", "ø", "å"};
// clang-format on

} // namespace reservepost::bench

#include "templates/plain_words.h"

namespace reservepost::templates {

namespace {

// clang-format off
constexpr PlainWord bokmal[] = {
    {"angående", "om"},
    {"anmode*", "be"},
    {"anse som", "regne som"},
    {"anses", "regnes"},
    {"anvende*", "bruke"},
    {"avslutningsvis", "til slutt"},
    {"beklageligvis", "dessverre"},
    {"benytte*", "bruke"},
    {"beror på", "kommer an på"},
    {"besitter", "har"},
    {"bistå*", "hjelpe"},
    {"bistand", "hjelp"},
    {"dersom", "hvis"},
    {"derved", "slik"},
    {"erverve*", "få, kjøpe"},
    {"ettersom", "fordi"},
    {"evt", "eller"},
    {"fatte vedtak", "bestemme"},
    {"for så vidt gjelder", "om"},
    {"for øvrig", "ellers"},
    {"foreligger", "finnes, er"},
    {"foreta*", "gjøre"},
    {"forøvrig", "ellers"},
    {"framgår av", "står i"},
    {"framkommer", "står"},
    {"framsette*", "komme med"},
    {"fremgår av", "står i"},
    {"fremkommer", "står"},
    {"fremlegge*", "legge fram"},
    {"fremsette*", "komme med"},
    {"gis anledning", "kan"},
    {"har anledning til", "kan"},
    {"hensynta*", "ta hensyn til"},
    {"herunder", "blant annet"},
    {"herved", "(stryk ordet)"},
    {"hva angår", "om"},
    {"hvorvidt", "om"},
    {"i de tilfeller", "når"},
    {"i det tilfelle", "hvis"},
    {"i forbindelse med", "om, ved, når"},
    {"i forhold til", "om, av, mot"},
    {"i henhold til", "etter"},
    {"i medhold av", "etter"},
    {"i stand til", "kan"},
    {"idet", "fordi, når"},
    {"igangsette*", "sette i gang"},
    {"implementere*", "innføre"},
    {"inneha*", "ha"},
    {"innebærer", "betyr"},
    {"innen rammen av", "innenfor"},
    {"innhente*", "få, hente"},
    {"innledningsvis", "først"},
    {"ivareta*", "ta vare på"},
    {"iverksette*", "sette i gang"},
    {"jamfør", "se"},
    {"jf", "se"},
    {"kriterier", "krav"},
    {"med bakgrunn i", "fordi"},
    {"med hensyn til", "om"},
    {"medfører", "fører til"},
    {"mht", "om"},
    {"når det gjelder", "om"},
    {"omgående", "straks"},
    {"ovennevnte", "dette"},
    {"oversende*", "sende"},
    {"pga", "fordi"},
    {"plikter å", "må"},
    {"på bakgrunn av", "fordi"},
    {"påligger", "må"},
    {"påse*", "passe på"},
    {"rette vedkommende", "den det gjelder"},
    {"samt", "og"},
    {"snarlig", "snart"},
    {"såfremt", "hvis"},
    {"således", "slik"},
    {"ta stilling til", "bestemme"},
    {"tilkjennegi*", "si"},
    {"tilrettelegge*", "legge til rette"},
    {"tilskrive*", "skrive til"},
    {"treffe vedtak", "bestemme"},
    {"umiddelbart", "straks"},
    {"undertegnede", "jeg"},
    {"utarbeide*", "lage"},
    {"vederlagsfritt", "gratis"},
    {"vedkommende", "den, personen"},
    {"vedlagt*", "her er"},
    {"vedrørende", "om"},
    {"vha", "med"},
    {"være i stand til", "kunne"},
};

constexpr PlainWord nynorsk[] = {
    {"angåande", "om"},
    {"anmode*", "be"},
    {"anvende*", "bruke"},
    {"avslutningsvis", "til slutt"},
    {"benytte*", "bruke"},
    {"bistå*", "hjelpe"},
    {"bistand", "hjelp"},
    {"ettersom", "fordi"},
    {"evt", "eller"},
    {"fatte vedtak", "bestemme"},
    {"for øvrig", "elles"},
    {"foreta*", "gjere"},
    {"føreta*", "gjere"},
    {"føreligg", "finst, er"},
    {"går fram av", "står i"},
    {"har høve til", "kan"},
    {"herunder", "mellom anna"},
    {"hermed", "(stryk ordet)"},
    {"i dei tilfella", "når"},
    {"i forhold til", "om, av, mot"},
    {"i medhald av", "etter"},
    {"i samband med", "om, ved, når"},
    {"i samsvar med", "etter"},
    {"i stand til", "kan"},
    {"igangsetje*", "setje i gang"},
    {"implementere*", "innføre"},
    {"inneber", "tyder"},
    {"innehar", "har"},
    {"innhente*", "få, hente"},
    {"innleiingsvis", "først"},
    {"ivareta*", "ta vare på"},
    {"iverksetje*", "setje i gang"},
    {"jamfør", "sjå"},
    {"jf", "sjå"},
    {"med omsyn til", "om"},
    {"medfører", "fører til"},
    {"mht", "om"},
    {"nyttar", "bruker"},
    {"når det gjeld", "om"},
    {"omgåande", "straks"},
    {"ovannemnde", "dette"},
    {"oversende*", "sende"},
    {"pga", "fordi"},
    {"pliktar å", "må"},
    {"på bakgrunn av", "fordi"},
    {"samt", "og"},
    {"sjå til at", "passe på at"},
    {"såframt", "viss"},
    {"såleis", "slik"},
    {"ta stilling til", "bestemme"},
    {"til trass for", "sjølv om"},
    {"tilretteleggje*", "leggje til rette"},
    {"umiddelbart", "straks"},
    {"underteikna", "eg"},
    {"utarbeide*", "lage"},
    {"vederlagsfritt", "gratis"},
    {"vedkomande", "den, personen; om"},
    {"vedlagt*", "her er"},
};

constexpr PlainWord english[] = {
    {"additional", "more"},
    {"aforementioned", "this"},
    {"approximately", "about"},
    {"as regards", "about"},
    {"ascertain*", "find out"},
    {"assist*", "help"},
    {"at the present time", "now"},
    {"commence*", "begin"},
    {"concerning", "about"},
    {"due to the fact that", "because"},
    {"endeavour*", "try"},
    {"for the purpose of", "to"},
    {"forthwith", "at once"},
    {"forward to you", "send you"},
    {"further to", "after"},
    {"hereby", "(leave it out)"},
    {"herein", "here"},
    {"hitherto", "until now"},
    {"in accordance with", "under, as"},
    {"in order to", "to"},
    {"in respect of", "about"},
    {"in the event of", "if"},
    {"in the event that", "if"},
    {"notify", "tell"},
    {"obtain*", "get"},
    {"on behalf of", "for"},
    {"prior to", "before"},
    {"purchase*", "buy"},
    {"pursuant to", "under"},
    {"regarding", "about"},
    {"reside*", "live"},
    {"should you", "if you"},
    {"subsequent to", "after"},
    {"sufficient", "enough"},
    {"terminate*", "end"},
    {"thereof", "of it"},
    {"undersigned", "I"},
    {"utilise*", "use"},
    {"utilize*", "use"},
    {"whilst", "while"},
    {"with regard to", "about"},
};

// Function words first: they are what slips from one Norwegian into the other.
constexpr PlainWord bokmal_in_nynorsk[] = {
    {"bare", "berre"},
    {"barnevernstjenest*", "barnevernstenest*"},
    {"bekreft*", "stadfest*"},
    {"dere", "de, dykk"},
    {"deres", "dykkar"},
    {"disse", "desse"},
    {"en", "ein, ei"},
    {"et", "eit"},
    {"fra", "frå"},
    {"gjør", "gjer"},
    {"hun", "ho"},
    {"hva", "kva"},
    {"hvem", "kven"},
    {"hvis", "viss, om"},
    {"hvor", "kvar, kor"},
    {"hvordan", "korleis"},
    {"hvorfor", "kvifor"},
    {"ikke", "ikkje"},
    {"jeg", "eg"},
    {"kommer", "kjem"},
    {"kun", "berre"},
    {"meldingen*", "meldinga, meldingane"},
    {"mer", "meir"},
    {"noe", "noko"},
    {"noen", "nokon, nokre"},
    {"nå", "no"},
    {"sammen", "saman"},
    {"selv", "sjølv"},
    {"siden", "sidan"},
    {"skriver", "skriv"},
    {"tjeneste*", "teneste"},
    {"uke*", "veke"},
    {"uten", "utan"},
    {"være", "vere"},
    {"øverst", "øvst"},
};

constexpr std::string_view unavoidable_bokmal[] = {
    "barnevernsloven",       "barnevernstjenesten", "bekymringsmelding", "bekymringsmeldingen", "bekymringsmeldinger",
    "nasjonal",              "nasjonale",           "reserveløsningen",
};

constexpr std::string_view unavoidable_nynorsk[] = {
    "barnevernslova",        "barnevernstenesta",   "bekymringsmelding", "bekymringsmeldinga", "bekymringsmeldingar",
    "nasjonal",              "nasjonale",           "reserveløysinga",
};

constexpr std::string_view unavoidable_english[] = {"national"};

constexpr std::string_view telling_norwegian[] = {
    "baby*",    "barn*",      "bekymr*",   "born",     "borna",    "familie*", "far",      "foreld*",
    "foresatt*", "føresett*", "gutt*",     "jente*",   "mamma*",   "mishandl*", "mor",
    "omsorg*",  "overgrep*",  "pappa*",    "rus",      "undersøk*", "ungdom*", "uro",
    "uroleg*",  "uromelding*", "vald",     "vold",
};

constexpr std::string_view telling_english[] = {
    "abus*",  "boy*",    "child*",  "concern*", "famil*",   "father*",    "girl*",   "guardian*",
    "infant*", "investigat*", "kid", "kids",    "mother*",  "neglect*",   "parent*", "protection",
    "violen*", "welfare", "worr*",  "youth*",
};

constexpr std::string_view counted_days[] = {
    "arbeidsdag*", "virkedag*", "vyrkedag*", "yrkedag*", "business day*", "working day*", "weekday*",
};
// clang-format on

} // namespace

std::span<const PlainWord> plain_words(std::string_view language)
{
    if (language == "nb") return bokmal;
    if (language == "nn") return nynorsk;
    if (language == "en") return english;
    return {};
}

std::span<const PlainWord> words_of_the_other_norwegian(std::string_view language)
{
    if (language == "nn") return bokmal_in_nynorsk;
    return {};
}

std::span<const std::string_view> unavoidable_words(std::string_view language)
{
    if (language == "nb") return unavoidable_bokmal;
    if (language == "nn") return unavoidable_nynorsk;
    if (language == "en") return unavoidable_english;
    return {};
}

std::span<const std::string_view> telling_words(std::string_view language)
{
    if (language == "en") return telling_english;
    return telling_norwegian;
}

std::span<const std::string_view> words_for_counted_days()
{
    return counted_days;
}

} // namespace reservepost::templates

#include "batch/report/year_words.h"

namespace reservepost::batch::report {

namespace {

constexpr YearWords bokmaal = {
    .language = "nb",
    .title_of_one = "Bekymringsmeldinger til {name} i {year}",
    .title_of_all = "Bekymringsmeldinger fra portalen i {year}",

    .came = "I {year} kom det {n}{to}{from}.",
    .came_so_far = "Hittil i {year} har det kommet {n}{to}{from}.",
    .to_you = " til dere",
    .from_portal = " fra den nasjonale portalen",
    .reports = "{n} bekymringsmeldinger",
    .none = "ingen bekymringsmeldinger",
    .few = "færre enn fem bekymringsmeldinger",
    .hidden = "noen bekymringsmeldinger",

    .posted = "Av dem måtte vi sende {n} som brev.",
    .posted_percent = "Av dem måtte vi sende {n} som brev ({percent} prosent).",
    .posted_none = "Ingen av dem måtte vi sende som brev.",
    .posted_few = "Færre enn fem av dem måtte vi sende som brev.",
    .posted_hidden = "Noen av dem måtte vi sende som brev.",

    .took = "Halvparten av brevene var hos trykkeriet innen {half} etter fristen, og alle innen "
            "{longest}.",

    .how_it_went = "Slik gikk det",
    .why_letters = "Hvorfor det ble brev",
    .their_way = "Hvordan det gikk med brevene",
    .how_long = "Hvor lang tid det tok etter fristen",
    .what_it_means = "Hva tallene betyr",
    .counts = {"Kom inn", "Bekreftet i portalen", "Sendt som brev", "Ingen bekreftet i tide",
               "Fagsystemet tok ikke imot", "Vil ha papir", "Bekreftet, men gikk tapt",
               "Ikke avgjort ennå", "Bekreftet for sent", "Brev vi holder tilbake nå",
               "Brev vi har holdt tilbake", "Brev som kom i retur"},
    .percent = "{n} ({percent} prosent)",
    .to_hand_over = "Til trykkeriet",
    .to_posting = "Til posten",
    .hours = "halvparten innen {half}, ni av ti innen {most}, alle innen {longest}",
    .not_shown = "viser vi ikke",

    .letters_are_slow = "Et brev kommer fram flere dager senere enn en melding i portalen. Barnet "
                        "venter så lenge.",
    .confirm_in_40 = "Bekreft hver melding i portalen innen 40 timer på hverdager, så blir det "
                     "ikke noe brev.",
    .confirm_in_time = "Når noen bekrefter meldingen i portalen innen fristen, blir det ikke noe "
                       "brev.",
    .paper_only = "Noen får brev fordi de har valgt papir. Den som heller tar imot i portalen, får "
                  "meldingen med en gang.",
    .you_chose_paper = "Dere har valgt papir. Tar dere heller imot i portalen, får dere meldingen "
                       "med en gang.",
    .refused = "Når fagsystemet ikke tar imot, må leverandøren finne ut hvorfor.",

    .counted = "Vi telte {date}. En melding hører til det året da den kom inn til oss.",
    .signs = "<5 betyr én til fire. Så små tall viser vi ikke, for de kan peke på en person. "
             "Kolon (:) betyr at et tall er skjult, ellers kunne noen regne ut et så lite tall.",
    .ask = "Spør oss gjerne: {email}",
    .ask_operator = "Spør gjerne dem som driver reserveløsningen.",
    .foot = "Side {page} av {pages}",
};

constexpr YearWords nynorsk = {
    .language = "nn",
    .title_of_one = "Bekymringsmeldingar til {name} i {year}",
    .title_of_all = "Bekymringsmeldingar frå portalen i {year}",

    .came = "I {year} kom det {n}{to}{from}.",
    .came_so_far = "Hittil i {year} har det kome {n}{to}{from}.",
    .to_you = " til dykk",
    .from_portal = " frå den nasjonale portalen",
    .reports = "{n} bekymringsmeldingar",
    .none = "ingen bekymringsmeldingar",
    .few = "færre enn fem bekymringsmeldingar",
    .hidden = "nokre bekymringsmeldingar",

    .posted = "Av dei måtte vi sende {n} som brev.",
    .posted_percent = "Av dei måtte vi sende {n} som brev ({percent} prosent).",
    .posted_none = "Ingen av dei måtte vi sende som brev.",
    .posted_few = "Færre enn fem av dei måtte vi sende som brev.",
    .posted_hidden = "Nokre av dei måtte vi sende som brev.",

    .took = "Halvparten av breva var hos trykkeriet innan {half} etter fristen, og alle innan "
            "{longest}.",

    .how_it_went = "Slik gjekk det",
    .why_letters = "Kvifor det vart brev",
    .their_way = "Korleis det gjekk med breva",
    .how_long = "Kor lang tid det tok etter fristen",
    .what_it_means = "Kva tala betyr",
    .counts = {"Kom inn", "Stadfesta i portalen", "Sende som brev", "Ingen stadfesta i tide",
               "Fagsystemet tok ikkje imot", "Vil ha papir", "Stadfesta, men gjekk tapt",
               "Ikkje avgjort enno", "Stadfesta for seint", "Brev vi held tilbake no",
               "Brev vi har halde tilbake", "Brev som kom i retur"},
    .percent = "{n} ({percent} prosent)",
    .to_hand_over = "Til trykkeriet",
    .to_posting = "Til posten",
    .hours = "halvparten innan {half}, ni av ti innan {most}, alle innan {longest}",
    .not_shown = "viser vi ikkje",

    .letters_are_slow = "Eit brev kjem fram fleire dagar seinare enn ei melding i portalen. Barnet "
                        "ventar så lenge.",
    .confirm_in_40 = "Stadfest kvar melding i portalen innan 40 timar på kvardagar, så vert det "
                     "ikkje noko brev.",
    .confirm_in_time = "Når nokon stadfestar meldinga i portalen innan fristen, vert det ikkje "
                       "noko brev.",
    .paper_only = "Nokre får brev fordi dei har valt papir. Den som heller tek imot i portalen, "
                  "får meldinga med ein gong.",
    .you_chose_paper = "De har valt papir. Tek de heller imot i portalen, får de meldinga med ein "
                       "gong.",
    .refused = "Når fagsystemet ikkje tek imot, må leverandøren finne ut kvifor.",

    .counted = "Vi talde {date}. Ei melding høyrer til det året då ho kom inn til oss.",
    .signs = "<5 betyr éin til fire. Så små tal viser vi ikkje, for dei kan peike på ein person. "
             "Kolon (:) betyr at eit tal er skjult, elles kunne nokon rekne ut eit så lite tal.",
    .ask = "Spør oss gjerne: {email}",
    .ask_operator = "Spør gjerne dei som driv reserveløysinga.",
    .foot = "Side {page} av {pages}",
};

} // namespace

const YearWords& year_words(std::string_view language)
{
    return language == nynorsk.language ? nynorsk : bokmaal;
}

} // namespace reservepost::batch::report

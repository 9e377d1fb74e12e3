#include "sample_letters.h"

namespace reservepost::layout {

namespace {

Paragraph body(const std::string& text)
{
    return {{{text}}, ParagraphStyle::Body};
}

Part forwarding_part()
{
    Part part;
    auto& blocks = part.blocks;
    blocks.push_back(Heading{1, {{"Bekymringsmelding som dere ikke har bekreftet"}}});
    blocks.push_back(Paragraph{{{"Denne meldingen ble sendt til dere i den nasjonale portalen for "
                                 "bekymringsmelding. Vi har ikke fått bekreftet at dere har "
                                 "mottatt den, og sender den derfor på papir."}},
                               ParagraphStyle::Lead});
    blocks.push_back(Heading{2, {{"Dette må dere gjøre"}}});
    blocks.push_back(
        List{{{{"Registrer meldingen i dag. Fristen på én uke løper fra "},
               {"onsdag 25. november 2026 kl. 02.00", true},
               {"."}},
              {{"Send den vedlagte bekreftelsen til den som har meldt fra, hvis loven gir "
                "melderen rett til tilbakemelding."}},
              {{"Ring oss på 00 00 00 00 hvis meldingen ikke er til dere."}}},
             true});
    Box box;
    box.blocks = {
        Heading{2, {{"Det viktigste først"}}},
        LabelValue{"Portalen tok imot", "fredag 20. november 2026 kl. 14.12"},
        LabelValue{"En uke er gått", "fredag 27. november 2026"},
        Paragraph{{{"Referanse i portalen"}}, ParagraphStyle::Small},
        Paragraph{{{"7f3c-19ab"}}, ParagraphStyle::Large},
        Paragraph{{{"Oppgi denne når dere tar kontakt med oss."}}, ParagraphStyle::Small},
        Spacer{2},
    };
    blocks.push_back(box);
    blocks.push_back(Heading{2, {{"Meldingen"}}});
    blocks.push_back(Heading{3, {{"Barnet"}}});
    blocks.push_back(LabelValue{"Navn", "Áilu Sárá Márjá Nástejávri"});
    blocks.push_back(LabelValue{"Fødselsdato", "1. april 2019"});
    blocks.push_back(LabelValue{"Adresse", "Fjellveien 14 B\n9730 Kárášjohka"});
    blocks.push_back(LabelValue{"Barnehage eller skole", ""});
    blocks.push_back(Heading{3, {{"Den som melder"}}});
    blocks.push_back(LabelValue{"Navn", "محمد الأحمد"});
    blocks.push_back(LabelValue{"Relasjon til barnet, slik melderen selv beskriver den", "Nabo"});
    blocks.push_back(LabelValue{"Ønsker å være anonym", "Nei"});
    blocks.push_back(Heading{3, {{"Hva melderen er bekymret for"}}});
    blocks.push_back(Quotation{
        "Jeg har i flere uker hørt at barnet gråter sent på kvelden, og i går sto det alene i "
        "trappeoppgangen uten sko. Jeg spurte om noen var hjemme, og fikk til svar at mor sov.\n"
        "\n"
        "Tidligere i høst har jeg også sett at barnet kommer hjem fra skolen og må vente ute i "
        "en time eller mer. Det har vært kaldt, og barnet har ikke hatt votter eller lue.\n"
        "أنا قلق على هذا الطفل وأريد أن يحصل على المساعدة.\n"
        "Hilsen en nabo 🧿"});
    blocks.push_back(Separator{});
    blocks.push_back(body("Originalen ligger i portalen til dere har bekreftet, eller til det er "
                          "bevist at dette brevet er postlagt."));
    blocks.push_back(Spacer{1});
    blocks.push_back(body("Med vennlig hilsen\nNasjonal portal for bekymringsmelding"));
    return part;
}

Part confirmation_part()
{
    Part part;
    part.blocks.push_back(Heading{1, {{"Vi har mottatt meldingen din"}}});
    part.blocks.push_back(body("Takk for at du meldte fra. Barneverntjenesten går gjennom "
                               "meldingen innen én uke og vurderer om den skal følges opp."));
    part.blocks.push_back(body("Har du spørsmål, kan du ringe oss på dagtid."));
    part.blocks.push_back(Spacer{3});
    part.blocks.push_back(LabelValue{"Dato", ""});
    part.blocks.push_back(LabelValue{"Underskrift", ""});
    return part;
}

} // namespace

std::string sample_lines(const std::string& word, int count)
{
    std::string text;
    for (int i = 1; i <= count; ++i)
        text += (i > 1 ? "\n" : "") + word + " " + std::to_string(i);
    return text;
}

std::string sample_text()
{
    return "Barneverntjenesten skal gå gjennom meldingen snarest og senest innen én uke. Er det "
           "rimelig grunn til å anta at barnet lever i en situasjon som kan gi grunnlag for "
           "tiltak, skal tjenesten undersøke forholdene nærmere. Undersøkelsen skal være så "
           "skånsom som mulig og ikke mer omfattende enn formålet tilsier.";
}

Letter letter_with(const std::string& text)
{
    Letter letter;
    letter.address = {"Kari Nordmann", "Storgata 1", "9730 KARASJOK"};
    letter.return_line = "Reservepost, Postboks 1, 0001 OSLO";
    letter.parts.emplace_back();
    letter.parts.front().blocks.push_back(body(text));
    return letter;
}

Letter sample_long_letter(int paragraphs)
{
    Letter letter = letter_with("Dette er et langt brev.");
    for (int i = 0; i < paragraphs; ++i) {
        auto& blocks = letter.parts.front().blocks;
        if (i % 5 == 0) blocks.push_back(Heading{2, {{"Del " + std::to_string(i / 5 + 1)}}});
        blocks.push_back(body(sample_text()));
    }
    return letter;
}

Letter sample_forwarding_letter()
{
    Letter letter;
    letter.address = {"Karasjok kommune", "Barneverntjenesten", "v/ leder",
                      "Rådhusgata 4",     "Postboks 84",        "9735 KARASJOK"};
    letter.return_line = "Retur: Nasjonal portal for bekymringsmelding, Postboks 1, 0001 OSLO";
    letter.head = {"25. november 2026", "Vår referanse: 7f3c-19ab", "Unntatt offentlighet"};
    letter.parts = {forwarding_part(), confirmation_part()};
    return letter;
}

Letter sample_letter_of_breaks()
{
    Letter letter = letter_with("Sidene i dette brevet slutter midt i noe.");
    Box low{{Heading{2, {{"En boks"}}}, LabelValue{"Telefon", "00 00 00 00"}, Spacer{3},
             Paragraph{{{"Stempel"}}, ParagraphStyle::Small}}};
    Box high{{Heading{2, {{"En boks som er høyere enn en side"}}},
              Paragraph{{{sample_lines("I boksen", 60)}}}}};
    std::vector<Block>& blocks = letter.parts.front().blocks;
    blocks.insert(blocks.end(),
                  {Heading{2, {{"Tabell"}}}, LabelValue{"Navn", "Áilu Nástejávri"},
                   LabelValue{"Tidligere adresser", sample_lines("Fjellveien", 50)},
                   LabelValue{"Relasjon til barnet, slik melderen selv beskriver den",
                              sample_lines("Nabo", 23)},
                   low, Heading{3, {{"Det som er meldt"}}},
                   Heading{4, {{"Hva er du bekymret for?"}}},
                   Quotation{sample_text() + "\n\n" + sample_lines("Linje", 40)}, high, NewSheet{},
                   Heading{2, {{"Et nytt ark"}}}, AddressBlock{"Kari Nordmann\n9730 KARASJOK"},
                   Tie{}, Paragraph{{{"Med vennlig hilsen"}}}});
    return letter;
}

Letter sample_right_to_left_letter()
{
    Letter letter = letter_with("Meldingen er skrevet på arabisk.");
    std::vector<Block>& blocks = letter.parts.front().blocks;
    blocks.insert(
        blocks.end(),
        {LabelValue{"Navn", "محمد الأحمد"}, LabelValue{"Adresse", "شارع 14 ب\n9730 Kárášjohka"},
         LabelValue{"Navn", "שרה לוי (Sara)"}, Heading{4, {{"Meldingen"}}},
         Quotation{"أنا قلق على هذا الطفل وأريد أن يحصل على المساعدة. سمعته يبكي في الليل مرات "
                   "كثيرة، وأمس كان وحده في الدرج بلا حذاء، ولم يكن أحد في البيت.\n"
                   "Hilsen محمد"}});
    return letter;
}

} // namespace reservepost::layout

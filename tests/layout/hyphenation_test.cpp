#include "layout/hyphenation.h"

#include "layout/known_words.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace reservepost::layout {

namespace {

// The same cases in every run; set before RapidCheck first looks.
[[maybe_unused]] const int seeded = ::setenv("RC_PARAMS", "seed=20261125", 0);

const Hyphenator& hyphenator()
{
    static const Hyphenator opened;
    return opened;
}

/// UTF-8 of characters up to U+07FF.
std::u16string utf16_of(const std::string& utf8)
{
    std::u16string units;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto octet = static_cast<unsigned char>(utf8[i]);
        if (octet < 0x80) {
            units += static_cast<char16_t>(octet);
        } else {
            const auto next = static_cast<unsigned char>(utf8[++i]);
            units += static_cast<char16_t>((octet & 0x1FU) << 6U | (next & 0x3FU));
        }
    }
    return units;
}

std::string utf8_of(char16_t unit)
{
    if (unit < 0x80) return {static_cast<char>(unit)};
    return {static_cast<char>(0xC0U | unit >> 6U), static_cast<char>(0x80U | (unit & 0x3FU))};
}

/// "bekymringsmelding" as "be-kym-rings=melding".
std::string parted(const std::string& word, std::string_view language)
{
    const std::u16string units = utf16_of(word);
    const HyphenPlaces places = hyphenator().places(units, language);
    std::string shown;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (i < 64 && (places.all >> i & 1U) != 0)
            shown += (places.joints >> i & 1U) != 0 ? '=' : '-';
        shown += utf8_of(units[i]);
    }
    return shown;
}

std::string without_marks(std::string word)
{
    std::erase_if(word, [](char c) { return c == '-' || c == '='; });
    return word;
}

struct Words {
    const char* why;
    const char* parted; ///< With = at the joints of compounds and - elsewhere.
};

void expect_parted(const std::vector<Words>& table, std::string_view language)
{
    for (const Words& words : table) {
        SCOPED_TRACE(words.why);
        std::istringstream list(words.parted);
        for (std::string word; list >> word;)
            EXPECT_EQ(parted(without_marks(word), language), word);
    }
}

} // namespace

TEST(Hyphenation, BokmaalWordsOfSuchLetters)
{
    expect_parted(
        {
            {"child welfare: joints first, and each part as the patterns judge it",
             "barne=ver-net barne=verns=tje-nes-ten barne=vern=tje-nes-ten barne=verns=lo-ven "
             "barne=verns=vakt barne=verns=pe-dagog barne=verns=in-sti-tu-sjon "
             "barne=verns=til=tak barne=verns=nemnda barne=vern=le-der barne=hage=styrer "
             "barne=trygd barne=skole barne=hus be-kym-ret be-kym-rings=full "
             "for-eldre=an-svar for-eldre=møte for-eldre=råd=giv-ning for-eldre=vei=led-ning "
             "foster=for=eldre foster=hjem foster=hjems=plasse-ring om-sorgs=evne "
             "om-sorgs=til=bud om-sorgs=over-takelse akutt=ved=tak akutt=plasse-ring "
             "haste=ved-tak hjelpe=til=tak tvangs=ved=tak under=søkel-ses=sak "
             "sam=værs=ord-ning sam=livs=brudd ung=doms=skole opp-vekst=miljø "
             "risiko=fak-tor risiko=vur-de-ring rus=mid-del=mis=bruk volds=ut-satt over=grep "
             "over=greps=mot=tak mis=hand-ling skole=fra=vær krise=sen-ter beredskaps=hjem "
             "spesial=foster=hjem støtte=kontakt bi-stands=ad-vo-kat"},
            {"the patterns find the places; we say which is the joint",
             "be-kym-rings=melding be-kym-rings=meldin-ger be-kym-rings=meldin-gene "
             "be-kym-rings=meldin-gen"},
            {"the patterns alone: kom-mune-styrere-pre-sentant, which joins styre and re",
             "kom-mune=styre=re-pre-sentant"},
            {"the patterns alone: arbeids-gi-veravgift, which parts giver after its i only",
             "arbeids=gi-ver=avgift"},
            {"the patterns alone: retts-sikkerhe-ten, which leaves out sikker-heten",
             "retts=sik-ker=he-ten"},
            {"the patterns alone: om-sorgsovertakelse", "om-sorgs=over-takelse"},
            {"the patterns alone: opp-vekst-svilkår, though the binding s stays with the first "
             "part",
             "opp=veksts=vilkår"},
            {"the patterns alone: over-g-repsmot-tak, with a g by itself", "over=greps=mot=tak"},
            {"the patterns alone: mek-ling-sat-test", "mek-lings=at-test"},
            {"the patterns alone: til-bakemelding, which parts before the lesser joint",
             "til=bake=melding til=bake=meldin-ger"},
            {"the patterns alone leave these whole, or nearly so",
             "barne=hage sam=tykke melde=plikt sak=kyndig sak=kyndige spørs=mål høyeste=rett "
             "klage=frist retts=hjelp tann=lege helse=syke=pleier helse=per-so-nell "
             "verge=måls=myndig=het retts=myndig=het barne=verns=myndig=he-tene"},
            {"the patterns alone: han-de-ls-høg…, with an l and s by themselves",
             "han-dels=høy=skole"},
            {"health, school and helpers",
             "helse=sta-sjon helse=sta-sjo-nen helse=tje-nes-ten skole=helse=tje-nes-ten "
             "spesialist=helse=tje-nes-ten lege=vakt tann=helse=tje-nes-ten kontakt=læ-rer "
             "klasse=for-stander miljø=terapeut miljø=arbei-der sosial=tje-nes-ten "
             "spesial=under=vis-ning mors=måls=under=vis-ning språk=vans-ker"},
            {"administration",
             "kom-mune kom-munene kom-mune=styre kom-mune=direktør kom-mune=num-mer "
             "fyl-kes=kom-mune fyl-kes=nemnda stats=for-valteren stats=for-valter "
             "by=dels=num-mer dis-trikts=kon-tor direk-tora-tet depar-temen-tet "
             "for-valt-nings=lo-ven offentlig=hets=lo-ven per-son=vern=for-ord-nin-gen "
             "per-son=opp=lys-nin-ger per-son=opp-lys-nings=lo-ven per-son=num-mer "
             "fødsels=num-mer or-gani-sa-sjons=num-mer arbeids=gi-ver arbeids=ta-ker "
             "data=til=sy-net inn-syns=krav arkiv=nøk-kel in-tern=kontroll av-viks=melding"},
            {"law and procedure",
             "retts=sik-ker=het lag=manns=ret-ten saks=behand-ling saks=behand-lings=tid "
             "saks=behand-lings=frist saks=num-mer saks=do-kumen-ter parts=inn=syn "
             "klage=in-stans inn-syns=rett full=makt enkelt=ved-tak ved=taket "
             "for-valt-nings=ved=tak taushets=plikt opp-lys-nings=plikt "
             "ved-taks=grunn=lag retts=grunn=lag kom-mune=ad-vo-ka-ten "
             "do-kumenta-sjons=plikt opp=holds=til-latelse"},
            {"what our own letters speak of",
             "kontakt=informa-sjon kontakt=per-son telefon=num-mer post=adresse post=num-mer "
             "post=boks mot-taks=kontroll leve-rings=ka-nal re-serve=løs-nin-gen "
             "re-serve=post virk-som=het virk-som=he-ten an-svar-lig til-syns=myndig=het "
             "mot=ta-keren mel-deren under=skrift under=skrif-ten bak=grunn kjenn=skap "
             "hjemme=si-tua-sjon inn-tekts=grunn=lag tolke=tje-neste like=vel der=imot"},
        },
        "nb");
}

TEST(Hyphenation, NynorskWordsOfSuchLetters)
{
    expect_parted(
        {
            {"child welfare",
             "barne=ver-net barne=verns=tenesta barne=verns=tenes-ter barne=vern=tenesta "
             "barne=verns=lova be-kym-rings=melding be-kym-rings=meldin-gar "
             "be-kym-rings=meldin-gane for-eldre=an-svar om-sorgs=svikt om-sorgs=over-ta-king "
             "foster=heim ung=doms=skule opp-vekst=miljø valds=utsett hjelpe=til=tak "
             "akutt=ved=tak haste=ved-tak under=sø-kinga under=sø-kings=sak "
             "heime=si-tua-sjon skule=helse=tenesta helse=sjuke=pleiar"},
            {"administration and law",
             "kom-mune=styre=re-pre-sentant kom-munane fyl-kes=nemnda stats=for-valtaren "
             "for-valt-nings=lova per-son=opp=lys-nin-gar per-son=opp-lys-nings=lova "
             "arbeids=gjevar=avgift arbeids=givar=avgift arbeids=ta-kar "
             "retts=trygg-lei-ken retts=hjelp saks=behand-lar saks=behand-lings=tid "
             "saks=handsaming saks=num-mer klage=nemnd klage=frist inn-syns=rett "
             "til=bake=melding til=bake=meldin-gar einskild=ved-tak opp-læ-rings=lova "
             "teie=plikt melde=plikt opp-lys-nings=plikt"},
            {"what our own letters speak of",
             "kontakt=informa-sjon telefon=num-mer post=adresse mot-taks=kontroll "
             "re-serve=løy-singa verk=semd verk=semda rett=lei-ing veg=lei-ing under=skrift "
             "inn-tekts=grunn=lag spesial=under=vis-ning sam=arbeids=avtale fag=leg "
             "mogleg-heiter høg=skule etter=middag"},
        },
        "nn");
}

TEST(Hyphenation, WordsThatLookLikeCompoundsAndAreNone)
{
    expect_parted(
        {{"lov, politi, rus, bom, kost, pleie and bo begin other words",
          "lo-vende poli-tikeren rust-ning bom-lukke bor-ger"},
         {"an ending is no part", "kom-munene fami-liene mel-deren mel-dende"},
         {"what words are made with is no part", "kultu-relle kontrollere"},
         {"the longer beginning goes first", "kost-nads=budsjett arbeid-somme pleier=høg=skole"},
         {"an end that is part of another word", "pre-sta-sjo-ner"},
         {"three like letters are written as two: nobody can tell where they part",
          "trafikkapa-si-tet"}},
        "nb");
}

TEST(Hyphenation, WordsThatAreNotParted)
{
    struct {
        const char* why;
        std::string word;
        const char* language;
    } const cases[] = {
        {"nothing", "", "nb"},
        {"one syllable", "skrik", "nb"},
        {"two letters before the end", "eie", "nb"},
        {"three letters at the end and two at the beginning are least", "ute", "nb"},
        {"English has no patterns here", "representative", "en"},
        {"nor has Sámi", "mánáidsuodjalus", "se"},
        {"nor has what is no language", "barnevernstjenesten", ""},
        {"nor one whose code begins alike", "barnevernstjenesten", "nbx"},
        {"a letter outside ISO 8859-1", "Kárášjohka", "nb"},
        {"a digit", "barnevern2", "nb"},
        {"a mark of punctuation", "barne.vernet", "nb"},
        {"a hyphen", "barne-vernet", "nb"},
        {"a soft hyphen", "barne\u00ADvernet", "nb"},
        {"multiplication is no letter", "barne\u00D7vernet", "nb"},
        {"division is no letter", "barne\u00F7vernet", "nb"},
        {"an abbreviation", "BUFDIR", "nb"},
        {"eight capitals may be one", "BARNEHUS", "nb"},
        {"a capital inside", "DigiBarnevern", "nb"},
        {"a capital at the end", "barneverneT", "nb"},
        {"64 letters are no word", std::string(64, 'a'), "nb"},
        {"consonants only", "bcdfghjklm", "nb"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(hyphenator().places(utf16_of(c.word), c.language), HyphenPlaces());
    }
}

TEST(Hyphenation, CapitalsArePartedLikeSmallLetters)
{
    EXPECT_EQ(parted("Barneverntjenesten", "nb"), "Barne=vern=tje-nes-ten");
    EXPECT_EQ(parted("UNDERSØKELSEN", "nb"), "UNDER-SØKEL-SEN");
    EXPECT_EQ(parted("Økonomien", "nb"), parted("Økonomien", "nb-NO"));
    EXPECT_EQ(parted("bekymring", "no"), parted("bekymring", "nb"));
    EXPECT_TRUE(hyphenator().knows("nn"));
    EXPECT_TRUE(hyphenator().knows("nb-NO"));
    EXPECT_FALSE(hyphenator().knows("en"));
}

TEST(Hyphenation, AtLeastTwoLettersStandBeforeAPlaceAndThreeAfterIt)
{
    rc::check("any letters", [] {
        const auto letters = *rc::gen::container<std::u16string>(
            rc::gen::elementOf(std::u16string(u"abdefghijklmnoprstuvyæøåéBARNEVESTINGLOM")));
        for (const char* language : {"nb", "nn"}) {
            const HyphenPlaces places = hyphenator().places(letters, language);
            RC_ASSERT((places.joints & ~places.all) == 0U);
            if (places.all == 0) continue;
            RC_ASSERT(std::countr_zero(places.all) >= 2);
            RC_ASSERT(static_cast<std::size_t>(63 - std::countl_zero(places.all)) + 3 <=
                      letters.size());
        }
    });
}

TEST(Hyphenation, AnyUnitsAreSafe)
{
    rc::check("any units", [] {
        const auto units = *rc::gen::container<std::u16string>(rc::gen::cast<char16_t>(
            rc::gen::weightedOneOf<int>({{5, rc::gen::inRange(0x61, 0x7B)},
                                         {1, rc::gen::inRange(0, 0x10000)},
                                         {1, rc::gen::inRange(0xC0, 0x100)}})));
        const HyphenPlaces places = hyphenator().places(units, "nb");
        RC_ASSERT(places.all == 0U ||
                  static_cast<std::size_t>(std::bit_width(places.all)) <= units.size());
    });
}

TEST(Hyphenation, ThreadsGetTheSamePlaces)
{
    const std::u16string word = utf16_of("kommunestyrerepresentantene");
    const HyphenPlaces expected = hyphenator().places(word, "nb");
    std::vector<HyphenPlaces> found(8);
    std::vector<std::thread> threads;
    for (HyphenPlaces& places : found) {
        threads.emplace_back([&places, &word] {
            for (int i = 0; i < 200; ++i)
                places = hyphenator().places(word, "nb");
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    for (const HyphenPlaces& places : found)
        EXPECT_EQ(places, expected);
}

TEST(Hyphenation, TheFingerprintNamesEverySource)
{
    std::istringstream lines(hyphenator().fingerprint());
    std::vector<std::string> names;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        std::string name, size, digest;
        fields >> name >> size >> digest;
        names.push_back(name);
        EXPECT_GT(std::stoll(size), 100) << line;
        EXPECT_EQ(digest.size(), 16U) << line;
    }
    EXPECT_EQ(names, (std::vector<std::string>{"hyph_nb_NO.dic", "hyph_nn_NO.dic", "nb.txt",
                                               "nn.txt", "no.txt"}));
}

TEST(Hyphenation, OtherPatternsMeanAnotherFingerprint)
{
    const tests::TemporaryDirectory folder;
    for (const char* name : {"hyph_nb_NO.dic", "hyph_nn_NO.dic"}) {
        std::filesystem::copy(Hyphenator::installed() / name, folder.path() / name);
    }
    EXPECT_EQ(Hyphenator(folder.path()).fingerprint(), hyphenator().fingerprint());
    std::ofstream(folder.path() / "hyph_nn_NO.dic", std::ios::app) << "zz9zz\n";
    const Hyphenator changed(folder.path());
    EXPECT_NE(changed.fingerprint(), hyphenator().fingerprint());
    EXPECT_NE(changed.places(u"hazzzza", "nn").all, 0U);
    EXPECT_EQ(changed.places(u"hazzzza", "nb").all, 0U);
}

TEST(Hyphenation, MissingOrBrokenPatternsNameFileAndPackage)
{
    const tests::TemporaryDirectory folder;
    const auto message = [&folder] {
        try {
            const Hyphenator opened(folder.path());
        } catch (const std::runtime_error& error) {
            return std::string(error.what());
        }
        return std::string("opened");
    };
    EXPECT_NE(message().find("hyph_nb_NO.dic: hyphenation patterns cannot be read; install "
                             "hyphen-no"),
              std::string::npos)
        << message();
    std::filesystem::copy(Hyphenator::installed() / "hyph_nn_NO.dic",
                          folder.path() / "hyph_nn_NO.dic");
    std::ofstream(folder.path() / "hyph_nb_NO.dic") << "UTF-8\n1ba\n";
    EXPECT_NE(message().find("holds no hyphenation patterns in ISO8859-1"), std::string::npos)
        << message();
}

} // namespace reservepost::layout

#include "batch/letters/address_fit.h"

#include "batch/letters/letter_text.h"
#include "batch/letters/made_up.h"

#include <gtest/gtest.h>

// Whether a receiver's address fits, told while somebody types it.

namespace reservepost::batch::letters {
namespace {

using layout::Length;

const layout::Workshop& shop()
{
    static const layout::Workshop workshop;
    return workshop;
}

/// Two houses: the usual window, and one that is as narrow as a profile may have it.
std::vector<Window> windows()
{
    layout::PageGeometry narrow;
    narrow.address.size.width = Length::mm(60);
    return {{"wide", {}}, {"narrow", narrow}};
}

std::vector<AddressFit> fit(const std::vector<std::string>& lines, const std::string& back = {})
{
    return address_fit(lines, back, windows(), shop());
}

TEST(AddressFit, IsToldForEveryWindowInASentence)
{
    const std::string plain = "Barneverntjenesten", place = "0150 OSLO";
    const std::string long_line = "Tverrfaglig avdeling for barn, unge og familier i indre by";
    const struct {
        const char* why;
        std::vector<std::string> lines;
        std::string back;
        const char* wide;
        const char* narrow;
    } cases[] = {
        {"an ordinary one", {plain, "Postboks 1", place}, "", "fits in 11 pt", "fits in 11 pt"},
        {"six lines", {plain, "a", "b", "c", "d", place}, "", "fits in 10 pt", "fits in 10 pt"},
        {"seven lines",
         {plain, "a", "b", "c", "d", "e", place},
         "",
         "fits in 10 pt, with lines joined by commas",
         "fits in 10 pt, with lines joined by commas"},
        {"a long line",
         {plain, long_line, place},
         "",
         "fits in 9.5 pt",
         "fits in 9 pt, with a line parted at a space"},
        {"a long line that is not to be parted",
         {plain, "0150 " + long_line.substr(0, long_line.size() - 3)},
         "",
         "fits in 9.25 pt",
         "does not fit: line 2 is 27.3 mm too wide (87.2 mm in 9 pt; the window holds 60.0 mm); "
         "shorten it"},
        {"no line",
         {},
         "",
         "does not fit: it has no line; give 1 to 6 lines",
         "does not fit: it has no line; give 1 to 6 lines"},
        {"eight long lines",
         {long_line, long_line, long_line, long_line, long_line, long_line, long_line, place},
         "",
         "does not fit: it has 8 lines, 2 too many, and they are too long to be joined with "
         "commas; the window holds 6; leave out 2",
         "does not fit: it has 8 lines, 2 too many, and they are too long to be joined with "
         "commas; the window holds 6; leave out 2"},
        {"the operator's own line is at fault",
         {plain, place},
         "Retur: " + long_line + " avdeling",
         "fits in 11 pt",
         "does not fit: the return line is 23.2 mm too wide (83.1 mm in 7 pt; the window holds "
         "60.0 mm); whoever keeps the configuration shortens `return_line` there"},
        {"a letter that no font has",
         {plain, "\U000F0000\U000F0001", place},
         "",
         "fits in 11 pt; 2 of its characters are printed as code points, since no font has them",
         "fits in 11 pt; 2 of its characters are printed as code points, since no font has them"},
        {"marks upon marks",
         {plain, place},
         "A\u0302\u0301\u0302\u0301",
         "does not fit: something stands in the window but outside its safe text area; leave out "
         "letters with marks over or under other marks, in address and return line",
         "does not fit: something stands in the window but outside its safe text area; leave out "
         "letters with marks over or under other marks, in address and return line"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto fits = fit(c.lines, c.back);
        ASSERT_EQ(fits.size(), 2U);
        EXPECT_EQ(fits[0].profile, "wide");
        EXPECT_EQ(fits[0].sentence, c.wide);
        EXPECT_EQ(fits[1].profile, "narrow");
        EXPECT_EQ(fits[1].sentence, c.narrow);
        for (const auto& one : fits) {
            EXPECT_EQ(one.fits, one.sentence.starts_with("fits"));
            EXPECT_EQ(one.fits, one.size != Length());
            for (const auto& line : c.lines)
                EXPECT_TRUE(line.size() < 2 || one.sentence.find(line) == std::string::npos);
        }
    }
}

TEST(AddressFit, CountsALineByAHairAsTooWide)
{
    const std::vector<std::string> lines = {"Barneverntjenesten", "0150 OSLO"};
    const std::vector<Window> usual = {{"usual", {}}};
    auto width = address_fit(lines, std::string(120, 'm'), usual, shop()).at(0).excess->width;
    const struct {
        const char* why;
        Length limit;
        const char* begins;
    } cases[] = {
        {"as wide as the window", width, "fits in 11 pt"},
        {"a thousandth of a point wider", width - Length::thousandths_of_pt(1),
         "does not fit: the return line is 0.1 mm too wide"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto window = usual;
        window[0].geometry.page.width = Length::mm(600);
        window[0].geometry.window.size.width = Length::mm(500);
        window[0].geometry.address.size.width = c.limit;
        const auto sentence =
            address_fit(lines, std::string(120, 'm'), window, shop()).at(0).sentence;
        EXPECT_TRUE(sentence.starts_with(c.begins)) << sentence;
    }
}

TEST(AddressFit, SaysWhatTheLetterThenShows)
{
    // The letter is held exactly where the address was said not to fit.
    const std::vector<std::vector<std::string>> addresses = {
        {"Bydel Gamle Oslo", "Postboks 9", "0150 OSLO"},
        {std::string(50, 'm'), "0150 OSLO"},
        {"A", "", "Barneverntjenesten", "0150 OSLO", "Norge"},
        {"A", "B", "C", "D", "E", "F", "G", "0150 OSLO"},
        {"A", "1010 Wien", "Østerrike"},
    };
    for (const auto& lines : addresses) {
        auto input = made_up(MadeUpForm::Private, "nb", situations().front());
        input.address_lines = lines;
        for (const auto& window : windows()) {
            bool set = true;
            try {
                shop().compose(make_letter(input), window.geometry);
            } catch (const layout::AddressDoesNotFit&) {
                set = false;
            }
            const auto fits = address_fit(lines, input.return_line, {&window, 1}, shop());
            EXPECT_EQ(fits_everywhere(fits), set) << lines.front() << ' ' << window.profile;
        }
    }
}

TEST(AddressFit, IsTheSameInAWorkshopForAddressesAlone)
{
    const layout::Workshop small(layout::Workshop::Purpose::Addresses);
    const std::vector<std::vector<std::string>> addresses = {
        {"Barneverntjenesten", "Postboks 1", "0150 OSLO"},
        {"Tverrfaglig avdeling for barn, unge og familier i indre by", "0150 OSLO"},
        {"Barne\u00ADverntjenesten i Kárášjohka – Karasjok", "Jeagilvármádii 1", "9730 KÁRÁŠJOHKA"},
        {"שלום", "مرحبا", "子供", "0150 OSLO"},
        {std::string(300, 'W'), "0150 OSLO"}};
    for (const auto& lines : addresses)
        EXPECT_EQ(address_fit(lines, "Reservepost, Postboks 1", windows(), small),
                  address_fit(lines, "Reservepost, Postboks 1", windows(), shop()));
}

TEST(AddressFit, OfNoWindowsIsEverywhere)
{
    EXPECT_TRUE(fits_everywhere(address_fit({"A", "0150 OSLO"}, "", {}, shop())));
    EXPECT_FALSE(fits_everywhere(fit({})));
}

} // namespace
} // namespace reservepost::batch::letters

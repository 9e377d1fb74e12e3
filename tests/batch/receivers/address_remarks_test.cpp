#include "batch/receivers/address_remarks.h"

#include "batch/receivers/municipalities.h"
#include "batch/receivers/postcodes.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace reservepost::batch::receivers {
namespace {

TEST(Postcodes, AreFourDigitsWithAPlaceInCapitals)
{
    EXPECT_EQ(postcodes().size(), 5146u);
    std::string_view before;
    for (const auto& postcode : postcodes()) {
        EXPECT_LT(before, postcode.number) << "twice, or not sorted";
        before = postcode.number;
        EXPECT_FALSE(postcode.place.empty()) << postcode.number;
        EXPECT_TRUE(std::ranges::none_of(postcode.place, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        })) << postcode.number;
    }
}

TEST(Postcodes, AreFoundByNumberOnly)
{
    const struct {
        const char* why;
        const char* number;
        const char* place;
    } cases[] = {
        {"the first", "0001", "OSLO"},
        {"the last", "9991", "BÅTSFJORD"},
        {"with Norwegian letters", "3212", "SANDEFJORD"},
        {"of the office", "9730", "KARASJOK"},
        {"none", "9999", ""},
        {"before the first", "0000", ""},
        {"three digits", "001", ""},
        {"five digits", "00010", ""},
        {"a place", "OSLO", ""},
        {"nothing", "", ""},
    };
    for (const auto& c : cases)
        EXPECT_EQ(find_place(c.number), c.place) << c.why;
}

TEST(Postcodes, PlacesAreComparedWithoutTheirCapitals)
{
    const struct {
        const char* why;
        const char* one;
        const char* other;
        bool same;
    } cases[] = {
        {"Latin", "OSLO", "Oslo", true},
        {"Norwegian", "BÆRUMS VERK", "Bærums verk", true},
        {"Norwegian", "ØRSTA", "ørsta", true},
        {"Norwegian", "ÅLESUND", "Ålesund", true},
        {"Northern Sámi", "KÁRÁŠJOHKA", "Kárášjohka", true},
        {"Northern Sámi, capitals that are even", "ČĐŊŦ", "čđŋŧ", true},
        {"Northern Sámi, capitals that are odd", "ŽŠ", "žš", true},
        {"over the border of a lead octet", "Ŀ", "ŀ", true},
        {"Southern Sámi", "SNÅASE ÖÄÏ", "Snåase öäï", true},
        {"blanks", " MO  I RANA ", "Mo i Rana", true},
        {"nothing", "", "", true},
        {"not a letter: multiplied and divided by", "×", "÷", false},
        {"a sign between capitals", "ß", "ÿ", false},
        {"another word", "OSLO", "Osla", false},
        {"a part", "OSLO", "Oslo S", false},
        {"blanks within", "MO I RANA", "Moirana", false},
        {"another letter of the same base", "ÅS", "As", false},
        {"half a letter", "\xC3", "\xC3\xA5", false},
        {"what is no UTF-8", "\xC5\xC5", "\xE5\xE5", false},
    };
    for (const auto& c : cases)
        EXPECT_EQ(is_same_place(c.one, c.other), c.same) << c.why << ": " << c.one;
}

std::vector<std::string> remarks_on(std::vector<std::string> address)
{
    Receiver receiver;
    receiver.key = {"5610", "00"};
    receiver.address = std::move(address);
    return remarks(receiver);
}

TEST(AddressRemarks, TellWhatAPersonShouldLookAt)
{
    const struct {
        const char* why;
        std::vector<std::string> address;
        std::vector<const char*> remarks; ///< What each must hold.
    } cases[] = {
        {"all is well", {"Barnevernet", "Postboks 1", "0601 OSLO"}, {}},
        {"in small letters", {"Barnevernet", "postboks 1", "0601 Oslo"}, {}},
        {"a box with its short name", {"Pb. 12 Sentrum", "0101 OSLO"}, {}},
        {"a box with its short name", {"P.b. 12", "0101 OSLO"}, {}},
        {"a box with its short name", {"BOKS 12", "0101 OSLO"}, {}},
        {"two languages", {"Postboks 1", "9730 Kárášjohka – Karasjok"}, {}},
        {"two languages, the other way", {"Postboks 1", "9730 Karasjok / Kárášjohka"}, {}},
        {"the host's address", {}, {}},
        {"an unknown postcode", {"Postboks 1", "9999 OSLO"}, {"9999 in `address` is not in"}},
        {"another place", {"Postboks 1", "0601 BERGEN"}, {"0601 is OSLO"}},
        {"a slip in the place", {"Postboks 1", "0601 OLSO"}, {"0601 is OSLO"}},
        {"none of two places", {"Postboks 1", "9730 Alta – Tana"}, {"9730 is KARASJOK"}},
        {"a street", {"Storgata 1", "0184 OSLO"}, {"PO box every working day"}},
        {"a street that sounds like a box", {"Boksveien 1", "0184 OSLO"}, {"PO box"}},
        {"a box without a number", {"Postboks", "0601 OSLO"}, {"PO box"}},
        {"a house number before the word", {"1 Postboks", "0601 OSLO"}, {"PO box"}},
        {"all at once", {"Storgata 1", "9999 OSLO"}, {"9999", "PO box"}},
        {"nothing but the last line", {"0601 BERGEN"}, {"0601 is OSLO", "PO box"}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto found = remarks_on(c.address);
        ASSERT_EQ(found.size(), c.remarks.size())
            << (found.empty() ? std::string() : found.front());
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_NE(found[i].find(c.remarks[i]), std::string::npos) << found[i];
            for (const auto* line : {"Barnevernet", "Storgata", "BERGEN", "OLSO", "Tana"})
                EXPECT_EQ(found[i].find(line), std::string::npos) << found[i];
        }
    }
}

TEST(NumberRemarks, TellOfNumbersThatAreOutOfUse)
{
    Receiver receiver;
    receiver.key = {"0301", "05"};
    EXPECT_EQ(number_remarks(receiver), std::vector<std::string>{});
    receiver.key = {"1201", "00"};
    ASSERT_EQ(number_remarks(receiver).size(), 1u);
    EXPECT_NE(number_remarks(receiver)[0].find("2020-01-01; in its place came 4601"),
              std::string::npos);
    receiver.valid_to = holidays::Date(2019, 12, 31);
    EXPECT_EQ(number_remarks(receiver), std::vector<std::string>{}) << "it is closed";
    receiver = {};
    receiver.key = {"5012", "00"};
    EXPECT_NE(number_remarks(receiver)[0].find("5055, 5056, 5059"), std::string::npos);
    receiver.key = {"9999", "00"};
    EXPECT_NE(number_remarks(receiver)[0].find("no municipality"), std::string::npos);
    for (const auto& municipality : known_municipalities()) {
        receiver.key.municipality = municipality.number;
        EXPECT_TRUE(number_remarks(receiver).empty()) << municipality.number;
    }
}

} // namespace
} // namespace reservepost::batch::receivers

#include "layout/pdf_value.h"

#include <gtest/gtest.h>

namespace reservepost::layout {

TEST(PdfValue, IsWrittenAsTheStandardWants)
{
    struct {
        const char* why;
        PdfValue value;
        const char* octets;
    } const cases[] = {
        {"a whole number", {std::int64_t{-12}}, "-12"},
        {"a length in points", {Length::pt(595.276)}, "595.276"},
        {"a length without a fraction", {Length::pt(12)}, "12"},
        {"a name", {PdfName{"DeviceN"}}, "/DeviceN"},
        {"a name of what PDF gives a meaning", {PdfName{"a b#c/d(e"}}, "/a#20b#23c#2Fd#28e"},
        {"a name of other letters", {PdfName{"å"}}, "/#C3#A5"},
        {"a reference", {PdfReference{17}}, "17 0 R"},
        {"a text", {PdfText{"Job 01000001"}}, "(Job 01000001)"},
        {"a text with brackets", {PdfText{"a(b)c\\"}}, "(a\\(b\\)c\\\\)"},
        {"a text of other letters", {PdfText{"bær🧿"}}, "<FEFF006200E60072D83EDDFF>"},
        {"a text of two lines", {PdfText{"a\nb"}}, "<FEFF0061000A0062>"},
        {"no text", {PdfText{""}}, "()"},
        {"a list keeps apart what would run together",
         {PdfArray{{std::int64_t{0}},
                   {Length::pt(1.5)},
                   {PdfReference{3}},
                   {PdfName{"N"}},
                   {std::int64_t{4}},
                   {PdfText{"t"}},
                   {std::int64_t{5}},
                   {PdfArray{{std::int64_t{6}}}}}},
         "[0 1.5 3 0 R/N 4(t)5[6]]"},
        {"a dictionary keeps its order",
         {PdfDictionary{{"Type", {PdfName{"Page"}}},
                        {"Count", {std::int64_t{3}}},
                        {"Box", {PdfArray{}}},
                        {"More", {PdfDictionary{{"A", {PdfReference{9}}}}}}}},
         "<</Type/Page/Count 3/Box[]/More<</A 9 0 R>>>>"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        std::string octets;
        append(octets, c.value);
        EXPECT_EQ(octets, c.octets);
    }
}

TEST(PdfValue, StandsApartFromWhatIsBefore)
{
    std::string octets = "1";
    append(octets, PdfValue{std::int64_t{2}});
    EXPECT_EQ(octets, "1 2");
}

} // namespace reservepost::layout

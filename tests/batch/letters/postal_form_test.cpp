#include "batch/letters/postal_form.h"

#include <gtest/gtest.h>

namespace reservepost::batch::letters {
namespace {

TEST(PostalForm, IsWhatThePostAsksFor)
{
    using Lines = std::vector<std::string>;
    struct {
        const char* why;
        Lines written;
        Lines lines;
        int tail;
    } const cases[] = {
        {"Norwegian, as it is",
         {"Kari", "Storgata 1", "0155 Oslo"},
         {"Kari", "Storgata 1", "0155 Oslo"},
         1},
        {"blanks go",
         {" Kari ", "", "\t", "Storgata 1\r\n", "0155 Oslo"},
         {"Kari", "Storgata 1", "0155 Oslo"},
         1},
        {"no country at home", {"Kari", "0155 Oslo", "Norge"}, {"Kari", "0155 Oslo"}, 1},
        {"nor in nynorsk or English", {"Kari", "0155 Oslo", "NOREG"}, {"Kari", "0155 Oslo"}, 1},
        {"abroad, the country in capitals",
         {"Kari", "Box 3", "SE-111 22 Stockholm", "Sverige"},
         {"Kari", "Box 3", "SE-111 22 Stockholm", "SVERIGE"},
         2},
        {"letters beyond ASCII",
         {"Kari", "1010 Wien", "Østerrike"},
         {"Kari", "1010 Wien", "ØSTERRIKE"},
         2},
        {"in capitals already",
         {"Kari", "10115 Berlin", "TYSKLAND"},
         {"Kari", "10115 Berlin", "TYSKLAND"},
         2},
        {"a country named Norge with a foreign postcode stays",
         {"Kari", "NO-0155 Oslo", "Norge"},
         {"Kari", "NO-0155 Oslo", "NORGE"},
         2},
        {"a place that is no country, below a number",
         {"Kari", "Storgata 1", "Oslo"},
         {"Kari", "Storgata 1", "Oslo"},
         1},
        {"a postcode without four digits in a row",
         {"Kari", "London SW1A 1AA", "England"},
         {"Kari", "London SW1A 1AA", "England"},
         1},
        {"the same where the country has a name of its own",
         {"Kari", "London SW1A 1AA", "Storbritannia"},
         {"Kari", "London SW1A 1AA", "STORBRITANNIA"},
         2},
        {"in English", {"Kari", "1010 Wien", "Austria"}, {"Kari", "1010 Wien", "AUSTRIA"}, 2},
        {"a place without postcode is no country",
         {"Kari", "Storgata", "Oslo"},
         {"Kari", "Storgata", "Oslo"},
         1},
        {"a name alone", {"Kari"}, {"Kari"}, 1},
        {"nothing", {}, {}, 1},
        {"nothing but blanks", {" ", ""}, {}, 1},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto form = postal_form(c.written);
        EXPECT_EQ(form.lines, c.lines);
        EXPECT_EQ(form.tail, c.tail);
        EXPECT_EQ(postal_form(form.lines), form) << "a second time changes nothing";
    }
}

} // namespace
} // namespace reservepost::batch::letters

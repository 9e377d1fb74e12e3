#include "layout/compose.h"
#include "sample_letters.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

namespace reservepost::layout {

namespace {

Letter addressed(std::vector<std::string> address)
{
    Letter letter = letter_with("Tekst");
    letter.address = std::move(address);
    return letter;
}

/// The message, or nothing where the address fits.
std::string message_for(const Letter& letter)
{
    try {
        shared_workshop().compose(letter, PageGeometry());
        return "";
    } catch (const AddressDoesNotFit& refusal) {
        return refusal.what();
    }
}

/// The size of the run with this text on the first page.
Length size_of(const Letter& letter, const std::string& text)
{
    const Composition composition = shared_workshop().compose(letter, PageGeometry());
    for (const Placed& placed : composition.pages[0].items) {
        const auto* run = std::get_if<GlyphRun>(&placed.item);
        if (run != nullptr && run->text == text) return run->size;
    }
    return {};
}

} // namespace

TEST(Address, IsRefusedWithLineWidthAndLimitButNeverItsText)
{
    const std::string wide(90, 'm'), name = "Kari";
    struct {
        const char* why;
        std::vector<std::string> address;
        const char* message;
    } const cases[] = {
        {"no line", {}, "the address has 0 lines"},
        {"blank lines only", {"", "  "}, "the address has 0 lines"},
        {"seven lines", {"a", "b", "c", "d", "e", "f", "g"}, "the address has 7 lines"},
        {"second line too wide", {name, wide}, "address line 2 is "},
        {"the widest is named", {std::string(60, 'm'), wide}, "address line 2 is "},
        {"the limit is told", {wide}, "the envelope window holds 90.0 mm"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const std::string message = message_for(addressed(c.address));
        EXPECT_NE(message.find(c.message), std::string::npos) << message;
        EXPECT_EQ(message.find("mmmm"), std::string::npos) << message;
        EXPECT_EQ(message.find(name), std::string::npos) << message;
    }
}

TEST(Address, AReturnLineThatIsTooWideIsRefused)
{
    Letter letter = addressed({"Kari Nordmann", "0001 OSLO"});
    letter.return_line = std::string(200, 'm');
    EXPECT_NE(message_for(letter).find("the return line is "), std::string::npos);
}

TEST(Address, ShrinksAsAWholeWhenALineIsTooWide)
{
    const std::string wide = "Avdeling for barn, unge og familier i Midt-Troms, seksjon";
    const Letter letter = addressed({"Kari", wide, "0001 OSLO"});
    const Length size = size_of(letter, wide);
    EXPECT_LT(size, Length::pt(11));
    EXPECT_GE(size, Length::pt(9));
    EXPECT_EQ(size_of(letter, "Kari"), size);
    EXPECT_EQ(size_of(addressed({"Kari", "0001 OSLO"}), "Kari"), Length::pt(11));
}

TEST(Address, SixLinesWithAccentsStayInTheSafeArea)
{
    const Letter letter = addressed({"Ågot Ås", "Égý Åg", "Åpg", "Åqj", "Åyp", "9730 ÅGÝ"});
    const PageGeometry geometry;
    const auto& library = shared_library();
    const Composition composition = shared_workshop().compose(letter, geometry);
    const fonts::FaceMetrics metrics = library.metrics(0);
    const Rectangle safe = geometry.address;
    int lines = 0;
    for (const Placed& placed : composition.pages[0].items) {
        const auto* run = std::get_if<GlyphRun>(&placed.item);
        // The rows of the body lie far below.
        if (run == nullptr || placed.at.y > Length::mm(90)) continue;
        ++lines;
        const Length capital = run->size.scaled(metrics.cap_height, metrics.units_per_em);
        const Length tail = run->size.scaled(240, 1000);
        EXPECT_GE(placed.at.y - capital, safe.at.y) << run->text;
        EXPECT_LE(placed.at.y + tail, safe.at.y + safe.size.height) << run->text;
        EXPECT_GE(placed.at.x, safe.at.x);
    }
    EXPECT_GE(lines, 7);
}

TEST(Address, ALineEndInsideALineCannotMakeASeventh)
{
    const Letter letter = addressed({"Kari\nNordmann", "a", "b", "c", "d", "0001 OSLO"});
    EXPECT_EQ(message_for(letter), "");
    EXPECT_NE(size_of(letter, "Kari Nordmann"), Length());
}

} // namespace reservepost::layout

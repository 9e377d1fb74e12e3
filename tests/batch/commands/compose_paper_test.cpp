#include "tests/batch/commands/command_desk.h"
#include "tests/batch/commands/compose_input.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <regex>

// What `compose` writes, as other programs read and print it.

namespace reservepost::tests {
namespace {

using batch::json::Value;

class ComposePaper : public testing::Test {
protected:
    void set(const std::string& input)
    {
        const auto said = say({"compose", "-", "-o", pdf.string()}, input);
        ASSERT_EQ(said.status, 0) << said;
    }

    const TemporaryDirectory room;
    const fs::path pdf = room / "letters.pdf";
};

/// Without what a page adds or takes away: space, line ends and hyphens.
std::string squeezed(const std::string& text)
{
    static const std::regex paper("[\\s\\f-]+|\u00AD|Side \\d+ av \\d+");
    return std::regex_replace(text, paper, "");
}

TEST_F(ComposePaper, ReadsBackAsItWasGiven)
{
    auto letter = plain_letter();
    std::vector<std::string> paragraphs = {
        "Første linje.\nAndre linje: «sitat» – 50 % av 1 000 kr, ÆØÅ æøå č đ ŋ š ŧ ž."};
    for (int i = 0; i < 12; ++i)
        paragraphs.push_back("Avsnitt " + std::to_string(i) +
                             ": barneverntjenesten undersøker omsorgssituasjonen og "
                             "samarbeidspartnerne orienteres fortløpende om "
                             "taushetspliktsbestemmelsene, slik at fristoversittelse unngås. "
                             "Effektiv offentlig saksbehandling krever tilstrekkelige "
                             "opplysninger fra fagfolk.");
    letter.set("paragraphs", Value::list_of(paragraphs));
    set(line_of(letter));
    const auto text = run({"pdftotext", pdf.string(), "-"});
    ASSERT_EQ(text.status, 0) << text.output;
    EXPECT_NE(text.output.find("Side 1 av 2"), std::string::npos);
    EXPECT_NE(text.output.find("Side 2 av 2"), std::string::npos);
    std::string expected = letter.text("subject");
    for (const auto& paragraph : paragraphs)
        expected += paragraph;
    EXPECT_NE(squeezed(text.output).find(squeezed(expected)), std::string::npos) << text.output;
    for (const auto& line : letter.texts("recipient"))
        EXPECT_NE(text.output.find(line), std::string::npos) << line;
}

TEST_F(ComposePaper, IsAFileThatQpdfHasNothingAgainst)
{
    set(lines_of_letters(30));
    const auto checked = run({"qpdf", "--check", pdf.string()});
    EXPECT_EQ(checked.status, 0) << checked.output;
    const auto information = run({"pdfinfo", pdf.string()});
    for (const char* fact : {"PDF version:     1.6", "A4", "2026"})
        EXPECT_NE(information.output.find(fact), std::string::npos) << information.output;
}

/// A page as grey values, as `pdftoppm -gray` writes them.
struct Picture {
    std::size_t width = 0, height = 0;
    std::string grey;

    bool is_dark(std::size_t x, std::size_t y) const
    {
        return static_cast<unsigned char>(grey[y * width + x]) < 160;
    }
};

Picture picture_of(const fs::path& file)
{
    const auto octets = file_text(file);
    std::istringstream head(octets.substr(0, 64));
    std::string magic;
    Picture picture;
    std::size_t most = 0;
    head >> magic >> picture.width >> picture.height >> most;
    picture.grey = octets.substr(octets.size() - picture.width * picture.height);
    return picture;
}

TEST_F(ComposePaper, HasItsInkWhereTheEnvelopeHasItsWindow)
{
    constexpr double dots_per_mm = 200 / 25.4;
    set(line_of(plain_letter()));
    const auto prefix = (room / "page").string();
    const auto rendered = run({"pdftoppm", "-gray", "-r", "200", "-f", "1", "-l", "1",
                               "-singlefile", pdf.string(), prefix});
    ASSERT_EQ(rendered.status, 0) << rendered.output;
    const auto picture = picture_of(prefix + ".pgm");
    ASSERT_EQ(picture.width, 1654U);
    std::size_t top = picture.height, left = picture.width;
    for (std::size_t y = 0; y < picture.height; ++y)
        for (std::size_t x = 0; x < picture.width; ++x)
            if (picture.is_dark(x, y)) {
                top = std::min(top, y);
                left = std::min(left, x);
            }
    EXPECT_GE(static_cast<double>(top) / dots_per_mm, 46.9) << "mm from the top";
    EXPECT_LT(static_cast<double>(top) / dots_per_mm, 48.0);
    EXPECT_GE(static_cast<double>(left) / dots_per_mm, 19.9) << "mm from the left";
    EXPECT_LT(static_cast<double>(left) / dots_per_mm, 20.6);
}

} // namespace
} // namespace reservepost::tests

#include "layout/compose.h"
#include "sample_letters.h"
#include "shared_workshop.h"
#include "tests/support/files.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

// Whole pages as text. UPDATE_GOLDEN=1 renews the files; look at what changed before you keep it.

namespace reservepost::layout {

namespace {

using tests::file_text;

void expect_golden(const std::string& name, const std::string& actual)
{
    const auto folder = std::filesystem::path(RESERVEPOST_SOURCE) / "tests/golden/layout";
    const auto file = folder / (name + ".txt");
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::filesystem::create_directories(folder);
        std::ofstream(file, std::ios::binary) << actual;
        return;
    }
    EXPECT_EQ(file_text(file), actual) << name << " changed; UPDATE_GOLDEN=1 renews it";
}

void expect_golden_pages(const std::string& name, const Letter& letter)
{
    const Composition composition = shared_workshop().compose(letter, PageGeometry());
    for (std::size_t i = 0; i < composition.pages.size(); ++i) {
        const std::string head =
            "# " + name + ", page " + std::to_string(i + 1) +
            "      positions in mm from the top left; renew: UPDATE_GOLDEN=1\n";
        expect_golden(name + ".page" + std::to_string(i + 1), head + trace(composition.pages[i]));
    }
}

} // namespace

TEST(Golden, ForwardingLetterWithConfirmation)
{
    expect_golden_pages("forwarding", sample_forwarding_letter());
}

TEST(Golden, TwoPagesOfPlainText)
{
    expect_golden_pages("plain", sample_long_letter(9));
}

} // namespace reservepost::layout

#include "batch/receivers/municipalities.h"
#include "batch/receivers/postcodes.h"
#include "batch/receivers/receiver_fields.h"
#include "batch/receivers/register.h"
#include "batch/receivers/renumberings.h"
#include "tests/support/files.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

// docs/receivers.md says what is so.

namespace reservepost::batch::receivers {
namespace {

std::string page()
{
    return tests::file_text(std::string(RESERVEPOST_SOURCE) + "/docs/receivers.md");
}

TEST(ReceiversPage, NamesEveryField)
{
    const auto text = page();
    for (const auto& field : receiver_fields())
        EXPECT_NE(text.find('`' + std::string(field.name) + '`'), std::string::npos) << field.name;
}

TEST(ReceiversPage, ShowsAFileThatCanBeImported)
{
    const auto text = page();
    const std::string fence = "```toml\n";
    const auto start = text.find(fence) + fence.size();
    const auto file =
        read_register(text.substr(start, text.find("```", start) - start), "docs/receivers.md", {});
    EXPECT_EQ(file.receivers.size(), 1u);
    EXPECT_EQ(file.renumberings.size(), 1u);
}

TEST(ReceiversPage, CountsWhatTheTablesHold)
{
    const auto text = page();
    std::map<std::string, int> changes;
    for (const auto& renumbering : shipped_renumberings())
        ++changes[renumbering.in_force->text()];
    EXPECT_EQ(changes.size(), 5u);
    for (const auto& [day, count] : changes) {
        const auto row = "| " + day + " | " + std::to_string(count) + " |";
        EXPECT_NE(text.find(row), std::string::npos) << row;
    }
    const auto divided = std::ranges::count_if(
        shipped_renumberings(), [](const Renumbering& r) { return r.to.size() > 1; });
    EXPECT_EQ(divided, 12) << "the page says twelve";
    EXPECT_NE(text.find("has " + std::to_string(known_municipalities().size()) + "\n"),
              std::string::npos);
    EXPECT_EQ(postcodes().size(), 5146u);
    EXPECT_NE(text.find("5,146 postcodes"), std::string::npos);
}

} // namespace
} // namespace reservepost::batch::receivers

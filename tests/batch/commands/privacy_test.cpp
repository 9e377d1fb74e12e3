#include "tests/batch/commands/privacy_needles.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

// One story with reports whose every text carries a planted mark, and then a look everywhere: what
// was said, every row, every file of the state with its name. The marks stand in the sealed package
// that the print house opens, and nowhere else.

namespace reservepost::tests {
namespace {

using batch::json::Value;

/// What the operator types and hears. A reference may stand in the answer to a call that gave it,
/// and in no other.
class Teller {
public:
    explicit Teller(const CommandDesk& desk) : desk_(desk) {}

    Said at(const std::string& now, const std::vector<std::string>& arguments,
            const std::string& input = {}, bool names_references = false)
    {
        const auto said = desk_.at(now, arguments, input);
        (names_references ? answers_ : heard_) += said.all();
        return said;
    }
    const std::string& heard() const { return heard_; }
    const std::string& answers() const { return answers_; }

private:
    const CommandDesk& desk_;
    std::string heard_;   ///< Nothing of a report may be in it.
    std::string answers_; ///< No mark may be in it.
};

class Privacy : public testing::Test {
protected:
    /// A file with a report of the samples in which every text is a mark.
    void put(int number, const std::string& octets) const
    {
        std::ofstream(from_portal / (reference(number) + ".json")) << octets;
    }
    void put_reports()
    {
        fs::create_directory(from_portal);
        put(1, marks.report("bbe93094-b146-4a7a-ac6e-71111d115da8", "9101", "03"));
        put(2, marks.report("df7c3799-1163-40b2-86f2-b291c599b9da", "9103", "00"));
        put(3, marks.report("2f07c958-370e-4827-92de-02829b940372", "9999", "00"));
        put(4, marks.report("4ec906bd-34af-492a-a2ef-952d0323c1c1", "9101", "05"));
        const auto broken = marks.report("26afd933-a273-4529-99e0-6d767ef8ecaf", "9101", "05");
        put(5, broken.substr(0, broken.size() / 2));
        put(6, "{\"" + marks.next() + "\":\"" + marks.next() + "\"}");
        std::ofstream(from_portal / (reference(1) + ".meta.json"))
            << "{\"language\":\"" + marks.next() + "\",\"" + marks.next() + "\":1}";
        std::ofstream(from_portal / "feilmelding.json") << "{\"melding\":\"" + marks.next() + "\"}";
    }

    void look_around(Teller& teller, const std::string& now)
    {
        for (const auto& call : std::vector<std::vector<std::string>>{{"status"},
                                                                      {"held", "--json"},
                                                                      {"incident", "list", "--all"},
                                                                      {"quarantine", "list"},
                                                                      {"balance"},
                                                                      {"log", "verify"}})
            teller.at(now, call);
    }

    void intake_and_answers(Teller& teller)
    {
        EXPECT_EQ(
            teller.at("2026-11-23T09:00", {"intake", "--remove", from_portal.string()}, {}, true)
                .status,
            2);
        EXPECT_TRUE(fs::is_empty(from_portal) || fs::exists(from_portal / "feilmelding.json"));
        desk.night.put_into_inbox(
            1, marks.report("6a2c9069-285f-45b1-9f4a-5a677c60a23d", "9101", "03"));
        teller.at("2026-11-23T09:30", {"run"}); // The same reference with another content.
        look_around(teller, "2026-11-23T09:40");
        EXPECT_EQ(teller
                      .at("2026-11-23T10:00",
                          {"reject", "--receiver", "9103-00", "--feilmelding",
                           (from_portal / "feilmelding.json").string(), "-"},
                          reference(2), true)
                      .status,
                  0);
        EXPECT_EQ(teller
                      .at("2026-11-23T10:00", {"confirm", "--receiver", "9101-05", "-"},
                          reference(4), true)
                      .status,
                  0);
        teller.at("2026-11-23T10:00", {"confirm", "--receiver", "9101-05", "-"},
                  marks.next() + "\n" + reference(3) + "\n", true);
        teller.at("2026-11-23T10:01", {"deletion", "explain", "-"}, reference(4));
    }

    void release_what_waits(Teller& teller)
    {
        const auto held = batch::json::parse(desk.at("2026-11-23T11:00", {"held", "--json"}).out);
        ASSERT_EQ(held.as_list().size(), 1U);
        teller.at("2026-11-23T11:00",
                  {"release", std::to_string(held.as_list()[0].integer("letter")), "--receiver",
                   "9101-05"});
        const auto kept =
            batch::json::parse(desk.at("2026-11-23T11:00", {"quarantine", "list", "--json"}).out);
        ASSERT_EQ(kept.as_list().size(), 3U);
        for (const auto& file : kept.as_list()) {
            if (file.text("code") != "broken-json") continue;
            const auto said =
                teller.at("2026-11-23T11:00",
                          {"quarantine", "release", file.text("record"), "--receiver", "9101-03"});
            EXPECT_EQ(said.status, 0) << said;
        }
    }

    void post_and_open(Teller& teller)
    {
        const auto run = teller.at("2026-11-25T08:10", {"run", "--json"});
        EXPECT_LE(run.status, 2) << run;
        const auto packages = desk.night.packages();
        ASSERT_EQ(packages.size(), 1U);
        opened = fs::path(from_portal).replace_filename("opened");
        teller.at("2026-11-25T10:05",
                  desk.vendor({"open", packages[0].string(), "--to", opened.string()}));
        for (const char* stage : {"received", "mailed", "closed"})
            EXPECT_EQ(
                teller
                    .at("2026-11-25T14:00", desk.vendor({"receipt", stage, packages[0].string(),
                                                         "--to", (desk.house() / "from").string()}))
                    .status,
                0);
        look_around(teller, "2026-11-25T15:00");
    }

    void delete_originals(Teller& teller)
    {
        teller.at("2026-11-27T00:30", {"run"});
        teller.at("2027-03-20T00:30", {"run"});
        teller.at("2027-03-20T00:40", {"clock", "accept"});
        teller.at("2027-03-20T08:10", {"run"});
        look_around(teller, "2027-03-20T09:00");
    }

    /// Every row of every table, as the owner sees it.
    std::string all_rows() const
    {
        std::string text;
        for (const batch::store::Row table : desk.night.execute(
                 "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name "
                 "from information_schema.tables where table_type = 'BASE TABLE' and table_schema "
                 "not in ('pg_catalog', 'information_schema')",
                 {}, batch::store::Role::Owner))
            for (const batch::store::Row row : desk.night.execute(
                     "select each::text as octets from " + table.text("name") + " as each", {},
                     batch::store::Role::Owner))
                text += row.text("octets") + "\n";
        return text;
    }

    const TemporaryDirectory outside;
    const fs::path from_portal = outside / "from-portal";
    fs::path opened;
    Marks marks;
    CommandDesk desk;
};

TEST_F(Privacy, NothingOfAReportStandsAnywhereButInItsSealedLetter)
{
    put_reports();
    Teller teller(desk);
    intake_and_answers(teller);
    release_what_waits(teller);
    post_and_open(teller);

    const auto needles = needles_for({1, 2, 3, 4, 5, 6});
    EXPECT_EQ(found_below(desk.path(), needles), "") << "before deletion";
    delete_originals(teller);

    EXPECT_EQ(found_in(teller.heard(), needles), "");
    EXPECT_EQ(found_in(teller.answers(), marks_alone()), "");
    const auto rows = all_rows();
    EXPECT_GT(rows.size(), 10'000U);
    EXPECT_EQ(found_in(rows, needles), "");
    const auto deleted =
        desk.night.number("select count(*) as n from report where state = 'deleted'");
    EXPECT_GE(deleted, 3);
    desk.night.stop(); // Now what the database had in memory lies in its files as well.
    EXPECT_EQ(found_below(desk.path(), needles), "") << "after deletion";
    EXPECT_EQ(readable_by_others(desk.path()),
              (std::set<std::string>{"heartbeat", "heartbeat.vkey", "initialised", "log.vkey",
                                     "published"}));

    const auto letters = text_of_pdf(opened / "pieces.pdf");
    EXPECT_GT(count_of_marks(letters), 40) << "the marks did stand in the letters";
    EXPECT_NE(letters.find(reference(1)), std::string::npos);
}

TEST_F(Privacy, TheLookWouldFindWhatItLooksFor)
{
    const auto needles = needles_for({7});
    const std::string name = reference(7);
    const std::string bare = "6f1d2c3b000040008000000000000007";
    const struct {
        const char* why;
        std::string text;
    } cases[] = {
        {"a mark", "Her bor " + Marks().next() + "."},
        {"a mark in JSON's escapes", "\\u00d8KSEMARK0001"},
        {"a mark as the database shows octets", "\\x4b53454d41524b"},
        {"a mark in base64", "w5hLU0VNQVJLMDAwMQ=="},
        {"a reference", "file " + name + ".json"},
        {"a reference without hyphens", bare},
        {"a reference in octets", std::string("\x6f\x1d\x2c\x3b\0\0\x40\0\x80\0\0\0\0\0\0\7", 16)},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_NE(found_in(c.text, needles), "");
        std::ofstream(outside / "file") << c.text;
        EXPECT_NE(found_below(outside.path(), needles), "");
        fs::remove(outside / "file");
        EXPECT_EQ(found_below(outside.path(), needles), "");
    }
    fs::create_directory(outside / name);
    EXPECT_NE(found_below(outside.path(), needles), "") << "a name";
}

} // namespace
} // namespace reservepost::tests

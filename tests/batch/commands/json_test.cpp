#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

// What people read and what programs read say the same.

namespace reservepost::tests {
namespace {

using batch::json::Value;

constexpr const char* monday = "2026-11-23T09:00";
constexpr const char* wednesday = "2026-11-25T08:10";

std::vector<std::string> with_json(std::vector<std::string> arguments)
{
    arguments.emplace_back("--json");
    return arguments;
}

/// The answer as a value; a test failure, and null, where it is none.
Value read(const Said& said)
{
    try {
        return batch::json::parse(said.out);
    } catch (const batch::json::JsonError& error) {
        ADD_FAILURE() << error.what() << "\n" << said;
        return {};
    }
}

/// Every text and whole number in a value, as it would stand in a text for people.
void collect(const Value& value, std::vector<std::string>& facts)
{
    if (value.is_text()) facts.push_back(value.as_text());
    if (value.kind() == Value::Kind::Integer) facts.push_back(std::to_string(value.as_integer()));
    if (value.is_list())
        for (const auto& item : value.as_list())
            collect(item, facts);
    if (value.is_object())
        for (const auto& [key, member] : value.as_object())
            collect(member, facts);
}

/// A desk where every list has something in it: a report that waits, one held, one quarantined.
class Json : public testing::Test {
protected:
    void SetUp() override
    {
        desk.night.put_into_inbox(1, report_text("9101", "03"));
        desk.night.put_into_inbox(2, report_text("9999", "00"));
        ASSERT_EQ(desk.at(monday, {"run"}).status, 2);
        desk.night.put_into_inbox(3, "{");
        ASSERT_EQ(desk.at(monday, {"intake"}).status, 2);
    }
    Value json_of(const std::vector<std::string>& arguments, const std::string& input = {}) const
    {
        return read(desk.at(now, with_json(arguments), input));
    }
    /// The same call for people and for programs, each changing nothing.
    std::pair<std::string, Value> both(const std::vector<std::string>& arguments,
                                       const std::string& input = {}) const
    {
        const auto text = desk.at(now, arguments, input);
        const auto json = desk.at(now, with_json(arguments), input);
        EXPECT_EQ(text.status, json.status) << arguments.front();
        EXPECT_EQ(json.err, "") << arguments.front();
        return {text.all(), read(json)};
    }

    const CommandDesk desk;
    std::string now = "2026-11-23T10:00";
};

TEST_F(Json, HoldsTheNumbersOfTheText)
{
    for (const auto& call : std::vector<std::vector<std::string>>{
             {"balance"}, {"run", "--dry-run"}, {"log", "verify"}}) {
        SCOPED_TRACE(call.front());
        const auto [text, value] = both(call);
        std::vector<std::string> facts;
        collect(value, facts);
        EXPECT_GT(facts.size(), 3U);
        std::erase(facts, "0"); // People are not told of what there is none of.
        for (const auto& fact : facts)
            EXPECT_NE(text.find(fact), std::string::npos) << fact << "\n" << text;
    }
}

TEST_F(Json, Held)
{
    const auto [text, value] = both({"held"});
    ASSERT_EQ(value.as_list().size(), 1U);
    const auto& letter = value.as_list()[0];
    EXPECT_NE(text.find("letter " + std::to_string(letter.integer("letter"))), std::string::npos);
    EXPECT_NE(text.find(letter.text("sentence")), std::string::npos);
    EXPECT_NE(text.find(letter.text("code")), std::string::npos);
    EXPECT_EQ(letter.text("due"), "2026-11-25T01:00:00+01:00") << "an instant that can be computed";
    EXPECT_NE(text.find("Wed 2026-11-25 01:00"), std::string::npos) << text;
}

TEST_F(Json, Incidents)
{
    const auto [text, value] = both({"incident", "list"});
    ASSERT_GE(value.as_list().size(), 2U);
    for (const auto& incident : value.as_list()) {
        for (const char* key : {"code", "state", "sentence", "remedy"})
            EXPECT_NE(text.find(incident.text(key)), std::string::npos) << key;
    }
    const auto number = std::to_string(value.as_list()[0].integer("incident"));
    const auto [one_text, one] = both({"incident", "show", number});
    EXPECT_EQ(one, value.as_list()[0]);
    EXPECT_NE(text.find(one_text), std::string::npos);
    EXPECT_EQ(json_of({"incident", "ack", number, "--days", "2"}).text("acknowledged_until"),
              "2026-11-25T10:00:00+01:00");
    EXPECT_EQ(json_of({"incident", "close", number, "--why", "solved"}).text("state"), "closed");
    EXPECT_EQ(json_of({"incident", "list"}).as_list().size(), value.as_list().size() - 1);
}

TEST_F(Json, QuarantineAndRelease)
{
    const auto [text, value] = both({"quarantine", "list"});
    ASSERT_EQ(value.as_list().size(), 1U);
    const auto& file = value.as_list()[0];
    for (const char* key : {"record", "code", "sentence"})
        EXPECT_NE(text.find(file.text(key)), std::string::npos) << key;
    EXPECT_EQ(file.text("taken_in_at"), "2026-11-23T09:00:00+01:00");
    const auto released =
        json_of({"quarantine", "release", file.text("record"), "--receiver", "9101-03"});
    EXPECT_EQ(released.text("record"), file.text("record"));
    EXPECT_EQ(released.text("state"), "waiting");

    const auto letter = std::to_string(json_of({"held"}).as_list()[0].integer("letter"));
    const auto given_back = json_of({"release", letter, "--receiver", "9101-05"});
    EXPECT_EQ(given_back.text("state"), "gathered");
    EXPECT_EQ(std::to_string(given_back.integer("letter")), letter);
}

TEST_F(Json, Receivers)
{
    const auto [text, value] = both({"receiver", "list"});
    EXPECT_EQ(value.as_list().size(),
              static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')));
    for (const auto& receiver : value.as_list())
        for (const char* key : {"receiver", "municipality_name", "language", "reception"})
            EXPECT_NE(text.find(receiver.text(key)), std::string::npos) << key;
    const auto [one_text, one] = both({"receiver", "show", "9101-03"});
    for (const auto& [key, of_list] : value.as_list()[0].as_object())
        EXPECT_EQ(one.at(key), of_list) << key;
    for (const auto& line : one.texts("address"))
        EXPECT_NE(one_text.find(line), std::string::npos) << line;
    ASSERT_EQ(one.at("window").as_list().size(), 2U) << "each profile that comes with the program";
    for (const auto& fit : one.at("window").as_list())
        EXPECT_NE(one_text.find(fit.text("profile") + ": " + fit.text("sentence")),
                  std::string::npos);
    const auto changed = json_of({"receiver", "set", "9101-03", "language=nn"});
    EXPECT_EQ(changed.text("receiver"), "9101-03");
    EXPECT_EQ(changed.integer("version"), 2);
    const fs::path file = desk.path() / "register.toml";
    std::ofstream(file) << office_register;
    const auto imported = json_of({"receiver", "import", file.string()});
    EXPECT_EQ(imported.integer("changed"), 1) << "the language goes back";
    EXPECT_EQ(imported.integer("added"), 0);
}

TEST_F(Json, Status)
{
    const auto [text, value] = both({"status"});
    EXPECT_TRUE(value.boolean("rehearsal"));
    EXPECT_EQ(value.text("now"), "2026-11-23T10:00:00+01:00");
    EXPECT_EQ(value.text("last_run_at"), "2026-11-23T09:00:00+01:00");
    EXPECT_EQ(value.integer("held"), 1);
    EXPECT_EQ(value.integer("quarantined"), 1);
    for (const char* label : {"Held         1", "Quarantine   1", "Mon 2026-11-23 09:00"})
        EXPECT_NE(text.find(label), std::string::npos) << text;
    for (const auto& [state, count] : value.at("reports").as_object()) {
        const auto words = std::to_string(count.as_integer()) + " " + state;
        EXPECT_EQ(text.find(words) != std::string::npos, count.as_integer() > 0) << words;
    }
    for (const auto& queue : value.items("queues"))
        EXPECT_NE(text.find(queue.text("receiver")), std::string::npos);
    for (const auto& remark : value.texts("remarks"))
        EXPECT_NE(text.find(remark), std::string::npos);
}

TEST_F(Json, AnswersOfMunicipalities)
{
    now = "2026-11-23T12:00";
    const auto answers = json_of({"confirm", "--receiver", "9101-03", "-"},
                                 reference(1) + "\n" + reference(9) + "\nOda Planteby\n");
    ASSERT_EQ(answers.as_list().size(), 3U);
    EXPECT_EQ(answers.as_list()[0].text("outcome"), "confirmed");
    EXPECT_EQ(answers.as_list()[0].text("reference"), reference(1));
    EXPECT_EQ(answers.as_list()[1].text("outcome"), "kept-for-later");
    EXPECT_EQ(answers.as_list()[2].text("outcome"), "unknown");
    EXPECT_EQ(answers.as_list()[2].text("reference"), "") << "it is none, so it is not repeated";
    EXPECT_EQ(json_of({"reject", "--receiver", "9101-03", reference(1)}).as_list().size(), 1U);
    const auto kept = json_of({"deletion", "explain", reference(1)});
    ASSERT_FALSE(kept.as_list().empty());
    EXPECT_EQ(kept.as_list()[0].text("code"), "retention");
    EXPECT_EQ(kept.as_list()[0].text("earliest"), "2026-12-23T12:00:00+01:00");
}

TEST_F(Json, RunAndPrintHouse)
{
    now = wednesday;
    EXPECT_EQ(json_of({"run", "--dry-run"}).integer("due_not_confirmed"), 1);
    const auto run = json_of({"run"});
    std::map<std::string, std::string> states;
    for (const auto& step : run.items("steps"))
        states[step.text("step")] = step.text("state");
    EXPECT_EQ(states.size(), 11U) << "all steps, in one value and nothing beside it";
    EXPECT_EQ(states["send"], "done");
    EXPECT_EQ(json_of({"balance"}).at("terms").integer("jobs_sent"), 1);

    const auto package = desk.night.packages().at(0).string();
    const auto verified = json_of(desk.vendor({"verify", package}));
    EXPECT_EQ(verified.integer("pieces"), 1);
    EXPECT_TRUE(verified.items("findings").empty());
    const auto to = (desk.path() / "opened").string();
    EXPECT_EQ(json_of(desk.vendor({"open", package, "--to", to})), verified);
    const auto from = (desk.house() / "from").string();
    const auto receipt = json_of(desk.vendor({"receipt", "received", package, "--to", from}));
    EXPECT_EQ(receipt.text("stage"), "received");
    EXPECT_EQ(receipt.integer("n"), 1);
    EXPECT_TRUE(fs::exists(receipt.text("file")));

    const auto looked =
        json_of(desk.vendor({"simulate", "--once", "--in", (desk.house() / "to").string(), "--out",
                             (desk.path() / "box-out").string(), "--memory", desk.path() / "box"}));
    EXPECT_EQ(looked.integer("packages"), 1);
    EXPECT_EQ(looked.integer("waiting"), 3) << "received, mailed, closed";
    EXPECT_EQ(looked.text("next"), "2026-11-25T08:10:00Z");

    const auto kit = (desk.path() / "kit").string();
    EXPECT_TRUE(fs::exists(
        json_of({"vendor", "kit", kit, "--certificate", desk.house() / "print-house.pem"})
            .text("expected")));
    const auto unanswered = (desk.path() / "no-answers").string();
    fs::create_directory(unanswered);
    const auto judged = desk.at(now, with_json({"vendor", "kit", kit, "--judge", unanswered}));
    EXPECT_EQ(judged.status, 2);
    EXPECT_FALSE(read(judged).boolean("accepted"));
    EXPECT_EQ(read(judged).items("rules").size(), 15U);

    const auto scans = desk.path() / "camera.txt";
    std::ofstream(scans) << "NOREAD\n";
    const auto scanned = desk.at(now, with_json(desk.vendor({"receipt", "mailed", package,
                                                             "--scans", scans, "--to", from})));
    EXPECT_EQ(scanned.status, 2);
    EXPECT_EQ(read(scanned).items("unread").size(), 1U) << scanned;
    EXPECT_EQ(read(scanned).items("findings").at(0).text("code"), "unreadable");
    EXPECT_TRUE(read(scanned).items("receipts").empty());

    std::ofstream(package, std::ios::app) << "x";
    const auto broken = desk.at(now, with_json(desk.vendor({"verify", package})));
    EXPECT_EQ(broken.status, 2);
    EXPECT_FALSE(read(broken).items("findings").empty()) << broken;
}

TEST_F(Json, TheRest)
{
    EXPECT_EQ(json_of({"pause", "packing"}).text("packing"), "paused");
    EXPECT_EQ(json_of({"resume", "packing"}).text("packing"), "goes-on");
    EXPECT_EQ(json_of({"clock", "accept"}).text("accepted"), "2026-11-23T10:00:00+01:00");
    const auto log = json_of({"log", "verify"});
    EXPECT_EQ(log.at("leaves").integer("opened"), 1);
    EXPECT_TRUE(log.items("findings").empty());
    const auto configuration = json_of({"config", "show"});
    EXPECT_EQ(configuration.at("retention").integer("retention_posted_days"), 49);
    EXPECT_EQ(configuration.at("print_house").text("profile"), "norway");
    EXPECT_EQ(configuration.at("vault").items("stores").size(), 2U);
    EXPECT_EQ(json_of({"config", "check"}).integer("findings"), 0);

    std::string key = file_text(desk.path() / "heartbeat.vkey");
    key.pop_back();
    const auto heartbeat = json_of(
        {"heartbeat", "check", "--from", (desk.path() / "heartbeat").string(), "--vkey", key});
    EXPECT_TRUE(heartbeat.boolean("clean"));
    EXPECT_EQ(heartbeat.integer("run"), 1);

    const fs::path file = desk.path() / (reference(7) + ".json");
    std::ofstream(file) << report_text("9101", "03");
    const auto taken = json_of({"intake", file.string()});
    EXPECT_EQ(taken.integer("taken_in"), 1);
    EXPECT_EQ(taken.items("files").at(0).text("outcome"), "taken-in");
}

} // namespace
} // namespace reservepost::tests

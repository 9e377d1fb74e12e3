#include "batch/commands/commands.h"
#include "batch/notices/heartbeat.h"
#include "holidays/oslo_time.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

namespace reservepost::batch::commands {
namespace {

constexpr const char* name = "kommune.example/reservepost/heartbeat";

class HeartbeatCommand : public testing::Test {
protected:
    void write(std::int64_t run, const crypto::SigningKey& key) const
    {
        notices::RunReport report;
        report.run = run;
        const auto note = notices::heartbeat_note(
            name, report, holidays::parse_instant("2026-11-25T00:31:00+01:00"),
            holidays::parse_instant("2026-11-25T08:10:00+01:00"), key);
        ASSERT_TRUE(notices::write_heartbeat(note, {folder_.path()}).empty());
    }

    /// The exit status, as the command line would give it.
    int check(const char* now, std::map<std::string, std::vector<std::string>> more = {})
    {
        std::istringstream in;
        std::ostringstream err;
        out_.str("");
        Invocation invocation{
            .state = "/nonexistent",
            .configuration = {},
            .json = false,
            .now = holidays::parse_instant(now),
            .command = "heartbeat check",
            .person = {"monitor", {}},
            .in = in,
            .out = out_,
            .err = err,
            .values = {{"--from", {folder_.path().string()}}, {"--vkey", {verifier()}}}};
        for (auto& [option, values] : more)
            invocation.values[option] = values;
        const auto command = heartbeat_command();
        try {
            return command.commands.at(0).run(invocation);
        } catch (const std::system_error&) {
            return step_failed; // Never: what cannot be read is "could not judge".
        } catch (const std::runtime_error&) {
            return wrong_usage;
        }
    }

    std::string verifier() const { return deletion::VerifierKey{name, key_.public_key()}.line(); }
    std::string seen() const { return (folder_ / "seen").string(); }
    std::string seen_number() const
    {
        std::ifstream in(seen());
        return {std::istreambuf_iterator<char>(in), {}};
    }

    const tests::TemporaryDirectory folder_;
    const crypto::SigningKey key_ = crypto::SigningKey::generate();
    std::ostringstream out_;
};

constexpr const char* in_time = "2026-11-25T08:40:00+01:00";
constexpr const char* too_late = "2026-11-25T08:41:00+01:00";

TEST_F(HeartbeatCommand, Statuses)
{
    write(5, key_);
    EXPECT_EQ(check(in_time), all_well);
    EXPECT_NE(out_.str().find("signed and in time"), std::string::npos);
    EXPECT_EQ(check(too_late), needs_look);
    EXPECT_NE(out_.str().find("the run after run 5 is missing"), std::string::npos);

    const struct {
        const char* why;
        std::map<std::string, std::vector<std::string>> options;
        int status;
    } cases[] = {
        {"another key",
         {{"--vkey",
           {deletion::VerifierKey{name, crypto::SigningKey::generate().public_key()}.line()}}},
         needs_look},
        {"no place", {{"--from", {(folder_ / "missing").string()}}}, wrong_usage},
        {"no key at all", {{"--vkey", {"nonsense"}}}, wrong_usage},
        {"a key with a wrong id", {{"--vkey", {"x" + verifier()}}}, wrong_usage},
        {"nowhere to remember", {{"--seen", {"/nonexistent/folder/seen"}}}, wrong_usage},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(check(in_time, c.options), c.status);
    }
}

TEST_F(HeartbeatCommand, ANumberThatWentBackIsFoundEveryTime)
{
    write(5, key_);
    EXPECT_EQ(check(in_time, {{"--seen", {seen()}}}), all_well);
    EXPECT_EQ(seen_number(), "5\n");
    EXPECT_EQ(check(in_time, {{"--seen", {seen()}}}), all_well) << "the same one again";
    write(6, key_);
    EXPECT_EQ(check(too_late, {{"--seen", {seen()}}}), needs_look);
    EXPECT_EQ(seen_number(), "6\n") << "late, but seen";
    write(5, key_);
    EXPECT_EQ(check(in_time, {{"--seen", {seen()}}}), needs_look);
    EXPECT_EQ(check(in_time, {{"--seen", {seen()}}}), needs_look);
    EXPECT_EQ(seen_number(), "6\n");
    EXPECT_EQ(check(in_time), all_well) << "without --seen nobody knows";
}

TEST_F(HeartbeatCommand, AForgedNumberIsNotRemembered)
{
    write(99, crypto::SigningKey::generate());
    EXPECT_EQ(check(in_time, {{"--seen", {seen()}}}), needs_look);
    EXPECT_EQ(seen_number(), "");
}

TEST_F(HeartbeatCommand, AFileOfSeenThatHoldsSomethingElseIsNoFirstTime)
{
    write(5, key_);
    for (const char* bad : {"", "five", "-1\n", "5 6\n", "99999999999999999999\n"}) {
        std::ofstream(seen()) << bad;
        EXPECT_EQ(check(in_time, {{"--seen", {seen()}}}), wrong_usage) << bad;
    }
}

} // namespace
} // namespace reservepost::batch::commands

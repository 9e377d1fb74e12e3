#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

namespace reservepost::tests {
namespace {

TEST(IncidentCommand, AnEnvelopeThatIsTheOriginalEndsOnlyWithItsFate)
{
    const CommandDesk desk;
    const auto raise = [&](const char* code, const char* letter) {
        desk.night.execute("insert into incident (code, subject_kind, subject, sentence, remedy, "
                           "state, opened_at, last_seen_at) values ($1, 'letter', $2, 'it came "
                           "back', 'say where it went', 'open', $3, $3)",
                           {code, letter, night_initialised});
    };
    raise("envelope-is-original", "1");
    raise("letter-returned", "2");
    struct {
        const char* why;
        const char* incident;
        const char* outcome;
        int status;
    } const calls[] = {
        {"what ends others does not say where the envelope is", "1", "solved", 1},
        {"nor that somebody knows of it", "1", "stays-so", 1},
        {"an envelope's fate ends no other incident", "2", "envelope-lost", 1},
        {"the receiver has it now", "1", "envelope-delivered", 0},
        {"another one ends as ever", "2", "handled-by-hand", 0},
    };
    for (const auto& call : calls) {
        SCOPED_TRACE(call.why);
        const auto said = desk.at("2026-11-25T09:00",
                                  {"incident", "close", call.incident, "--why", call.outcome});
        EXPECT_EQ(said.status, call.status) << said.err;
    }
    EXPECT_EQ(desk.night.number("select count(*) as n from incident where state = 'closed' and "
                                "outcome in ('envelope-delivered', 'handled-by-hand')"),
              2);
}

} // namespace
} // namespace reservepost::tests

#include "batch/report/figures.h"

#include "batch/crypto/random.h"
#include "tests/support/test_office.h"

#include <gtest/gtest.h>

#include <algorithm>

// Rows of the database → figures.

namespace reservepost::tests {
namespace {

using batch::report::Count;
using batch::report::count_year;
using batch::report::Figures;

/// One report with its forwarding letters, written as rows.
struct Story {
    const char* why;
    const char* receiver; ///< "9101-03"; empty: none.
    const char* taken_in; ///< Oslo time, as all that follow; empty: never.
    const char* due;
    const char* confirmed = "";
    const char* confirmed_late = "";
    const char* rejected = "";
    const char* mailed = "";
    const char* handed_over = ""; ///< Of the letter's job.
    const char* job_state = "settled";
    const char* gathered = ""; ///< Of the letter; empty: there is none.
    const char* letter_state = "mailed";
    bool held_before = false; ///< The journal says so.
    const char* reception = "manual";
    bool quarantined = false;
    const char* state = "deleted";
};

batch::store::Value moment(const char* oslo)
{
    if (*oslo == '\0') return nullptr;
    return holidays::parse_instant(oslo);
}

class ReportFigures : public testing::Test {
protected:
    /// Rows as they stand when all is over; what led there is not of interest.
    void tell(const Story& story)
    {
        const auto record = batch::RecordId::from_octets(batch::crypto::random_octets(16));
        const bool gone = std::string_view(story.state) == "deleted";
        const auto digest = gone ? batch::store::Value(nullptr)
                                 : batch::store::Value(batch::crypto::sha256(record.octets()));
        const auto code =
            story.quarantined ? batch::store::Value("broken") : batch::store::Value(nullptr);
        office.execute("insert into report (record, reference_digest, content_digest, state, form, "
                       "municipality, district, receiver, route, reception, quarantine_code, "
                       "accepted_at, taken_in_at, stated_time, due_at, policy, policy_version, "
                       "holiday_table, rejected_at, confirmed_at, confirmed_late_at, mailed_at) "
                       "values ($1, $2, $2, $3, 'private', '', '', $4, 'exact', $5, $6, $7, $7, "
                       "'used', $8, '40h-business', 1, 1, $9, $10, $11, $12)",
                       {record, digest, story.state, receiver(story.receiver), story.reception,
                        code, moment(story.taken_in), moment(story.due), moment(story.rejected),
                        moment(story.confirmed), moment(story.confirmed_late),
                        moment(story.mailed)});
        if (*story.gathered != '\0') add_letter(record, story);
    }

    void add_letter(const batch::RecordId& record, const Story& story)
    {
        const bool packed = *story.handed_over != '\0';
        const std::string job = std::to_string(10'000'000 + ++jobs_);
        if (packed)
            office.execute("insert into job (number, house, state, class, pieces, sheets, pages, "
                           "file_sha256, manifest_sha256, witness, numbered_at, sent_at) values "
                           "($1, 'house', $2, 'C5-D-NO', 1, 1, 2, decode(repeat('5a', 32), 'hex'), "
                           "decode(repeat('5a', 32), 'hex'), '', "
                           "$3, $3)",
                           {job, story.job_state, moment(story.handed_over)});
        const bool held = std::string_view(story.letter_state) == "held";
        const auto id = office.number(
            "insert into letter (record, kind, state, cause, letter_date, gathered_at, job, piece, "
            "frames_digest, held_code) values ($1, 'forwarding', $2, 'not-confirmed', "
            "'2026-01-01', $3, $4, $5, decode(repeat('5a', 32), 'hex'), $6) returning id as n",
            {record, story.letter_state, moment(story.gathered),
             packed ? batch::store::Value(job) : batch::store::Value(nullptr),
             packed ? batch::store::Value(1) : batch::store::Value(nullptr),
             held ? batch::store::Value("address-does-not-fit") : batch::store::Value(nullptr)});
        if (story.held_before)
            office.execute(
                "insert into journal (at, actor, subject_kind, subject, event, to_state) "
                "values ($1, 'night', 'letter', $2, 'held', 'held')",
                {office.now, std::to_string(id)});
    }

    batch::report::YearFigures year(int number)
    {
        auto transaction = office.database.begin();
        return count_year(transaction, {number});
    }

    /// The receiver's figures; all noughts where it has none.
    Figures of(const char* key, int number)
    {
        const auto all = year(number);
        const auto id = batch::receivers::find_key(key);
        for (const auto& figures : all.receivers)
            if (id ? figures.receiver == office.receiver_id(*id) : !figures.receiver)
                return figures;
        return {};
    }

    TestOffice office;

private:
    batch::store::Value receiver(const char* key)
    {
        const auto found = batch::receivers::find_key(key);
        if (!found) return nullptr;
        return office.receiver_id(*found);
    }

    int jobs_ = 0;
};

/// "taken_in 1, confirmed 1": all that is not nought.
std::string drawn(const Figures& figures)
{
    std::string text;
    for (const auto& name : batch::report::count_names())
        if (const auto count = figures.of(name.count); count != 0)
            text +=
                (text.empty() ? "" : ", ") + std::string(name.code) + " " + std::to_string(count);
    for (const auto& [name, durations] : {std::pair{"handed over after", figures.to_hand_over},
                                          std::pair{"mailed after", figures.to_posting}})
        if (durations.letters > 0)
            text +=
                std::string(", ") + name + " " + std::to_string(durations.longest / 60) + " min";
    return text;
}

TEST_F(ReportFigures, EachReportCountsOnceByWhatBecameOfIt)
{
    const char* const due = "2026-03-04T02:00";
    const std::pair<Story, const char*> cases[] = {
        {{.why = "waits",
          .receiver = "9101-03",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .state = "waiting"},
         "taken_in 1, open 1"},
        {{.why = "confirmed",
          .receiver = "9101-03",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .confirmed = "2026-03-03T09:00"},
         "taken_in 1, confirmed 1"},
        {{.why = "confirmed while its letter was held",
          .receiver = "9101-03",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .confirmed = "2026-03-04T09:00",
          .gathered = "2026-03-04T08:10",
          .letter_state = "withdrawn",
          .held_before = true},
         "taken_in 1, confirmed 1, held_ever 1"},
        {{.why = "nobody confirmed",
          .receiver = "9101-03",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .mailed = "2026-03-05T14:00",
          .handed_over = "2026-03-04T08:12",
          .gathered = "2026-03-04T08:10"},
         "taken_in 1, posted 1, not_confirmed 1, handed over after 372 min, mailed after 2160 min"},
        {{.why = "confirmed too late",
          .receiver = "9101-03",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .confirmed_late = "2026-03-05T09:00",
          .handed_over = "2026-03-04T08:12",
          .job_state = "sent",
          .gathered = "2026-03-04T08:10",
          .letter_state = "sent",
          .state = "waiting"},
         "taken_in 1, posted 1, not_confirmed 1, confirmed_late 1, handed over after 372 min"},
        {{.why = "refused: due at once",
          .receiver = "9103-00",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .rejected = "2026-03-02T11:00",
          .handed_over = "2026-03-02T12:30",
          .gathered = "2026-03-02T12:00",
          .reception = "system"},
         "taken_in 1, posted 1, rejected 1, handed over after 90 min"},
        {{.why = "paper: due when it came",
          .receiver = "9102-00",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .handed_over = "2026-03-02T12:30",
          .gathered = "2026-03-02T12:00",
          .reception = "postal"},
         "taken_in 1, posted 1, paper_only 1, handed over after 150 min"},
        {{.why = "confirmed, lost, sent: its deadline was kept",
          .receiver = "9101-03",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .confirmed = "2026-03-03T09:00",
          .mailed = "2026-03-11T09:00",
          .handed_over = "2026-03-10T09:00",
          .gathered = "2026-03-10T08:10"},
         "taken_in 1, posted 1, sent_again 1"},
        {{.why = "the house refused the job",
          .receiver = "9101-03",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .handed_over = "2026-03-04T08:12",
          .job_state = "rejected",
          .gathered = "2026-03-04T08:10",
          .letter_state = "superseded",
          .state = "posting"},
         "taken_in 1, open 1"},
        {{.why = "packed, and not handed over yet",
          .receiver = "9101-03",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .handed_over = "2026-03-04T08:12",
          .job_state = "closed",
          .gathered = "2026-03-04T08:10",
          .letter_state = "packed",
          .state = "posting"},
         "taken_in 1, open 1"},
        {{.why = "held",
          .receiver = "9101-03",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .gathered = "2026-03-04T08:10",
          .letter_state = "held",
          .state = "posting"},
         "taken_in 1, open 1, held_now 1, held_ever 1"},
        {{.why = "came back",
          .receiver = "9101-03",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .handed_over = "2026-03-04T08:12",
          .gathered = "2026-03-04T08:10",
          .letter_state = "returned",
          .state = "posting"},
         "taken_in 1, posted 1, not_confirmed 1, returned 1, handed over after 372 min"},
        {{.why = "no receiver is found",
          .receiver = "",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .gathered = "2026-03-02T10:00",
          .letter_state = "held",
          .state = "posting"},
         "taken_in 1, open 1, held_now 1, held_ever 1"},
        {{.why = "released from quarantine",
          .receiver = "9101-03",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .quarantined = true,
          .state = "waiting"},
         "taken_in 1, open 1"},
        {{.why = "in quarantine: no report as far as we can tell",
          .receiver = "",
          .taken_in = "2026-03-02T10:00",
          .due = due,
          .quarantined = true,
          .state = "quarantined"},
         ""},
    };
    int year_of_case = 2026;
    for (const auto& [story, expected] : cases) {
        SCOPED_TRACE(story.why);
        office.execute("update report set taken_in_at = '2001-01-01' where taken_in_at > "
                       "'2001-01-01'");
        tell(story);
        EXPECT_EQ(drawn(of(story.receiver, year_of_case)), expected);
        EXPECT_EQ(drawn(year(year_of_case).all), expected) << "all";
    }
}

TEST_F(ReportFigures, AYearIsOslosYear)
{
    const std::pair<const char*, int> cases[] = {
        {"2025-12-31T23:59:59", 2025}, // In UTC already the same year: 22:59:59.
        {"2026-01-01T00:00", 2026},    // In UTC still 2025.
        {"2026-12-31T23:59:59.999999", 2026},
        {"2027-01-01T00:00", 2027},
    };
    for (const auto& [taken_in, expected] : cases)
        tell({.why = "",
              .receiver = "9101-03",
              .taken_in = taken_in,
              .due = "2027-01-05T00:00",
              .confirmed = "2027-01-02T00:00"});
    EXPECT_EQ(year(2024).all.of(Count::TakenIn), 0);
    EXPECT_EQ(year(2025).all.of(Count::TakenIn), 1);
    EXPECT_EQ(year(2026).all.of(Count::TakenIn), 2);
    EXPECT_EQ(year(2027).all.of(Count::TakenIn), 1);
    auto transaction = office.database.begin();
    EXPECT_EQ(batch::report::first_year(transaction), 2025);
}

TEST_F(ReportFigures, OfAnEmptyYearAreNoughts)
{
    const auto none = year(2026);
    EXPECT_TRUE(none.receivers.empty());
    EXPECT_EQ(drawn(none.all), "");
    EXPECT_EQ(none.all.to_hand_over, batch::report::Durations());
    auto transaction = office.database.begin();
    EXPECT_EQ(batch::report::first_year(transaction), std::nullopt);
}

TEST_F(ReportFigures, TimesAreByNearestRank)
{
    // Ten letters, handed over 1, 2, … 10 hours after they were due.
    for (int hours = 1; hours <= 10; ++hours) {
        const auto handed =
            "2026-03-04T" + std::string(hours < 8 ? "0" : "") + std::to_string(hours + 2) + ":00";
        tell({.why = "",
              .receiver = "9101-03",
              .taken_in = "2026-03-02T10:00",
              .due = "2026-03-04T02:00",
              .handed_over = handed.c_str(),
              .gathered = "2026-03-04T02:00"});
    }
    const auto found = of("9101-03", 2026).to_hand_over;
    EXPECT_EQ(found, (batch::report::Durations{10, 5 * 3600, 9 * 3600, 10 * 3600}));
    EXPECT_EQ(of("9101-03", 2026).to_posting, batch::report::Durations());
}

TEST_F(ReportFigures, AReportWithSeveralLettersCountsOnce)
{
    const Story first{.why = "",
                      .receiver = "9101-03",
                      .taken_in = "2026-03-02T10:00",
                      .due = "2026-03-04T02:00",
                      .mailed = "2026-03-20T02:00",
                      .handed_over = "2026-03-04T08:12",
                      .gathered = "2026-03-04T08:10",
                      .letter_state = "superseded",
                      .held_before = true};
    tell(first);
    const auto record = office.execute("select record from report").one().record("record");
    Story second = first;
    second.letter_state = "returned";
    second.handed_over = "2026-03-06T08:12";
    add_letter(record, second);
    second.letter_state = "mailed";
    second.handed_over = "2026-03-18T08:12";
    add_letter(record, second);
    EXPECT_EQ(drawn(of("9101-03", 2026)),
              "taken_in 1, posted 1, not_confirmed 1, held_ever 1, returned 1, handed over after "
              "372 min, mailed after 23040 min")
        << "handed over first, in the post last";
}

} // namespace
} // namespace reservepost::tests

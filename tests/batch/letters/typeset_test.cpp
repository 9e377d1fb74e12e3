#include "batch/letters/typeset.h"

#include "batch/intake/quarantine.h"
#include "tests/batch/letters/desk.h"
#include "tests/layout/shared_workshop.h"
#include "tests/support/two_persons.h"

#include <gtest/gtest.h>
#include <map>

namespace reservepost::batch::letters {
namespace {

using namespace tests;

/// Reports with gathered letters, and what sets them.
struct Room {
    RecordId gathered(int number, const std::string& octets)
    {
        const auto record = take_in_one(office, incoming(number, octets)).record.value();
        if (report_state_of(office, record) == "quarantined") {
            auto transaction = office.database.begin();
            intake::release_from_quarantine(transaction, office.vault, record, {"9101", "03"},
                                            office.calendar, office.occasion());
            transaction.commit();
        }
        return gathered(record);
    }
    RecordId gathered(const RecordId& record)
    {
        set_report(office, record, "posting");
        letter_in(office, record, "gathered");
        return record;
    }

    Workers workers(int threads) const
    {
        return {.threads = threads, .connect = [this] { return office.server.night(); }};
    }
    TypesetCount set(int threads = 2)
    {
        return typeset(office.database, typesetter, office.occasion(), workers(threads));
    }
    /// For a house that takes other envelopes.
    TypesetCount set(const EnvelopeLimits& limits)
    {
        return typeset(office.database, typesetter_for(limits), office.occasion(), workers(2));
    }

    store::Row letter(const RecordId& record)
    {
        return office.execute("select * from letter where record = $1", {record}).one();
    }
    std::string held_code(const RecordId& record)
    {
        return letter(record).find_text("held_code").value_or("");
    }

    Typesetter typesetter_for(const EnvelopeLimits& limits, layout::PageGeometry geometry = {})
    {
        geometry.most_pages = layout::sides_of(geometry.plex) * limits.most_sheets();
        return {
            office.vault, layout::shared_workshop(), {geometry, limits, "Reservepost, 0001 OSLO"}};
    }

    TestOffice office;
    Typesetter typesetter = typesetter_for({});
};

TEST(Typeset, KnowsPagesSheetsAndEnvelopeOfWhateverCame)
{
    Room room;
    const std::string hostile =
        R"(# Kari \u0000\u0007 **x** [a](b) <b> \u202E {{field}} 🧿 مرحبا)";
    const struct {
        const char* why;
        std::string octets;
    } cases[] = {
        {"an ordinary report", report_text("9101", "03")},
        {"in nynorsk, on paper only", report_text("9102", "00")},
        {"district 00", report_text("9101", "00")},
        {"an outdated number", report_text("9001", "00")},
        {"hostile text", report_text("9101", "03", hostile)},
        {"a broken file, released", report_text("9101", "03").substr(0, 60)},
        {"an empty file, released", ""},
        {"Latin-1, released", "{\"melding\":\"R\xF8yk \xE5 \xC6rlig\"}"},
        {"octets of no text, released", std::string("\x00\x01\x7F\x80\xFF\xFE\r\n\t\x1B[31m", 14)},
    };
    std::map<std::string, RecordId> records;
    int number = 0;
    for (const auto& c : cases)
        records[c.why] = room.gathered(++number, c.octets);

    const auto counts = room.set();
    EXPECT_EQ(counts.typeset, std::int64_t(std::size(cases)));
    EXPECT_EQ(counts.held, 0);
    for (const auto& [why, record] : records) {
        SCOPED_TRACE(why);
        const auto letter = room.letter(record);
        ASSERT_EQ(letter.text("state"), "typeset")
            << letter.find_text("held_sentence").value_or("");
        EXPECT_GE(letter.integer("sheets"), 1);
        EXPECT_EQ(letter.integer("pages"), letter.integer("sheets") * 2);
        EXPECT_EQ(letter.text("envelope"), "C5");
        EXPECT_EQ(letter.text("postcode").size(), 4u);
        EXPECT_TRUE(letter.find_digest("frames_digest"));
        EXPECT_TRUE(letter.find_digest("made_with"));
        EXPECT_EQ(letter.integer("receiver_version"), 1);
    }
    EXPECT_EQ(room.set().typeset, 0) << "once is enough";
}

TEST(Typeset, SetsTheSameLetterTheSameInAnyNumberOfThreads)
{
    Room room;
    for (int i = 1; i <= 12; ++i)
        room.gathered(
            i, report_text("9101", "03", std::string(static_cast<std::size_t>(i * 97), 'n')));
    const auto digests = [&] {
        std::vector<std::string> all;
        for (const store::Row row :
             room.office.execute("select frames_digest from letter order by id"))
            all.push_back(row.digest("frames_digest").hex());
        return all;
    };
    EXPECT_EQ(room.set(1).typeset, 12);
    const auto first = digests();
    for (const int threads : {2, 7, 64}) {
        room.office.execute("update letter set state = 'gathered'");
        room.office.now += std::chrono::hours(9000);
        EXPECT_EQ(room.set(threads).typeset, 12);
        EXPECT_EQ(digests(), first) << threads << " threads, a year later";
    }
}

TEST(Typeset, HoldsALetterThatCannotBeMadeAndGoesOn)
{
    Room room;
    auto& office = room.office;
    const auto good = room.gathered(1, report_text("9101", "03"));
    const auto wide = room.gathered(2, report_text("9103", "00"));
    const auto damaged = room.gathered(3, report_text("9101", "03"));
    const auto message_damaged = waiting(office, 4);
    const auto long_one = room.gathered(5, report_text("9101", "03", std::string(20'000, 'm')));
    {
        auto transaction = office.database.begin();
        tests::change_receiver(transaction, {"9103", "00"},
                               {{"address", std::string(90, 'W') + "|9103 SYSTEMFJORD"}},
                               office.occasion());
        transaction.commit();
    }
    auto desk = desk_of(office);
    ASSERT_EQ(reject(desk, reference(4), {"9101", "03"}, "Feil"), AnswerOutcome::Rejected);
    room.gathered(message_damaged);
    for (const auto& place : office.vault.places()) {
        std::filesystem::resize_file(place.content / "content" / damaged.text(), 40);
        std::filesystem::resize_file(
            place.content / "content" / (message_damaged.text() + ".rejection"), 3);
    }

    const auto counts = room.set(EnvelopeLimits{.envelopes = {{"C5", 2}, {"C4", 3}}});
    EXPECT_EQ(counts.typeset, 1);
    EXPECT_EQ(counts.held, 4);
    EXPECT_EQ(room.held_code(good), "");
    EXPECT_EQ(room.held_code(wide), "address-does-not-fit");
    EXPECT_EQ(room.held_code(damaged), "content-damaged");
    EXPECT_EQ(room.held_code(message_damaged), "content-damaged");
    EXPECT_EQ(room.held_code(long_one), "too-many-sheets");
    for (const auto& record : {wide, damaged, message_damaged, long_one}) {
        const auto sentence = room.letter(record).text("held_sentence");
        EXPECT_EQ(sentence.find("WWW"), std::string::npos) << sentence;
        EXPECT_EQ(sentence.find("Planteby"), std::string::npos) << sentence;
    }
}

TEST(Typeset, ALargeFileOfNoTextIsHeldAndNotPrintedByTheReam)
{
    Room room;
    std::string octets(3'000'000, ' ');
    for (std::size_t i = 0; i < octets.size(); ++i)
        octets[i] = static_cast<char>((i * 2'654'435'761U) >> 13);
    const auto record = room.gathered(1, octets);
    const auto good = room.gathered(2, report_text("9101", "03"));
    const auto counts = room.set();
    EXPECT_EQ(counts.typeset, 1);
    EXPECT_EQ(counts.held, 1);
    EXPECT_EQ(room.held_code(record), "too-many-sheets");
    EXPECT_EQ(
        room.letter(record).text("held_sentence"),
        "the letter has more than 99 sheets; an envelope holds 99; print it here: `reservepost "
        "print-here`");
    EXPECT_EQ(room.held_code(good), "");
}

TEST(Typeset, TheEnvelopeFollowsTheSheets)
{
    const std::pair<int, const char*> cases[] = {{1, "C5"}, {6, "C5"}, {7, "C4"}, {99, "C4"}};
    for (const auto& [sheets, envelope] : cases)
        EXPECT_EQ(envelope_of(sheets, {}), envelope) << sheets << " sheets";
    EXPECT_EQ(envelope_of(1, {.envelopes = {{"C4", 40}}}), "C4");
}

TEST(Typeset, MorePagesThanTheHouseTakesAreHeldForHandWork)
{
    Room room;
    const auto long_one = room.gathered(1, report_text("9101", "03", std::string(20'000, 'm')));
    const auto short_one = room.gathered(2, report_text("9101", "03"));
    EnvelopeLimits limits;
    limits.most_pages = 6;
    const auto counts = room.set(limits);
    EXPECT_EQ(counts.held, 1);
    EXPECT_EQ(room.held_code(long_one), "too-many-pages");
    const auto sentence = room.letter(long_one).text("held_sentence");
    EXPECT_NE(sentence.find("the print house takes 6"), std::string::npos) << sentence;
    EXPECT_EQ(room.letter(short_one).text("state"), "typeset");
}

TEST(Typeset, OnOneSidedPaperThereAreAsManySheetsAsPages)
{
    Room room;
    const auto record = room.gathered(1, report_text("9101", "03"));
    layout::PageGeometry geometry;
    geometry.plex = layout::Plex::Simplex;
    typeset(room.office.database, room.typesetter_for({}, geometry), room.office.occasion());
    const auto row = room.letter(record);
    EXPECT_EQ(row.integer("pages"), row.integer("sheets"));
}

TEST(Typeset, WhatWouldNotRunThroughTheMachinesIsHeldWithThePlace)
{
    Room room;
    const auto record = room.gathered(1, report_text("9101", "03"));
    layout::PageGeometry geometry;
    geometry.silent_zone = layout::Rectangle{{layout::Length::mm(15), layout::Length::mm(95)},
                                             {layout::Length::mm(15), layout::Length::mm(80)}};
    const auto counts =
        typeset(room.office.database, room.typesetter_for({}, geometry), room.office.occasion());
    EXPECT_EQ(counts.held, 1);
    EXPECT_EQ(room.held_code(record), "not-print-ready");
    const auto sentence = room.letter(record).text("held_sentence");
    EXPECT_NE(sentence.find("in the silent zone on page 1 at x 20 mm"), std::string::npos)
        << sentence;
    EXPECT_NE(sentence.find("print profile"), std::string::npos) << sentence;
}

TEST(Typeset, AnotherPrintProfileSetsLettersAnew)
{
    Room room;
    room.gathered(1, report_text("9101", "03"));
    ASSERT_EQ(room.set().typeset, 1);
    EXPECT_EQ(reset_outdated(room.office.database, room.typesetter, room.office.occasion()), 0);
    layout::PageGeometry moved;
    moved.first_page_top += layout::Length::mm(5);
    EXPECT_EQ(reset_outdated(room.office.database, room.typesetter_for({}, moved),
                             room.office.occasion()),
              1);
    ASSERT_EQ(room.set().typeset, 1);
    const EnvelopeLimits other{.envelopes = {{"C5", 5}, {"C4", 99}}};
    EXPECT_EQ(
        reset_outdated(room.office.database, room.typesetter_for(other), room.office.occasion()),
        1);
}

TEST(Typeset, SetsBackWhatItsReceiverHasChangedUnlessItIsNumbered)
{
    Room room;
    auto& office = room.office;
    const auto changed = room.gathered(1, report_text("9101", "03"));
    const auto untouched = room.gathered(2, report_text("9103", "00"));
    const auto numbered = room.gathered(3, report_text("9101", "03"));
    room.set();
    EXPECT_EQ(reset_outdated(office.database, room.typesetter, office.occasion()), 0);
    office.execute("insert into job (number, house, state, class, pieces, sheets, pages, witness, "
                   "numbered_at) values ('01000001', 'house', 'numbered', 'C5-D-NO', 1, 1, 2, '', "
                   "$1)",
                   {office.now});
    office.execute("update letter set job = '01000001', piece = 1 where record = $1", {numbered});
    {
        auto transaction = office.database.begin();
        tests::change_receiver(transaction, {"9101", "03"}, {{"public_phone", "00 00 91 99"}},
                               office.occasion());
        transaction.commit();
    }
    EXPECT_EQ(reset_outdated(office.database, room.typesetter, office.occasion()), 1);
    EXPECT_EQ(room.letter(changed).text("state"), "gathered");
    EXPECT_EQ(room.letter(untouched).text("state"), "typeset");
    EXPECT_EQ(room.letter(numbered).text("state"), "typeset");
    EXPECT_EQ(room.set().typeset, 1);
    EXPECT_EQ(room.letter(changed).integer("receiver_version"), 2);
}

TEST(Typeset, KilledBetweenItsStepsItSetsNothingTwice)
{
    for (const char* point : {"typeset.committed:before", "typeset.committed"}) {
        SCOPED_TRACE(point);
        Room room;
        room.gathered(1, report_text("9101", "03"));
        ASSERT_TRUE(killed_at(point, [&] {
            auto database = room.office.server.night();
            typeset(database, room.typesetter, room.office.occasion());
        }));
        // Until its server process is gone the dead one's letters are locked, and would be skipped.
        room.office.execute("select id from letter for update");
        room.set();
        EXPECT_EQ(room.office.number("select count(*) as n from letter where state = 'typeset'"),
                  1);
        EXPECT_EQ(room.office.number("select count(*) as n from journal where event = 'typeset'"),
                  1);
    }
}

} // namespace
} // namespace reservepost::batch::letters

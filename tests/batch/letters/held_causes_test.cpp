#include "batch/letters/held_causes.h"

#include "batch/letters/held.h"
#include "batch/letters/typeset.h"
#include "tests/batch/letters/desk.h"
#include "tests/layout/shared_workshop.h"
#include "tests/support/files.h"
#include "tests/support/two_persons.h"

#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace reservepost::batch::letters {
namespace {

using namespace tests;

const receivers::ReceiverKey own{"9101", "03"};

/// A report with its letter, and what the night would set it with.
struct Desk {
    void hold_as(const std::string& code)
    {
        office.execute("update letter set state = 'held', held_code = $2, held_sentence = 'x' "
                       "where record = $1",
                       {record, code});
    }
    void change(const receivers::Changes& fields)
    {
        auto transaction = office.database.begin();
        change_receiver(transaction, own, fields, office.occasion());
        transaction.commit();
    }
    void set()
    {
        geometry.most_pages = layout::sides_of(geometry.plex) * limits.most_sheets();
        const Typesetter typesetter(office.vault, layout::shared_workshop(),
                                    {geometry, limits, "Reservepost, 0001 OSLO"});
        typeset(office.database, typesetter, office.occasion());
    }
    void release(const std::optional<receivers::ReceiverKey>& receiver = std::nullopt)
    {
        const auto id = letter().integer("id");
        auto transaction = office.database.begin();
        letters::release(transaction, id, receiver, office.occasion());
        transaction.commit();
    }
    store::Row letter()
    {
        return office.execute("select * from letter where record = $1", {record}).one();
    }
    std::string held_code() { return letter().find_text("held_code").value_or(""); }

    TestOffice office;
    EnvelopeLimits limits;
    layout::PageGeometry geometry;
    RecordId record;
    std::map<std::filesystem::path, std::string> before; ///< What was in files that were damaged.
};

void make_letter(Desk& desk, const std::string& text = "Jeg er bekymret.")
{
    desk.record =
        take_in_one(desk.office, incoming(1, report_text("9101", "03", text))).record.value();
    set_report(desk.office, desk.record, "posting");
    letter_in(desk.office, desk.record, "gathered");
}

void damage(Desk& desk)
{
    for (const auto& place : desk.office.vault.places()) {
        const auto file = place.content / "content" / desk.record.text();
        desk.before[file] = file_text(file);
        std::filesystem::resize_file(file, 40);
    }
}

void bring_back(Desk& desk)
{
    for (const auto& [file, octets] : desk.before)
        std::ofstream(file) << octets;
}

struct Row {
    const char* code;
    void (*hold)(Desk&);
    void (*mend)(Desk&);
    std::optional<receivers::ReceiverKey> released_to = std::nullopt;
    bool by_hand = false; ///< A fault of the program, which no data can bring about.
};

const std::string too_wide(90, 'W');

// clang-format off
const Row rows[] = {
    {"no-receiver",
     [](Desk& d) { d.record = waiting(d.office, 1, {"9999", "00"}); },
     [](Desk&) {}, own},
    {"receiver-gone",
     [](Desk& d) { make_letter(d);
                   d.office.execute("update letter set receiver = null"); },
     [](Desk&) {}, own},
    {"address-does-not-fit",
     [](Desk& d) { make_letter(d); d.change({{"address", too_wide + "|9101 PRØVEVIK"}}); },
     [](Desk& d) { d.change({{"address", "Postboks 1|9101 PRØVEVIK"}}); }},
    {"head-or-foot-does-not-fit",
     [](Desk& d) { make_letter(d); d.geometry.head_left = layout::Length::mm(185); },
     [](Desk& d) { d.geometry = {}; }},
    {"too-many-sheets",
     [](Desk& d) { make_letter(d, std::string(20'000, 'm'));
                   d.limits = {.envelopes = {{"C5", 2}, {"C4", 3}}}; },
     [](Desk& d) { d.limits = {}; }},
    {"too-many-pages",
     [](Desk& d) { make_letter(d, std::string(20'000, 'm')); d.limits.most_pages = 6; },
     [](Desk& d) { d.limits.most_pages.reset(); }},
    {"not-print-ready",
     [](Desk& d) { make_letter(d);
                   d.geometry.silent_zone = layout::Rectangle{
                       {layout::Length::mm(15), layout::Length::mm(95)},
                       {layout::Length::mm(15), layout::Length::mm(80)}}; },
     [](Desk& d) { d.geometry = {}; }},
    {"template",
     [](Desk& d) { make_letter(d); d.hold_as("template"); },
     [](Desk&) {}, {}, true},
    {"cannot-be-set",
     [](Desk& d) { make_letter(d); d.hold_as("cannot-be-set"); },
     [](Desk&) {}, {}, true},
    {"content-damaged",
     [](Desk& d) { make_letter(d); damage(d); },
     bring_back},
    {"damaged-too-often",
     [](Desk& d) { make_letter(d); d.hold_as("damaged-too-often"); },
     [](Desk&) {}},
    {"fault-in-file",
     [](Desk& d) { make_letter(d); d.hold_as("fault-in-file"); },
     [](Desk&) {}},
    {"returned",
     [](Desk& d) { make_letter(d); d.hold_as("returned"); },
     [](Desk& d) { d.change({{"address", "Postboks 2|9101 PRØVEVIK"}}); }},
    {"restored",
     [](Desk& d) { make_letter(d); d.hold_as("restored"); },
     [](Desk&) {}},
};
// clang-format on

class EachHeldCause : public testing::TestWithParam<Row> {};

TEST_P(EachHeldCause, ItsCommandEndsIt)
{
    const auto& row = GetParam();
    const auto cause = std::ranges::find(held_causes, std::string_view(row.code), &HeldCause::code);
    ASSERT_NE(cause, held_causes.end());
    Desk desk;
    row.hold(desk);
    desk.set();
    ASSERT_EQ(desk.held_code(), row.code);

    if (row.released_to) {
        EXPECT_EQ(desk.letter().text("state"), "held");
    } else if (cause->looked_for_again && !row.by_hand) {
        desk.release();
        desk.set();
        EXPECT_EQ(desk.held_code(), row.code) << "released while the cause stands";
    }
    row.mend(desk);
    desk.set();
    EXPECT_EQ(desk.held_code(), row.code) << "nothing but a person's word sets it free";
    desk.release(row.released_to);
    desk.set();
    EXPECT_EQ(desk.letter().text("state"), "typeset") << desk.held_code();
}

TEST_P(EachHeldCause, AConfirmationEndsItToo)
{
    const auto& row = GetParam();
    Desk desk;
    row.hold(desk);
    desk.set();
    auto answers = desk_of(desk.office);
    const auto outcome = confirm(answers, reference(1), own);
    if (std::string_view(row.code) == "no-receiver") {
        EXPECT_EQ(outcome, AnswerOutcome::OtherReceiver) << "it is nobody's";
        return;
    }
    EXPECT_EQ(outcome, AnswerOutcome::Confirmed);
    EXPECT_EQ(desk.letter().text("state"), "withdrawn");
}

INSTANTIATE_TEST_SUITE_P(Each, EachHeldCause, testing::ValuesIn(rows), [](const auto& tested) {
    std::string name = tested.param.code;
    std::erase(name, '-');
    return name;
});

TEST(HeldCauses, EveryCauseHasItsTestAndItsRowOnThePage)
{
    const auto page = file_text(RESERVEPOST_SOURCE "/docs/held.md");
    std::set<std::string_view> tested;
    for (const auto& row : rows)
        tested.insert(row.code);
    for (const auto& cause : held_causes) {
        EXPECT_TRUE(tested.contains(cause.code)) << cause.code;
        const auto line = "| `" + std::string(cause.code) + "` | " + std::string(cause.means) +
                          " | " + std::string(cause.ends) + " |";
        EXPECT_NE(page.find(line), std::string::npos) << "docs/held.md should have\n" << line;
    }
    EXPECT_EQ(tested.size(), held_causes.size());
}

} // namespace
} // namespace reservepost::batch::letters

#include "batch/letters/words_book.h"

#include "batch/letters/typeset.h"
#include "tests/batch/letters/desk.h"
#include "tests/layout/shared_workshop.h"

#include <gtest/gtest.h>

// Own words of receivers, and the memory of every version that a letter was made from: with a real
// database.

namespace reservepost::batch::letters {
namespace {

using namespace tests;

const receivers::ReceiverKey nordsida{"9101", "03"};
const receivers::ReceiverKey systemfjord{"9103", "00"};

templates::OwnWords own(const std::string& words, int version = 1)
{
    return templates::OwnWords::parse("own.md", "---\ntitle: T\nkind: forwarding\nlanguage: nb\n"
                                                "version: " +
                                                    std::to_string(version) +
                                                    "\n---\n::: words end\n" + words + "\n:::\n");
}

struct Desk {
    TestOffice office;

    void set(const receivers::ReceiverKey& receiver, const templates::OwnWords& words)
    {
        auto transaction = office.database.begin();
        set_own_words(transaction, receiver, words, office.occasion());
        transaction.commit();
    }
    bool drop(const receivers::ReceiverKey& receiver)
    {
        auto transaction = office.database.begin();
        const bool dropped =
            drop_own_words(transaction, receiver, {"forwarding", "nb"}, office.occasion());
        transaction.commit();
        return dropped;
    }
    WordsBook read()
    {
        auto transaction = office.database.begin();
        return WordsBook::read(transaction);
    }
    Typesetter typesetter()
    {
        return {office.vault, layout::shared_workshop(), {{}, {}, "Retur, 0001 OSLO"}, read()};
    }
    /// A gathered letter to `receiver`, set into pages. Gives its report.
    RecordId set_letter(int number, const receivers::ReceiverKey& receiver)
    {
        const auto record = waiting(office, number, receiver);
        set_report(office, record, "posting");
        letter_in(office, record, "gathered");
        typeset(office.database, typesetter(), office.occasion());
        return record;
    }
    /// The file that the letter's words come from: by the name of its column in `wording`.
    std::string file_of(const RecordId& record, const std::string& column)
    {
        const auto rows = office.execute("select f.content from letter l join wording w on "
                                         "w.digest = l.wording join words_file f on f.digest = w." +
                                             column + " where l.record = $1",
                                         {record});
        return rows.empty() ? "" : rows.one().text("content");
    }
};

TEST(WordsBook, EveryVersionIsKeptWithTheLetterThatWasMadeFromIt)
{
    Desk desk;
    const auto shipped = desk.set_letter(1, nordsida);
    desk.set(nordsida, own("Første utgave."));
    const auto first = desk.set_letter(2, nordsida);
    desk.set(nordsida, own("Andre utgave.", 2));
    const auto second = desk.set_letter(3, nordsida);
    const auto other = desk.set_letter(4, systemfjord);
    EXPECT_TRUE(desk.drop(nordsida));
    EXPECT_FALSE(desk.drop(nordsida));
    const auto again = desk.set_letter(5, nordsida);

    const auto& ours = templates::Template::find("forwarding", "nb").bytes();
    for (const auto& record : {shipped, first, second, other, again}) {
        EXPECT_EQ(desk.file_of(record, "template"), ours);
        EXPECT_EQ(desk.file_of(record, "enclosed_template"),
                  templates::Template::find("confirmation-private", "nb").bytes());
        EXPECT_EQ(desk.file_of(record, "enclosed_words"), "");
    }
    EXPECT_EQ(desk.file_of(shipped, "own_words"), "");
    EXPECT_EQ(desk.file_of(first, "own_words"), own("Første utgave.").bytes());
    EXPECT_EQ(desk.file_of(second, "own_words"), own("Andre utgave.", 2).bytes());
    EXPECT_EQ(desk.file_of(other, "own_words"), "") << "only the receiver's own letters";
    EXPECT_EQ(desk.file_of(again, "own_words"), "");
    EXPECT_EQ(desk.office.number("select count(*) as n from wording"), 3);
    EXPECT_EQ(desk.office.number("select count(*) as n from words_file where own"), 2);
    EXPECT_EQ(
        desk.office.number("select count(*) as n from journal where event like 'own-words-%'"), 3);
    for (const char* table : {"words_file", "wording"})
        EXPECT_THROW(desk.office.execute(std::string("delete from ") + table), store::StoreError)
            << "what was once on paper is never forgotten";
}

TEST(WordsBook, OwnWordsComeOntoPaperAndSetLettersBack)
{
    Desk desk;
    const auto record = desk.set_letter(1, nordsida);
    const auto digest = [&] {
        return desk.office.execute("select frames_digest from letter where record = $1", {record})
            .one()
            .digest("frames_digest");
    };
    const auto before = digest();
    auto& office = desk.office;
    EXPECT_EQ(reset_outdated(office.database, desk.typesetter(), office.occasion()), 0);
    desk.set(systemfjord, own("Hilsen noen andre."));
    EXPECT_EQ(reset_outdated(office.database, desk.typesetter(), office.occasion()), 0)
        << "another receiver's words are no concern of this letter";
    desk.set(nordsida, own("Hilsen oss i Nordsida."));
    EXPECT_EQ(reset_outdated(office.database, desk.typesetter(), office.occasion()), 1);
    typeset(office.database, desk.typesetter(), office.occasion());
    EXPECT_NE(digest(), before);
}

TEST(WordsBook, ListsWhoHasOwnWords)
{
    Desk desk;
    desk.set(systemfjord, own("B"));
    desk.set(nordsida, own("A", 7));
    auto transaction = desk.office.database.begin();
    const auto rows = list_own_words(transaction);
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].receiver, nordsida);
    EXPECT_EQ(rows[0].version, 7);
    EXPECT_EQ(rows[0].name, (TemplateName{"forwarding", "nb"}));
    EXPECT_EQ(rows[0].digest, crypto::sha256(own("A", 7).bytes()));
    EXPECT_EQ(rows[1].receiver, systemfjord);
    EXPECT_THROW(set_own_words(transaction, {"9999", "00"}, own("A"), desk.office.occasion()),
                 std::invalid_argument);
}

// After an upgrade words may no longer fit. No letter waits for that: it goes out with ours, and an
// incident says so until the words are mended or dropped.
TEST(WordsBook, WordsThatNoLongerFitKeepNoLetterBack)
{
    Desk desk;
    auto& office = desk.office;
    desk.set(nordsida, own("Hilsen oss."));
    office.execute(
        "insert into words_file (digest, kind, language, version, own, content, kept_at) "
        "values (decode(repeat('5a', 32), 'hex'), 'forwarding', 'nb', 1, true, "
        "'::: words that-are-gone', $1)",
        {office.now});
    office.execute("update own_words set digest = decode(repeat('5a', 32), 'hex')");
    EXPECT_EQ(desk.read().outdated().size(), 1u);
    const auto record = desk.set_letter(1, nordsida);
    EXPECT_EQ(letter_state_of(
                  office, office.number("select id as n from letter where record = $1", {record})),
              "typeset");
    const auto open = [&] {
        return office.number("select count(*) as n from incident where code = 'own-words-outdated' "
                             "and subject = '9101-03' and state = 'open'");
    };
    EXPECT_EQ(open(), 1);
    desk.drop(nordsida);
    desk.set_letter(2, nordsida);
    EXPECT_EQ(open(), 0);
}

} // namespace
} // namespace reservepost::batch::letters

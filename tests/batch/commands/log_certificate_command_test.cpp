#include "tests/batch/commands/command_desk.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

// `log certificate`: what somebody keeps in a file who has to answer for a deletion.

namespace reservepost::tests {
namespace {

constexpr const char* later = "2027-02-11T09:00";

class LogCertificateCommand : public testing::Test {
protected:
    /// Report 1 went by post and report 2 was confirmed; both are deleted. Report 3 waits.
    void SetUp() override
    {
        desk.night.take_in(1, 1, "9102", "00", oslo("2026-11-24T09:00"));
        desk.night.take_in(2, 2, "9101", "05", oslo("2026-11-24T09:10"));
        desk.night.confirm(2, {"9101", "05"}, oslo("2026-11-24T12:00"));
        desk.night.run(oslo("2026-11-25T08:10"));
        desk.night.mail_all(oslo("2026-11-26T14:00"));
        desk.night.run(oslo("2026-11-27T00:30"));
        desk.night.accept_clock(oslo("2027-02-10T00:30"));
        desk.night.run(oslo("2027-02-10T00:30"));
        desk.night.take_in(3, 3, "9101", "05", oslo("2027-02-10T09:00"));
    }

    Said certify(const std::string& input, std::vector<std::string> more = {}) const
    {
        more.insert(more.begin(), {"log", "certificate", "-", "-o", json.string()});
        return desk.at(later, more, input);
    }
    std::string page_text() const
    {
        return run({"pdftotext", "-layout", "-enc", "UTF-8", pdf.string(), "-"}).output;
    }

    CommandDesk desk;
    const TemporaryDirectory room;
    const fs::path json = room / "one.json";
    const fs::path pdf = room / "one.pdf";
};

TEST_F(LogCertificateCommand, SaysWhatTheLogSaysWithItsProofs)
{
    const auto said = certify(reference(1));
    ASSERT_EQ(said.status, 0) << said;
    EXPECT_TRUE(said.holds("remanence not excluded")) << "all on one disk here: " << said;
    const auto value = batch::json::parse(file_text(json));
    EXPECT_EQ(value.at("what").text("reason"), "mailed");
    EXPECT_EQ(value.at("what").text("job").size(), 8U);
    const auto& done = value.at("sanitization");
    EXPECT_EQ(done.text("method"), "cryptographic erase");
    EXPECT_EQ(done.text("completed_on"), "2027-02-10");
    EXPECT_TRUE(done.items("key_places").at(0).boolean("beside_content"));
    EXPECT_EQ(value.at("verification").text("outcome"), "absent");
    EXPECT_EQ(file_text(json).find(reference(1)), std::string::npos);

    const auto& log = value.at("log");
    EXPECT_EQ(log.text("verifier_key"), desk.night.log_key());
    for (const char* proof : {"proof", "ring_proof"}) {
        write_file(room / "p.tlog-proof", log.text(proof));
        const auto checked = say({"log", "verify", "--proof", (room / "p.tlog-proof").string(),
                                  "--vkey", log.text("verifier_key")});
        EXPECT_EQ(checked.status, 0) << checked;
    }
}

TEST_F(LogCertificateCommand, ShowsItOnOnePageInPlainWords)
{
    ASSERT_EQ(certify(reference(1), {"--pdf", pdf.string()}).status, 0);
    EXPECT_EQ(run({"qpdf", "--check", pdf.string()}).status, 0);
    EXPECT_NE(run({"pdfinfo", pdf.string()}).output.find("Pages:           1\n"),
              std::string::npos);
    const auto text = page_text();
    const auto value = batch::json::parse(file_text(json));
    for (const std::string& fragment :
         {std::string("Bekreftelse på sletting"),
          std::string("februar 2027 slettet vi originalen av én bekymringsmelding."),
          std::string("Brevet er i posten, jobb ") + value.at("what").text("job"),
          value.at("what").text("record"), value.at("log").text("root"),
          std::string("Kryptografisk sletting"), std::string("Ingen av dem finnes"),
          std::string("Vi kan ikke utelukke at det finnes rester")})
        EXPECT_NE(text.find(fragment), std::string::npos) << fragment << "\n" << text;
    for (const char* english : {"store", "absent", "overwritten", "key "})
        EXPECT_EQ(text.find(english), std::string::npos) << english << "\n" << text;
    const auto again = file_text(pdf);
    ASSERT_EQ(certify(reference(1), {"--pdf", pdf.string()}).status, 0);
    EXPECT_EQ(file_text(pdf), again) << "the same log gives the same page";

    ASSERT_EQ(certify(reference(2), {"--pdf", pdf.string()}).status, 0);
    EXPECT_NE(page_text().find("Kommunen har bekreftet"), std::string::npos);
}

TEST_F(LogCertificateCommand, FromACopyItSaysThatThePlacesAreUnknown)
{
    copy_directory(desk.path() / "log", room / "log");
    ASSERT_EQ(certify(reference(2)).status, 0);
    const auto digest = batch::json::parse(file_text(json)).at("what").text("digest");
    const auto said = say({"log", "certificate", "--digest", digest, "-o", json.string(), "--dir",
                           (room / "log").string(), "--vkey", desk.night.log_key(), "--state",
                           (room / "none").string()});
    ASSERT_EQ(said.status, 0) << said;
    const auto limits = batch::json::parse(file_text(json)).items("limits");
    ASSERT_EQ(limits.size(), 1U);
    EXPECT_NE(limits.at(0).as_text().find("not known"), std::string::npos);
}

TEST_F(LogCertificateCommand, SaysWhatItCannotCertify)
{
    const struct {
        const char* why;
        std::vector<std::string> words;
        std::string input;
        const char* fragment;
    } cases[] = {
        {"not deleted", {"-", "-o", json.string()}, reference(3), "no such deletion"},
        {"never came", {"-", "-o", json.string()}, reference(9), "no such deletion"},
        {"neither reference nor digest", {"-o", json.string()}, {}, "say which report"},
        {"both",
         {"-", "--digest", std::string(64, 'a'), "-o", json.string()},
         reference(1),
         "say which report"},
        {"a digest cut short",
         {"--digest", std::string(63, 'a'), "-o", json.string()},
         {},
         "64 hexadecimal digits"},
        {"no file", {"-"}, reference(1), "--output is missing"},
        {"another ending", {"-", "-o", pdf.string()}, reference(1), "ends in .json"},
        {"a page of another ending",
         {"-", "-o", json.string(), "--pdf", (room / "x.html").string()},
         reference(1),
         "ends in .pdf"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto words = c.words;
        words.insert(words.begin(), {"log", "certificate"});
        const auto said = desk.at(later, words, c.input);
        EXPECT_EQ(said.status, 1) << said;
        EXPECT_TRUE(said.holds(c.fragment)) << said;
    }
    EXPECT_TRUE(fs::is_empty(room.path())) << "nothing is left where nothing was certified";
}

} // namespace
} // namespace reservepost::tests

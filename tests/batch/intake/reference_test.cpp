#include "batch/intake/reference.h"

#include "holidays/oslo_time.h"

#include <gtest/gtest.h>
#include <set>

namespace reservepost::batch::intake {
namespace {

const std::string uuid = "3f1c9a52-7d0e-4b8a-9a55-0d2f6a1b7c11";

TEST(Reference, IsReadFromAFileNameAndNothingElse)
{
    const struct {
        const char* why;
        std::string file_name;
        std::optional<std::string> reference;
    } cases[] = {
        {"as the portal writes it", uuid + ".json", uuid},
        {"encrypted", uuid + ".json.cms", uuid},
        {"in capitals", "3F1C9A52-7D0E-4B8A-9A55-0D2F6A1B7C11.json", uuid},
        {"the companion has none of its own", uuid + ".meta.json", std::nullopt},
        {"without an ending", uuid, std::nullopt},
        {"another ending", uuid + ".xml", std::nullopt},
        {"an ending in capitals", uuid + ".JSON", std::nullopt},
        {"a name before it", "a" + uuid + ".json", std::nullopt},
        {"still being written", "." + uuid + ".json", std::nullopt},
        {"without hyphens", "3f1c9a527d0e4b8a9a550d2f6a1b7c11.json", std::nullopt},
        {"hyphens in other places", "3f1c9a5-27d0e-4b8a-9a55-0d2f6a1b7c11.json", std::nullopt},
        {"a letter that is no digit", "3f1c9a52-7d0e-4b8a-9a55-0d2f6a1b7cg1.json", std::nullopt},
        {"in braces", "{" + uuid + "}.json", std::nullopt},
        {"a digit too few", uuid.substr(1) + ".json", std::nullopt},
        {"an ordinary name", "melding.json", std::nullopt},
        {"nothing", "", std::nullopt},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(reference_of_file(c.file_name), c.reference);
    }
}

TEST(Reference, TheCompanionIsSpeltAsItsReport)
{
    EXPECT_EQ(companion_of_file(uuid + ".json"), uuid + ".meta.json");
    EXPECT_EQ(companion_of_file(uuid + ".json.cms"), uuid + ".meta.json");
    EXPECT_EQ(companion_of_file("3F1C9A52-7D0E-4B8A-9A55-0D2F6A1B7C11.json"),
              "3F1C9A52-7D0E-4B8A-9A55-0D2F6A1B7C11.meta.json");
    EXPECT_EQ(companion_of_file("melding.json"), "");
    EXPECT_TRUE(is_companion(uuid + ".meta.json"));
    EXPECT_FALSE(is_companion(uuid + ".json"));
}

TEST(AssignedReference, IsTheSameForTheSameFileAndOtherwiseAnother)
{
    const auto reference = assigned_reference("a.json", "{}");
    EXPECT_EQ(assigned_reference("a.json", "{}"), reference);
    // SHA-256 of "a.json", a NUL and "{}", with version and variant put in.
    EXPECT_EQ(reference.size(), 36u);
    EXPECT_EQ(find_reference(reference), reference);
    EXPECT_EQ(reference[14], '8');
    EXPECT_NE(std::string_view("89ab").find(reference[19]), std::string_view::npos);
    std::set<std::string> all;
    for (const auto* name : {"a.json", "b.json", "", "a.json{"}) {
        for (const auto* content : {"{}", "{} ", "", "}"}) {
            EXPECT_TRUE(all.insert(assigned_reference(name, content)).second);
        }
    }
}

TEST(Meta, TakesWhatItCanAndNotesTheRest)
{
    using Notes = std::vector<std::string>;
    const struct {
        const char* why;
        std::string text;
        std::optional<std::string> accepted_at;
        std::string language;
        std::string channel;
        Notes notes;
    } cases[] = {
        {"all of it",
         R"({"accepted_at":"2026-11-23T09:00:00Z","language":"nn","channel":"portal"})",
         "2026-11-23T09:00:00Z",
         "nn",
         "portal",
         {}},
        {"nothing", "{}", std::nullopt, "", "", {}},
        {"nulls are as missing",
         R"({"accepted_at":null,"language":null,"channel":null})",
         std::nullopt,
         "",
         "",
         {}},
        {"broken", R"({"language":"nn")", std::nullopt, "", "", {"meta-unreadable"}},
        {"not an object", R"(["nn"])", std::nullopt, "", "", {"meta-unreadable"}},
        {"empty", "", std::nullopt, "", "", {"meta-unreadable"}},
        {"too large", std::string(64'001, ' '), std::nullopt, "", "", {"meta-unreadable"}},
        {"a number for the time",
         R"({"accepted_at":1,"language":"nb"})",
         std::nullopt,
         "nb",
         "",
         {"meta-accepted-at-type"}},
        {"the language of a reporter only",
         R"({"language":"en"})",
         std::nullopt,
         "en",
         "",
         {}},
        {"a language without letters",
         R"({"language":"de"})",
         std::nullopt,
         "",
         "",
         {"meta-language"}},
        {"a channel that may be a text",
         R"({"channel":"Kari Nordmann"})",
         std::nullopt,
         "",
         "",
         {"meta-channel"}},
        {"members we do not know, noted once",
         R"({"a":1,"b":2})",
         std::nullopt,
         "",
         "",
         {"meta-unknown-member"}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto meta = parse_meta(c.text);
        EXPECT_EQ(meta.accepted_at_text, c.accepted_at);
        EXPECT_EQ(meta.language, c.language);
        EXPECT_EQ(meta.channel, c.channel);
        EXPECT_EQ(meta.notes, c.notes);
    }
}

TEST(StatedTime, StartsTheClockAsTheContractSays)
{
    const auto intake = holidays::parse_instant("2026-11-25T12:00:00Z");
    const struct {
        const char* why;
        std::optional<std::string> sent_at;
        std::optional<std::string> accepted_at;
        const char* clock; ///< UTC.
        const char* note;
        bool due_at_once;
    } cases[] = {
        {"Oslo time without a zone",
         "2026-11-23T10:00:00",
         {},
         "2026-11-23T09:00:00Z",
         "used",
         false},
        {"the companion comes first", "2026-11-23T10:00:00", "2026-11-24T08:00:00Z",
         "2026-11-24T08:00:00Z", "used", false},
        {"a zone in the form is believed",
         "2026-11-23T10:00:00Z",
         {},
         "2026-11-23T10:00:00Z",
         "used",
         false},
        {"an hour that comes twice is the earlier one",
         "2026-10-25T02:30:00",
         {},
         "2026-10-25T00:30:00Z",
         "used",
         false},
        {"the instant of intake itself",
         {},
         "2026-11-25T12:00:00Z",
         "2026-11-25T12:00:00Z",
         "used",
         false},
        {"a moment ahead",
         {},
         "2026-11-25T12:00:00.000001Z",
         "2026-11-25T12:00:00Z",
         "ahead",
         false},
        {"a year ahead", "2027-11-23T10:00:00", {}, "2026-11-25T12:00:00Z", "ahead", false},
        {"none at all", {}, {}, "2026-11-25T12:00:00Z", "absent", false},
        {"words", "i går", {}, "2026-11-25T12:00:00Z", "unreadable", false},
        {"a day that is not",
         "2026-02-30T10:00:00",
         {},
         "2026-11-25T12:00:00Z",
         "unreadable",
         false},
        {"only a date", "2026-11-23", {}, "2026-11-25T12:00:00Z", "unreadable", false},
        {"an unreadable companion is not passed over", "2026-11-23T10:00:00", "x",
         "2026-11-25T12:00:00Z", "unreadable", false},
        {"an hour that never was",
         "2026-03-29T02:30:00",
         {},
         "2026-11-25T12:00:00Z",
         "never-existed",
         false},
        {"366 days back to the moment",
         {},
         "2025-11-24T12:00:00Z",
         "2025-11-24T12:00:00Z",
         "used",
         false},
        {"a moment more",
         {},
         "2025-11-24T11:59:59.999999Z",
         "2025-11-24T11:59:59.999999Z",
         "far-back",
         true},
        {"years back", "2020-03-16T13:29:33", {}, "2020-03-16T12:29:33Z", "far-back", true},
        {"before Oslo's table",
         "1900-01-01T00:00:00",
         {},
         "2026-11-25T12:00:00Z",
         "unreadable",
         false},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        ReportForm form;
        form.sent_at_text = c.sent_at;
        Meta meta;
        meta.accepted_at_text = c.accepted_at;
        const auto stated = stated_time(form, meta, intake);
        EXPECT_EQ(stated.accepted_at, holidays::parse_instant(c.clock));
        EXPECT_EQ(to_text(stated.note), c.note);
        EXPECT_EQ(stated.due_at_once, c.due_at_once);
        EXPECT_LE(stated.accepted_at, intake);
    }
}

} // namespace
} // namespace reservepost::batch::intake

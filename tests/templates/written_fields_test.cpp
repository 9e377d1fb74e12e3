#include "templates/template.h"

#include <gtest/gtest.h>

#include <string>

// What somebody wrote is marked, so that layout can keep it from moving what stands beside it.

namespace reservepost::templates {
namespace {

layout::Spans spans_of(const std::string& body)
{
    Fields fields;
    fields.set("reference", "5f0c");
    fields.set("report.accepted_at", CivilTime{{2026, 11, 23, 1}, 10, 0});
    fields.set("receiver.name", "Kari");
    fields.set("reporter.address", "Gata 1\n0123 OSLO");
    fields.set("receiver.phone", "");
    fields.set("receiver.hours", "9–15");
    fields.set("receiver.web", "example.no");
    const auto blocks =
        Template::parse("t.md", "---\ntitle: T\nkind: confirmation-private\n"
                                "language: nb\nversion: 3\nfoot: {page} {pages}\n---\n" +
                                    body + "\n")
            .fill(fields);
    return std::get<layout::Paragraph>(blocks.at(0)).spans;
}

layout::Span written(const std::string& text, bool strong = false)
{
    return {text, strong, false, true};
}

} // namespace

TEST(WrittenFields, AreMarked)
{
    const struct {
        const char* why;
        const char* body;
        layout::Spans spans;
    } cases[] = {
        {"our own words", "Hei.", {{"Hei."}}},
        {"a field alone", "{{receiver.name}}", {written("Kari")}},
        {"its lines", "{{reporter.address}}", {written("Gata 1\n0123 OSLO")}},
        {"among our words", "Hei {{receiver.name}}!", {{"Hei "}, written("Kari"), {"!"}}},
        {"in bold", "**{{receiver.name}}**", {written("Kari", true)}},
        {"two that touch stay two",
         "{{receiver.name}}{{receiver.name}}",
         {written("Kari"), written("Kari")}},
        {"a time is put into words by us",
         "Kl. {{ report.accepted_at|date }}.",
         {{"Kl. 23.\u00a0november 2026."}}},
        {"an empty one leaves nothing", "a{{receiver.phone}}b", {{"ab"}}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(spans_of(c.body), c.spans);
    }
}

} // namespace reservepost::templates

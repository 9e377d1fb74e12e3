#include "batch/intake/reference.h"
#include "holidays/oslo_time.h"

#include <algorithm>

namespace reservepost::batch::intake {

namespace {

using json::Value;

constexpr json::Limits companion_limits{
    .octets = 64'000, .depth = 8, .members = 1000, .text_octets = 10'000};

constexpr std::chrono::days far_back{366};

bool is_word(std::string_view text)
{
    return text.size() <= 32 && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_';
           });
}

void read_member(Meta& meta, const std::string& key, const Value& value)
{
    const auto note = [&](const char* code) {
        if (std::ranges::find(meta.notes, code) == meta.notes.end()) meta.notes.emplace_back(code);
    };
    if (key == "accepted_at") {
        if (value.is_text()) {
            meta.accepted_at_text = value.as_text();
        } else if (!value.is_null()) {
            note("meta-accepted-at-type");
        }
    } else if (key == "language") {
        if (value.is_text() && (value.as_text() == "nb" || value.as_text() == "nn" ||
                                value.as_text() == "en")) {
            meta.language = value.as_text();
        } else if (!value.is_null()) {
            note("meta-language");
        }
    } else if (key == "channel") {
        if (value.is_text() && is_word(value.as_text())) {
            meta.channel = value.as_text();
        } else if (!value.is_null()) {
            note("meta-channel");
        }
    } else {
        note("meta-unknown-member");
    }
}

/// Why `text` is not an instant: an Oslo time in the hour that is left out in March can be read
/// once it is said to be UTC.
TimeNote unreadable_note(const std::string& text)
{
    return holidays::find_local_instant(text + 'Z') ? TimeNote::NeverExisted : TimeNote::Unreadable;
}

} // namespace

Meta parse_meta(std::string_view octets)
{
    Meta meta;
    try {
        const auto document = json::parse(octets, companion_limits);
        for (const auto& [key, value] : document.as_object())
            read_member(meta, key, value);
    } catch (const json::JsonError&) {
        // A companion file is a help, never a condition: the report counts without it.
        meta.notes.emplace_back("meta-unreadable");
    }
    return meta;
}

std::string_view to_text(TimeNote note)
{
    switch (note) {
    case TimeNote::AsStated:
        return "used";
    case TimeNote::NotStated:
        return "absent";
    case TimeNote::AheadOfIntake:
        return "ahead";
    case TimeNote::Unreadable:
        return "unreadable";
    case TimeNote::NeverExisted:
        return "never-existed";
    case TimeNote::MoreThanAYearBack:
        return "far-back";
    }
    throw std::logic_error("a time note without a code [this is a bug]");
}

StatedTime stated_time(const ReportForm& form, const Meta& meta, holidays::Instant taken_in_at)
{
    const auto& text = meta.accepted_at_text ? meta.accepted_at_text : form.sent_at_text;
    if (!text) return {taken_in_at, TimeNote::NotStated, false};
    const auto stated = holidays::find_local_instant(*text);
    if (!stated) return {taken_in_at, unreadable_note(*text), false};
    if (*stated > taken_in_at) return {taken_in_at, TimeNote::AheadOfIntake, false};
    if (taken_in_at - *stated > far_back) return {*stated, TimeNote::MoreThanAYearBack, true};
    return {*stated, TimeNote::AsStated, false};
}

} // namespace reservepost::batch::intake

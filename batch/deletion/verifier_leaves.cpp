#include "batch/deletion/verifier_leaves.h"

#include "batch/deletion/verifier_octets.h"

#include <algorithm>
#include <map>

namespace reservepost::batch::deletion::verifying {
namespace {

enum class Form { Text, Integer, Object, Hash, Record, Date, Job, Hashes, Texts, Zero };

struct Field {
    std::string_view kind; ///< Of the leaf; "" in all kinds.
    std::string_view key;
    Form form;
    bool needed;
};

// clang-format off
constexpr Field fields[] = {
    {"", "v",    Form::Integer, true},
    {"", "kind", Form::Text,    true},
    {"", "date", Form::Date,    true},

    {"opened", "origin",      Form::Text,   true},
    {"opened", "predecessor", Form::Text,   false},
    {"opened", "tool",        Form::Object, true},

    {"intent", "digest",     Form::Hash,    true},
    {"intent", "digest_key", Form::Integer, true},
    {"intent", "job",        Form::Job,     false},
    {"intent", "manifest",   Form::Hash,    false},
    {"intent", "policy",     Form::Object,  true},
    {"intent", "reason",     Form::Text,    true},
    {"intent", "receipts",   Form::Hashes,  false},
    {"intent", "receiver",   Form::Hash,    true},
    {"intent", "record",     Form::Record,  true},

    {"deleted", "check",      Form::Object,  true},
    {"deleted", "digest",     Form::Hash,    true},
    {"deleted", "digest_key", Form::Integer, true},
    {"deleted", "job",        Form::Job,     false},
    {"deleted", "manifest",   Form::Hash,    false},
    {"deleted", "method",     Form::Text,    true},
    {"deleted", "policy",     Form::Object,  true},
    {"deleted", "reason",     Form::Text,    true},
    {"deleted", "receipts",   Form::Hashes,  false},
    {"deleted", "receiver",   Form::Hash,    true},
    {"deleted", "record",     Form::Record,  true},
    {"deleted", "technique",  Form::Text,    true},
    {"deleted", "tool",       Form::Object,  true},

    {"ring", "dropped",   Form::Texts,   true},
    {"ring", "how",       Form::Text,    true},
    {"ring", "ring",      Form::Integer, true},
    {"ring", "stores",    Form::Texts,   true},
    {"ring", "surviving", Form::Integer, true},

    {"balance", "difference", Form::Zero,   true},
    {"balance", "terms",      Form::Object, true},

    {"key", "verifier", Form::Text, true},

    {"digest-key-destroyed", "digest_key", Form::Integer, true},
    {"digest-key-destroyed", "stores",     Form::Texts,   true},
};

constexpr std::string_view kinds[] = {"opened", "intent", "deleted", "ring",
                                      "balance", "key", "digest-key-destroyed"};
// clang-format on

// Which octets are in a set. A table, as a million leaves have two hundred million digits.
using Octets = std::array<bool, 256>;

constexpr Octets set_of(std::string_view members)
{
    Octets set{};
    for (const char c : members)
        set[static_cast<unsigned char>(c)] = true;
    return set;
}

constexpr Octets digits = set_of("0123456789");
constexpr Octets hex_digits = set_of("0123456789abcdef");

// All are looked at, so that the processor need not guess where it ends.
bool all_of(std::string_view text, const Octets& allowed)
{
    bool all = true;
    for (const char c : text)
        all &= allowed[static_cast<unsigned char>(c)];
    return all;
}

bool is_hash(std::string_view text)
{
    return text.size() == 64 && all_of(text, hex_digits);
}

bool is_date(std::string_view text)
{
    return text.size() == 10 && text[4] == '-' && text[7] == '-' &&
           all_of(text.substr(0, 4), digits) && text.substr(5, 2) >= "01" &&
           text.substr(5, 2) <= "12" && all_of(text.substr(5, 2), digits) &&
           all_of(text.substr(8), digits) && text.substr(8) >= "01" && text.substr(8) <= "31";
}

bool is_list_of_hashes(std::string_view raw)
{
    const auto texts = texts_of(raw);
    return texts && !texts->empty() && std::all_of(texts->begin(), texts->end(), is_hash);
}

bool has_form(const Member& member, Form form)
{
    const bool text = member.kind == JsonKind::Text;
    switch (form) {
    case Form::Text:
        return text && !member.raw.empty();
    case Form::Integer:
        return member.kind == JsonKind::Integer;
    case Form::Object:
        return member.kind == JsonKind::Object;
    case Form::Hash:
        return text && is_hash(member.raw);
    case Form::Record:
        return text && member.raw.size() == 32 && all_of(member.raw, hex_digits);
    case Form::Date:
        return text && is_date(member.raw);
    case Form::Job:
        return text && member.raw.size() == 8 && all_of(member.raw, digits);
    case Form::Hashes:
        return member.kind == JsonKind::List && is_list_of_hashes(member.raw);
    case Form::Texts:
        return member.kind == JsonKind::List && texts_of(member.raw).has_value();
    case Form::Zero:
        return member.kind == JsonKind::Integer && member.raw == "0";
    }
    return false;
}

// The fields of one kind, sorted by key, made once.
const std::vector<Field>& fields_of(std::string_view kind)
{
    static const std::map<std::string_view, std::vector<Field>> by_kind = [] {
        std::map<std::string_view, std::vector<Field>> made;
        for (const std::string_view each : kinds) {
            for (const Field& field : fields)
                if (field.kind.empty() || field.kind == each) made[each].push_back(field);
            std::sort(made[each].begin(), made[each].end(),
                      [](const Field& a, const Field& b) { return a.key < b.key; });
        }
        return made;
    }();
    return by_kind.at(kind);
}

} // namespace

std::string_view Leaves::raw(std::string_view key) const
{
    for (const Member& member : members_)
        if (member.key == key) return member.raw;
    return {};
}

void Leaves::find(std::string code, std::uint64_t index, std::string sentence)
{
    findings_.add(std::move(code), "leaf " + std::to_string(index), std::move(sentence));
}

void Leaves::judge(std::uint64_t index, std::string_view leaf, std::string_view origin)
{
    if (!read_canonical(leaf, members_)) {
        ++report_.leaves_by_kind["unreadable"];
        find("leaf-not-canonical", index,
             "It is not canonical JSON (sorted keys, no spaces, integers and strings only).");
        return;
    }
    const std::string_view kind = raw("kind");
    if (std::find(std::begin(kinds), std::end(kinds), kind) == std::end(kinds) || raw("v") != "1") {
        ++report_.leaves_by_kind["unknown"];
        find("leaf-unknown", index, "It is of no kind or version that this verifier knows.");
        return;
    }
    ++report_.leaves_by_kind[std::string(kind)];
    judge_fields(index, kind);
    if ((kind == "opened") != (index == 0))
        find("leaf-order", index, "The first leaf of a log, and no other, is `opened`.");
    if (kind == "opened" && raw("origin") != origin)
        find("other-log", index, "It opens another log than the checkpoint names.");
    if (kind == "intent" || kind == "deleted") judge_deletion(index, kind);
}

// Both the leaf's members and its kind's fields are sorted: one walk over the two.
void Leaves::judge_fields(std::uint64_t index, std::string_view kind)
{
    const std::vector<Field>& wanted = fields_of(kind);
    auto field = wanted.begin();
    const auto pass_over = [&](const auto& until) {
        for (; field != wanted.end() && until(*field); ++field)
            if (field->needed)
                find("leaf-field", index, "Its " + std::string(field->key) + " is missing.");
    };
    for (const Member& member : members_) {
        if (field == wanted.end() || field->key != member.key)
            pass_over([&](const Field& candidate) { return candidate.key < member.key; });
        if (field == wanted.end() || field->key != member.key) {
            find("leaf-field", index, "It has a field that its kind does not have.");
            continue;
        }
        if (!has_form(member, field->form))
            find("leaf-field", index,
                 "Its " + std::string(field->key) + " is not as it should be.");
        ++field;
    }
    pass_over([](const Field&) { return true; });
}

void Leaves::judge_deletion(std::uint64_t index, std::string_view kind)
{
    const std::string_view reason = raw("reason");
    if (reason != "mailed" && reason != "confirmed" && reason != "discarded")
        find("leaf-field", index, "Its reason is not mailed, confirmed or discarded.");
    for (const char* const key : {"job", "manifest", "receipts"})
        if ((reason == "mailed") == raw(key).empty())
            find("leaf-field", index,
                 "Job, manifest and receipts stand in it if and only if its reason is mailed.");

    Record record;
    if (!decode_hex(raw("record"), record)) return; // Told already, as a field.
    if (kind == "intent")
        judge_intent(index, record);
    else
        judge_deleted(index, record);
}

void Leaves::judge_intent(std::uint64_t index, const Record& record)
{
    const auto [intent, is_new] = announced_.try_emplace(record);
    if (is_new)
        intent->second = {index, std::string(raw("date")), what_is_deleted()};
    else
        find("record-twice", index, "Its record was announced before.");
}

void Leaves::judge_deleted(std::uint64_t index, const Record& record)
{
    const auto intent = announced_.find(record);
    if (intent == announced_.end()) {
        unannounced_.push_back({record, index, some_unread_});
        return;
    }
    if (intent->second.what != what_is_deleted())
        find("deleted-unlike-intent", index,
             "It says other things of the deletion than its intent, leaf " +
                 std::to_string(intent->second.index) + ".");
    if (raw("date") < std::string_view(intent->second.date))
        find("deleted-unlike-intent", index, "Its date is before its intent's.");
    done_.push_back({record, intent->second.index});
    announced_.erase(intent);
}

const std::string& Leaves::what_is_deleted()
{
    constexpr std::string_view repeated[] = {"digest", "digest_key", "job",      "manifest",
                                             "policy", "reason",     "receipts", "receiver"};
    what_.clear();
    auto member = members_.begin(); // Both are sorted: one walk over the two.
    for (const std::string_view key : repeated) {
        while (member != members_.end() && member->key != key && member->key < key)
            ++member;
        if (member != members_.end() && member->key == key) what_ += member->raw;
        what_ += '\n'; // No raw value holds one.
    }
    return what_;
}

// Every record is done once, and whatever is deleted was announced.
void Leaves::judge_done()
{
    std::sort(done_.begin(), done_.end());
    const auto is_done = [this](const Record& record) {
        const auto found = std::lower_bound(done_.begin(), done_.end(), Done{record, 0});
        return found != done_.end() && found->record == record;
    };
    for (std::size_t i = 1; i < done_.size(); ++i)
        if (done_[i].record == done_[i - 1].record)
            find("record-twice", done_[i].intent, "Its record was announced and deleted before.");
    for (const auto& [record, intent] : announced_)
        if (is_done(record))
            find("record-twice", intent.index, "Its record was announced and deleted before.");
    for (const Unannounced& deleted : unannounced_)
        if (is_done(deleted.record))
            find("record-twice", deleted.index, "Its record was deleted before.");
        else if (!deleted.some_unread)
            find("deleted-without-intent", deleted.index, "No intent before it announced it.");
}

void Leaves::finish()
{
    judge_done();
    constexpr std::string_view alphabet = "0123456789abcdef";
    for (const auto& [record, intent] : announced_) {
        std::string text;
        for (const char c : record) {
            text += alphabet[static_cast<unsigned char>(c) >> 4U];
            text += alphabet[static_cast<unsigned char>(c) & 15U];
        }
        report_.open_intents.push_back({intent.index, text, intent.date});
    }
    std::sort(report_.open_intents.begin(), report_.open_intents.end(),
              [](const OpenIntent& a, const OpenIntent& b) { return a.index < b.index; });
}

} // namespace reservepost::batch::deletion::verifying

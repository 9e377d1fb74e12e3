#include "batch/printhouse/notice.h"

#include "batch/crypto/cms.h"
#include "batch/printhouse/contract_json.h"

#include <algorithm>

namespace reservepost::batch::printhouse {
namespace {

constexpr std::string_view format = "reservepost-notice";
constexpr int notice_version = 1;
constexpr std::size_t most_notice_octets = 64 * 1024;
constexpr std::size_t most_classes = 8; // Two envelopes, two plexes, two destinations.
constexpr std::int64_t most_expected = 100'000'000;
constexpr std::string_view ending = ".json.p7m";

/// Which members a notice of a kind has: exactly these, no others.
struct KindRule {
    NoticeKind kind;
    std::string_view word;
    bool has_expected; ///< And `due`.
    bool has_void_job;
};

// clang-format off
constexpr KindRule kind_rules[] = {
    {NoticeKind::None,   "none",   false, false},
    {NoticeKind::Advice, "advice", true,  false},
    {NoticeKind::Void,   "void",   false, true},
};

struct ReasonWord {
    VoidReason reason;
    std::string_view word;
};

constexpr ReasonWord reason_words[] = {
    {VoidReason::Dissolved, "dissolved"},
    {VoidReason::Recalled,  "recalled"},
};
// clang-format on

const KindRule& rule_of(NoticeKind kind)
{
    return *std::ranges::find(kind_rules, kind, &KindRule::kind);
}

void need(bool has, bool must, std::string_view member, const KindRule& rule)
{
    if (has == must) return;
    throw ContractError("a notice of kind " + std::string(rule.word) +
                        (must ? " lacks \"" : " must not have \"") + std::string(member) + '"');
}

void check_expected(const std::vector<ExpectedClass>& expected)
{
    if (expected.size() > most_classes) throw ContractError("there are over eight classes");
    const auto text = [](const ExpectedClass& one) { return one.package_class.text(); };
    if (!std::ranges::is_sorted(expected, std::ranges::less_equal(), text) ||
        std::ranges::adjacent_find(expected, {}, text) != expected.end())
        throw ContractError("the classes do not stand in order, each once");
    for (const ExpectedClass& one : expected)
        if (one.pieces < 1 || one.sheets < one.pieces || one.sheets > most_expected)
            throw ContractError("a class has no piece, or fewer sheets than pieces");
}

void check_void_job(const VoidJob& job)
{
    if (!job.package) {
        if (job.why == VoidReason::Recalled)
            throw ContractError("a recalled job has a package's name");
        return;
    }
    if (PackageName::parse(*job.package).job != job.job)
        throw ContractError("the package's name is that of another job");
}

void check(const Notice& notice)
{
    const KindRule& rule = rule_of(notice.kind);
    need(notice.due.has_value(), rule.has_expected, "due", rule);
    need(!notice.expected.empty(), rule.has_expected, "expected", rule);
    need(notice.void_job.has_value(), rule.has_void_job, "job", rule);
    check_expected(notice.expected);
    if (notice.void_job) check_void_job(*notice.void_job);
}

json::Value expected_value(const std::vector<ExpectedClass>& expected)
{
    json::Value list = json::Value::list();
    for (const ExpectedClass& one : expected)
        list.add(json::Value::object(
            {{"class", one.package_class.text()}, {"pieces", one.pieces}, {"sheets", one.sheets}}));
    return list;
}

ExpectedClass read_expected(const json::Value& value)
{
    only_keys(value, {"class", "pieces", "sheets"}, "an expected class");
    return {.package_class = PackageClass::parse(value.text("class")),
            .pieces = whole_number(value, "pieces", 1, most_expected),
            .sheets = whole_number(value, "sheets", 1, most_expected)};
}

VoidReason read_reason(std::string_view word)
{
    const auto* const found = std::ranges::find(reason_words, word, &ReasonWord::word);
    if (found == std::end(reason_words))
        throw ContractError("why a job is void is not one of the contract's words");
    return found->reason;
}

VoidJob read_void_job(const json::Value& document)
{
    VoidJob job{.job = JobNumber::parse(document.text("job")),
                .why = read_reason(document.text("why"))};
    if (document.find("package")) job.package = document.text("package");
    return job;
}

Notice read_notice(const json::Value& document)
{
    only_keys(
        document,
        {"format", "version", "n", "kind", "date", "due", "expected", "job", "why", "package"},
        "the document");
    if (document.text("format") != format)
        throw ContractError("the format is not reservepost-notice");
    if (document.integer("version") != notice_version) throw ContractError("the version is not 1");
    const auto kind = find_notice_kind(document.text("kind"));
    if (!kind) throw ContractError("the kind is not one of the contract's three");
    Notice notice{.n = JobNumber::parse(document.text("n")),
                  .kind = *kind,
                  .date = parse_day(document.text("date"))};
    if (document.find("due")) notice.due = parse_instant(document.text("due"));
    if (document.find("expected"))
        for (const json::Value& one : document.items("expected"))
            notice.expected.push_back(read_expected(one));
    if (document.find("job"))
        notice.void_job = read_void_job(document);
    else if (document.find("why") || document.find("package"))
        throw ContractError("\"why\" and \"package\" go with \"job\"");
    return notice;
}

} // namespace

std::string_view word_of(NoticeKind kind)
{
    return rule_of(kind).word;
}

std::optional<NoticeKind> find_notice_kind(std::string_view word)
{
    const auto* const rule = std::ranges::find(kind_rules, word, &KindRule::word);
    if (rule == std::end(kind_rules)) return std::nullopt;
    return rule->kind;
}

std::string_view word_of(VoidReason reason)
{
    return std::ranges::find(reason_words, reason, &ReasonWord::reason)->word;
}

std::string notice_json(const Notice& notice)
{
    naming("notice", [&] { check(notice); });
    json::Value document = json::Value::object({{"format", format},
                                                {"version", notice_version},
                                                {"n", notice.n.text()},
                                                {"kind", word_of(notice.kind)},
                                                {"date", day_text(notice.date)}});
    if (notice.due) document.set("due", instant_text(*notice.due));
    if (!notice.expected.empty()) document.set("expected", expected_value(notice.expected));
    if (const auto& job = notice.void_job) {
        document.set("job", job->job.text());
        document.set("why", word_of(job->why));
        if (job->package) document.set("package", *job->package);
    }
    return json::canonical(document);
}

Notice parse_notice_json(std::string_view json)
{
    return naming("notice", [&] {
        const Notice notice = read_notice(json::parse(
            json, {.octets = most_notice_octets, .depth = 4, .members = 100, .text_octets = 200}));
        check(notice);
        return notice;
    });
}

std::string sign_notice(const Notice& notice, const crypto::Identity& sender, holidays::Instant at)
{
    return crypto::sign_attached(notice_json(notice), sender, at);
}

SignedNotice parse_notice(std::string_view octets, const std::vector<crypto::Certificate>& pinned)
{
    if (octets.size() > most_notice_octets) throw ContractError("notice: it is over 64 KiB");
    const crypto::SignedContent content = [&] {
        try {
            return crypto::verify_attached(octets, pinned);
        } catch (const crypto::CmsError& error) {
            throw ContractError(std::string("notice: ") + error.what());
        }
    }();
    return {.notice = parse_notice_json(content.content),
            .octets_sha256 = crypto::sha256(octets),
            .signed_at = content.signed_at};
}

std::string NoticeName::file_name() const
{
    return "RP." + day_text(date) + ".notice." + n.text() + std::string(ending);
}

NoticeName NoticeName::parse(std::string_view file_name)
{
    // RP.2026-11-24.notice.01000003.json.p7m
    constexpr std::size_t day_at = 3;
    constexpr std::size_t day_length = 10;
    constexpr std::size_t n_at = 21;
    constexpr std::size_t n_length = 8;
    if (file_name.size() == n_at + n_length + ending.size()) {
        try {
            const NoticeName name{parse_day(file_name.substr(day_at, day_length)),
                                  JobNumber::parse(file_name.substr(n_at, n_length))};
            if (name.file_name() == file_name) return name;
        } catch (const ContractError&) {
            // Said below, of the whole name.
        }
    }
    throw ContractError("a notice's name is not RP.<date>.notice.<n>.json.p7m");
}

} // namespace reservepost::batch::printhouse

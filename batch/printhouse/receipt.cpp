#include "batch/printhouse/receipt.h"

#include "batch/crypto/cms.h"
#include "batch/printhouse/contract_json.h"

#include <algorithm>
#include <charconv>

namespace reservepost::batch::printhouse {
namespace {

constexpr std::string_view format = "reservepost-receipt";
constexpr int receipt_version = 1;
constexpr int highest_n = 99'999;
constexpr std::size_t most_ranges = 10'000;
constexpr std::size_t most_receipt_octets = 4 * 1024 * 1024;
constexpr std::string_view ending = ".receipt.p7m";

/// Which members a receipt of a stage has: exactly these, no others.
struct StageRule {
    Stage stage;
    std::string_view word;
    bool has_totals;
    bool has_ranges;
    bool has_running;
    bool has_code;
};

// clang-format off
constexpr StageRule stage_rules[] = {
    //                            totals ranges running code
    {Stage::Received, "received", true,  false, false,  false},
    {Stage::Rejected, "rejected", false, false, false,  true},
    {Stage::Mailed,   "mailed",   true,  true,  true,   false},
    {Stage::Damaged,  "damaged",  true,  true,  true,   false},
    {Stage::Closed,   "closed",   true,  false, true,   false},
    {Stage::Returned, "returned", true,  true,  false,  true},
};

struct RejectionCode {
    std::string_view code;
    Fault fault;
};

constexpr RejectionCode rejection_codes[] = {
    {"unreadable",     Fault::File},   // The envelope or the ZIP does not open.
    {"bad-signature",  Fault::File},   // The manifest is not signed by a pinned sender.
    {"bad-manifest",   Fault::File},   // The manifest does not agree with the files or with itself.
    {"bad-pdf",        Fault::File},   // The PDF cannot be printed as it is.
    {"number-reused",  Fault::File},   // The job number has come before with another hash.
    {"not-agreed",     Fault::File},   // Class, profile or paper is not in the agreement.
    {"no-capacity",    Fault::House},  // The house cannot print it in time.
    {"lost-at-house",  Fault::House},  // The house took it and lost it before anything was posted.
};
// clang-format on

const StageRule& rule_of(Stage stage)
{
    return *std::ranges::find(stage_rules, stage, &StageRule::stage);
}

void need(bool has, bool must, std::string_view member, const StageRule& rule)
{
    if (has == must) return;
    throw ContractError("a receipt of stage " + std::string(rule.word) +
                        (must ? " lacks \"" : " must not have \"") + std::string(member) + '"');
}

void check_code(const Receipt& receipt)
{
    if (receipt.stage == Stage::Rejected && !find_fault(receipt.code)) {
        throw ContractError("the code of a rejection is not one of the contract's");
    }
    if (receipt.stage == Stage::Returned && !is_return_reason(receipt.code)) {
        throw ContractError("the code of a return is not one of R01 to R10");
    }
}

void check(const Receipt& receipt)
{
    const StageRule& rule = rule_of(receipt.stage);
    need(receipt.totals.has_value(), rule.has_totals, "totals", rule);
    need(!receipt.ranges.empty(), rule.has_ranges, "ranges", rule);
    need(receipt.running.has_value(), rule.has_running, "running", rule);
    need(!receipt.code.empty(), rule.has_code, "code", rule);
    if (receipt.stage != Stage::Rejected) {
        need(receipt.manifest_sha256.has_value(), true, "manifest_sha256", rule);
    }
    if (receipt.manifest_sha256 && !receipt.package.names(*receipt.manifest_sha256)) {
        throw ContractError("the package's name and the manifest's SHA-256 do not agree");
    }
    if (receipt.n < 1 || receipt.n > highest_n) throw ContractError("n is not 1 to 99999");
    if (receipt.ranges.size() > most_ranges) throw ContractError("there are over 10000 ranges");
    check_code(receipt);
}

json::Value range_value(const PieceRange& range)
{
    return json::Value::object({{"first", range.first},
                                {"last", range.last},
                                {"date", day_text(range.date)},
                                {"pieces", range.totals.pieces},
                                {"sheets", range.totals.sheets},
                                {"pages", range.totals.pages}});
}

PieceRange read_range(const json::Value& value)
{
    constexpr std::int64_t most = 100'000'000;
    only_keys(value, {"first", "last", "date", "pieces", "sheets", "pages"}, "a range");
    return {.first = static_cast<int>(whole_number(value, "first", 1, highest_piece_number)),
            .last = static_cast<int>(whole_number(value, "last", 1, highest_piece_number)),
            .date = parse_day(value.text("date")),
            .totals = {.pieces = whole_number(value, "pieces", 0, most),
                       .sheets = whole_number(value, "sheets", 0, most),
                       .pages = whole_number(value, "pages", 0, most)}};
}

Running read_running(const json::Value& value)
{
    only_keys(value, {"mailed", "damaged", "open"}, "the running totals");
    return {.mailed = whole_number(value, "mailed", 0, most_pieces),
            .damaged = whole_number(value, "damaged", 0, most_pieces),
            .open = whole_number(value, "open", 0, most_pieces)};
}

Stage read_stage(std::string_view word)
{
    const auto stage = find_stage(word);
    if (!stage) throw ContractError("the stage is not one of the contract's six");
    return *stage;
}

Receipt read_receipt(const json::Value& document)
{
    only_keys(document,
              {"format", "version", "package", "manifest_sha256", "n", "stage", "code", "totals",
               "ranges", "running"},
              "the document");
    if (document.text("format") != format) {
        throw ContractError("the format is not reservepost-receipt");
    }
    if (document.integer("version") != receipt_version) throw ContractError("the version is not 1");

    Receipt receipt{.package = PackageName::parse(document.text("package")),
                    .manifest_sha256 = {},
                    .n = static_cast<int>(whole_number(document, "n", 1, highest_n)),
                    .stage = read_stage(document.text("stage"))};
    if (document.find("manifest_sha256")) {
        receipt.manifest_sha256 = read_digest(document, "manifest_sha256");
    }
    if (document.find("code")) receipt.code = document.text("code");
    if (const auto* totals = document.find("totals")) {
        receipt.totals = read_totals(*totals, "totals");
    }
    if (document.find("ranges")) {
        for (const json::Value& range : document.items("ranges")) {
            receipt.ranges.push_back(read_range(range));
        }
    }
    if (const auto* running = document.find("running")) receipt.running = read_running(*running);
    return receipt;
}

} // namespace

std::string_view word_of(Stage stage)
{
    return rule_of(stage).word;
}

std::optional<Stage> find_stage(std::string_view word)
{
    const auto* const rule = std::ranges::find(stage_rules, word, &StageRule::word);
    if (rule == std::end(stage_rules)) return std::nullopt;
    return rule->stage;
}

std::optional<Fault> find_fault(std::string_view code)
{
    const auto* const found = std::ranges::find(rejection_codes, code, &RejectionCode::code);
    if (found == std::end(rejection_codes)) return std::nullopt;
    return found->fault;
}

bool is_return_reason(std::string_view code)
{
    if (code == "R10") return true;
    return code.size() == 3 && code.starts_with("R0") && code[2] >= '1' && code[2] <= '9';
}

std::string receipt_json(const Receipt& receipt)
{
    naming("receipt", [&] { check(receipt); });
    json::Value document = json::Value::object({{"format", format},
                                                {"version", receipt_version},
                                                {"package", receipt.package.file_name()},
                                                {"n", receipt.n},
                                                {"stage", word_of(receipt.stage)}});
    if (receipt.manifest_sha256) document.set("manifest_sha256", receipt.manifest_sha256->hex());
    if (!receipt.code.empty()) document.set("code", receipt.code);
    if (receipt.totals) document.set("totals", totals_value(*receipt.totals));
    if (!receipt.ranges.empty()) {
        json::Value ranges = json::Value::list();
        for (const PieceRange& range : receipt.ranges)
            ranges.add(range_value(range));
        document.set("ranges", std::move(ranges));
    }
    if (receipt.running) {
        document.set("running", json::Value::object({{"mailed", receipt.running->mailed},
                                                     {"damaged", receipt.running->damaged},
                                                     {"open", receipt.running->open}}));
    }
    return json::canonical(document);
}

Receipt parse_receipt_json(std::string_view json)
{
    return naming("receipt", [&] {
        const Receipt receipt = read_receipt(json::parse(json, {.octets = most_receipt_octets,
                                                                .depth = 4,
                                                                .members = 8 * most_ranges,
                                                                .text_octets = 200}));
        check(receipt);
        return receipt;
    });
}

std::string sign_receipt(const Receipt& receipt, const crypto::Identity& house,
                         holidays::Instant at)
{
    return crypto::sign_attached(receipt_json(receipt), house, at);
}

SignedReceipt parse_receipt(std::string_view octets, const std::vector<crypto::Certificate>& pinned)
{
    if (octets.size() > most_receipt_octets) {
        throw ContractError("receipt: it is over 4 MiB");
    }
    const crypto::SignedContent content = [&] {
        try {
            return crypto::verify_attached(octets, pinned);
        } catch (const crypto::CmsError& error) {
            throw ContractError(std::string("receipt: ") + error.what());
        }
    }();
    return {.receipt = parse_receipt_json(content.content),
            .octets_sha256 = crypto::sha256(octets),
            .signed_at = content.signed_at};
}

std::string ReceiptName::file_name() const
{
    return package.stem() + '.' + std::to_string(n) + '.' + std::string(word_of(stage)) +
           std::string(ending);
}

ReceiptName ReceiptName::parse(std::string_view file_name)
{
    const ContractError wrong(
        "a receipt's name is not <package without .zip.cms>.<n>.<stage>.receipt.p7m");
    if (!file_name.ends_with(ending)) throw wrong;
    std::string_view rest = file_name.substr(0, file_name.size() - ending.size());
    const auto cut_last = [&] {
        const std::size_t dot = rest.rfind('.');
        if (dot == std::string_view::npos) throw wrong;
        const std::string_view last = rest.substr(dot + 1);
        rest = rest.substr(0, dot);
        return last;
    };
    const auto stage = find_stage(cut_last());
    const std::string_view digits = cut_last();
    int n = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    const bool number = error == std::errc() && end == digits.data() + digits.size() && n >= 1 &&
                        n <= highest_n && digits.front() != '0';
    if (!stage || !number) throw wrong;
    return {.package = PackageName::parse(std::string(rest) + ".zip.cms"), .n = n, .stage = *stage};
}

} // namespace reservepost::batch::printhouse

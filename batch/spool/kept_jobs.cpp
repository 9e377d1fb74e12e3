#include "batch/spool/kept_jobs.h"

#include "batch/json/value.h"
#include "holidays/oslo_time.h"

#include <stdexcept>

namespace reservepost::batch::spool {

namespace {

constexpr std::string_view job_prefix = "job-";
constexpr std::string_view receipt_prefix = "receipt-";
constexpr std::size_t receipt_digits = 24; // With the prefix, as long as a name may be.

json::Value letter_value(const store::Row& row)
{
    return json::Value::object({{"record", row.record("record").text()},
                                {"piece", row.integer("piece")},
                                {"kind", row.text("kind")},
                                {"cause", row.text("cause")},
                                {"receiver", row.text("receiver")},
                                {"letter_date", row.text("letter_date")},
                                {"gathered_at", holidays::utc_text(row.instant("gathered_at"))},
                                {"pages", row.integer("pages")},
                                {"sheets", row.integer("sheets")},
                                {"envelope", row.text("envelope")},
                                {"postcode", row.text("postcode")},
                                {"frames_digest", row.digest("frames_digest").hex()}});
}

json::Value::List letter_values(store::Transaction& transaction, const std::string& number)
{
    json::Value::List letters;
    for (const store::Row row : transaction.execute(
             "select l.record, l.piece, l.kind, l.cause, l.letter_date::text, l.gathered_at, "
             "l.pages, l.sheets, l.envelope, coalesce(l.postcode, '') as postcode, "
             "l.frames_digest, coalesce(v.municipality || '-' || v.district, '') as receiver from "
             "letter l left join receiver v on v.id = l.receiver where l.job = $1 and "
             "l.state = 'packed' order by l.piece",
             {number}))
        letters.push_back(letter_value(row));
    return letters;
}

KeptLetter parse_letter(const json::Value& value)
{
    return {.record = RecordId::from_text(value.text("record")),
            .piece = value.integer("piece"),
            .kind = value.text("kind"),
            .cause = value.text("cause"),
            .receiver = value.text("receiver"),
            .letter_date = value.text("letter_date"),
            .gathered_at = holidays::parse_instant(value.text("gathered_at")),
            .pages = value.integer("pages"),
            .sheets = value.integer("sheets"),
            .envelope = value.text("envelope"),
            .postcode = value.text("postcode"),
            .frames_digest = crypto::Digest::from_hex(value.text("frames_digest"))};
}

} // namespace

void keep_job(store::Transaction& transaction, vault::Vault& vault, const std::string& number)
{
    const auto row = transaction
                         .execute("select house, class, pieces, sheets, pages, file_name, "
                                  "file_sha256, file_size, manifest, manifest_sha256, witness, "
                                  "numbered_at, closed_at from job where number = $1",
                                  {number})
                         .one();
    vault.keep(std::string(job_prefix) + number,
               json::canonical(json::Value::object(
                   {{"number", number},
                    {"house", row.text("house")},
                    {"class", row.text("class")},
                    {"pieces", row.integer("pieces")},
                    {"sheets", row.integer("sheets")},
                    {"pages", row.integer("pages")},
                    {"file_name", row.text("file_name")},
                    {"file_sha256", row.digest("file_sha256").hex()},
                    {"file_size", row.integer("file_size")},
                    {"manifest", row.text("manifest")},
                    {"manifest_sha256", row.digest("manifest_sha256").hex()},
                    {"witness", row.text("witness")},
                    {"numbered_at", holidays::utc_text(row.instant("numbered_at"))},
                    {"closed_at", holidays::utc_text(row.instant("closed_at"))},
                    {"letters", letter_values(transaction, number)}})));
}

void keep_receipt(vault::Vault& vault, const KeptReceipt& receipt)
{
    vault.keep(std::string(receipt_prefix) +
                   crypto::sha256(receipt.octets).hex().substr(0, receipt_digits),
               receipt.file_name + '\n' + receipt.octets);
}

std::optional<std::string> kept_job_number(std::string_view name)
{
    if (!name.starts_with(job_prefix)) return std::nullopt;
    return std::string(name.substr(job_prefix.size()));
}

bool is_kept_receipt(std::string_view name)
{
    return name.starts_with(receipt_prefix);
}

KeptJob parse_kept_job(std::string_view text)
{
    const auto value = json::parse(text);
    KeptJob job{.number = value.text("number"),
                .house = value.text("house"),
                .package_class = value.text("class"),
                .pieces = value.integer("pieces"),
                .sheets = value.integer("sheets"),
                .pages = value.integer("pages"),
                .file_name = value.text("file_name"),
                .file_sha256 = crypto::Digest::from_hex(value.text("file_sha256")),
                .file_size = value.integer("file_size"),
                .manifest = value.text("manifest"),
                .manifest_sha256 = crypto::Digest::from_hex(value.text("manifest_sha256")),
                .witness = value.text("witness"),
                .numbered_at = holidays::parse_instant(value.text("numbered_at")),
                .closed_at = holidays::parse_instant(value.text("closed_at")),
                .letters = {}};
    for (const auto& letter : value.items("letters"))
        job.letters.push_back(parse_letter(letter));
    return job;
}

KeptReceipt parse_kept_receipt(std::string_view text)
{
    const auto end = text.find('\n');
    if (end == std::string_view::npos)
        throw std::invalid_argument("what is kept of a receipt has no name");
    return {std::string(text.substr(0, end)), std::string(text.substr(end + 1))};
}

} // namespace reservepost::batch::spool

#include "batch/receivers/register_rows.h"

#include <algorithm>

namespace reservepost::batch::receivers {

namespace {

/// Lists travel as lines, dates as ISO text.
constexpr std::string_view select_versions = R"(
    select r.id, r.municipality, r.district, v.version, v.municipality_name, v.district_name,
           v.default_district, v.language, array_to_string(v.address, E'\n') as address, v.host,
           v.reception, v.confirmation, v.policy, v.public_phone, v.web, v.hours, v.contact_name,
           v.contact_email, v.contact_phone,
           array_to_string(v.warning_emails, E'\n') as warning_emails,
           to_char(v.agreement_date, 'YYYY-MM-DD') as agreement_date,
           to_char(v.valid_from, 'YYYY-MM-DD') as valid_from,
           to_char(v.valid_to, 'YYYY-MM-DD') as valid_to, v.successor,
           v.proof_of_possession
    from receiver r join receiver_version v on v.receiver = r.id )";

Receiver receiver_of(const store::Row& row)
{
    Receiver receiver;
    receiver.id = row.integer("id");
    receiver.version = row.integer("version");
    receiver.key = {row.text("municipality"), row.text("district")};
    receiver.municipality_name = row.text("municipality_name");
    receiver.district_name = row.text("district_name");
    receiver.default_district = row.boolean("default_district");
    receiver.language = row.text("language");
    receiver.address = split_lines(row.text("address"));
    if (const auto host = row.find_text("host")) receiver.host = find_key(*host);
    receiver.reception = find_reception(row.text("reception")).value();
    receiver.confirmation = find_confirmation(row.text("confirmation")).value();
    receiver.policy = row.text("policy");
    receiver.public_phone = row.text("public_phone");
    receiver.web = row.text("web");
    receiver.hours = row.text("hours");
    receiver.contact_name = row.text("contact_name");
    receiver.contact_email = row.text("contact_email");
    receiver.contact_phone = row.text("contact_phone");
    receiver.warning_emails = split_lines(row.text("warning_emails"));
    receiver.agreement_date = date_of(row, "agreement_date");
    receiver.valid_from = date_of(row, "valid_from");
    receiver.valid_to = date_of(row, "valid_to");
    if (const auto successor = row.find_text("successor"))
        receiver.successor = find_key(*successor);
    receiver.proof_of_possession = row.boolean("proof_of_possession");
    return receiver;
}

std::optional<std::string> key_text(const std::optional<ReceiverKey>& key)
{
    return key ? std::optional(to_text(*key)) : std::nullopt;
}

void insert_version(store::Transaction& transaction, const Receiver& receiver,
                    const VersionOrigin& origin)
{
    transaction.execute(
        "insert into receiver_version (receiver, version, since, municipality_name, district_name, "
        "default_district, language, address, host, reception, confirmation, policy, public_phone, "
        "web, hours, contact_name, contact_email, contact_phone, warning_emails, agreement_date, "
        "valid_from, valid_to, successor, changed_by, approved_by, change, proof_of_possession) "
        "values ($1, $2, $3, $4, "
        "$5, $6, $7, $8::text[], $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19::text[], "
        "$20::date, $21::date, $22::date, $23, $24, $25, $26, $27)",
        {receiver.id,
         receiver.version,
         origin.since,
         receiver.municipality_name,
         receiver.district_name,
         receiver.default_district,
         receiver.language,
         receiver.address,
         key_text(receiver.host),
         to_text(receiver.reception),
         to_text(receiver.confirmation),
         receiver.policy,
         receiver.public_phone,
         receiver.web,
         receiver.hours,
         receiver.contact_name,
         receiver.contact_email,
         receiver.contact_phone,
         receiver.warning_emails,
         text_of(receiver.agreement_date),
         text_of(receiver.valid_from),
         text_of(receiver.valid_to),
         key_text(receiver.successor),
         origin.changed_by,
         origin.approved_by,
         origin.change,
         receiver.proof_of_possession});
}

} // namespace

std::vector<std::string> split_lines(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        lines.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return lines;
}

std::optional<std::string> text_of(const std::optional<holidays::Date>& date)
{
    return date ? std::optional(date->text()) : std::nullopt;
}

std::optional<holidays::Date> date_of(const store::Row& row, std::string_view column)
{
    const auto text = row.find_text(column);
    return text ? std::optional(holidays::Date::from_text(*text)) : std::nullopt;
}

std::vector<Receiver> select_receivers(store::Transaction& transaction, std::string_view rest,
                                       const std::vector<store::Value>& values)
{
    const auto rows = transaction.execute(std::string(select_versions) + std::string(rest), values);
    std::vector<Receiver> receivers;
    receivers.reserve(static_cast<std::size_t>(rows.size()));
    for (const store::Row row : rows)
        receivers.push_back(receiver_of(row));
    return receivers;
}

void insert_receiver(store::Transaction& transaction, Receiver& receiver,
                     const VersionOrigin& origin)
{
    if (receiver.version == 1)
        receiver.id = transaction
                          .execute("insert into receiver (municipality, district, version) "
                                   "values ($1, $2, 1) returning id",
                                   {receiver.key.municipality, receiver.key.district})
                          .one()
                          .integer("id");
    else
        transaction.execute("update receiver set version = $2 where id = $1",
                            {receiver.id, receiver.version});
    insert_version(transaction, receiver, origin);
}

} // namespace reservepost::batch::receivers

#include "batch/receivers/register.h"

#include "batch/receivers/receiver_fields.h"
#include "batch/store/database.h"

#include <algorithm>
#include <stdexcept>

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
           to_char(v.valid_to, 'YYYY-MM-DD') as valid_to
    from receiver r join receiver_version v on v.receiver = r.id )";

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        lines.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return lines;
}

std::optional<holidays::Date> date_of(const store::Row& row, std::string_view column)
{
    const auto text = row.find_text(column);
    return text ? std::optional(holidays::Date::from_text(*text)) : std::nullopt;
}

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
    receiver.address = lines_of(row.text("address"));
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
    receiver.warning_emails = lines_of(row.text("warning_emails"));
    receiver.agreement_date = date_of(row, "agreement_date");
    receiver.valid_from = date_of(row, "valid_from");
    receiver.valid_to = date_of(row, "valid_to");
    return receiver;
}

std::vector<Receiver> receivers_of(const store::Rows& rows)
{
    std::vector<Receiver> receivers;
    for (const store::Row row : rows)
        receivers.push_back(receiver_of(row));
    return receivers;
}

std::optional<std::string> text_of(const std::optional<holidays::Date>& date)
{
    return date ? std::optional(date->text()) : std::nullopt;
}

void insert_version(store::Transaction& transaction, const Receiver& receiver,
                    holidays::Instant since)
{
    std::optional<std::string> host;
    if (receiver.host) host = to_text(*receiver.host);
    transaction.execute(
        "insert into receiver_version (receiver, version, since, municipality_name, district_name, "
        "default_district, language, address, host, reception, confirmation, policy, public_phone, "
        "web, hours, contact_name, contact_email, contact_phone, warning_emails, agreement_date, "
        "valid_from, valid_to) values ($1, $2, $3, $4, $5, $6, $7, $8::text[], $9, $10, $11, $12, "
        "$13, $14, $15, $16, $17, $18, $19::text[], $20::date, $21::date, $22::date)",
        {receiver.id,
         receiver.version,
         since,
         receiver.municipality_name,
         receiver.district_name,
         receiver.default_district,
         receiver.language,
         receiver.address,
         host,
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
         text_of(receiver.valid_to)});
}

void journal(store::Transaction& transaction, const store::Occasion& occasion, std::string name,
             std::string event, std::optional<std::string> why)
{
    store::write_journal(transaction, {occasion,
                                       {store::SubjectKind::Receiver, std::move(name)},
                                       std::move(event),
                                       std::nullopt,
                                       std::nullopt,
                                       std::move(why)});
}

Receiver store_new(store::Transaction& transaction, Receiver receiver,
                   const store::Occasion& occasion)
{
    receiver.version = 1;
    receiver.id = transaction
                      .execute("insert into receiver (municipality, district, version) "
                               "values ($1, $2, 1) returning id",
                               {receiver.key.municipality, receiver.key.district})
                      .one()
                      .integer("id");
    insert_version(transaction, receiver, occasion.at);
    journal(transaction, occasion, to_text(receiver.key), "receiver-added", std::nullopt);
    return receiver;
}

/// Gives `before` the content of `after` as a new version, unless nothing differs.
Receiver store_change(store::Transaction& transaction, const Receiver& before, Receiver after,
                      const store::Occasion& occasion)
{
    const auto changed = differing_fields(before, after);
    if (changed.empty()) return before;
    after.id = before.id;
    after.version = before.version + 1;
    transaction.execute("update receiver set version = $2 where id = $1",
                        {after.id, after.version});
    insert_version(transaction, after, occasion.at);
    for (const auto& field : changed) {
        journal(transaction, occasion, to_text(after.key), "receiver-changed", "field:" + field);
    }
    return after;
}

void store_renumbering(store::Transaction& transaction, const Renumbering& renumbering,
                       const std::vector<Renumbering>& known, const store::Occasion& occasion,
                       Imported& imported)
{
    const auto there = std::ranges::find(known, renumbering.from, &Renumbering::from);
    const bool is_new = there == known.end();
    if (!is_new && *there == renumbering) return;
    transaction.execute(
        "insert into renumbering (number, successors, in_force, source) "
        "values ($1, $2::text[], $3::date, $4) on conflict (number) do update set "
        "successors = excluded.successors, in_force = excluded.in_force, "
        "source = excluded.source",
        {renumbering.from, renumbering.to, text_of(renumbering.in_force), renumbering.source});
    journal(transaction, occasion, renumbering.from,
            is_new ? "renumbering-added" : "renumbering-changed", std::nullopt);
    ++(is_new ? imported.renumberings_added : imported.renumberings_changed);
}

/// One change of the register at a time, and none while a package is closed.
void lock_register(store::Transaction& transaction)
{
    transaction.execute("lock table receiver in share row exclusive mode");
}

Fault unknown_field(const Receiver& receiver, const std::string& name)
{
    std::vector<std::string> known;
    for (const auto& field : receiver_fields())
        known.emplace_back(field.name);
    const auto suggestion = configuration::nearest(name, known);
    const bool is_word = name.size() <= 40 && std::ranges::all_of(name, [](char c) {
                             return (c >= 'a' && c <= 'z') || c == '_';
                         });
    return {receiver.key, is_word ? name : "?",
            suggestion.empty()
                ? "is not a field of a receiver; `receiver show` names them"
                : "is not a field of a receiver; did you mean `" + suggestion + "`?"};
}

/// Puts `changes` into `receiver`; adds what is wrong to `faults`.
void apply(Receiver& receiver, const Changes& changes, std::vector<Fault>& faults)
{
    for (const auto& [name, value] : changes) {
        const auto* field = find_field(name);
        if (field == nullptr) {
            faults.push_back(unknown_field(receiver, name));
            continue;
        }
        if (name == "municipality" || name == "district") {
            faults.push_back(
                {receiver.key, name, "cannot be changed; import a new receiver and a renumbering"});
            continue;
        }
        auto text = value;
        if (field->kind == FieldKind::Lines) std::ranges::replace(text, '|', '\n');
        if (field->required && text.empty()) {
            faults.push_back({receiver.key, name, "must not be empty"});
        } else if (!field->put(receiver, text)) {
            faults.push_back({receiver.key, name, std::string(field->rule)});
        }
    }
}

[[noreturn]] void refuse(const std::vector<Fault>& faults)
{
    std::string message;
    for (const auto& fault : faults) {
        if (!message.empty()) message += '\n';
        message += "receiver " + to_text(fault.receiver) + ": `" + fault.field + "` " + fault.what;
    }
    throw std::invalid_argument(message);
}

} // namespace

Imported import_register(store::Transaction& transaction, const RegisterFile& file,
                         const store::Occasion& occasion)
{
    lock_register(transaction);
    const auto known = snapshot(transaction);
    Imported imported;
    for (const auto& receiver : file.receivers) {
        const auto* before = known.find(receiver.key);
        if (before == nullptr) {
            store_new(transaction, receiver, occasion);
            ++imported.added;
            continue;
        }
        const auto after = store_change(transaction, *before, receiver, occasion);
        ++(after.version == before->version ? imported.unchanged : imported.changed);
    }
    for (const auto& renumbering : file.renumberings) {
        store_renumbering(transaction, renumbering, known.renumberings, occasion, imported);
    }
    return imported;
}

Snapshot snapshot(store::Transaction& transaction)
{
    Snapshot snapshot;
    snapshot.receivers = list(transaction);
    const auto rows = transaction.execute(
        "select number, array_to_string(successors, E'\n') as successors, "
        "to_char(in_force, 'YYYY-MM-DD') as in_force, source from renumbering order by number");
    for (const store::Row row : rows) {
        snapshot.renumberings.push_back({row.text("number"), lines_of(row.text("successors")),
                                         date_of(row, "in_force"), row.text("source")});
    }
    return snapshot;
}

std::vector<Receiver> list(store::Transaction& transaction)
{
    static const std::string sql =
        std::string(select_versions) +
        "and v.version = r.version order by r.municipality collate \"C\", r.district collate \"C\"";
    return receivers_of(transaction.execute(sql));
}

std::optional<Receiver> find(store::Transaction& transaction, const ReceiverKey& key)
{
    static const std::string sql =
        std::string(select_versions) +
        "and v.version = r.version where r.municipality = $1 and r.district = $2";
    const auto row = transaction.execute(sql, {key.municipality, key.district}).find_one();
    return row ? std::optional(receiver_of(*row)) : std::nullopt;
}

Receiver get(store::Transaction& transaction, const ReceiverKey& key)
{
    auto receiver = find(transaction, key);
    if (!receiver)
        throw std::invalid_argument("no receiver " + to_text(key) +
                                    " is in the register; `reservepost receiver list` shows them");
    return *std::move(receiver);
}

std::optional<Receiver> find_version(store::Transaction& transaction, std::int64_t id,
                                     std::int64_t version)
{
    static const std::string sql =
        std::string(select_versions) + "where r.id = $1 and v.version = $2";
    const auto row = transaction.execute(sql, {id, version}).find_one();
    return row ? std::optional(receiver_of(*row)) : std::nullopt;
}

void share_register(store::Transaction& transaction)
{
    transaction.execute("lock table receiver in share mode");
}

Receiver set(store::Transaction& transaction, const ReceiverKey& key, const Changes& changes,
             const store::Occasion& occasion)
{
    lock_register(transaction);
    auto together = snapshot(transaction);
    const auto there = std::ranges::find(together.receivers, key, &Receiver::key);
    if (there == together.receivers.end()) {
        throw std::invalid_argument("there is no receiver " + to_text(key) +
                                    " in the register; `reservepost receiver list` shows them");
    }
    const auto before = *there;
    auto& after = *there;
    std::vector<Fault> faults;
    apply(after, changes, faults);
    if (faults.empty()) faults = faults_within(after);
    if (faults.empty()) faults = faults_between(together);
    if (!faults.empty()) refuse(faults);
    return store_change(transaction, before, after, occasion);
}

std::vector<std::string> resolved_address(const Receiver& receiver, const Snapshot& snapshot)
{
    if (!receiver.address.empty()) return receiver.address;
    const auto* host = receiver.host ? snapshot.find(*receiver.host) : nullptr;
    if (host == nullptr || host->address.empty()) {
        throw std::runtime_error("receiver " + to_text(receiver.key) +
                                 " has no address, and its host has none either; give one of them "
                                 "an address with `receiver set`");
    }
    return host->address;
}

} // namespace reservepost::batch::receivers

#include "batch/receivers/receiver_fields.h"

#include "batch/configuration/text_rules.h"
#include "holidays/deadline.h"

#include <algorithm>

namespace reservepost::batch::receivers {

namespace {

constexpr std::size_t longest_text_octets = 200;

bool is_line(std::string_view text)
{
    return configuration::is_one_line(text) && text.size() <= longest_text_octets;
}

bool are_digits(std::string_view text, std::size_t count)
{
    return text.size() == count &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_phone(std::string_view text)
{
    const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
    const auto others = text.find_first_not_of("0123456789 +");
    return digits >= 3 && digits <= 15 && others == std::string_view::npos;
}

bool is_web(std::string_view text)
{
    return is_line(text) && text.find('.') != std::string_view::npos &&
           text.find_first_of(" \"<>") == std::string_view::npos;
}

/// The lines of `text`, without blanks at their ends; empty ones are left out.
std::vector<std::string> lines_of(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto first = line.find_first_not_of(" \t\r");
        if (first == std::string_view::npos) continue;
        line = line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
        lines.emplace_back(line);
    }
    return lines;
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines) {
        if (!text.empty()) text += '\n';
        text += line;
    }
    return text;
}

bool is_postcode_and_place(std::string_view line)
{
    return line.size() > 5 && are_digits(line.substr(0, 4), 4) && line[4] == ' ';
}

bool put_address(Receiver& receiver, std::string_view value)
{
    auto lines = lines_of(value);
    if (lines.size() > 6 || !std::ranges::all_of(lines, is_line)) return false;
    if (!lines.empty() && !is_postcode_and_place(lines.back())) return false;
    receiver.address = std::move(lines);
    return true;
}

bool put_emails(Receiver& receiver, std::string_view value)
{
    auto lines = lines_of(value);
    if (!std::ranges::all_of(lines, configuration::is_email)) return false;
    receiver.warning_emails = std::move(lines);
    return true;
}

template <auto Member> std::string get_key(const Receiver& receiver)
{
    const auto& key = receiver.*Member;
    return key ? to_text(*key) : std::string();
}

template <auto Member> bool put_key(Receiver& receiver, std::string_view value)
{
    const auto key = find_key(value);
    if (!key && !value.empty()) return false;
    receiver.*Member = key;
    return true;
}

template <auto Member> std::string get_text(const Receiver& receiver)
{
    return receiver.*Member;
}

/// A text that `is_right` accepts, or an empty one.
template <auto Member, bool (*is_right)(std::string_view)>
bool put_text(Receiver& receiver, std::string_view value)
{
    if (!value.empty() && !is_right(value)) return false;
    receiver.*Member = std::string(value);
    return true;
}

bool is_language(std::string_view text)
{
    return text == "nb" || text == "nn";
}

bool is_policy(std::string_view text)
{
    return holidays::find_policy(text).has_value();
}

/// As `put_text`, but never empty.
template <auto Member, bool (*is_right)(std::string_view)>
bool put_some(Receiver& receiver, std::string_view value)
{
    return !value.empty() && put_text<Member, is_right>(receiver, value);
}

template <auto Member> std::string get_date(const Receiver& receiver)
{
    const auto& date = receiver.*Member;
    return date ? date->text() : std::string();
}

template <auto Member> bool put_date(Receiver& receiver, std::string_view value)
{
    const auto date = holidays::find_date(value);
    if (!date && !value.empty()) return false;
    receiver.*Member = date;
    return true;
}

bool put_default(Receiver& receiver, std::string_view value)
{
    if (value != "true" && value != "false") return false;
    receiver.default_district = value == "true";
    return true;
}

/// Not given is no.
bool put_proof(Receiver& receiver, std::string_view value)
{
    if (value != "true" && value != "false" && !value.empty()) return false;
    receiver.proof_of_possession = value == "true";
    return true;
}

bool put_reception(Receiver& receiver, std::string_view value)
{
    const auto reception = find_reception(value);
    if (reception) receiver.reception = *reception;
    return reception.has_value();
}

bool put_confirmation(Receiver& receiver, std::string_view value)
{
    const auto confirmation = find_confirmation(value);
    if (!confirmation || *confirmation == Confirmation::Post) return false;
    receiver.confirmation = *confirmation;
    return true;
}

bool put_municipality(Receiver& receiver, std::string_view value)
{
    if (!are_digits(value, 4)) return false;
    receiver.key.municipality = value;
    return true;
}

bool put_district(Receiver& receiver, std::string_view value)
{
    if (!are_digits(value, 2)) return false;
    receiver.key.district = value;
    return true;
}

constexpr std::string_view a_line = "must be one line of at most 200 octets";
constexpr std::string_view a_phone = "must be a telephone number of digits, spaces and +";
constexpr std::string_view a_day = "must be a date such as 2024-01-31, from 1950 to 2199";

constexpr std::string_view another_receiver =
    "must be municipality and district of another receiver, such as \"4204-00\"";

using R = Receiver;

// clang-format off
constexpr ReceiverField fields[] = {
    {"municipality", FieldKind::Text, true,
     [](const R& r) { return r.key.municipality; }, put_municipality,
     "must be four digits in quotes, such as \"0301\""},
    {"district", FieldKind::Text, true,
     [](const R& r) { return r.key.district; }, put_district,
     "must be two digits in quotes; \"00\" where there are no districts"},
    {"municipality_name", FieldKind::Text, true,
     get_text<&R::municipality_name>, put_some<&R::municipality_name, is_line>, a_line},
    {"district_name", FieldKind::Text, false,
     get_text<&R::district_name>, put_text<&R::district_name, is_line>, a_line},
    {"default_district", FieldKind::Boolean, false,
     [](const R& r) { return std::string(r.default_district ? "true" : "false"); }, put_default,
     "must be true or false"},
    {"language", FieldKind::Text, false,
     get_text<&R::language>, put_some<&R::language, is_language>, "must be \"nb\" or \"nn\""},
    {"address", FieldKind::Lines, false,
     [](const R& r) { return joined(r.address); }, put_address,
     "must be one to six lines, the last of them postcode and place, such as \"0150 Oslo\""},
    {"host", FieldKind::Text, false,
     get_key<&R::host>, put_key<&R::host>, another_receiver},
    {"reception", FieldKind::Text, false,
     [](const R& r) { return std::string(to_text(r.reception)); }, put_reception,
     "must be \"manual\", \"system\" or \"postal\""},
    {"confirmation", FieldKind::Text, false,
     [](const R& r) { return std::string(to_text(r.confirmation)); }, put_confirmation,
     "must be \"enclose\" or \"none\"; \"post\" needs the municipality's recorded decision, which "
     "this version cannot record yet"},
    {"policy", FieldKind::Text, false,
     get_text<&R::policy>, put_some<&R::policy, is_policy>,
     "must be a deadline policy: hours or days and how they are counted, such as \"40h-business\", "
     "\"24h-wall-clock\", \"40h-office\" or \"2-business-days\""},
    {"proof_of_possession", FieldKind::Boolean, false,
     [](const R& r) { return std::string(r.proof_of_possession ? "true" : ""); }, put_proof,
     "must be true or false"},
    {"public_phone", FieldKind::Text, true,
     get_text<&R::public_phone>, put_some<&R::public_phone, is_phone>, a_phone},
    {"web", FieldKind::Text, false,
     get_text<&R::web>, put_text<&R::web, is_web>, "must be a web address without spaces"},
    {"hours", FieldKind::Text, false,
     get_text<&R::hours>, put_text<&R::hours, is_line>, a_line},
    {"contact_name", FieldKind::Text, false,
     get_text<&R::contact_name>, put_text<&R::contact_name, is_line>, a_line},
    {"contact_email", FieldKind::Text, false,
     get_text<&R::contact_email>, put_text<&R::contact_email, configuration::is_email>,
     "must be an e-mail address such as post@example.no"},
    {"contact_phone", FieldKind::Text, false,
     get_text<&R::contact_phone>, put_text<&R::contact_phone, is_phone>, a_phone},
    {"warning_emails", FieldKind::Lines, false,
     [](const R& r) { return joined(r.warning_emails); }, put_emails,
     "must be e-mail addresses such as post@example.no"},
    {"agreement_date", FieldKind::Date, false,
     get_date<&R::agreement_date>, put_date<&R::agreement_date>, a_day},
    {"valid_from", FieldKind::Date, false,
     get_date<&R::valid_from>, put_date<&R::valid_from>, a_day},
    {"valid_to", FieldKind::Date, false,
     get_date<&R::valid_to>, put_date<&R::valid_to>, a_day},
    {"successor", FieldKind::Text, false,
     get_key<&R::successor>, put_key<&R::successor>, another_receiver},
};
// clang-format on

} // namespace

std::span<const ReceiverField> receiver_fields()
{
    return fields;
}

const ReceiverField* find_field(std::string_view name)
{
    const auto* field = std::ranges::find(fields, name, &ReceiverField::name);
    return field == std::end(fields) ? nullptr : field;
}

std::vector<Fault> faults_within(const Receiver& receiver)
{
    std::vector<Fault> faults;
    const auto add = [&](const char* field, const char* what) {
        faults.push_back({receiver.key, field, what});
    };
    if (receiver.address.empty() && !receiver.host) {
        add("address", "is missing; give an `address`, or a `host` whose address is used");
    }
    if (!receiver.address.empty() && receiver.host) {
        add("host", "and `address` exclude each other; give one of them");
    }
    if (receiver.host == receiver.key) add("host", "must be another receiver than itself");
    if (receiver.district_name.empty() && receiver.key.district != "00") {
        add("district_name", "is missing; every district but \"00\" has a name");
    }
    if (receiver.valid_from && receiver.valid_to && *receiver.valid_to < *receiver.valid_from) {
        add("valid_to", "must not lie before `valid_from`");
    }
    if (receiver.successor == receiver.key)
        add("successor", "must be another receiver than itself");
    if (receiver.successor && !receiver.valid_to) {
        add("valid_to", "is missing; a successor takes over after the last day");
    }
    return faults;
}

std::vector<Fault> faults_between(const Snapshot& snapshot)
{
    std::vector<Fault> faults;
    const auto& all = snapshot.receivers;
    for (const auto& receiver : all) {
        if (!receiver.host || receiver.host == receiver.key) continue;
        const auto* host = snapshot.find(*receiver.host);
        if (host == nullptr) {
            faults.push_back({receiver.key, "host",
                              "names a receiver that is neither in this file nor in the register"});
        } else if (host->host) {
            faults.push_back({receiver.key, "host",
                              "names a receiver that uses another one's address itself; name the "
                              "one that has the address"});
        }
    }
    for (auto first = all.begin(); first != all.end();) {
        const auto& municipality = first->key.municipality;
        const auto last = std::find_if(
            first, all.end(), [&](const R& r) { return r.key.municipality != municipality; });
        const auto defaults =
            std::count_if(first, last, [](const R& r) { return r.default_district; });
        if (defaults == 0) {
            faults.push_back({first->key, "default_district",
                              "must be true for one district of this municipality; it gets what "
                              "names no district"});
        }
        bool seen = false;
        for (; first != last; ++first) {
            if (first->default_district && seen) {
                faults.push_back({first->key, "default_district",
                                  "is true for two districts of this municipality; one may be the "
                                  "default"});
            }
            seen = seen || first->default_district;
        }
    }
    return faults;
}

} // namespace reservepost::batch::receivers

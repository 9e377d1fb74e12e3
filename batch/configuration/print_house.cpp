#include "batch/configuration/print_house.h"

#include "batch/configuration/paths.h"
#include "batch/configuration/table_reader.h"

#include <algorithm>
#include <string_view>

namespace reservepost::batch::configuration {

namespace {

namespace fs = std::filesystem;
using Kind = TomlNode::Kind;

constexpr std::string_view letters_and_digits =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// Whether `text` has only letters, digits and `others`.
bool consists_of(std::string_view text, std::string_view others)
{
    return std::ranges::all_of(text, [&](char c) {
        return letters_and_digits.find(c) != std::string_view::npos ||
               others.find(c) != std::string_view::npos;
    });
}

/// "SHA256:" and the 43 digits of base64 that stand for 32 octets.
bool is_fingerprint(std::string_view text)
{
    constexpr std::string_view begin = "SHA256:";
    constexpr std::size_t digits = 43;
    return text.starts_with(begin) && text.size() == begin.size() + digits &&
           consists_of(text.substr(begin.size()), "+/");
}

std::vector<std::string> host_keys(TableReader& reader)
{
    constexpr std::string_view right =
        "the fingerprint of the house's host key, or a list of them, as ssh-keygen -l prints it: "
        "\"SHA256:\" and 43 characters";
    if (!reader.has("host_key")) reader.miss("host_key", right);
    auto keys = reader.text_or_texts("host_key");
    const auto* node = reader.find_any("host_key");
    const bool empty = node != nullptr && node->kind == Kind::List && node->items.empty();
    if (empty || !std::ranges::all_of(keys, is_fingerprint))
        reader.complain("host_key", "must be " + std::string(right));
    return keys;
}

Sftp read_sftp(TableReader reader, const fs::path& directory)
{
    Sftp sftp;
    sftp.host = reader.required_text("host");
    if (!consists_of(sftp.host, ".-:"))
        reader.complain("host", "must be the name or the address of a host, and nothing more");
    sftp.port = reader.integer("port", 1, 65535).value_or(sftp.port);
    sftp.user = reader.required_text("user");
    if (!consists_of(sftp.user, ".-_@"))
        reader.complain("user", "must be a user's name at the house: letters, digits, . - _ @");
    sftp.key_file = absolute_path(reader.required_text("key_file"), directory);
    sftp.host_keys = host_keys(reader);
    sftp.directory_to = reader.required_text("directory_to");
    sftp.directory_from = reader.required_text("directory_from");
    if (!sftp.directory_to.empty() && sftp.directory_to == sftp.directory_from)
        reader.complain("directory_from", "must be another directory than `directory_to`");
    sftp.timeout_seconds = reader.integer("timeout_seconds", 1, 600).value_or(sftp.timeout_seconds);
    sftp.retries = reader.integer("retries", 0, 10).value_or(sftp.retries);
    reader.finish();
    return sftp;
}

/// Two directories of ours, or `[print_house.sftp]`: one of the two, and not both.
void read_way(TableReader& reader, const fs::path& directory, std::vector<Finding>& findings,
              PrintHouse& house)
{
    const bool by_directory = reader.has("directory_to") || reader.has("directory_from");
    if (const auto* table = reader.find("sftp", Kind::Table))
        house.sftp = read_sftp({*table, "[print_house.sftp]", findings}, directory);
    if (reader.has("sftp")) {
        reader.know("directory_to");
        reader.know("directory_from");
        if (by_directory)
            reader.complain("sftp", "stands beside `directory_to` or `directory_from`; there must "
                                    "be one way to the print house: leave out one of the two");
        return;
    }
    if (!by_directory) {
        reader.miss("directory_to", "a directory, and another one for `directory_from`; or a table "
                                    "[print_house.sftp]");
        return;
    }
    house.directory_to = absolute_path(reader.required_text("directory_to"), directory);
    house.directory_from = absolute_path(reader.required_text("directory_from"), directory);
    if (!house.directory_to.empty() && house.directory_to == house.directory_from)
        reader.complain("directory_from", "must be another directory than `directory_to`");
}

std::vector<fs::path> certificates(TableReader& reader, std::string_view key,
                                   const fs::path& directory)
{
    if (!reader.has(key)) reader.miss(key, "the name of a PEM file, or a list of such names");
    auto paths = absolute_paths(reader.text_or_texts(key), directory);
    if (const auto* node = reader.find_any(key);
        node != nullptr && node->kind == Kind::List && node->items.empty()) {
        reader.complain(key, "must name at least one PEM file");
    }
    return paths;
}

/// As `openssl x509 -fingerprint -sha256` prints them, with or without colons.
std::vector<std::string> fingerprints(TableReader& reader, std::string_view key)
{
    constexpr std::size_t digits = 64;
    std::vector<std::string> prints;
    for (const std::string& written : reader.text_or_texts(key)) {
        std::string print;
        for (const char c : written)
            if (c != ':') print += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
        if (print.size() != digits ||
            print.find_first_not_of("0123456789abcdef") != std::string::npos)
            reader.complain(key, "must be SHA-256 fingerprints of certificates, 64 hexadecimal "
                                 "digits each, as `openssl x509 -fingerprint -sha256` prints them");
        else
            prints.push_back(print);
    }
    return prints;
}

} // namespace

PrintHouse read_print_house(TableReader reader, const fs::path& directory,
                            std::vector<Finding>& findings)
{
    PrintHouse house;
    house.name = reader.required_text("name");
    read_way(reader, directory, findings, house);
    house.certificate = certificates(reader, "certificate", directory);
    house.receipt_certificates = certificates(reader, "receipt_certificates", directory);
    if (reader.has("profile")) house.profile = reader.required_text("profile");
    if (house.profile.ends_with(".toml"))
        house.profile = absolute_path(house.profile, directory).string();
    house.pieces_per_package =
        reader.integer("pieces_per_package", 1, 5000).value_or(house.pieces_per_package);
    house.resend_after_hours =
        reader.integer("resend_after_hours", 1, 100).value_or(house.resend_after_hours);
    house.grace_days = reader.integer("grace_days", 0, 30).value_or(house.grace_days);
    house.revoked = fingerprints(reader, "revoked");
    reader.finish();
    return house;
}

} // namespace reservepost::batch::configuration

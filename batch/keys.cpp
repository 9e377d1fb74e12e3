#include "batch/keys.h"

#include "batch/crypto/wiped.h"
#include "batch/disk/files.h"
#include "batch/disk/private_files.h"

#include <algorithm>

namespace reservepost::batch {

namespace {

constexpr std::uint64_t largest_key_octets = 64 * 1024;

std::string digest_name(int year)
{
    return "digest." + std::to_string(year) + ".key";
}

} // namespace

KeyDirectory::KeyDirectory(std::filesystem::path directory,
                           std::vector<std::filesystem::path> copies)
    : directory_(std::move(directory)), copies_(std::move(copies))
{
}

void KeyDirectory::copy(const std::string& name) const
{
    const auto key = crypto::read_key_octets(file(name), largest_key_octets);
    for (const auto& place : copies_) {
        // Where the disk is away nothing is made in its stead; the copy comes with a later call.
        if (std::filesystem::is_directory(place) && !std::filesystem::exists(place / name))
            disk::write_new_durably(place / name, key.octets, 0600);
    }
}

/// A key and its certificate for rehearsal. The certificate comes last: a key alone was cut off.
void KeyDirectory::make_pair(const std::string& name, const std::string& common_name) const
{
    if (std::filesystem::exists(file(name + ".crt"))) return;
    std::filesystem::remove(file(name + ".pem"));
    const auto identity = crypto::make_rehearsal_identity(common_name);
    identity.key.save_new(file(name + ".pem"));
    disk::write_new_durably(file(name + ".crt"), identity.certificate.pem(), 0600);
}

void KeyDirectory::make_missing(bool rehearsal, int year) const
{
    const auto missing = [&](const char* name) { return !std::filesystem::exists(file(name)); };
    disk::make_private_directory(directory_);
    for (const auto& place : copies_)
        disk::make_private_directory(place);
    if (missing("lookup.key")) crypto::SecretKey::random().save_new(file("lookup.key"));
    if (missing("log.pem")) crypto::SigningKey::generate().save_new(file("log.pem"));
    if (missing("heartbeat.pem")) crypto::SigningKey::generate().save_new(file("heartbeat.pem"));
    if (rehearsal) {
        make_pair("package", "REHEARSAL Reservepost");
        make_pair("intake", "REHEARSAL Reservepost intake");
    }
    for (const char* name : {"lookup.key", "log.pem", "heartbeat.pem"})
        copy(name);
    for (const std::string pair : {"package", "intake"})
        if (std::filesystem::exists(file(pair + ".crt")))
            for (const char* ending : {".pem", ".crt"})
                copy(pair + ending);
    digest_secret(year);
}

void KeyDirectory::copy_all() const
{
    for (const auto& place : copies_)
        if (std::filesystem::is_directory(place.parent_path())) disk::make_private_directory(place);
    for (const auto& entry : std::filesystem::directory_iterator(directory_))
        if (const auto name = entry.path().filename().string(); !name.starts_with('.')) copy(name);
}

crypto::SecretKey KeyDirectory::lookup() const
{
    return crypto::SecretKey::load(file("lookup.key"));
}

crypto::SigningKey KeyDirectory::log() const
{
    return crypto::SigningKey::load(file("log.pem"));
}

crypto::SigningKey KeyDirectory::heartbeat() const
{
    return crypto::SigningKey::load(file("heartbeat.pem"));
}

crypto::Identity KeyDirectory::package() const
{
    if (!std::filesystem::exists(file("package.crt")) ||
        !std::filesystem::exists(file("package.pem")))
        throw std::runtime_error("package.crt and package.pem are not in " + directory_.string() +
                                 "; whoever runs Reservepost puts the certificate there that the "
                                 "print house has pinned, and its key");
    return {crypto::Certificate::load(file("package.crt")),
            crypto::PrivateKey::load(file("package.pem"))};
}

std::optional<crypto::Identity> KeyDirectory::find_intake() const
{
    if (!std::filesystem::exists(file("intake.crt"))) return std::nullopt;
    return crypto::Identity{crypto::Certificate::load(file("intake.crt")),
                            crypto::PrivateKey::load(file("intake.pem"))};
}

crypto::SecretKey KeyDirectory::digest_secret(int year) const
{
    const auto name = digest_name(year);
    if (!std::filesystem::exists(file(name))) crypto::SecretKey::random().save_new(file(name));
    copy(name);
    return crypto::SecretKey::load(file(name));
}

std::vector<crypto::SecretKey> KeyDirectory::digest_secrets() const
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(directory_))
        if (entry.path().filename().string().starts_with("digest.")) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<crypto::SecretKey> secrets;
    for (const auto& path : files)
        secrets.push_back(crypto::SecretKey::load(path));
    return secrets;
}

} // namespace reservepost::batch

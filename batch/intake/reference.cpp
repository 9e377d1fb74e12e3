#include "batch/intake/reference.h"

#include "batch/crypto/digest.h"
#include "batch/crypto/text.h"

#include <algorithm>

namespace reservepost::batch::intake {

namespace {

constexpr std::string_view companion_ending = ".meta.json";
constexpr std::string_view report_endings[] = {".json", ".json.cms"};

/// What stands before the ending of a report's file name; none where it has no such ending.
std::optional<std::string_view> stem_of(std::string_view file_name)
{
    for (const auto ending : report_endings) {
        if (file_name.ends_with(ending))
            return file_name.substr(0, file_name.size() - ending.size());
    }
    return std::nullopt;
}

bool is_hyphen_place(std::size_t at)
{
    return at == 8 || at == 13 || at == 18 || at == 23;
}

/// Five groups of hexadecimal digits with hyphens, from 32 digits.
std::string grouped(const std::string& digits)
{
    return digits.substr(0, 8) + '-' + digits.substr(8, 4) + '-' + digits.substr(12, 4) + '-' +
           digits.substr(16, 4) + '-' + digits.substr(20, 12);
}

} // namespace

std::optional<std::string> find_reference(std::string_view text)
{
    if (text.size() != 36) return std::nullopt;
    std::string reference;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const bool digit = c >= '0' && c <= '9';
        const bool lower = c >= 'a' && c <= 'f';
        const bool upper = c >= 'A' && c <= 'F';
        if (is_hyphen_place(at) ? c != '-' : !(digit || lower || upper)) return std::nullopt;
        reference += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return reference;
}

std::optional<std::string> reference_of_file(std::string_view file_name)
{
    const auto stem = stem_of(file_name);
    return stem ? find_reference(*stem) : std::nullopt;
}

std::string companion_of_file(std::string_view file_name)
{
    if (!reference_of_file(file_name)) return {};
    return std::string(*stem_of(file_name)) + std::string(companion_ending);
}

bool is_companion(std::string_view file_name)
{
    return file_name.ends_with(companion_ending);
}

std::string assigned_reference(std::string_view file_name, std::string_view content)
{
    crypto::Sha256 sha;
    sha.add(file_name);
    sha.add(std::string_view("\0", 1)); // No file name holds a NUL, so the two cannot run together.
    sha.add(content);
    auto octets = sha.finish().octets().substr(0, 16);
    const auto with = [&](std::size_t at, unsigned keep, unsigned put) {
        octets[at] = static_cast<char>((static_cast<unsigned char>(octets[at]) & keep) | put);
    };
    with(6, 0x0F, 0x80); // Version 8.
    with(8, 0x3F, 0x80); // The variant of RFC 9562.
    return grouped(crypto::hex(octets));
}

} // namespace reservepost::batch::intake

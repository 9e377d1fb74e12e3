#include "batch/deletion/digest_secrets.h"

#include <charconv>
#include <optional>

namespace reservepost::batch::deletion {
namespace {

std::optional<int> year_of(std::string_view name)
{
    constexpr std::string_view begin = "digest.", end = ".key";
    if (!name.starts_with(begin) || !name.ends_with(end) ||
        name.size() != begin.size() + 4 + end.size())
        return std::nullopt;
    const std::string_view digits = name.substr(begin.size(), 4);
    int year = 0;
    const auto [stop, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), year);
    if (fault != std::errc{} || stop != digits.data() + digits.size()) return std::nullopt;
    return year;
}

} // namespace

std::map<int, crypto::SecretKey> digest_secrets_in(const std::filesystem::path& keys)
{
    std::map<int, crypto::SecretKey> secrets;
    for (const auto& file : std::filesystem::directory_iterator(keys))
        if (const auto year = year_of(file.path().filename().string()))
            secrets.emplace(*year, crypto::SecretKey::load(file.path()));
    return secrets;
}

} // namespace reservepost::batch::deletion

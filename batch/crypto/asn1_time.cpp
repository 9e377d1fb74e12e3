#include "batch/crypto/asn1_time.h"

#include <ctime>

namespace reservepost::batch::crypto {

TimePointer to_asn1_time(holidays::Instant instant)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch());
    TimePointer time(ASN1_TIME_set(nullptr, static_cast<std::time_t>(seconds.count())));
    require(time != nullptr, "write a time");
    return time;
}

std::optional<holidays::Instant> from_asn1_time(const ASN1_TIME* time)
{
    std::tm parts = {};
    // Without a time OpenSSL would give the system's clock.
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) {
        forget_errors();
        return std::nullopt;
    }
    const auto day = std::chrono::year(parts.tm_year + 1900) /
                     std::chrono::month(static_cast<unsigned>(parts.tm_mon + 1)) /
                     std::chrono::day(static_cast<unsigned>(parts.tm_mday));
    return holidays::Instant(std::chrono::sys_days(day)) + std::chrono::hours(parts.tm_hour) +
           std::chrono::minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec);
}

} // namespace reservepost::batch::crypto

#include "batch/hand_over_certificates.h"

namespace reservepost::batch {

namespace {

std::vector<crypto::Certificate> loaded(const std::vector<std::filesystem::path>& files)
{
    std::vector<crypto::Certificate> certificates;
    for (const auto& file : files)
        certificates.push_back(crypto::Certificate::load(file));
    return certificates;
}

} // namespace

spool::CertificateVerdict certificate_verdict(const OpenedState& state, holidays::Instant now)
{
    const auto& house = state.configuration().print_house;
    spool::CertificateRules rules{.grace_days = house.grace_days, .revoked = {}};
    for (const auto& print : house.revoked)
        rules.revoked.push_back(crypto::Digest::from_hex(print));
    const auto ours = state.keys().path() / "package.crt";
    return spool::judge_certificates(
        {.signing = std::filesystem::exists(ours) ? std::optional(crypto::Certificate::load(ours))
                                                  : std::nullopt,
         .sealing = loaded(house.certificate),
         .receipts = loaded(house.receipt_certificates)},
        rules, now);
}

} // namespace reservepost::batch

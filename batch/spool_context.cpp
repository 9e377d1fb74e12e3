#include "batch/spool_context.h"

#include "batch/spool/by_hand.h"
#include "batch/store/installation.h"
#include "holidays/operating_days.h"

namespace reservepost::batch {

namespace {

/// Size and root of the deletion log's checkpoint, in one line. A log that cannot be read stops
/// deletion and is told by the steps that need it; letters go out all the same, without a witness.
std::string witness_of(NightWork& work)
{
    try {
        const auto& checkpoint = work.log().checkpoint();
        return std::to_string(checkpoint.size) + " " + checkpoint.root.hex();
    } catch (const std::runtime_error&) {
        return std::string(spool::no_witness);
    }
}

spool::PackageTerms terms_of(const NightWork& work)
{
    const auto& house = work.state.configuration().print_house;
    return {.house = house.name,
            .profile = work.state.profile(),
            .pieces_per_package = house.pieces_per_package,
            .due = holidays::next_cut_off(work.occasion.at, work.state.profile().cut_off,
                                          work.state.house_calendar())};
}

/// Nobody is sealed to whose certificate does not hold: OpenSSL would do it without a word.
const std::vector<crypto::Certificate>& recipients_of(const spool::CertificateVerdict& verdict)
{
    if (verdict.recipients.empty())
        throw std::runtime_error("no package is made: " + verdict.why_no_packing +
                                 "; the letters wait, and the incident says what to do");
    return verdict.recipients;
}

} // namespace

OpenedSpool::OpenedSpool(NightWork& work)
    : signer(work.state.keys().package()), spool{work.state.database(),
                                                 work.state.vault(),
                                                 work.typesetter(),
                                                 work.ownership,
                                                 work.occasion,
                                                 work.state.outbox(),
                                                 terms_of(work),
                                                 signer,
                                                 recipients_of(work.certificates()),
                                                 witness_of(work),
                                                 work.options.threads}
{
}

spool::Dispatch make_dispatch(NightWork& work)
{
    return {work.state.database(),
            work.state.vault(),
            work.ownership,
            work.occasion,
            work.state.outbox(),
            work.transport(),
            work.state.configuration().print_house.resend_after_hours,
            work.state.house_calendar()};
}

bool has_numbered_job(NightWork& work)
{
    auto transaction = work.state.database().begin();
    return !transaction
                .execute("select from job where state = 'numbered' and house <> $1",
                         {spool::hand_house})
                .empty();
}

bool packing_is_paused(NightWork& work)
{
    auto transaction = work.state.database().begin();
    return store::read_installation(transaction).packing_paused;
}

} // namespace reservepost::batch

#include "batch/intake/envelope.h"

#include "batch/crypto/cms.h"

namespace reservepost::batch::intake {

bool is_envelope(std::string_view file_name)
{
    return file_name.ends_with(".json.cms");
}

Incoming opened(Incoming file, const crypto::Identity& recipient)
{
    if (!is_envelope(file.name)) return file;
    try {
        file.octets = crypto::open_envelope(file.octets, recipient);
    } catch (const crypto::CmsError& error) {
        file.judgement = Judgement{Kind::Quarantined, std::nullopt, Refusal::CannotOpen,
                                   std::string(error.what()) +
                                       "; the sender must seal it to this installation's intake "
                                       "certificate and send it again"};
    }
    return file;
}

} // namespace reservepost::batch::intake

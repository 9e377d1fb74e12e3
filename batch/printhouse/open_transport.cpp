#include "batch/printhouse/open_transport.h"

#include "batch/printhouse/directory_transport.h"
#include "batch/printhouse/sftp_transport.h"

namespace reservepost::batch::printhouse {

std::unique_ptr<Transport> open_transport(const configuration::PrintHouse& house)
{
    if (!house.sftp)
        return std::make_unique<DirectoryTransport>(house.directory_to, house.directory_from);
    const auto& sftp = *house.sftp;
    return std::make_unique<SftpTransport>(
        SftpTransport::Terms{.place = {.host = sftp.host,
                                       .port = sftp.port,
                                       .user = sftp.user,
                                       .key_file = sftp.key_file,
                                       .host_keys = sftp.host_keys,
                                       .patience = std::chrono::seconds(sftp.timeout_seconds)},
                             .directory_to = sftp.directory_to,
                             .directory_from = sftp.directory_from,
                             .retries = sftp.retries});
}

} // namespace reservepost::batch::printhouse

#pragma once

#include "tests/support/ssh_server.h"
#include "tests/support/test_night.h"

namespace reservepost::tests {

/// Lets `night` reach its print house over SFTP from now on, through `port` where one is given. The
/// directories are the ones it had before, so that the test goes on being the print house.
inline void reach_by_sftp(const TestNight& night, const SshServer& server, int port = 0)
{
    const auto file = night.path() / "reservepost.toml";
    auto all = batch::configuration::load_configuration(file);
    auto& house = all.print_house;
    house.directory_to.clear();
    house.directory_from.clear();
    const auto place = server.place(port);
    house.sftp = {.host = place.host,
                  .port = place.port,
                  .user = place.user,
                  .key_file = place.key_file,
                  .host_keys = place.host_keys,
                  .directory_to = (night.path() / "print-house/to").string(),
                  .directory_from = (night.path() / "print-house/from").string(),
                  .timeout_seconds = 20,
                  .retries = 1};
    write_file(file, batch::configuration::configuration_text(all, night.path()));
}

} // namespace reservepost::tests

#pragma once

#include "batch/printhouse/sftp_transport.h"
#include "tests/batch/printhouse/sample.h"
#include "tests/support/shaky_line.h"

#include <algorithm>
#include <gtest/gtest.h>

// A print house behind SFTP, for tests of what only SFTP can do to a package.

namespace reservepost::batch::printhouse {

inline constexpr const char* sftp_package =
    "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123.zip.cms";

/// The house's two directories and a sealed file of ours.
class SftpHouse {
public:
    explicit SftpHouse(tests::SshServerOptions options = {}) : server(std::move(options))
    {
        for (const char* part : {"in", "out"})
            std::filesystem::create_directory(directory / part);
        write_file(file, octets);
    }

    /// How to get there, if need be through somebody between, without long pauses.
    SftpTransport::Terms terms(int port = 0) const
    {
        return {.place = server.place(port),
                .directory_to = (directory / "in").string(),
                .directory_from = (directory / "out").string(),
                .retries = 2,
                .first_pause = std::chrono::milliseconds(1),
                .rest = std::chrono::milliseconds(0)};
    }

    std::vector<std::string> names() const
    {
        std::vector<std::string> all;
        for (const auto& entry : std::filesystem::directory_iterator(directory / "in"))
            all.push_back(entry.path().filename().string());
        std::ranges::sort(all);
        return all;
    }
    std::filesystem::path at_house() const { return directory / "in" / sftp_package; }

    tests::SshServer server;
    TemporaryDirectory directory;
    std::string octets = std::string(700'000, 'x') + "the end";
    std::filesystem::path file = directory / "outbox/sealed";
};

/// What `work` throws says; empty: nothing was thrown.
template <class Work> std::string complaint_of(Work work)
{
    try {
        work();
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return {};
}

} // namespace reservepost::batch::printhouse

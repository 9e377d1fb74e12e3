#pragma once

#include "batch/printhouse/transport.h"

#include <filesystem>

namespace reservepost::batch::printhouse {

/// A print house that is two directories, also of a mounted share: `to` is what goes to the house,
/// `from` what comes from it. Both must exist; nothing is made, so a share that is not mounted is
/// noticed.
class DirectoryTransport final : public Transport {
public:
    DirectoryTransport(std::filesystem::path to, std::filesystem::path from);

    void upload(const std::filesystem::path& file, std::string_view name) override;
    Stored read_back(std::string_view name) override;
    void publish(std::string_view name) override;
    void remove_partial(std::string_view name) override;
    bool take_back(std::string_view name) override;
    bool exists(std::string_view name) override;
    bool exists_partial(std::string_view name) override;
    std::vector<std::string> receipts() override;
    std::vector<std::string> foreign() override;
    std::string fetch(std::string_view receipt) override;
    holidays::Instant touch_time() override;

private:
    std::filesystem::path to_;
    std::filesystem::path from_;
};

} // namespace reservepost::batch::printhouse

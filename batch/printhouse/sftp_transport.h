#pragma once

#include "batch/printhouse/sftp_session.h"
#include "batch/printhouse/transport.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace reservepost::batch::printhouse {

/// A print house reached over SFTP. The connection is made by the first call and kept. A call whose
/// connection is lost is done again over a new one, after a pause that doubles each time: every
/// call but `publish` may be done twice, and `publish` asks first what came of its first try.
class SftpTransport final : public Transport {
public:
    struct Terms {
        SftpPlace place;
        std::string directory_to;   ///< The server's.
        std::string directory_from; ///< The server's.
        int retries = 3;
        std::chrono::milliseconds first_pause{1'000};
        /// A house that was in vain tried so often, or did not let us in, is not asked again before
        /// this has passed: a hundred jobs must not wait for it one by one, nor knock a hundred
        /// times with a key that it does not take.
        std::chrono::milliseconds rest{60'000};
    };

    explicit SftpTransport(Terms terms);
    ~SftpTransport() override;

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
    using Clock = std::chrono::steady_clock;
    using Work = std::function<void(SftpSession&)>;

    /// Does `work`, again and again over new connections while they are lost.
    void at_house(const Work& work);
    /// The connection there is, or a new one.
    SftpSession& session();
    /// Throws `NoEntry` unless both directories are there.
    void enter(SftpSession& made) const;
    void rest(const std::string& why);
    void require_awake() const;
    bool is_there(const std::string& name);

    Terms terms_;
    std::unique_ptr<SftpSession> session_;
    std::string resting_since_; ///< The error that it rests for; empty: it does not rest.
    Clock::time_point awake_at_;
};

} // namespace reservepost::batch::printhouse

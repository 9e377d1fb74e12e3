#pragma once

#include "batch/printhouse/sftp_session.h"

#include <fcntl.h>
#include <libssh/libssh.h>
#include <libssh/sftp.h>
#include <memory>

// The inside of the door to libssh: what it hands out, given back when it goes. Only the two files
// of the door include this.

namespace reservepost::batch::printhouse {

struct FreeSession {
    void operator()(ssh_session session) const
    {
        ssh_disconnect(session);
        ssh_free(session);
    }
};
struct FreeKey {
    void operator()(ssh_key key) const { ssh_key_free(key); }
};
struct FreeSftp {
    void operator()(sftp_session session) const { sftp_free(session); }
};
struct FreeChannel {
    void operator()(ssh_channel channel) const { ssh_channel_free(channel); }
};
struct FreeAttributes {
    void operator()(sftp_attributes attributes) const { sftp_attributes_free(attributes); }
};

template <class Handle, class Free>
using Owned = std::unique_ptr<std::remove_pointer_t<Handle>, Free>;
using Session = Owned<ssh_session, FreeSession>;
using Key = Owned<ssh_key, FreeKey>;
using Channel = Owned<ssh_channel, FreeChannel>;
using Sftp = Owned<sftp_session, FreeSftp>;
using Attributes = Owned<sftp_attributes, FreeAttributes>;

/// What one connection consists of. The order is that in which it is made.
struct SftpSession::State {
    SftpPlace place;
    Key key; ///< Ours. Read first: without it nobody need be called.
    TcpLine line;
    Session session;
    ssh_channel channel = nullptr; ///< Belongs to `sftp`.
    Sftp sftp;
    bool can_sync = false;
    std::size_t part = 0; ///< Octets of one request to read or write.

    /// Connects, knows the server, logs in, and starts SFTP.
    explicit State(const SftpPlace& place);
    ~State();
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    /// Does `call` and gives what it gives; the line is cut when that takes too long.
    template <class Call> auto ask(Call call)
    {
        const TcpLine::Patience patience(line);
        return call();
    }
    /// Whether nothing can be asked any more.
    bool is_lost() const;
    /// Throws for a call of SFTP that failed: `doing` says in a few words what it was to do.
    [[noreturn]] void fail(const std::string& doing) const;
    /// Throws `ConnectionLost`.
    [[noreturn]] void lose(const std::string& doing) const;

private:
    void set_options();
    void know_server();
    void log_in();
    void start_sftp();
};

} // namespace reservepost::batch::printhouse

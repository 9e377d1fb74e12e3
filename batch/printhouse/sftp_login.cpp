#include "batch/printhouse/sftp_handles.h"

#include "batch/crypto/text.h"
#include "batch/crypto/wiped.h"

#include <algorithm>
#include <stdexcept>

// How a connection to the print house begins: TCP, the host's key, ours, SFTP.

namespace reservepost::batch::printhouse {

namespace {

constexpr std::uint64_t most_key_octets = 64 * 1024;

/// What every server must take (draft-ietf-secsh-filexfer-02, 3), and what OpenSSH takes that says
/// what it takes: more ends the connection.
constexpr std::size_t usual_part = 32'768;
constexpr std::size_t large_part = 255 * 1024;

void require(bool done)
{
    if (!done) throw std::logic_error("libssh refuses an option [this is a bug]");
}

Key load_key(const std::filesystem::path& file)
{
    const auto octets = crypto::read_key_octets(file, most_key_octets);
    ssh_key key = nullptr;
    // Not a null pointer for the passphrase: OpenSSL would then ask whoever sits at the terminal.
    if (ssh_pki_import_privkey_base64(octets.octets.c_str(), "", nullptr, nullptr, &key) != SSH_OK)
        throw NoEntry(file.string() +
                      ": not a private key of OpenSSH or PEM without a passphrase; make one with "
                      "ssh-keygen -t ed25519 -N '', and give its public half to the print house");
    return Key(key);
}

/// "SHA256:…" as `ssh-keygen -l` prints it.
std::string fingerprint_of(ssh_key key)
{
    unsigned char* hash = nullptr;
    std::size_t size = 0;
    if (ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, &hash, &size) != 0)
        throw std::runtime_error("the print house's host key has no fingerprint");
    auto text = crypto::base64({reinterpret_cast<const char*>(hash), size});
    ssh_clean_pubkey_hash(&hash);
    text.erase(text.find_last_not_of('=') + 1);
    return "SHA256:" + text;
}

} // namespace

SftpSession::State::State(const SftpPlace& wanted)
    : place(wanted), key(load_key(place.key_file)), line(place.host, place.port, place.patience),
      session(ssh_new())
{
    if (!session) throw std::bad_alloc();
    set_options();
    if (ask([&] { return ssh_connect(session.get()); }) != SSH_OK)
        lose("agreeing on how to encrypt");
    know_server();
    log_in();
    start_sftp();
}

SftpSession::State::~State()
{
    // Saying goodbye waits for nobody longer than anything else.
    const TcpLine::Patience patience(line);
    sftp.reset();
    session.reset();
}

void SftpSession::State::set_options()
{
    const auto set = [&](ssh_options_e option, const void* value) {
        require(ssh_options_set(session.get(), option, value) == SSH_OK);
    };
    const socket_t socket = line.lend_descriptor();
    const bool no_files = false;
    // Longer than the line's: it is the line that is cut, and it says so.
    const long timeout_s = 2 * std::chrono::ceil<std::chrono::seconds>(place.patience).count() + 10;
    const int silent = SSH_LOG_NOLOG;
    set(SSH_OPTIONS_FD, &socket);
    set(SSH_OPTIONS_HOST, place.host.c_str());
    set(SSH_OPTIONS_USER, place.user.c_str());
    set(SSH_OPTIONS_TIMEOUT, &timeout_s);
    set(SSH_OPTIONS_LOG_VERBOSITY, &silent);
    // Nothing of this account's own SSH counts: no configuration, no known hosts, no keys.
    set(SSH_OPTIONS_PROCESS_CONFIG, &no_files);
    set(SSH_OPTIONS_SSH_DIR, "/dev/null");
    set(SSH_OPTIONS_KNOWNHOSTS, "/dev/null");
    set(SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null");
}

void SftpSession::State::know_server()
{
    ssh_key offered = nullptr;
    if (ssh_get_server_publickey(session.get(), &offered) != SSH_OK) lose("reading the host's key");
    const Key theirs(offered);
    const auto fingerprint = fingerprint_of(theirs.get());
    if (std::ranges::find(place.host_keys, fingerprint) != place.host_keys.end()) return;
    std::string pinned;
    for (const auto& one : place.host_keys)
        pinned += (pinned.empty() ? "" : " or ") + one;
    throw NoEntry("the host key of " + place.host + " is " + fingerprint + " (" +
                  ssh_key_type_to_char(ssh_key_type(theirs.get())) + "), and not " + pinned +
                  " as pinned; nothing was sent. Ask the print house by telephone whether it has a "
                  "new key: if so, put the new one into `host_key` in [print_house.sftp]; if not, "
                  "somebody stands between");
}

void SftpSession::State::log_in()
{
    const int answer =
        ask([&] { return ssh_userauth_publickey(session.get(), nullptr, key.get()); });
    if (answer == SSH_AUTH_SUCCESS) return;
    if (answer == SSH_AUTH_ERROR && is_lost()) lose("logging in");
    throw NoEntry(
        place.host + " does not let in the user " + place.user + " with the key " +
        place.key_file.string() + ", whose fingerprint is " + fingerprint_of(key.get()) +
        (answer == SSH_AUTH_PARTIAL
             ? "; it wants more than a key, which no program can give: ask the print house for an "
               "account that is entered by key alone"
             : "; the print house must take its public half, or `user` and `key_file` in "
               "[print_house.sftp] must be mended"));
}

void SftpSession::State::start_sftp()
{
    Channel opened(ssh_channel_new(session.get()));
    if (!opened) throw std::bad_alloc();
    const bool begun = ask([&] {
        return ssh_channel_open_session(opened.get()) == SSH_OK &&
               ssh_channel_request_sftp(opened.get()) == SSH_OK;
    });
    if (!begun && is_lost()) lose("starting SFTP");
    if (!begun)
        throw NoEntry(place.host + " lets us in but offers no SFTP to the user " + place.user +
                      "; the print house must allow it");
    sftp.reset(sftp_new_channel(session.get(), opened.get()));
    if (!sftp) throw std::bad_alloc();
    channel = opened.release();
    if (ask([&] { return sftp_init(sftp.get()); }) != SSH_OK) lose("starting SFTP");
    can_sync = sftp_extension_supported(sftp.get(), "fsync@openssh.com", "1") != 0;
    part = sftp_extension_supported(sftp.get(), "limits@openssh.com", "1") != 0 ? large_part
                                                                                : usual_part;
}

} // namespace reservepost::batch::printhouse

#include "batch/printhouse/sftp_transport.h"

#include "batch/crypto/random.h"
#include "batch/crypto/text.h"
#include "batch/printhouse/house_files.h"

#include <thread>

namespace reservepost::batch::printhouse {

namespace {

using Kind = SftpSession::Kind;

/// Throws unless `name` is a plain file: a link at the house may lead anywhere.
SftpSession::Status require_file(SftpSession& session, const std::string& directory,
                                 const std::string& name)
{
    const auto status = session.look(directory, name);
    if (status.kind == Kind::Nothing)
        throw HouseRefused("there is no " + name + " at the print house");
    if (status.kind != Kind::File)
        throw HouseRefused(name + " at the print house is a link or a directory, not a file");
    return status;
}

/// Removes what is left of a refused file; that the house refuses this too is no news.
void clear_away(SftpSession& session, const std::string& directory, const std::string& name)
{
    try {
        session.remove(directory, name);
    } catch (const HouseRefused&) {
        return;
    }
}

} // namespace

SftpTransport::SftpTransport(Terms terms) : terms_(std::move(terms)) {}

SftpTransport::~SftpTransport() = default;

void SftpTransport::rest(const std::string& why)
{
    resting_since_ = why;
    awake_at_ = Clock::now() + terms_.rest;
}

void SftpTransport::require_awake() const
{
    if (!resting_since_.empty() && Clock::now() < awake_at_)
        throw std::runtime_error(resting_since_);
}

void SftpTransport::enter(SftpSession& made) const
{
    try {
        for (const auto& directory : {terms_.directory_to, terms_.directory_from})
            made.require_directory(directory);
    } catch (const HouseRefused& error) {
        throw NoEntry(error.what());
    }
}

SftpSession& SftpTransport::session()
{
    if (!session_) {
        auto made = std::make_unique<SftpSession>(terms_.place);
        enter(*made);
        session_ = std::move(made);
        resting_since_.clear();
    }
    return *session_;
}

void SftpTransport::at_house(const Work& work)
{
    require_awake();
    auto pause = terms_.first_pause;
    for (int tries_left = terms_.retries;; --tries_left, pause *= 2) {
        try {
            return work(session());
        } catch (const NoEntry& error) {
            rest(error.what());
            throw;
        } catch (const ConnectionLost& error) {
            session_.reset();
            if (tries_left <= 0) {
                rest(error.what());
                throw;
            }
        }
        std::this_thread::sleep_for(pause);
    }
}

void SftpTransport::upload(const std::filesystem::path& file, std::string_view name)
{
    const auto partial = partial_name(bare(name));
    at_house([&](SftpSession& session) {
        session.remove(terms_.directory_to, partial);
        try {
            session.write_new(terms_.directory_to, partial,
                              [&](const disk::Sink& write) { read_through(file, write); });
        } catch (const ConnectionLost&) {
            throw;
        } catch (const std::runtime_error&) {
            clear_away(session, terms_.directory_to, partial);
            throw;
        }
    });
}

Transport::Stored SftpTransport::read_back(std::string_view name)
{
    const auto partial = partial_name(bare(name));
    Stored stored;
    at_house([&](SftpSession& session) {
        stored = {};
        crypto::Sha256 sha256;
        require_file(session, terms_.directory_to, partial);
        session.read(terms_.directory_to, partial, [&](std::string_view octets) {
            sha256.add(octets);
            stored.size += static_cast<std::int64_t>(octets.size());
        });
        stored.sha256 = sha256.finish();
    });
    return stored;
}

void SftpTransport::publish(std::string_view name)
{
    const std::string final_name(bare(name));
    const auto partial = partial_name(name);
    bool tried = false;
    at_house([&](SftpSession& session) {
        const auto& directory = terms_.directory_to;
        const bool there = session.look(directory, final_name).kind != Kind::Nothing;
        if (there && tried) {
            // The first try did it. A server that links and unlinks may have left the other name.
            session.remove(directory, partial);
            return;
        }
        if (there) throw HouseRefused(final_name + " lies at the print house already");
        if (tried && session.look(directory, partial).kind == Kind::Nothing)
            throw HouseRefused("the connection to the print house was lost while " + final_name +
                               " got its name, and it is gone now: the house may have fetched it; "
                               "the next run asks for a receipt first");
        tried = true;
        session.rename_new(directory, partial, final_name);
    });
}

void SftpTransport::remove_partial(std::string_view name)
{
    const auto partial = partial_name(bare(name));
    at_house([&](SftpSession& session) { session.remove(terms_.directory_to, partial); });
}

bool SftpTransport::take_back(std::string_view name)
{
    const std::string final_name(bare(name));
    const auto hidden = partial_name(taken_back_name(name));
    bool taken = false;
    at_house([&](SftpSession& session) {
        const auto& directory = terms_.directory_to;
        const auto lies_there = [&](const std::string& file) {
            return session.look(directory, file).kind != Kind::Nothing;
        };
        // What has the other name was given it by an earlier call, or a try whose answer was lost.
        taken = lies_there(hidden);
        if (taken || !lies_there(final_name)) return;
        try {
            session.rename_new(directory, final_name, hidden);
            taken = true;
        } catch (const HouseRefused&) {
            if (lies_there(final_name)) throw; // Else the house was faster.
        }
    });
    return taken;
}

bool SftpTransport::is_there(const std::string& name)
{
    bool there = false;
    at_house([&](SftpSession& session) {
        there = session.look(terms_.directory_to, name).kind != Kind::Nothing;
    });
    return there;
}

bool SftpTransport::exists(std::string_view name)
{
    return is_there(std::string(bare(name)));
}

bool SftpTransport::exists_partial(std::string_view name)
{
    return is_there(partial_name(bare(name)));
}

std::vector<std::string> SftpTransport::receipts()
{
    ReceiptListing listing;
    at_house([&](SftpSession& session) {
        listing = {};
        for (const auto& entry : session.list(terms_.directory_from))
            listing.add(entry.name, entry.kind == Kind::File);
    });
    return listing.receipts();
}

std::vector<std::string> SftpTransport::foreign()
{
    ReceiptListing listing;
    at_house([&](SftpSession& session) {
        listing = {};
        for (const auto& entry : session.list(terms_.directory_from))
            listing.add(entry.name, entry.kind == Kind::File);
    });
    return listing.foreign();
}

std::string SftpTransport::fetch(std::string_view receipt)
{
    const std::string name(bare(receipt));
    std::string octets;
    at_house([&](SftpSession& session) {
        octets.clear();
        require_file(session, terms_.directory_from, name);
        session.read(terms_.directory_from, name, [&](std::string_view part) {
            octets += part;
            if (octets.size() > most_receipt_octets)
                throw HouseRefused(name + " has more than 4 MiB, so it is no receipt");
        });
    });
    return octets;
}

holidays::Instant SftpTransport::touch_time()
{
    const auto name = ".witness." + crypto::hex(crypto::random_octets(8));
    holidays::Instant seen;
    at_house([&](SftpSession& session) {
        session.remove(terms_.directory_to, name);
        session.write_new(terms_.directory_to, name, [](const disk::Sink& write) { write("?"); });
        seen = session.look(terms_.directory_to, name).modified;
        session.remove(terms_.directory_to, name);
    });
    return seen;
}

} // namespace reservepost::batch::printhouse

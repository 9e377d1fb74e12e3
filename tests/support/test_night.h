#pragma once

#include "batch/disk/private_files.h"
#include "batch/initialise.h"
#include "batch/intake/take_in.h"
#include "batch/letters/answers.h"
#include "batch/night.h"
#include "batch/printhouse/vendor.h"
#include "batch/receivers/register.h"
#include "batch/register_follow_up.h"
#include "holidays/oslo_time.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/test_intake.h"

#include <fstream>
#include <map>
#include <set>
#include <sstream>

// A whole rehearsal state for a test of the night: made by `init` once for each test program, and
// copied for each test. The test says what time it is, puts reports into the inbox and is the print
// house.

namespace reservepost::tests {

/// "2026-11-25T08:10" in Oslo.
inline holidays::Instant oslo(std::string_view text)
{
    return holidays::find_local_instant(text).value();
}

/// A Monday: when every such state was made.
inline const holidays::Instant night_initialised = oslo("2026-11-23T08:00");

/// Where states lie: in memory where there is room, as a hundred crashes sync many thousand times,
/// and what is killed here is a process, never the machine.
inline fs::path night_folder()
{
    const fs::path memory = "/dev/shm";
    std::error_code none;
    const auto space = fs::space(memory, none);
    if (none || space.available < 2ULL << 30 || !batch::store::server_can_reach(memory))
        return cluster_folder();
    const fs::path folder =
        memory / ("reservepost-tests-" + std::to_string(::geteuid()) + "-" +
                  batch::crypto::sha256(std::string(RESERVEPOST_BINARY)).hex().substr(0, 8));
    fs::create_directories(folder);
    struct stat found;
    if (::lstat(folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode) ||
        found.st_uid != ::geteuid())
        throw std::runtime_error(folder.string() + " should be a directory of our own");
    fs::permissions(folder, fs::perms(0711));
    return folder;
}

/// Copies a directory with everything that belongs to it: owners, modes, links.
inline void copy_directory(const fs::path& from, const fs::path& to)
{
    const Outcome copied = run({"cp", "-a", "--reflink=auto", from.string(), to.string()});
    if (copied.status != 0)
        throw std::runtime_error("the copy of a state did not succeed: " + copied.output);
}

inline void make_night_template(const fs::path& directory)
{
    fs::create_directories(directory / "database");
    for (const auto& path : {directory, directory / "database"})
        fs::permissions(path, fs::perms(0711));
    const fs::path data = template_data();
    {
        const auto copying = batch::disk::FileLock::shared(cluster_folder() / "template_lock");
        copy_directory(data, directory / "database" / "data");
    }
    const batch::StateOptions options{directory, {}, night_initialised, "tester"};
    batch::initialise(options, true, [](const std::string&) {});
    auto as_registrar = options;
    as_registrar.role = batch::store::Role::Registrar;
    auto state = batch::OpenedState::open(as_registrar);
    auto transaction = state.database().begin();
    batch::receivers::import_register(
        transaction, batch::receivers::read_register(office_register, "register.toml", {}),
        state.occasion());
    transaction.commit();
    batch::keep_register(state);
}

/// Whether `directory` is a state that a killed test left an hour ago or earlier.
inline bool is_left_over(const fs::path& directory)
{
    std::error_code gone;
    const auto written = fs::last_write_time(directory, gone);
    if (gone || fs::file_time_type::clock::now() - written < std::chrono::hours(1)) return false;
    const fs::path lock = directory / "database" / "use_lock";
    return !fs::exists(lock) || batch::disk::FileLock::try_exclusive(lock).has_value();
}

/// Removes states that killed tests left, and templates of older builds of this program.
inline void sweep_nights(const std::string& program, const std::string& current)
{
    for (const auto& entry : fs::directory_iterator(night_folder())) {
        const std::string name = entry.path().filename().string();
        const bool outdated = name.starts_with("night-" + program + "-") && name != current;
        const bool left = name.starts_with('n') && name.size() == 7 && is_left_over(entry.path());
        if (left && fs::exists(entry.path() / "database" / "data" / "postmaster.pid"))
            batch::store::Cluster::start(entry.path() / "database"); // And so stops it.
        std::error_code ignored;
        if (outdated || left) fs::remove_all(entry.path(), ignored);
    }
}

/// The state that all others of this program are copies of. Nobody is at work in it.
inline fs::path night_template()
{
    const fs::path program = fs::read_symlink("/proc/self/exe");
    const auto built = fs::last_write_time(program).time_since_epoch().count();
    const std::string name = "night-" + program.filename().string() + "-" +
                             batch::crypto::sha256(std::to_string(built)).hex().substr(0, 8);
    const fs::path ready = night_folder() / name;
    const auto alone = batch::disk::FileLock::exclusive(
        night_folder() / ("night_lock-" + program.filename().string()));
    if (fs::exists(ready)) return ready;
    sweep_nights(program.filename().string(), name);
    const fs::path unfinished = night_folder() / ("n-" + program.filename().string());
    fs::remove_all(unfinished);
    make_night_template(unfinished);
    fs::rename(unfinished, ready);
    return ready;
}

/// A state of its own, with its database running; stopped and removed at the end. Of each hour the
/// test opens it anew, as a program started at that hour would.
class TestNight {
public:
    TestNight() : TestNight(night_template()) {}
    /// A copy of a state in which nobody is at work.
    explicit TestNight(const fs::path& like)
    {
        std::string pattern = (night_folder() / "nXXXXXX").string();
        if (!::mkdtemp(pattern.data())) throw std::runtime_error("no directory for a test");
        path_ = pattern;
        copy_directory(like / ".", path_);
        fs::permissions(path_, fs::perms(0711));
        start();
    }
    ~TestNight()
    {
        cluster_.reset();
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    TestNight(const TestNight&) = delete;
    TestNight& operator=(const TestNight&) = delete;

    const fs::path& path() const { return path_; }
    void start() { cluster_.emplace(batch::store::Cluster::start(path_ / "database")); }
    /// Until `start` it may be copied.
    void stop() { cluster_.reset(); }

    batch::OpenedState open(holidays::Instant now) const
    {
        return batch::OpenedState::open({path_, {}, now, "tester"});
    }
    batch::store::Database connect(batch::store::Role role = batch::store::Role::Night) const
    {
        return batch::store::Database::connect(cluster_->conninfo(role));
    }

    std::optional<batch::notices::RunReport> try_run(holidays::Instant now,
                                                     std::optional<std::string> only = {}) const
    {
        auto state = open(now);
        return batch::run_night(state, {.only = std::move(only), .threads = 1});
    }
    /// A run that must not find another one beside it.
    batch::notices::RunReport run(holidays::Instant now, std::optional<std::string> only = {}) const
    {
        return try_run(now, std::move(only)).value();
    }

    batch::store::Rows execute(std::string_view sql,
                               const std::vector<batch::store::Value>& values = {},
                               batch::store::Role role = batch::store::Role::Night) const
    {
        auto database = connect(role);
        auto transaction = database.begin();
        auto rows = transaction.execute(sql, values);
        transaction.commit();
        return rows;
    }
    /// The whole number `n` of the one row that `sql` gives.
    std::int64_t number(std::string_view sql,
                        const std::vector<batch::store::Value>& values = {}) const
    {
        return execute(sql, values).one().integer("n");
    }

    /// Lets a report fall into the inbox, as the portal does: by a rename.
    void put_into_inbox(int number, const std::string& octets) const
    {
        const fs::path inbox = path_ / "inbox";
        std::ofstream(inbox / ".coming") << octets;
        fs::rename(inbox / ".coming", inbox / (reference(number) + ".json"));
    }
    /// Takes reports `first` to `last` of one receiver in at `now`.
    void take_in(int first, int last, const std::string& municipality, const std::string& district,
                 holidays::Instant now) const
    {
        for (int number = first; number <= last; ++number)
            put_into_inbox(number, report_text(municipality, district));
        run(now, "intake");
    }

    batch::letters::AnswerOutcome confirm(int number, const batch::receivers::ReceiverKey& receiver,
                                          holidays::Instant now) const
    {
        auto state = open(now);
        const auto lookup_key = state.keys().lookup();
        batch::letters::AnswerDesk desk{state.database(), state.vault(), lookup_key,
                                        state.occasion()};
        return batch::letters::confirm(desk, reference(number), receiver);
    }
    void accept_clock(holidays::Instant now) const
    {
        auto database = connect();
        auto transaction = database.begin();
        batch::store::accept_clock(transaction, {now, std::nullopt, "tester"});
        transaction.commit();
    }
    batch::receivers::ReceiverKey receiver(const std::string& municipality,
                                           const std::string& district) const
    {
        return {municipality, district};
    }

    /// The packages that lie at the print house, in the order of their names.
    std::vector<fs::path> packages() const { return at_house(".zip.cms"); }
    /// The notices that lie there, in the order of their days and numbers.
    std::vector<fs::path> notices() const { return at_house(".json.p7m"); }
    std::vector<fs::path> receipts() const { return files_in(path_ / "print-house" / "from"); }
    std::vector<fs::path> outbox() const { return files_in(path_ / "outbox"); }

    /// The print house answers for one package.
    fs::path answer(const fs::path& package, batch::printhouse::VendorAnswer answer,
                    holidays::Instant at) const
    {
        answer.date = batch::printhouse::utc_day(at);
        for (auto& range : answer.ranges)
            range.date = answer.date;
        const auto house = house_identity();
        const auto sender = batch::crypto::Certificate::load(path_ / "keys" / "package.crt");
        return batch::printhouse::vendor_receipt(package, answer, path_ / "print-house" / "from",
                                                 {.house = house, .senders = {sender}}, at)
            .file;
    }
    /// The print house receives, mails and closes every package it has.
    void mail_all(holidays::Instant at) const
    {
        using batch::printhouse::Stage;
        for (const auto& package : packages())
            for (const auto stage : {Stage::Received, Stage::Mailed, Stage::Closed})
                answer(package, {.stage = stage}, at);
    }
    batch::crypto::Identity house_identity() const
    {
        const fs::path house = path_ / "print-house";
        return {batch::crypto::Certificate::load(house / "print-house.pem"),
                batch::crypto::PrivateKey::load(house / "keys" / "print-house.pem")};
    }
    /// What stands in a package, checked as the print house checks it.
    batch::printhouse::Opening open_package(const fs::path& package) const
    {
        const auto house = house_identity();
        return batch::printhouse::vendor_verify(
            package, {.house = house,
                      .senders = {batch::crypto::Certificate::load(path_ / "keys/package.crt")}});
    }

    /// The log's verifier key, as a line without its end.
    std::string log_key() const
    {
        std::ifstream file(path_ / "log.vkey");
        std::string line;
        std::getline(file, line);
        return line;
    }

    static std::vector<fs::path> files_in(const fs::path& directory)
    {
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator(directory))
            if (entry.is_regular_file() && !entry.path().filename().string().starts_with('.'))
                files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        return files;
    }

private:
    std::vector<fs::path> at_house(std::string_view ending) const
    {
        auto files = files_in(path_ / "print-house" / "to");
        std::erase_if(files, [&](const fs::path& file) {
            return !file.filename().string().ends_with(ending);
        });
        return files;
    }

    fs::path path_;
    std::optional<batch::store::Cluster> cluster_;
};

inline const batch::notices::StepReport& step_of(const batch::notices::RunReport& report,
                                                 std::string_view name)
{
    for (const auto& step : report.steps)
        if (step.step == name) return step;
    throw std::runtime_error("the run had no step " + std::string(name));
}

inline std::int64_t count_of(const batch::notices::StepReport& step, std::string_view name)
{
    for (const auto& [key, count] : step.counts)
        if (key == name) return count;
    return 0;
}

/// Runs `work` in a process of its own, which kills itself (or fails) at `fail_point`. Gives its
/// status as `waitpid` does. `work` may use no connection of ours, and gives the exit status.
inline int run_cut_off(const std::string& fail_point, const std::function<int()>& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        if (!fail_point.empty()) ::setenv("RESERVEPOST_FAIL_POINT", fail_point.c_str(), 1);
        int status = 70;
        try {
            status = work();
        } catch (...) {
            status = 71;
        }
        ::_exit(status);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

} // namespace reservepost::tests

#include "batch/store/database.h"

#include "batch/disk/fail_point.h"
#include "batch/store/result.h"
#include "batch/store/wire_text.h"

#include <libpq-fe.h>
#include <pqxx/pqxx>

#include <algorithm>
#include <map>
#include <sstream>
#include <stdexcept>
#include <sys/stat.h>
#include <utility>

namespace reservepost::batch::store {

namespace {

constexpr const char* connection_lost = "08006";
constexpr const char* outcome_unknown = "08007";

/// More different statements than a program has by writing them: data have got into their text.
constexpr std::size_t most_statements = 500;

/// A statement by its first three words: enough to find it, and never a value.
std::string step_of(std::string_view sql)
{
    std::istringstream words{std::string(sql.substr(0, 200))};
    std::string step, word;
    for (int n = 0; n < 3 && words >> word; ++n)
        step += (n == 0 ? "" : " ") + word;
    return step;
}

/// PostgreSQL's message at its most verbose, as `Connection` asks for it:
///
///     ERROR:  23514: new row … violates check constraint "…"
///     DETAIL:  … values …
///     CONSTRAINT NAME:  run_ends_with_a_status
///     LOCATION:  …
///
/// Two things are taken out of it, by their places and their forms; the rest quotes values.
/// (libpqxx 6 knows the SQLSTATE too, but leaves it out of many of its exceptions.)
std::string sqlstate_of(std::string_view message)
{
    const auto at = message.find(":  ");
    if (at == std::string_view::npos) return {};
    const auto state = message.substr(at + 3, 5);
    const auto plain = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); };
    const bool whole = state.size() == 5 && message.substr(at + 8, 1) == ":";
    return whole && std::ranges::all_of(state, plain) ? std::string(state) : std::string();
}

/// The last line of that name: a value with line ends in it could feign an earlier one.
std::string constraint_of(std::string_view message)
{
    constexpr std::string_view title = "\nCONSTRAINT NAME:  ";
    const auto at = message.rfind(title);
    if (at == std::string_view::npos) return {};
    const auto rest = message.substr(at + title.size());
    const auto name = rest.substr(0, rest.find('\n'));
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    return name.size() <= 63 && std::ranges::all_of(name, plain) ? std::string(name)
                                                                 : std::string();
}

/// Does `work`, and turns every error of libpqxx's into one that quotes nothing.
template <class Work> auto guarded(const std::string& step, const Work& work)
{
    try {
        return work();
    } catch (const pqxx::in_doubt_error&) {
        throw StoreError(step, outcome_unknown);
    } catch (const pqxx::broken_connection&) {
        throw StoreError(step, connection_lost);
    } catch (const pqxx::sql_error& error) {
        const std::string state = sqlstate_of(error.what());
        if (state.empty()) throw StoreError(step, connection_lost);
        throw StoreError(step, state, state.starts_with("23") ? constraint_of(error.what()) : "");
    } catch (const pqxx::usage_error&) {
        throw std::logic_error("the database was used in a wrong order at \"" + step +
                               "\" [this is a bug]");
    } catch (const pqxx::failure&) {
        throw StoreError(step, connection_lost);
    }
}

struct ConnectionOptions {
    std::string host;
    std::string sslmode;
    std::string password_file;
    bool has_password = false;
};

ConnectionOptions options_of(const std::string& conninfo)
{
    char* ignored = nullptr; // It may quote the string.
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(conninfo.c_str(), &ignored), &PQconninfoFree);
    if (ignored) PQfreemem(ignored);
    if (!options)
        throw std::runtime_error("the connection string of the database cannot be read; it should "
                                 "look like \"host=… dbname=… user=…\" or \"postgresql://…\"");
    ConnectionOptions result;
    for (auto* option = options.get(); option->keyword; ++option) {
        const std::string_view keyword = option->keyword;
        const char* value = option->val ? option->val : "";
        if (keyword == "host" || (keyword == "hostaddr" && *value)) result.host = value;
        if (keyword == "sslmode") result.sslmode = value;
        if (keyword == "passfile") result.password_file = value;
        if (keyword == "password") result.has_password = *value != 0;
    }
    return result;
}

void demand_tls_over_a_network(const ConnectionOptions& options)
{
    const bool on_socket =
        options.host.starts_with("/") && options.host.find(',') == std::string::npos;
    if (on_socket || options.sslmode == "verify-full" || options.sslmode == "verify-ca") return;
    throw std::runtime_error(
        "the database is reached over a network without a checked certificate; "
        "add sslmode=verify-full to the connection string, or name a "
        "Unix socket's directory (host=/directory)");
}

/// A connection string is read by people and copied into other places; a password lies in a file
/// that nobody else may read. (libpq would pass over a file that others may read, and then say no
/// more than that no password was given.)
void demand_secret_password(const ConnectionOptions& options)
{
    if (options.has_password)
        throw std::runtime_error("the connection string of the database holds a password; put it "
                                 "into a file of mode 0600 and name that with passfile=/file");
    if (options.password_file.empty()) return;
    struct stat found = {};
    if (::stat(options.password_file.c_str(), &found) != 0)
        throw std::runtime_error("the password file of the database, " + options.password_file +
                                 ", cannot be found; whoever set passfile= must mend it");
    constexpr mode_t of_others = S_IRWXG | S_IRWXO;
    if (!S_ISREG(found.st_mode) || (found.st_mode & of_others) != 0)
        throw std::runtime_error("the password file of the database, " + options.password_file +
                                 ", can be read by others; make it a file of mode 0600 and change "
                                 "the password");
}

} // namespace

struct Connection {
    explicit Connection(const std::string& conninfo) : to_server(conninfo), silence(to_server) {}

    /// The name under which `sql` is prepared in this session.
    std::string prepared(std::string_view sql);

    pqxx::connection to_server;
    pqxx::quiet_errorhandler silence; // Notices of the server quote values.
    std::map<std::string, std::string, std::less<>> names;
};

std::string Connection::prepared(std::string_view sql)
{
    if (const auto found = names.find(sql); found != names.end()) return found->second;
    if (names.size() >= most_statements)
        throw std::logic_error(
            "more than 500 different statements in one session: data belong into "
            "values, not into \"" +
            step_of(sql) + "\" [this is a bug]");
    const std::string name = "s" + std::to_string(names.size());
    to_server.prepare(name, std::string(sql));
    return names.emplace(std::string(sql), name).first->second;
}

struct Transaction::Work {
    explicit Work(Connection& connection) : session(connection), work(connection.to_server) {}

    pqxx::result execute(std::string_view sql, const std::vector<Value>& values);

    Connection& session;
    pqxx::work work;
};

pqxx::result Transaction::Work::execute(std::string_view sql, const std::vector<Value>& values)
{
    std::vector<std::optional<std::string>> texts;
    std::ranges::transform(values, std::back_inserter(texts), to_wire);
    std::vector<const char*> parameters; // A null pointer is null to libpqxx.
    for (const auto& text : texts)
        parameters.push_back(text ? text->c_str() : nullptr);
    return guarded(step_of(sql), [&] {
        return work.exec_prepared(session.prepared(sql),
                                  pqxx::prepare::make_dynamic_params(parameters));
    });
}

Transaction::Transaction(std::unique_ptr<Work> work) : work_(std::move(work)) {}
Transaction::~Transaction() = default;
Transaction::Transaction(Transaction&&) noexcept = default;
Transaction& Transaction::operator=(Transaction&&) noexcept = default;

Rows Transaction::execute(std::string_view sql, const std::vector<Value>& values)
{
    return Rows(std::make_shared<Result>(Result{work_->execute(sql, values)}));
}

std::int64_t Transaction::changed(std::string_view sql, const std::vector<Value>& values)
{
    return static_cast<std::int64_t>(work_->execute(sql, values).affected_rows());
}

void Transaction::execute_script(std::string_view sql)
{
    guarded("a script", [&] { work_->work.exec(std::string(sql)); });
}

void Transaction::commit()
{
    guarded("commit", [&] { work_->work.commit(); });
}

void Transaction::commit(std::string_view step)
{
    disk::durably(step, [&] { commit(); });
}

Database::Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

Database Database::connect(const std::string& conninfo)
{
    const auto options = options_of(conninfo);
    demand_tls_over_a_network(options);
    demand_secret_password(options);
    return guarded("connect", [&] {
        auto connection = std::make_unique<Connection>(conninfo);
        auto& server = connection->to_server;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations" // The only way in libpqxx 6.
        server.inhibit_reactivation(true);
#pragma GCC diagnostic pop
        server.set_verbosity(pqxx::connection_base::verbose);
        server.set_client_encoding("UTF8");
        server.set_variable("TimeZone", "'UTC'");
        server.set_variable("DateStyle", "'ISO'");
        server.set_variable("bytea_output", "'hex'");
        server.set_variable("search_path", "public");
        server.set_variable("application_name", "'reservepost'");
        return Database(std::move(connection));
    });
}

Transaction Database::begin()
{
    return guarded("begin",
                   [&] { return Transaction(std::make_unique<Transaction::Work>(*connection_)); });
}

} // namespace reservepost::batch::store

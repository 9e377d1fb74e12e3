#include "batch/commands/commands.h"

#include "batch/commands/roles.h"
#include "batch/disk/files.h"
#include "batch/night.h"
#include "holidays/oslo_time.h"

#include <algorithm>
#include <array>

namespace reservepost::batch::commands {

std::vector<Command> all_commands()
{
    return {init_command(),       intake_command(),   quarantine_command(), confirm_command(),
            reject_command(),     reopen_command(),   receiver_command(),   report_command(),
            run_command(),        status_command(),   held_command(),       release_command(),
            incident_command(),   pause_command(),    resume_command(),     balance_command(),
            clock_command(),      deadline_command(), calendar_command(),   templates_command(),
            preview_command(),    compose_command(),  preflight_command(),  profile_command(),
            print_here_command(), recall_command(),   resend_command(),     vendor_command(),
            log_command(),        deletion_command(), vault_command(),      restore_command(),
            config_command(),     heartbeat_command()};
}

StateOptions state_options(const Invocation& invocation)
{
    return {std::filesystem::absolute(invocation.state).lexically_normal(),
            invocation.configuration, invocation.now, invocation.person.name};
}

namespace {

/// The journal keeps every command that may change something: who, when, and its words, such as
/// "receiver-set"; none of its options, which may name people.
void note_command(OpenedState& state, std::string command)
{
    std::ranges::replace(command, ' ', '-');
    auto transaction = state.database().begin();
    store::write_journal(transaction, {state.occasion(),
                                       {store::SubjectKind::Installation, "command"},
                                       command,
                                       std::nullopt,
                                       std::nullopt,
                                       std::nullopt});
    transaction.commit();
}

/// What may be done with a database that is an older copy: looking, stopping, and bringing it to
/// the present. Everything else writes or answers something outside.
bool may_work_on_older_copy(const Invocation& invocation, store::Role role)
{
    constexpr std::array inward = {"balance", "incident ack", "incident close", "pause",
                                   "resume",  "clock accept", "vault verify",   "restore check"};
    return role == store::Role::Reviewer ||
           std::ranges::find(inward, invocation.command) != inward.end();
}

} // namespace

OpenedState open_state(const Invocation& invocation)
{
    auto options = state_options(invocation);
    options.role = database_role(invocation.command);
    if (const auto file = configuration_file(options); std::filesystem::exists(file))
        require_role(invocation.command, invocation.person,
                     configuration::load_configuration(file).roles);
    auto state = OpenedState::open(options);
    if (!may_work_on_older_copy(invocation, options.role)) refuse_older_database(state);
    if (options.role != store::Role::Reviewer) note_command(state, invocation.command);
    return state;
}

receivers::ReceiverKey receiver_key(const Invocation& invocation, const std::string& option)
{
    const auto key = receivers::find_key(invocation.text(option));
    if (!key)
        throw UsageError(option + " takes a municipality and a district, such as 0301-05 (or "
                                  "4204-00 where there are no districts)");
    return *key;
}

std::optional<holidays::Date> find_day(const Invocation& invocation, const std::string& option)
{
    const auto text = invocation.text(option);
    if (text.empty()) return std::nullopt;
    try {
        return holidays::Date::from_text(text);
    } catch (const holidays::NoSuchDate& error) {
        throw UsageError(option + ": " + error.what());
    } catch (const holidays::OutsideCalendar& error) {
        throw UsageError(option + ": " + error.what());
    }
}

std::string key_line(const std::string& given)
{
    constexpr std::uint64_t largest_key_octets = 4096;
    if (given.find('+') != std::string::npos && !std::filesystem::exists(given)) return given;
    auto line = disk::read_file(given, largest_key_octets);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.pop_back();
    return line;
}

std::string short_time(holidays::Instant instant)
{
    const auto oslo = holidays::to_oslo(instant);
    return std::string(holidays::weekday_name(oslo.date.weekday()).substr(0, 3)) + " " +
           holidays::oslo_text(instant).substr(0, 10) + " " +
           holidays::oslo_text(instant).substr(11, 5);
}

} // namespace reservepost::batch::commands

#pragma once

#include "batch/commands/command.h"
#include "batch/opened_state.h"
#include "batch/receivers/receiver.h"

// The commands, one function each; DESIGN §14 says what they do.

namespace reservepost::batch::commands {

Command init_command();
Command intake_command();
Command quarantine_command();
Command confirm_command();
Command reject_command();
Command print_here_command();
Command recall_command();
Command reopen_command();
Command resend_command();
Command receiver_command();
Command report_command();
Command run_command();
Command status_command();
Command held_command();
Command release_command();
Command incident_command();
Command pause_command();
Command resume_command();
Command balance_command();
Command clock_command();
Command deadline_command();
Command calendar_command();
Command compose_command();
Command preflight_command();
Command vendor_command();
Command log_command();
Command deletion_command();
Command vault_command();
Command restore_command();
Command config_command();
Command heartbeat_command();
Command preview_command();
Command profile_command();
Command templates_command();

/// The state that the command line names, open for work. A command that may change something is
/// noted in the journal.
OpenedState open_state(const Invocation& invocation);

/// Where it lies, for commands that make or read it without opening.
StateOptions state_options(const Invocation& invocation);

/// The receiver that an option names ("0301-05"). Throws `UsageError`.
receivers::ReceiverKey receiver_key(const Invocation& invocation, const std::string& option);

/// The day that an option gives (2026-11-25); nothing where it is not given. Throws `UsageError`.
std::optional<holidays::Date> find_day(const Invocation& invocation, const std::string& option);

/// A verifier key line, given as it is or as the file that holds it.
std::string key_line(const std::string& given);

/// "Wed 2026-11-25 02:00": what people read in tables; Oslo time.
std::string short_time(holidays::Instant instant);

} // namespace reservepost::batch::commands

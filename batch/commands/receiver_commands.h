#pragma once

#include "batch/commands/commands.h"
#include "batch/register_follow_up.h"

// The parts of `receiver`, and what they say in the same words.

namespace reservepost::batch::commands {

Command receiver_setup_command();
Command receiver_preview_command();
Command receiver_set_command();
Command receiver_approve_command();
Command receiver_history_command();
Command receiver_import_command();
Command receiver_export_command();

/// What a change has come to: what waits, what it set off, and what could not be done at once.
json::Value change_value(const receivers::RegisterChange& change, const FollowUp& follow_up);
std::string change_text(const receivers::RegisterChange& change, const FollowUp& follow_up);

/// 2 when letters on their way carry a former address, else 0.
int change_status(const FollowUp& follow_up);

} // namespace reservepost::batch::commands

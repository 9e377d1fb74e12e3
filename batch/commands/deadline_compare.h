#pragma once

#include "batch/commands/command.h"
#include "holidays/deadline.h"

#include <string>

namespace reservepost::batch::commands {

/// How a mode is written on the command line and in answers: "wall-clock", "business-days:2".
std::string mode_text(const holidays::DeadlinePolicy& policy);

/// `deadline --compare`: one report of the state, by its reference, under all four modes, the one
/// that was stored with it marked. Throws `std::invalid_argument` where no such report is here.
int compare_deadlines(const Invocation& invocation);

} // namespace reservepost::batch::commands

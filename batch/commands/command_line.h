#pragma once

#include "batch/commands/acting_person.h"

#include <istream>
#include <ostream>
#include <string>
#include <vector>

namespace reservepost::batch::commands {

/// Reads the command line, runs the command for `person` and gives the exit status. `arguments` are
/// without the program's name. Every error becomes one line on `err` that says what to do, and a
/// status of DESIGN §13.
int run_command_line(const std::vector<std::string>& arguments, std::istream& in, std::ostream& out,
                     std::ostream& err, const ActingPerson& person);

} // namespace reservepost::batch::commands

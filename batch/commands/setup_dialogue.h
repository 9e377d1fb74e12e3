#pragma once

#include "batch/receivers/setup_guide.h"

#include <istream>
#include <ostream>

namespace reservepost::batch::commands {

/// How a dialogue ended.
enum class DialogueEnd {
    Use,        ///< Everything is answered, and it shall be stored.
    Quit,       ///< The person wants nothing stored.
    InputEnded, ///< There was no more to read.
};

/// Asks the questions of `guide` on `out` and reads the answers from `in`, a line each, until the
/// overview is accepted or the dialogue is left. With `echoes` each answer is written behind its
/// question, as a terminal does it. Stores nothing.
DialogueEnd hold_setup_dialogue(receivers::SetupGuide& guide, std::istream& in, std::ostream& out,
                                bool echoes);

} // namespace reservepost::batch::commands

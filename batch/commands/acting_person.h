#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace reservepost::batch::commands {

/// Who sits at the keyboard.
struct ActingPerson {
    std::string name;                ///< The operating system's user, or "uid-<number>".
    std::vector<std::string> groups; ///< The groups the user is in, by name.
};

/// The user who acts: who logged in, as the system's own record has it (`login_uid`, the content of
/// /proc/self/loginuid), which no user can change and no `su` or `sudo` does; where nobody did, as
/// in a timer or a container, whom the process runs as. So two people who share a service account
/// are two people.
uid_t acting_user(const std::string& login_uid, uid_t effective_uid);

/// That user, with its groups, of this process.
ActingPerson acting_person();

} // namespace reservepost::batch::commands

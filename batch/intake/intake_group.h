#pragma once

#include "batch/intake/inbox.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

// Inside intake: files that are taken in together, and the answers about them.

namespace reservepost::batch::intake {

/// Gathers files until there are many or much of them, takes them in together, tells the answers
/// and then takes the files away where that is wanted. `door`, `told` and `counts` outlive it.
class IntakeGroup {
public:
    IntakeGroup(IntakeDoor& door, Manner manner,
                const std::function<void(const IntakeAnswer&)>& told, InboxCount& counts)
        : door_(door), manner_(manner), told_(told), counts_(counts)
    {
    }

    void add(ReadFile file);
    void flush();

    /// The file of that name is not taken in and stays where it is. In the inbox that is an
    /// incident, in every run until it is gone.
    void leave(const std::string& name, const std::string& sentence);

    /// The incidents about files that are not in the inbox any more go away by themselves.
    void settle_incidents();

private:
    void tell(const IntakeAnswer& answer);

    IntakeDoor& door_;
    Manner manner_;
    const std::function<void(const IntakeAnswer&)>& told_;
    InboxCount& counts_;
    std::vector<ReadFile> files_;
    std::set<std::string> left_;
    std::size_t octets_ = 0;
};

} // namespace reservepost::batch::intake

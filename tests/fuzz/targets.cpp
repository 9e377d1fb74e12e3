#include "targets.h"

#include <stdexcept>
#include <string>

namespace reservepost::fuzz {

const Target& target_named(std::string_view name)
{
    std::string names;
    for (const Target& target : targets) {
        if (target.name == name) return target;
        names += ' ';
        names += target.name;
    }
    throw std::invalid_argument("no fuzz target " + std::string(name) + "; there are:" + names);
}

} // namespace reservepost::fuzz

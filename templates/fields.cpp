#include "templates/fields.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::templates {

Fields& Fields::set(std::string name, Value value)
{
    const bool usable = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
    if (!usable)
        throw std::logic_error("a field is named \"" + name +
                               "\"; names are made of a-z, 0-9, _ and . [this is a bug]");
    values_.insert_or_assign(std::move(name), std::move(value));
    return *this;
}

const Value* Fields::find(std::string_view name) const
{
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : &found->second;
}

} // namespace reservepost::templates

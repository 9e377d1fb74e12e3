#pragma once

#include "templates/words_of_time.h"

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace reservepost::templates {

class Fields;

/// What a field can hold. Text is UTF-8 and may hold anything a person can type.
using Value = std::variant<std::string, bool, CivilDay, CivilTime, std::vector<Fields>>;

/// The values that a letter is filled with, by field name ("report.accepted_at"). Names are made
/// of `[a-z0-9_.]`; which names a kind of letter has, and what they hold, stands in
/// `declared_fields.h`.
class Fields {
public:
    /// Sets or replaces one value. Throws `std::logic_error` for a name that no template can use.
    Fields& set(std::string name, Value value);
    /// Text given as a literal or a view, which must not become a bool on the way.
    Fields& set(std::string name, const char* text)
    {
        return set(std::move(name), Value(std::string(text)));
    }
    Fields& set(std::string name, std::string text)
    {
        return set(std::move(name), Value(std::move(text)));
    }
    /// The value of `name`, or nullptr where none was set.
    const Value* find(std::string_view name) const;

private:
    std::map<std::string, Value, std::less<>> values_;
};

} // namespace reservepost::templates

#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::configuration {

/// One thing that is wrong in a file that a person writes.
struct Finding {
    int line = 0;   ///< From 1.
    int column = 0; ///< From 1.
    /// What is wrong and what would be right. Names keys and allowed values, never a value that
    /// may be personal.
    std::string what;
    bool operator==(const Finding&) const = default;
};

/// Everything that is wrong in one file, all at once. The message holds one line a finding,
/// "FILE:LINE:COLUMN: what".
class FindingsError : public std::runtime_error {
public:
    /// `findings` are sorted by place; there is at least one.
    FindingsError(std::string_view file, std::vector<Finding> findings);
    const std::vector<Finding>& findings() const { return findings_; }

private:
    std::vector<Finding> findings_;
};

/// The one of `known` that `word` most likely stands for: at most two slips away (one for words
/// under five letters). Empty when none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

} // namespace reservepost::batch::configuration

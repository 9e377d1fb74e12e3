#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace reservepost::layout {

/// Words as a tree of letters: reading a word finds all entries it begins with at one go.
class LetterTree {
public:
    /// Before any letter is read.
    static constexpr std::uint32_t root = 0;
    /// No entry goes on with the letter that was read.
    static constexpr std::uint32_t nowhere = UINT32_MAX;
    /// No entry ends here.
    static constexpr std::uint32_t none = UINT32_MAX;

    /// Puts `value` at the end of `letters`, unless there is one: then gives false.
    bool add(std::string_view letters, std::uint32_t value);

    /// Where reading `letter` leads from `place`.
    std::uint32_t next(std::uint32_t place, char letter) const
    {
        std::uint32_t child = branches_[place].child;
        while (child != nowhere && branches_[child].letter != letter)
            child = branches_[child].sibling;
        return child;
    }

    /// What was put at `place`, or `none`.
    std::uint32_t value(std::uint32_t place) const { return branches_[place].value; }

private:
    struct Branch {
        std::uint32_t child = nowhere;
        std::uint32_t sibling = nowhere;
        std::uint32_t value = none;
        char letter = 0;
    };
    std::vector<Branch> branches_ = std::vector<Branch>(1);
};

} // namespace reservepost::layout

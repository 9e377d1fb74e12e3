#include "layout/letter_tree.h"

namespace reservepost::layout {

bool LetterTree::add(std::string_view letters, std::uint32_t value)
{
    std::uint32_t place = root;
    for (const char letter : letters) {
        std::uint32_t following = next(place, letter);
        if (following == nowhere) {
            following = static_cast<std::uint32_t>(branches_.size());
            branches_.push_back({nowhere, branches_[place].child, none, letter});
            branches_[place].child = following;
        }
        place = following;
    }
    if (branches_[place].value != none) return false;
    branches_[place].value = value;
    return true;
}

} // namespace reservepost::layout

#include "batch/letters/wording.h"

#include <algorithm>
#include <utility>

namespace reservepost::batch::letters {

using templates::OwnWords;
using templates::Template;

Wording::Wording(std::vector<OwnWords> own)
{
    for (OwnWords& words : own) {
        std::erase_if(own_, [&](const OwnWords& other) {
            return other.kind() == words.kind() && other.language() == words.language();
        });
        own_.push_back(std::move(words));
    }
    for (const OwnWords& words : own_)
        merged_.push_back(Template::find(words.kind(), words.language()).with(words));
}

const Template& Wording::find(std::string_view kind, std::string_view language) const
{
    for (const Template& one : merged_)
        if (one.kind() == kind && one.language() == language) return one;
    return Template::find(kind, language);
}

const OwnWords* Wording::find_own(std::string_view kind, std::string_view language) const
{
    for (const OwnWords& one : own_)
        if (one.kind() == kind && one.language() == language) return &one;
    return nullptr;
}

} // namespace reservepost::batch::letters

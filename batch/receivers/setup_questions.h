#pragma once

#include <span>
#include <string_view>

namespace reservepost::batch::receivers {

/// What decides whether a question is asked.
struct SetupSituation {
    bool is_named = false;   ///< The call named the receiver.
    bool is_new = false;     ///< It is not in the register.
    bool has_number = false; ///< The receiver has a district other than "00", or will have.
    bool has_others = false; ///< Other districts of the municipality are in the register.
    bool has_host = false;   ///< It uses another receiver's address.
};

/// A word that answers a question, and what it means.
struct SetupChoice {
    std::string_view word;
    std::string_view means; ///< Empty for yes and no.
};

/// One question of the guide. Texts are for the person who sets a municipality up.
struct SetupQuestion {
    std::string_view name;  ///< A field's name, or "districts", "copy", "place".
    std::string_view label; ///< In the overview; ASCII.
    std::string_view asks;
    std::string_view why;                 ///< One line.
    std::string_view more;                ///< Lines shown on request.
    bool takes_lines;                     ///< One or more lines, ended by an empty one.
    std::span<const SetupChoice> choices; ///< None: any text that the field's rule takes.
    bool (*applies)(const SetupSituation&);
};

/// All questions in the order in which they are asked.
std::span<const SetupQuestion> setup_questions();

} // namespace reservepost::batch::receivers

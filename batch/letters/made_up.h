#pragma once

#include "batch/letters/letter_fields.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

// Letters to and about people who do not exist, for previews, proofs and the check of our words:
// made from the files in `samples/`, which are part of the program. Never from real reports.

namespace reservepost::batch::letters {

/// A form in one of its versions; the private form is the same in both.
enum class MadeUpForm { Private, PublicV1, PublicV2 };

/// "private", "public-v1", "public-v2".
std::string_view to_text(MadeUpForm form);
std::optional<MadeUpForm> find_made_up_form(std::string_view text);

/// What a made-up letter can be about: one of each thing that a letter says.
struct Situation {
    std::string_view name;    ///< "late", "damaged", "host"
    std::string_view meaning; ///< For whoever chooses one.
    void (*put)(LetterInput& input);
};

/// All situations; the first is the usual one.
std::span<const Situation> situations();

/// Throws `std::invalid_argument` naming those that there are.
const Situation& situation(std::string_view name);

/// A made-up report in that situation, to a made-up receiver of that language ("nb" or "nn").
LetterInput made_up(MadeUpForm form, std::string_view language, const Situation& situation);

/// The same, to `receiver` as it stands in `snapshot`: its own name, address and telephone number;
/// the people stay made up. Throws `std::runtime_error` where it has no address.
LetterInput made_up_for(const receivers::Receiver& receiver, const receivers::Snapshot& snapshot,
                        MadeUpForm form, const Situation& situation);

} // namespace reservepost::batch::letters

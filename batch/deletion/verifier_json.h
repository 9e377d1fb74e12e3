#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace reservepost::batch::deletion::verifying {

enum class JsonKind { Text, Integer, List, Object };

/// One member of a leaf. `raw` is what stands in the leaf: a text without its quotes and with its
/// escapes, anything else as it is.
struct Member {
    std::string_view key;
    JsonKind kind;
    std::string_view raw;
};

/// The members of one canonical JSON object: keys sorted and never twice, no spaces, integers and
/// strings only, the shortest escapes, valid UTF-8, nothing after it. Nothing for anything else.
/// `members` is cleared and filled; it points into `leaf`.
bool read_canonical(std::string_view leaf, std::vector<Member>& members);

/// The texts of a canonical list that was read by `read_canonical`, if it holds texts only.
std::optional<std::vector<std::string_view>> texts_of(std::string_view raw_list);

} // namespace reservepost::batch::deletion::verifying

#pragma once

#include "layout/known_words.h"

#include <string>
#include <string_view>
#include <vector>

namespace reservepost::layout {

/// An entry of a list such as hyphenation/no.txt, where the marks are explained.
struct ListedWord {
    enum class Place { Alone, Begins, Ends };

    std::string letters; ///< In ISO 8859-1, without marks.
    Build build;
    Place place = Place::Alone;
    std::string where; ///< "no.txt, line 12".
};

/// The entries of a list in UTF-8. Throws `std::logic_error`, naming list and line, for an entry
/// that cannot be read: the lists are part of the program.
std::vector<ListedWord> read_word_list(std::string_view name, std::string_view list);

} // namespace reservepost::layout

#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// What `batch/words/states.txt` says, as values; for the program that writes the tables of states
// in four languages while Reservepost is built. Nothing of it is in Reservepost itself.

namespace reservepost::batch::states_writer {

/// A way out of a state.
struct Road {
    std::string to;
    std::string because;
};

struct State {
    std::string name; ///< One word of small letters.
    std::string means;
    std::vector<Road> roads;
};

/// The states of one kind of thing. The first one is where its life begins, unless it has more
/// beginnings (a report is `quarantined` or `waiting` at first).
struct Life {
    std::string kind; ///< "report", "letter", "job".
    std::vector<State> states;
};

/// What is wrong in the source, with its line.
class SourceError : public std::runtime_error {
public:
    SourceError(std::size_t line, const std::string& what);
};

/// Reads the source: `[kind]`, then a line for each state with its meaning, and under it lines
/// `> state reason`. Throws `SourceError` for any other line, a state or road that is there twice,
/// a road to an unknown state or to itself, a missing meaning or reason, and a kind without states.
std::vector<Life> read_lives(std::string_view text);

} // namespace reservepost::batch::states_writer

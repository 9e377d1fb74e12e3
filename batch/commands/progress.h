#pragma once

#include "batch/commands/command.h"

#include <cstdint>
#include <string>

namespace reservepost::batch::commands {

/// How far long work has come, for somebody who watches it: a bar that is redrawn on a terminal,
/// now and then a line elsewhere. One thread at a time.
class Progress {
public:
    enum class Manner {
        Bar,
        Lines, ///< One for each ten thousand.
        Silent,
    };

    /// What suits the error stream of a call: a bar on a terminal, nothing with `--json`,
    /// `elsewhere` otherwise.
    static Manner manner_for(const Invocation& invocation, Manner elsewhere);

    /// `things` is what is counted: "letters". `whole` is what `reached` counts its parts of, in
    /// any unit; 0 where nobody knows. `err` must outlive the progress.
    Progress(std::ostream& err, Manner manner, std::string things, std::uint64_t whole);
    /// Leaves no bar behind.
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// That many things are done, and that much of the whole. Neither ever grows less.
    void reached(std::uint64_t count, std::uint64_t part);

    /// Takes the bar away, so that something else can be said; the next step brings it back.
    void hide();

private:
    void draw(std::uint64_t count, std::uint64_t part);

    std::ostream& err_;
    Manner manner_;
    std::string things_;
    std::uint64_t whole_;
    std::uint64_t told_ = 0; ///< In hundredths of the whole, or in things: what was shown last.
    std::size_t width_ = 0;  ///< Of the bar as it stands on the terminal; 0: there is none.
};

} // namespace reservepost::batch::commands

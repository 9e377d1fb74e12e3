#include "batch/commands/progress.h"

#include <algorithm>
#include <iostream>
#include <unistd.h>

namespace reservepost::batch::commands {

namespace {

constexpr std::uint64_t things_per_line = 10'000;
constexpr std::uint64_t things_per_redraw = 100; ///< Where there is no whole to have a part of.
constexpr std::size_t bar_cells = 30;

} // namespace

Progress::Manner Progress::manner_for(const Invocation& invocation, Manner elsewhere)
{
    if (invocation.json) return Manner::Silent;
    const bool terminal = &invocation.err == &std::cerr && ::isatty(STDERR_FILENO) == 1;
    return terminal ? Manner::Bar : elsewhere;
}

Progress::Progress(std::ostream& err, Manner manner, std::string things, std::uint64_t whole)
    : err_(err), manner_(manner), things_(std::move(things)), whole_(whole)
{
}

Progress::~Progress()
{
    hide();
}

void Progress::reached(std::uint64_t count, std::uint64_t part)
{
    if (manner_ == Manner::Silent) return;
    const auto step = manner_ == Manner::Lines ? count / things_per_line
                      : whole_ == 0            ? count / things_per_redraw
                                               : std::min(part, whole_) * 100 / whole_;
    if (step == told_ && (manner_ == Manner::Lines || width_ > 0)) return;
    told_ = step;
    if (manner_ == Manner::Bar)
        draw(count, part);
    else if (step > 0)
        err_ << std::to_string(step * things_per_line) << " " << things_ << "\n" << std::flush;
}

void Progress::draw(std::uint64_t count, std::uint64_t part)
{
    std::string text;
    if (whole_ > 0) {
        const auto done = std::min(part, whole_);
        const auto cells = static_cast<std::size_t>(done * bar_cells / whole_);
        const auto percent = std::to_string(done * 100 / whole_);
        text = "[" + std::string(cells, '#') + std::string(bar_cells - cells, '.') + "] " +
               std::string(3 - percent.size(), ' ') + percent + " %  ";
    }
    text += std::to_string(count) + " " + things_;
    err_ << "\r" << text << std::flush;
    width_ = text.size();
}

void Progress::hide()
{
    if (width_ == 0) return;
    err_ << "\r" << std::string(width_, ' ') << "\r" << std::flush;
    width_ = 0;
}

} // namespace reservepost::batch::commands

#pragma once

#include "batch/disk/descriptor.h"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::disk {

/// Octets that a child process can open as a file, and that no disk ever sees: they lie in memory
/// and go with this.
class MemoryFile {
public:
    /// Throws `std::system_error` if there is not enough memory.
    explicit MemoryFile(std::string_view octets);
    const Descriptor& descriptor() const { return file_; }

private:
    Descriptor file_;
};

/// The path by which a child started with `run_child` opens its input: by itself, so that each
/// reads from the beginning.
inline constexpr const char* input_of_child = "/proc/self/fd/3";

/// What a child may use before it is killed.
struct ChildLimits {
    int seconds = 10;                             ///< From its start to its end.
    std::size_t octets_of_output = 64U << 20U;    ///< On its standard output.
    std::uint64_t octets_of_memory = 1ULL << 30U; ///< Of address space.
};

/// A child that could not be started, or was killed since it used more than it may.
class ChildFailed : public std::runtime_error {
public:
    enum class Why { NotInstalled, TooSlow, TooMuchOutput };
    ChildFailed(Why why, const std::string& sentence) : std::runtime_error(sentence), why_(why) {}
    Why why() const { return why_; }

private:
    Why why_;
};

struct ChildOutcome {
    int status = -1;    ///< Its exit status; -1: a signal ended it.
    std::string output; ///< Of its standard output alone; what it complains of is thrown away.
};

/// Runs a program found in PATH with these arguments, as they are, without a shell, and waits for
/// its end. `input` is open in it as `input_of_child` says. Nothing is left running, whether this
/// returns or throws: `ChildFailed`, or `std::system_error` where the system gives no process.
ChildOutcome run_child(const std::vector<std::string>& arguments, const MemoryFile& input,
                       const ChildLimits& limits = {});

} // namespace reservepost::batch::disk

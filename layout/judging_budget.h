#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>

// What judging a foreign file may cost. A PDF of a megabyte can inflate to ten gigabytes, hold a
// million objects or nest its forms ten thousand deep; whoever looks into one spends from a budget
// and stops when it is spent.

namespace reservepost::layout {

/// A file that could not be judged: no finding, since nothing is known to be wrong with it. The
/// message says why in one sentence and holds nothing of the file.
class CannotJudge : public std::runtime_error {
public:
    CannotJudge(std::string code, const std::string& sentence)
        : std::runtime_error(sentence), code_(std::move(code))
    {
    }

    const std::string& code() const { return code_; } ///< "TOO_MUCH_TO_JUDGE".

private:
    std::string code_;
};

/// How much of everything one file may cost. The defaults let a document of 100,000 letters
/// through, and end what was made to do harm within seconds.
struct JudgingLimits {
    std::uint64_t inflated_octets = 1U << 30; ///< Of all streams together.
    std::uint64_t stream_octets = 1U << 26;   ///< Of one stream, inflated: it is held in memory.
    std::uint64_t objects = 4'000'000;        ///< Visited, not held.
    std::uint64_t operators = 100'000'000;    ///< Of content streams and forms.
    int nesting = 64;                         ///< Of forms in forms, of nodes in trees.
    /// Asked now and then; true once there is no time left. None: there is no hurry. A function,
    /// since layout asks no clock.
    std::function<bool()> out_of_time = {};
};

/// What is left of the limits while one file is judged; every judge of that file spends from the
/// same budget. Once it is spent it stays spent: each further call throws, so that a library which
/// swallows an exception on the way cannot make the judge go on.
class JudgingBudget {
public:
    explicit JudgingBudget(JudgingLimits limits = {}) : limits_(std::move(limits)) {}
    JudgingBudget(const JudgingBudget&) = delete;
    JudgingBudget& operator=(const JudgingBudget&) = delete;

    /// Each takes that much off, and throws `CannotJudge` TOO_MUCH_TO_JUDGE where more is asked for
    /// than there is, or where the time is over. `before` is what of the same stream was inflated
    /// already.
    void inflate(std::uint64_t octets, std::uint64_t before = 0);
    void visit_object() { spend(objects_, 1, limits_.objects, "objects"); }
    void run_operator() { spend(operators_, 1, limits_.operators, "operators of page content"); }

    /// Throws if anything was spent before, or the time is over: to be called after a library that
    /// may have swallowed the exception.
    void check();

    /// One level further down, for as long as it lives: a form within a form, a node below a node.
    class Descent {
    public:
        explicit Descent(JudgingBudget& budget) : budget_(budget) { budget_.descend(); }
        ~Descent() { --budget_.depth_; }
        Descent(const Descent&) = delete;
        Descent& operator=(const Descent&) = delete;

    private:
        JudgingBudget& budget_;
    };

private:
    void spend(std::uint64_t& spent, std::uint64_t more, std::uint64_t limit, const char* what);
    void descend();
    [[noreturn]] void stop(std::string why);

    JudgingLimits limits_;
    std::uint64_t inflated_ = 0;
    std::uint64_t objects_ = 0;
    std::uint64_t operators_ = 0;
    std::uint64_t until_clock_ = 0; ///< Of whatever is spent, until the clock is asked.
    int depth_ = 0;
    std::string stopped_; ///< Why; empty while there is something left.
};

} // namespace reservepost::layout

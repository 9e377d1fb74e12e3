#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

// Work that many threads do at once, and that comes out as if one had done it.

namespace reservepost::batch::commands {

/// A piece of work and how much room it takes while it is under way, in a unit of the caller's.
template <typename Work> struct Weighed {
    Work work;
    std::size_t weight = 0;
};

/// The three steps of such work. Each may throw; then no other begins.
template <typename Work, typename Done> struct InOrderSteps {
    std::function<std::optional<Weighed<Work>>()> take; ///< The next piece; nothing at the end.
    std::function<Done(Work)> make;                     ///< What comes of it.
    std::function<void(Done)> put;                      ///< Takes what came of it.
};

/// `take`, `make` and `put` for all the work there is. `make` is called on many threads at once;
/// `take` and `put` on one at a time, and `put` in the order in which the pieces were taken.
/// There is no thread for each step: each thread does what is next to be done, so that one is as
/// good as a plain loop.
template <typename Work, typename Done> class InOrder {
public:
    /// While pieces of `most_weight` or more are under way no other is taken. So one that is
    /// heavier than that alone goes by itself.
    InOrder(InOrderSteps<Work, Done> steps, std::size_t most_weight)
        : steps_(std::move(steps)), most_weight_(most_weight)
    {
    }

    /// On `threads` threads, this one among them; at least one. Returns when all is put. When a
    /// step throws, the others end what they are at, and one such exception is thrown on.
    void run(int threads)
    {
        std::vector<std::future<void>> others; // Whose going waits for the threads.
        const StopOnWayOut stop{*this};
        for (int i = 1; i < threads; ++i)
            others.push_back(std::async(std::launch::async, [this] { do_what_is_next(); }));
        do_what_is_next();
        for (auto& other : others)
            other.get();
    }

private:
    /// What was made and waits for its turn to be put.
    struct Made {
        Done done;
        std::size_t weight;
    };
    using Lock = std::unique_lock<std::mutex>;

    /// Lets all threads end when one leaves: at the end of the work, or by an exception.
    struct StopOnWayOut {
        InOrder& work;
        ~StopOnWayOut()
        {
            const Lock lock(work.mutex_);
            work.stopped_ = true;
            work.changed_.notify_all();
        }
    };

    void do_what_is_next()
    {
        const StopOnWayOut stop{*this};
        Lock lock(mutex_);
        while (!stopped_) {
            const auto next = made_.find(put_count_);
            if (!putting_ && next != made_.end())
                put(lock, made_.extract(next));
            else if (!taking_ && !all_taken_ && weight_ < most_weight_)
                take_and_make(lock);
            else if (all_taken_ && put_count_ == taken_count_)
                return;
            else
                changed_.wait(lock);
        }
    }

    void put(Lock& lock, typename std::map<std::size_t, Made>::node_type next)
    {
        putting_ = true;
        lock.unlock();
        steps_.put(std::move(next.mapped().done));
        lock.lock();
        putting_ = false;
        ++put_count_;
        weight_ -= next.mapped().weight;
        changed_.notify_all();
    }

    void take_and_make(Lock& lock)
    {
        taking_ = true;
        lock.unlock();
        auto taken = steps_.take();
        lock.lock();
        taking_ = false;
        if (!taken) {
            all_taken_ = true;
            changed_.notify_all();
            return;
        }
        const auto number = taken_count_++;
        weight_ += taken->weight;
        changed_.notify_all();
        lock.unlock();
        Made made{steps_.make(std::move(taken->work)), taken->weight};
        lock.lock();
        made_.emplace(number, std::move(made));
        changed_.notify_all();
    }

    InOrderSteps<Work, Done> steps_;
    std::size_t most_weight_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::size_t, Made> made_; ///< By the number of the piece.
    std::size_t taken_count_ = 0;
    std::size_t put_count_ = 0;
    std::size_t weight_ = 0; ///< Of what is taken and not yet put.
    bool taking_ = false;
    bool putting_ = false;
    bool all_taken_ = false;
    bool stopped_ = false;
};

} // namespace reservepost::batch::commands

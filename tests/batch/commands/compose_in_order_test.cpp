#include "batch/commands/compose_in_order.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

// Whatever the threads, the outcome is that of one. No test here measures time: one thread waits
// for another where an order is to be made sure of.

namespace reservepost::batch::commands {
namespace {

using Steps = InOrderSteps<int, int>;

Steps counting(int count, std::vector<int>& put)
{
    Steps steps;
    steps.take = [count, next = 0]() mutable -> std::optional<Weighed<int>> {
        if (next == count) return std::nullopt;
        return Weighed<int>{next++, 1};
    };
    steps.make = [](int number) { return number * 2; };
    steps.put = [&put](int number) { put.push_back(number); };
    return steps;
}

std::vector<int> doubled(int count)
{
    std::vector<int> all(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        all[static_cast<std::size_t>(i)] = i * 2;
    return all;
}

TEST(ComposeInOrder, PutsInTheOrderOfTaking)
{
    for (const int threads : {1, 2, 5, 16})
        for (const int count : {0, 1, 2, 1000})
            for (const std::size_t most_weight : {1U, 3U, 1000U}) {
                SCOPED_TRACE(std::to_string(threads) + " threads, " + std::to_string(count));
                std::vector<int> put;
                InOrder(counting(count, put), most_weight).run(threads);
                EXPECT_EQ(put, doubled(count));
            }
}

/// Lets those that come wait until it is opened.
class Gate {
public:
    void open()
    {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }
    void pass()
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return open_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
};

TEST(ComposeInOrder, OneThatTakesLongIsWaitedFor)
{
    std::vector<int> put;
    Gate gate;
    auto steps = counting(10, put);
    steps.make = [&](int number) {
        if (number == 0) gate.pass(); // All others are made before the first.
        if (number == 9) gate.open();
        return number * 2;
    };
    InOrder(std::move(steps), 100).run(2);
    EXPECT_EQ(put, doubled(10));
}

TEST(ComposeInOrder, NoMoreIsUnderWayThanItMay)
{
    std::vector<int> put;
    std::atomic<int> under_way = 0, most = 0;
    auto steps = counting(200, put);
    const auto take = steps.take;
    steps.take = [&]() {
        auto taken = take();
        if (taken) {
            const int now = ++under_way;
            if (now > most) most = now;
            taken->weight = 10;
        }
        return taken;
    };
    const auto plain_put = steps.put;
    steps.put = [&](int number) {
        plain_put(number);
        --under_way;
    };
    InOrder(std::move(steps), 25).run(8);
    EXPECT_EQ(put, doubled(200));
    EXPECT_LE(most, 3) << "two weigh 20, and one more goes in";
}

TEST(ComposeInOrder, WhatIsTooHeavyGoesAlone)
{
    std::vector<int> put;
    std::atomic<int> in_make = 0;
    std::atomic<bool> together = false;
    auto steps = counting(50, put);
    const auto take = steps.take;
    steps.take = [&]() {
        auto taken = take();
        if (taken) taken->weight = 1000;
        return taken;
    };
    steps.make = [&](int number) {
        if (++in_make > 1) together = true;
        --in_make;
        return number * 2;
    };
    InOrder(std::move(steps), 10).run(8);
    EXPECT_EQ(put, doubled(50));
    EXPECT_FALSE(together);
}

TEST(ComposeInOrder, AnExceptionOfAnyStepEndsTheOthersAndIsThrownOn)
{
    for (const int threads : {1, 2, 5})
        for (const std::string failing : {"take", "make", "put"}) {
            SCOPED_TRACE(failing + " on " + std::to_string(threads) + " threads");
            std::vector<int> put;
            auto steps = counting(100'000, put);
            std::atomic<int> calls = 0;
            const auto step = [&](const std::string& name) {
                if (name == failing && ++calls == 50) throw std::runtime_error("it broke");
            };
            const auto plain = steps;
            steps.take = [&] {
                step("take");
                return plain.take();
            };
            steps.make = [&](int number) {
                step("make");
                return plain.make(number);
            };
            steps.put = [&](int number) {
                step("put");
                plain.put(number);
            };
            InOrder work(std::move(steps), 100);
            EXPECT_THROW(work.run(threads), std::runtime_error);
            EXPECT_LT(put.size(), 50U + 100U) << "the others went on";
            EXPECT_EQ(put, doubled(static_cast<int>(put.size()))) << "what was put is in order";
        }
}

} // namespace
} // namespace reservepost::batch::commands

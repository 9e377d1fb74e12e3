#include "batch/letters/in_parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace reservepost::batch::letters {

void in_parallel(std::size_t count, int threads, const std::function<void(std::size_t)>& work)
{
    std::vector<std::exception_ptr> thrown(count);
    std::atomic<std::size_t> next = 0;
    const auto take_turns = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            try {
                work(i);
            } catch (...) {
                thrown[i] = std::current_exception();
            }
        }
    };
    {
        std::vector<std::jthread> others;
        const auto wanted = std::min(count, static_cast<std::size_t>(std::max(threads, 1)));
        for (std::size_t i = 1; i < wanted; ++i)
            others.emplace_back(take_turns);
        take_turns();
    }
    for (const auto& error : thrown)
        if (error) std::rethrow_exception(error);
}

} // namespace reservepost::batch::letters

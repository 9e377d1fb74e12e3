#pragma once

#include <cstddef>
#include <functional>

namespace reservepost::batch::letters {

/// Calls `work(0)` … `work(count - 1)`, each once, on `threads` threads (at least one), begun in
/// the order of their numbers, and returns when all have ended. If some throw, the one of the
/// lowest number is thrown on; the others still run.
void in_parallel(std::size_t count, int threads, const std::function<void(std::size_t)>& work);

} // namespace reservepost::batch::letters

#include "tests/batch/vault/freed_memory.h"

#include <cstdlib>
#include <malloc.h>
#include <new>
#include <stdexcept>

namespace reservepost::tests {

namespace {

std::string_view watched;
std::size_t found = 0;

void look_at(void* block) noexcept
{
    if (watched.empty() || block == nullptr) return;
    const std::string_view octets(static_cast<const char*>(block), ::malloc_usable_size(block));
    if (octets.find(watched) != std::string_view::npos) ++found;
}

} // namespace

FreedMemory::FreedMemory(std::string_view octets)
{
    if (octets.size() < 8) throw std::invalid_argument("too few octets to be known by");
    found = 0;
    watched = octets;
}

FreedMemory::~FreedMemory()
{
    watched = {};
}

std::size_t FreedMemory::blocks_with_them() const
{
    return found;
}

} // namespace reservepost::tests

// The standard's other forms of new and delete call these.

void* operator new(std::size_t size)
{
    if (void* block = std::malloc(size == 0 ? 1 : size)) return block;
    throw std::bad_alloc();
}

void operator delete(void* block) noexcept
{
    reservepost::tests::look_at(block);
    std::free(block);
}

void operator delete(void* block, std::size_t) noexcept
{
    operator delete(block);
}

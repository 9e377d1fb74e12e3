#include "layout/deflate.h"

#include <libdeflate.h>

#include <memory>
#include <new>
#include <stdexcept>

namespace reservepost::layout {

std::string deflated(std::string_view octets)
{
    struct Free {
        void operator()(libdeflate_compressor* compressor) const
        {
            libdeflate_free_compressor(compressor);
        }
    };
    constexpr int level = 6;
    const std::unique_ptr<libdeflate_compressor, Free> compressor(
        libdeflate_alloc_compressor(level));
    if (!compressor) throw std::bad_alloc();
    std::string small(libdeflate_zlib_compress_bound(compressor.get(), octets.size()), '\0');
    const std::size_t size = libdeflate_zlib_compress(compressor.get(), octets.data(),
                                                      octets.size(), small.data(), small.size());
    if (size == 0) throw std::logic_error("the compressor's bound was too small [this is a bug]");
    small.resize(size);
    return small;
}

} // namespace reservepost::layout

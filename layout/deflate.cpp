#include "layout/deflate.h"

#include <libdeflate.h>

#include <new>
#include <stdexcept>

namespace reservepost::layout {

struct Deflater::Tables {
    // Measured on content streams and fonts of letters (tests/bench): level 6 takes twice the time
    // for three octets in a hundred less.
    static constexpr int level = 1;

    Tables() : compressor(libdeflate_alloc_compressor(level))
    {
        if (compressor == nullptr) throw std::bad_alloc();
    }
    ~Tables() { libdeflate_free_compressor(compressor); }
    Tables(const Tables&) = delete;
    Tables& operator=(const Tables&) = delete;

    libdeflate_compressor* compressor;
};

Deflater::Deflater() : tables_(std::make_unique<Tables>()) {}
Deflater::~Deflater() = default;

std::string_view Deflater::deflate(std::string_view octets)
{
    const std::size_t bound = libdeflate_zlib_compress_bound(tables_->compressor, octets.size());
    if (buffer_.size() < bound) buffer_.resize(bound);
    const std::size_t size = libdeflate_zlib_compress(
        tables_->compressor, octets.data(), octets.size(), buffer_.data(), buffer_.size());
    if (size == 0) throw std::logic_error("the compressor's bound was too small [this is a bug]");
    return std::string_view(buffer_).substr(0, size);
}

std::string deflated(std::string_view octets)
{
    return std::string(Deflater().deflate(octets));
}

} // namespace reservepost::layout

#include "tests/bench/floors.h"

#include <hb.h>
#include <libdeflate.h>

namespace reservepost::bench {

struct ShapingFloor::Font {
    hb_blob_t* blob = nullptr;
    hb_face_t* face = nullptr;
    hb_font_t* font = nullptr;
    hb_buffer_t* buffer = nullptr;
};

ShapingFloor::ShapingFloor(std::string_view font) : font_(new Font)
{
    font_->blob = hb_blob_create(font.data(), static_cast<unsigned>(font.size()),
                                 HB_MEMORY_MODE_READONLY, nullptr, nullptr);
    font_->face = hb_face_create(font_->blob, 0);
    font_->font = hb_font_create(font_->face);
    font_->buffer = hb_buffer_create();
}

ShapingFloor::~ShapingFloor()
{
    hb_buffer_destroy(font_->buffer);
    hb_font_destroy(font_->font);
    hb_face_destroy(font_->face);
    hb_blob_destroy(font_->blob);
}

std::size_t ShapingFloor::shape(std::string_view text)
{
    auto* buffer = font_->buffer;
    hb_buffer_reset(buffer);
    hb_buffer_add_utf8(buffer, text.data(), static_cast<int>(text.size()), 0, -1);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
    hb_shape(font_->font, buffer, nullptr, 0);
    return hb_buffer_get_length(buffer);
}

struct DeflateFloor::Compressor {
    libdeflate_compressor* tables;
    std::string buffer;
};

DeflateFloor::DeflateFloor(int level)
    : compressor_(new Compressor{libdeflate_alloc_compressor(level), {}})
{
}

DeflateFloor::~DeflateFloor()
{
    libdeflate_free_compressor(compressor_->tables);
}

std::size_t DeflateFloor::deflate(std::string_view octets)
{
    auto& buffer = compressor_->buffer;
    const auto most = libdeflate_zlib_compress_bound(compressor_->tables, octets.size());
    if (buffer.size() < most) buffer.resize(most);
    return libdeflate_zlib_compress(compressor_->tables, octets.data(), octets.size(),
                                    buffer.data(), buffer.size());
}

std::vector<std::string_view> words_in(std::string_view text)
{
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = text.find(' ');
        words.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return words;
}

} // namespace reservepost::bench

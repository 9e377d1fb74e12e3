#include "fonts/subset_source.h"

#include <hb-subset.h>

namespace reservepost::fonts {

namespace {

constexpr int pays_from = 40;

// The faces of Chinese, Japanese and Korean have 65,535 glyphs; preparing one takes 0.7 s and
// 300 MB.
constexpr unsigned most_glyphs = 10'000;

} // namespace

hb_face_t* SubsetSource::next() const
{
    if (cut_.load(std::memory_order_relaxed) < pays_from) {
        cut_.fetch_add(1, std::memory_order_relaxed);
        return face_;
    }
    if (hb_face_get_glyph_count(face_) > most_glyphs) return face_;
    std::call_once(once_, [this] { prepared_.reset(hb_subset_preprocess(face_)); });
    return prepared_.get();
}

} // namespace reservepost::fonts

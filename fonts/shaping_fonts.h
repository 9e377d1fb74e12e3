#pragma once

#include <hb.h>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <string_view>

// Inside this folder only: a face as text is shaped with it.

namespace reservepost::fonts {

/// The fonts that a face's text is shaped with, scaled to thousandths of the size: the whole one,
/// and one that is cut down to the letters of Latin-1 and Latin Extended-A with the signs among
/// them, which nearly all words are written with. Noto Sans kerns and composes some four thousand
/// glyphs; without what other letters ask for HarfBuzz shapes a word in two thirds of the time.
///
/// Both give the same glyphs: the cut one keeps the numbers of all glyphs and every rule in which
/// its letters have a part (HarfBuzz cuts it), and is never asked about other characters. It is cut
/// when so many words have been shaped that this pays. Any thread.
class ShapingFonts {
public:
    /// `face` must outlive this.
    explicit ShapingFonts(hb_face_t* face);

    hb_font_t* whole() const { return whole_.get(); }

    /// The font for a text of which HarfBuzz sees nothing but `text`.
    hb_font_t* font_for(std::u16string_view text) const;

private:
    struct Destroy {
        void operator()(hb_font_t* font) const { hb_font_destroy(font); }
    };
    using Font = std::unique_ptr<hb_font_t, Destroy>;

    static constexpr std::size_t letters = 0x180; ///< To the end of Latin Extended-A.

    static Font font_of(hb_face_t* face);
    void cut() const;

    hb_face_t* face_;
    Font whole_;
    mutable std::atomic<int> shaped_ = 0;
    mutable std::once_flag once_;
    mutable Font cut_;                           ///< None where the face is not to be cut.
    mutable std::array<bool, letters> has_ = {}; ///< Which of them the cut one has.
};

} // namespace reservepost::fonts

#pragma once

#include "fonts/library.h"
#include "layout/frame.h"
#include "layout/pdf_codes.h"
#include "layout/pdf_reading.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace reservepost::layout {

/// The name under which content streams ask for a font of a face: "F0" for the first of face 0,
/// "F0-1" for its second.
std::string font_name(int face, std::size_t font);

/// What PDF remembers from one operator of a page to the next.
struct PageState {
    int face = -1;
    std::uint16_t font = 0;
    Length size;
    Length word_space;
    Length line_x, line_y; ///< Where the last line began, from the bottom left corner.
    Length leading;        ///< How far down the next line begins if nothing is said.
};

/// Writes pages as content streams, one after the other, and gives out the codes that they need.
/// Everything is black; places count from the bottom left corner, as PDF does.
class ContentWriter {
public:
    /// The library must outlive the writer.
    explicit ContentWriter(const fonts::Library& library) : library_(library) {}

    /// A page's content; valid until the next call. Throws `std::runtime_error` if the licence
    /// bits of one of its faces forbid embedding it.
    std::string_view content_of(const Frame& page);

    /// The codes that were given out so far, by face.
    const std::map<int, FaceCodes>& codes() const { return codes_; }

private:
    void append_text(Size page, const std::vector<Placed>& items);
    void append_rules(const Frame& page);
    void move_line(Length x, Length y);
    void space_words(const GlyphRun& run);
    FaceCodes& codes_of(int face);

    const fonts::Library& library_;
    std::map<int, FaceCodes> codes_;
    int last_face_ = -1;
    FaceCodes* last_codes_ = nullptr;
    std::string content_;
    PageState state_;
    Readings readings_;
};

} // namespace reservepost::layout

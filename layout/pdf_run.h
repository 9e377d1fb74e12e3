#pragma once

#include "layout/frame.h"
#include "layout/pdf_codes.h"
#include "layout/pdf_content.h"
#include "layout/pdf_reading.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace reservepost::layout {

/// Writes one run into a content stream, from where its line begins: strings of codes, gaps
/// between them, and changes of font and rise. Made anew for each run, so it allocates nothing.
///
/// The pen, where PDF would put the next glyph, is compared with where the run wants it in
/// millionths of a point, so that rounding never adds up along a line.
class RunWriter {
public:
    /// `state` already has the run's word space if a space can come. `readings` is room to work in.
    RunWriter(std::string& content, PageState& state, FaceCodes& codes, int face,
              const GlyphRun& run, Readings& readings);

    void write();

private:
    bool continues_plainly() const;
    std::size_t write_plain(std::size_t first);
    std::size_t write_cluster(std::size_t first);
    std::size_t write_rare_cluster(std::size_t first);
    void put(const Glyph& glyph, Code code, bool space);
    void show(Code code);
    void begin_show();
    void rise_to(std::int32_t rise);
    void leave_gap(std::int64_t thousandths);
    void select(std::uint16_t font);
    void end_show();

    std::string& content_;
    PageState& state_;
    FaceCodes& codes_;
    int face_;
    const GlyphRun& run_;
    Readings& readings_;
    std::int64_t unit_;       ///< A thousandth of the size, in millionths of a point.
    std::int64_t word_space_; ///< In millionths of a point.
    std::int64_t ahead_ = 0;  ///< How far the pen is too far right, in millionths of a point.
    std::int32_t rise_ = 0;   ///< In thousandths of the size.
    std::size_t show_begin_ = 0;
    bool showing_ = false; ///< Between "[" and "]TJ".
    bool string_ = false;  ///< Between "(" and ")".
    bool gaps_ = false;
};

} // namespace reservepost::layout

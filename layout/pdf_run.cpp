#include "layout/pdf_run.h"

#include "layout/decimal.h"
#include "layout/utf8.h"

#include <algorithm>
#include <span>

namespace reservepost::layout {

namespace {

constexpr std::int64_t millionths_in_thousandth = 1000;
constexpr char32_t no_break_space = 0xA0;

/// Room is made for as many before they are written, so a run of any length must be cut.
constexpr std::size_t most_plain_at_once = 256;

bool is_word_space(Code code)
{
    return code.number == space_code && code.font == 0;
}

} // namespace

RunWriter::RunWriter(std::string& content, PageState& state, FaceCodes& codes, int face,
                     const GlyphRun& run, Readings& readings)
    : content_(content), state_(state), codes_(codes), face_(face), run_(run), readings_(readings),
      unit_(run.size.in_thousandths_of_pt()),
      word_space_(run.word_space.in_thousandths_of_pt() * millionths_in_thousandth)
{
}

void RunWriter::write()
{
    for (std::size_t first = 0; first < run_.glyphs.size();) {
        first = write_cluster(first);
        if (continues_plainly()) first = write_plain(first);
    }
    end_show();
    if (rise_ != 0) content_ += "0 Ts\n";
}

/// True if the pen stands right in an open string, and nothing but codes of one octet need follow.
bool RunWriter::continues_plainly() const
{
    return string_ && ahead_ == 0 && rise_ == 0 && state_.font == 0 && !run_.right_to_left;
}

/// Writes glyphs as long as each is as wide as its font says, stands alone for one character and
/// needs no operator before it. What letters are made of passes through here; nothing is looked up
/// but in a table, and nothing is allocated. Gives where the next cluster begins.
std::size_t RunWriter::write_plain(std::size_t first)
{
    const Glyph* const glyphs = run_.glyphs.data();
    const std::size_t count = run_.glyphs.size();
    const std::size_t stop = std::min(count, first + most_plain_at_once);
    const std::string_view text = run_.text;
    const std::span<const FaceCodes::Plain> plain = codes_.plain();
    const std::size_t before = content_.size();
    content_.resize(before + stop - first);
    char* octet = content_.data() + before;
    for (; first < stop; ++first) {
        const Glyph& glyph = glyphs[first];
        const std::size_t end = first + 1 < count ? glyphs[first + 1].text_at : text.size();
        if (glyph.text_at >= end || (glyph.x_offset | glyph.y_offset) != 0) break;
        const auto [character, octets] = utf8_character(text, glyph.text_at);
        if (glyph.text_at + octets != end || character == no_break_space) break;
        if (glyph.id >= plain.size() || plain[glyph.id].character != character) break;
        const Code code = plain[glyph.id].code;
        if (code.font != 0) break;
        *octet++ = static_cast<char>(code.number);
        if (code.width != glyph.advance) {
            ahead_ = (code.width - glyph.advance) * unit_;
            ++first;
            break;
        }
    }
    content_.resize(static_cast<std::size_t>(octet - content_.data()));
    return first;
}

/// Gives where the next cluster begins. Nearly all are one glyph for one character.
std::size_t RunWriter::write_cluster(std::size_t first)
{
    const Glyph& glyph = run_.glyphs[first];
    const std::size_t next = first + 1;
    const std::size_t begin = glyph.text_at;
    const bool last = next == run_.glyphs.size();
    const bool shares = !last && run_.glyphs[next].text_at == begin;
    if (!shares && begin < run_.text.size()) {
        std::size_t end = run_.text.size();
        if (!run_.right_to_left && !last) end = run_.glyphs[next].text_at;
        if (run_.right_to_left && first > 0) end = run_.glyphs[first - 1].text_at;
        const auto [character, octets] = utf8_character(run_.text, begin);
        if (begin + octets == end) {
            const auto text = std::string_view(run_.text).substr(begin, octets);
            put(glyph, codes_.of(glyph.id, character, text),
                character == U' ' || character == no_break_space);
            return next;
        }
    }
    return write_rare_cluster(first);
}

std::size_t RunWriter::write_rare_cluster(std::size_t first)
{
    const Cluster cluster = cluster_at(run_, first);
    read_cluster(run_, cluster, readings_);
    for (std::size_t i = cluster.first; i < cluster.end; ++i) {
        const Glyph& glyph = run_.glyphs[i];
        put(glyph, codes_.of(glyph.id, readings_.of_glyph[i - cluster.first]),
            is_space(run_, glyph));
    }
    return cluster.end;
}

void RunWriter::put(const Glyph& glyph, Code code, bool space)
{
    const bool other_face = state_.face != face_ || state_.size != run_.size;
    if (is_word_space(code) && state_.font != 0 && !other_face) code = codes_.space_in(state_.font);
    if (other_face || state_.font != code.font) select(code.font);
    if (glyph.y_offset != rise_) rise_to(glyph.y_offset);
    const std::int64_t too_far = ahead_ - glyph.x_offset * unit_;
    // A gap of one thousandth is rounding, not a wish.
    if (too_far > unit_ + unit_ / 2 || too_far < -unit_ - unit_ / 2) leave_gap(too_far);
    show(code);
    ahead_ += (code.width - glyph.advance) * unit_;
    if (space != is_word_space(code)) ahead_ += space ? -word_space_ : word_space_;
}

void RunWriter::show(Code code)
{
    if (!string_) {
        begin_show();
        content_ += '(';
        string_ = true;
    }
    if (code.font != 0) content_ += static_cast<char>(code.number >> 8U);
    content_ += static_cast<char>(code.number & 255U);
}

void RunWriter::begin_show()
{
    if (showing_) return;
    show_begin_ = content_.size();
    content_ += '[';
    showing_ = true;
}

void RunWriter::rise_to(std::int32_t rise)
{
    end_show();
    append_thousandths(content_, run_.size.scaled(rise, 1000).in_thousandths_of_pt());
    content_ += " Ts\n";
    rise_ = rise;
}

void RunWriter::leave_gap(std::int64_t too_far)
{
    if (unit_ == 0) return;
    const std::int64_t gap = (too_far + (too_far < 0 ? -unit_ : unit_) / 2) / unit_;
    begin_show();
    if (string_) content_ += ')';
    string_ = false;
    gaps_ = true;
    append_whole(content_, gap);
    ahead_ -= gap * unit_;
}

void RunWriter::select(std::uint16_t font)
{
    end_show();
    state_.face = face_;
    state_.font = font;
    state_.size = run_.size;
    content_ += '/';
    content_ += font_name(face_, font);
    content_ += ' ';
    append_thousandths(content_, run_.size.in_thousandths_of_pt());
    content_ += " Tf\n";
}

/// Strings and gaps are shown by TJ; a string alone by the shorter Tj.
void RunWriter::end_show()
{
    if (string_) content_ += ')';
    if (showing_) {
        if (!gaps_) content_.erase(show_begin_, 1);
        content_ += gaps_ ? "]TJ\n" : "Tj\n";
    }
    string_ = showing_ = gaps_ = false;
}

} // namespace reservepost::layout

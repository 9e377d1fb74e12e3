#include "layout/pdf_run.h"

#include "layout/decimal.h"
#include "layout/utf8.h"

#include <algorithm>
#include <charconv>
#include <span>

namespace reservepost::layout {

namespace {

constexpr std::int64_t millionths_in_thousandth = 1000;
constexpr char32_t no_break_space = 0xA0;

/// Room is made for as many before they are written, so a run of any length must be cut.
constexpr std::size_t most_plain_at_once = 256;

/// A code of one octet after a gap: the end of a string, a number, the beginning of the next.
constexpr std::size_t most_plain_octets = std::string_view(")-2147483648(").size() + 1;

/// True if `text` from `begin` to `end` is this one character. Apart from the loop that asks, which
/// would have too few registers else; so is `write_gap`.
[[gnu::noinline]] bool reads_as(std::string_view text, std::size_t begin, std::size_t end,
                                char32_t character)
{
    if (begin >= end || end > text.size()) return false;
    const auto [found, octets] = utf8_character(text, begin);
    return found == character && begin + octets == end;
}

/// Gives where the next octet goes.
[[gnu::noinline]] char* write_gap(char* octet, std::int32_t thousandths)
{
    *octet++ = ')';
    octet = std::to_chars(octet, octet + most_plain_octets - 3, thousandths).ptr;
    *octet++ = '(';
    return octet;
}

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

/// True if the pen stands right in an open string, and nothing but codes of one octet and gaps need
/// follow.
bool RunWriter::continues_plainly() const
{
    return string_ && ahead_ == 0 && rise_ == 0 && unit_ > 0 && state_.font == 0 &&
           !run_.right_to_left;
}

/// Writes glyphs as long as each stands alone for one character and needs no operator before it;
/// kerned ones with their gaps. What letters are made of passes through here; nothing is looked up
/// but in a table, and nothing is allocated. Gives where the next cluster begins.
std::size_t RunWriter::write_plain(std::size_t first)
{
    const std::span<const Glyph> glyphs = run_.glyphs;
    const std::string_view text = run_.text;
    const std::span<const FaceCodes::Plain> plain = codes_.plain();
    const std::size_t stop = std::min(glyphs.size(), first + most_plain_at_once);
    const std::size_t before = content_.size();
    content_.resize(before + (stop - first) * most_plain_octets);
    char* octet = content_.data() + before;
    std::int32_t gap = 0; // Before the next glyph, in thousandths of the size.
    for (; first < stop; ++first) {
        const Glyph& glyph = glyphs[first];
        if (glyph.id >= plain.size() || (glyph.x_offset | glyph.y_offset) != 0) break;
        const std::size_t end = first + 1 < glyphs.size() ? glyphs[first + 1].text_at : text.size();
        const FaceCodes::Plain& known = plain[glyph.id];
        const std::size_t begin = glyph.text_at;
        const bool ascii = known.character < 0x80 && begin + 1 == end && end <= text.size() &&
                           text[begin] == static_cast<char>(known.character);
        if (!ascii && !reads_as(text, begin, end, known.character)) break;
        const Code& code = known.code;
        if (code.font != 0) break;
        const std::int32_t next_gap = code.width - glyph.advance;
        if (gap != 0) {
            octet = write_gap(octet, gap);
            gaps_ = true;
        }
        *octet++ = static_cast<char>(code.number);
        gap = next_gap;
        if (gap == 1 || gap == -1) { // Rounding, which adds up.
            ++first;
            break;
        }
    }
    ahead_ = gap * unit_;
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

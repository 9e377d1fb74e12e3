#include "layout/frame.h"

#include "layout/decimal.h"

#include <array>

namespace reservepost::layout {

namespace {

/// Numbers on their way into the octets: groups of seven bits, the lowest first, each but the last
/// with its high bit set; negative numbers between the others (0, -1, 1, -2 …). A number ends by
/// itself, and a text is written with its length, so that no two different frames can give the same
/// octets. They go over together, since a page has ten thousand of them.
class Numbers {
public:
    explicit Numbers(std::string& octets) : octets_(octets) {}

    void add(std::int64_t number)
    {
        add_natural((static_cast<std::uint64_t>(number) << 1U) ^
                    static_cast<std::uint64_t>(number >> 63));
    }
    void add_natural(std::uint64_t left)
    {
        if (length_ > waiting_.size() - most_octets) write();
        for (; left >= 0x80; left >>= 7U)
            waiting_[length_++] = static_cast<char>(left | 0x80U);
        waiting_[length_++] = static_cast<char>(left);
    }
    /// To be called at the end.
    void write()
    {
        octets_.append(waiting_.data(), length_);
        length_ = 0;
    }

private:
    static constexpr std::size_t most_octets = 10; ///< Ten groups hold 64 bits.

    std::string& octets_;
    std::array<char, 1024> waiting_; // Written before it is read: filling it first would cost more.
    std::size_t length_ = 0;
};

void append(std::string& octets, std::int64_t number)
{
    Numbers numbers(octets);
    numbers.add(number);
    numbers.write();
}

void append(std::string& octets, Length length)
{
    append(octets, length.in_thousandths_of_pt());
}

void append(std::string& octets, const std::string& text)
{
    append(octets, static_cast<std::int64_t>(text.size()));
    octets += text;
}

/// A full page of text takes so many.
constexpr std::size_t octets_reserved = 24 * 1024;

void append(std::string& octets, const GlyphRun& run)
{
    octets += "text";
    append(octets, run.face);
    append(octets, run.size);
    append(octets, run.word_space);
    append(octets, run.right_to_left ? 1 : 0);
    append(octets, run.text);
    append(octets, static_cast<std::int64_t>(run.glyphs.size()));
    Numbers numbers(octets);
    std::int64_t text_at = 0;
    for (const Glyph& glyph : run.glyphs) {
        // Nearly every glyph stands where the one before it ends, for the next character.
        const bool is_moved = glyph.x_offset != 0 || glyph.y_offset != 0;
        numbers.add_natural(std::uint64_t{glyph.id} << 1U | (is_moved ? 1U : 0U));
        numbers.add(glyph.text_at - text_at);
        numbers.add(glyph.advance);
        if (is_moved) {
            numbers.add(glyph.x_offset);
            numbers.add(glyph.y_offset);
        }
        text_at = glyph.text_at;
    }
    numbers.write();
}

void append(std::string& octets, const Rule& rule)
{
    octets += "rule";
    append(octets, rule.size.width);
    append(octets, rule.size.height);
}

void trace_millimetres(std::string& line, Length length)
{
    const std::string number = decimal(length.in_mm(), 2);
    line.append(number.size() < 8 ? 8 - number.size() : 1, ' ');
    line += number;
}

/// Text in quotation marks; what would not show in a text file is written as its octets.
void trace_text(std::string& line, const std::string& text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    line += " \"";
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < 0x20 || c == '"' || c == '\\') {
            line += "\\x";
            line += digits[octet >> 4U];
            line += digits[octet & 15U];
        } else {
            line += c;
        }
    }
    line += '"';
}

} // namespace

bool is_space(const GlyphRun& run, const Glyph& glyph)
{
    const std::string_view text = std::string_view(run.text).substr(glyph.text_at);
    return text.starts_with(' ') || text.starts_with("\xC2\xA0");
}

Length width_of(const GlyphRun& run)
{
    std::int64_t sum = 0, spaces = 0;
    for (const Glyph& glyph : run.glyphs) {
        sum += glyph.advance;
        if (run.word_space != Length() && is_space(run, glyph)) ++spaces;
    }
    return run.size.scaled(sum, 1000) + run.word_space * spaces;
}

std::string octets_of(const std::vector<Frame>& frames)
{
    std::string octets = "reservepost frames 4\n";
    octets.reserve(octets_reserved * frames.size());
    append(octets, static_cast<std::int64_t>(frames.size()));
    for (const Frame& frame : frames) {
        append(octets, frame.size.width);
        append(octets, frame.size.height);
        for (const auto* items : {&frame.items, &frame.backdrop}) {
            append(octets, static_cast<std::int64_t>(items->size()));
            for (const Placed& placed : *items) {
                append(octets, placed.at.x);
                append(octets, placed.at.y);
                std::visit([&octets](const auto& item) { append(octets, item); }, placed.item);
            }
        }
    }
    return octets;
}

std::string trace(const Frame& frame)
{
    std::string lines;
    for (const Placed& placed : frame.items) {
        const auto* const run = std::get_if<GlyphRun>(&placed.item);
        lines += run != nullptr ? "text" : "rule";
        trace_millimetres(lines, placed.at.x);
        trace_millimetres(lines, placed.at.y);
        lines += " mm ";
        if (run != nullptr) {
            lines += " face " + std::to_string(run->face) + " ";
            lines += thousandths(run->size.in_thousandths_of_pt()) + " pt";
            if (run->word_space != Length()) {
                lines += " spaces +" + thousandths(run->word_space.in_thousandths_of_pt()) + " pt";
            }
            if (run->right_to_left) lines += " right to left";
            trace_text(lines, run->text);
        } else {
            const Size size = std::get<Rule>(placed.item).size;
            lines += " " + decimal(size.width.in_mm(), 2) + " x ";
            lines += decimal(size.height.in_mm(), 2) + " mm";
        }
        lines += '\n';
    }
    return lines;
}

} // namespace reservepost::layout

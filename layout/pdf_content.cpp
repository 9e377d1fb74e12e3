#include "layout/pdf_content.h"

#include "layout/decimal.h"

namespace reservepost::layout {

namespace {

void append(std::string& content, Length length)
{
    append_thousandths(content, length.in_thousandths_of_pt());
}

/// Writes the strings and gaps of one run between [ and ]TJ. The pen is followed in whole
/// thousandths of the size, the unit of gaps, so that rounding never adds up along a line.
class RunWriter {
public:
    RunWriter(std::string& content, const GlyphRun& run, const EmbeddedFace& face)
        : content_(content), run_(run), face_(face), one_octet_(face.codes->one_octet())
    {
    }

    void write()
    {
        const std::vector<CodedGlyph> coded = coded_glyphs(run_);
        content_ += '[';
        std::int64_t origin = 0;
        const std::int64_t word_space = in_thousandths_of_size(run_.word_space);
        for (std::size_t i = 0; i < coded.size(); ++i) {
            const Glyph& glyph = run_.glyphs[i];
            rise_to(run_.size.scaled(glyph.y_offset, 1000));
            move_to(origin + glyph.x_offset);
            put(coded[i]);
            origin += glyph.advance;
            if (word_space != 0 && is_space(run_, glyph)) origin += word_space;
        }
        close_string();
        content_ += "]TJ\n";
        if (rise_ != Length()) content_ += "0 Ts\n";
    }

private:
    std::int64_t in_thousandths_of_size(Length length) const
    {
        return length.scaled(1000, run_.size.in_thousandths_of_pt()).in_thousandths_of_pt();
    }

    void rise_to(Length rise)
    {
        if (rise == rise_) return;
        rise_ = rise;
        close_string();
        content_ += "]TJ ";
        append(content_, rise);
        content_ += " Ts [";
    }

    void move_to(std::int64_t place)
    {
        // A gap of one thousandth is rounding, not a wish.
        const std::int64_t gap = pen_ - place;
        if (gap >= -1 && gap <= 1) return;
        close_string();
        append_whole(content_, gap);
        pen_ = place;
    }

    void put(const CodedGlyph& coded)
    {
        open_string();
        const std::size_t place = face_.codes->place(coded);
        const std::uint32_t code = face_.codes->code_at(place);
        if (one_octet_) {
            content_ += static_cast<char>(code);
        } else {
            constexpr std::string_view digits = "0123456789ABCDEF";
            for (const unsigned shift : {12U, 8U, 4U, 0U})
                content_ += digits[code >> shift & 15U];
        }
        pen_ += face_.widths[place];
    }

    void open_string()
    {
        if (!open_) content_ += one_octet_ ? '(' : '<';
        open_ = true;
    }

    void close_string()
    {
        if (open_) content_ += one_octet_ ? ')' : '>';
        open_ = false;
    }

    std::string& content_;
    const GlyphRun& run_;
    const EmbeddedFace& face_;
    bool one_octet_;
    bool open_ = false;
    Length rise_;
    std::int64_t pen_ = 0;
};

/// Text first, then rules: one text object a page.
void append_text(std::string& content, const Frame& page, const EmbeddedFaces& faces)
{
    content += "BT\n";
    int face = -1;
    Length size;
    for (const Placed& placed : page.items) {
        const auto* const run = std::get_if<GlyphRun>(&placed.item);
        if (run == nullptr || run->glyphs.empty()) continue;
        if (run->face != face || run->size != size) {
            face = run->face;
            size = run->size;
            content += '/' + font_name(face) + ' ';
            append(content, size);
            content += " Tf\n";
        }
        content += "1 0 0 1 ";
        append(content, placed.at.x);
        content += ' ';
        append(content, page.size.height - placed.at.y);
        content += " Tm\n";
        RunWriter(content, *run, faces.at(face)).write();
    }
    content += "ET\n";
}

void append_rules(std::string& content, const Frame& page)
{
    bool any = false;
    for (const Placed& placed : page.items) {
        const auto* const rule = std::get_if<Rule>(&placed.item);
        if (rule == nullptr) continue;
        append(content, placed.at.x);
        content += ' ';
        append(content, page.size.height - placed.at.y - rule->size.height);
        content += ' ';
        append(content, rule->size.width);
        content += ' ';
        append(content, rule->size.height);
        content += " re\n";
        any = true;
    }
    if (any) content += "f\n";
}

} // namespace

std::string font_name(int face)
{
    return "F" + std::to_string(face);
}

std::string content_of(const Frame& page, const EmbeddedFaces& faces)
{
    if (page.items.empty()) return {};
    std::string content = "0 g\n";
    append_text(content, page, faces);
    append_rules(content, page);
    return content;
}

} // namespace reservepost::layout

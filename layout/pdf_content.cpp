#include "layout/pdf_content.h"

#include "layout/decimal.h"
#include "layout/pdf_run.h"

namespace reservepost::layout {

namespace {

void append(std::string& content, Length length)
{
    append_thousandths(content, length.in_thousandths_of_pt());
}

} // namespace

std::string font_name(int face, std::size_t font)
{
    std::string name = "F";
    append_whole(name, face);
    if (font == 0) return name;
    name += '-';
    append_whole(name, static_cast<std::int64_t>(font));
    return name;
}

std::string_view ContentWriter::content_of(const Frame& page)
{
    content_.clear();
    if (page.items.empty() && page.backdrop.empty()) return {};
    state_ = {};
    if (!page.backdrop.empty()) {
        content_ += "q 0.9 g\n";
        append_text(page.size, page.backdrop);
        content_ += "Q\n";
        state_ = {};
    }
    content_ += "0 g\n";
    append_text(page.size, page.items);
    append_rules(page);
    return content_;
}

/// All text first, then all rules: one text object a page, if there is text.
void ContentWriter::append_text(Size page, const std::vector<Placed>& items)
{
    bool any = false;
    for (const Placed& placed : items) {
        const auto* const run = std::get_if<GlyphRun>(&placed.item);
        if (run == nullptr || run->glyphs.empty()) continue;
        if (!any) content_ += "BT\n";
        any = true;
        move_line(placed.at.x, page.height - placed.at.y);
        space_words(*run);
        RunWriter(content_, state_, codes_of(run->face), run->face, *run, readings_).write();
    }
    if (any) content_ += "ET\n";
}

/// Moves from where the last line began, as PDF counts. TD also says how far down the next line
/// begins, and T* goes there.
void ContentWriter::move_line(Length x, Length y)
{
    const Length right = x - state_.line_x, up = y - state_.line_y;
    state_.line_x = x;
    state_.line_y = y;
    if (right == Length() && up == -state_.leading) {
        content_ += "T*\n";
        return;
    }
    append(content_, right);
    content_ += ' ';
    append(content_, up);
    if (up == Length()) {
        content_ += " Td\n";
    } else {
        content_ += " TD\n";
        state_.leading = -up;
    }
}

void ContentWriter::space_words(const GlyphRun& run)
{
    if (run.word_space == state_.word_space || run.text.find(' ') == std::string::npos) return;
    state_.word_space = run.word_space;
    append(content_, run.word_space);
    content_ += " Tw\n";
}

FaceCodes& ContentWriter::codes_of(int face)
{
    if (last_codes_ == nullptr || last_face_ != face) {
        last_codes_ = &codes_.try_emplace(face, library_, face).first->second;
        last_face_ = face;
    }
    return *last_codes_;
}

void ContentWriter::append_rules(const Frame& page)
{
    bool any = false;
    for (const Placed& placed : page.items) {
        const auto* const rule = std::get_if<Rule>(&placed.item);
        if (rule == nullptr) continue;
        append(content_, placed.at.x);
        content_ += ' ';
        append(content_, page.size.height - placed.at.y - rule->size.height);
        content_ += ' ';
        append(content_, rule->size.width);
        content_ += ' ';
        append(content_, rule->size.height);
        content_ += " re\n";
        any = true;
    }
    if (any) content_ += "f\n";
}

} // namespace reservepost::layout

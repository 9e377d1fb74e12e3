#include "layout/paragraph.h"
#include "layout/shape_item.h"

#include <unicode/uchar.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <optional>

// An item is shaped word by word, and each word by itself, so that it can be taken from among
// the words that were shaped before. What is given up is kerning between a letter and a space;
// Noto Sans has none. Scripts whose letters join do not join over a space either. Where an item
// begins or ends inside a word, since a style or a face changes there, the letters that join are
// shaped with their neighbours in sight.

namespace reservepost::layout {

namespace {

constexpr bool is_space(char16_t unit)
{
    return unit == u' ' || unit == u'\u00A0';
}

fonts::ShapeRequest request_for(std::u16string_view text, const Item& item, const Manner& manner)
{
    fonts::ShapeRequest request;
    request.paragraph = text;
    request.start = item.start;
    request.length = item.end - item.start;
    request.face = item.face;
    request.right_to_left = item.level % 2 == 1;
    request.script = item.script;
    request.language = manner.language;
    return request;
}

/// True if the character lets its neighbours join with it, or with what is beyond it.
bool joins(UChar32 character)
{
    return u_getIntPropertyValue(character, UCHAR_JOINING_TYPE) != U_JT_NON_JOINING;
}

/// True if the unit at `at` is a space that parts two words: one with a mark upon it does not.
bool parts_words(std::u16string_view text, std::size_t at)
{
    if (!is_space(text[at])) return false;
    if (at + 1 == text.size() || text[at + 1] < 0x0300) return true;
    UChar32 next = 0;
    U16_GET(text.data(), 0, at + 1, text.size(), next);
    return u_hasBinaryProperty(next, UCHAR_GRAPHEME_EXTEND) == 0;
}

/// Fills a shaped text from its items, one after another in the order of the text.
class ItemShaper {
public:
    ItemShaper(ShapedText& shaped, const Manner& manner, Workbench& bench)
        : shaped_(shaped), text_(shaped.itemised.text), manner_(manner), words_(bench.words())
    {
        shaped_.glyphs.reserve(text_.size());
        shaped_.width_before.resize(text_.size() + 1);
        shaped_.keeps_glyphs.resize(text_.size());
    }

    void add(Item& item)
    {
        item.first_glyph = shaped_.glyphs.size();
        words_.use({item.face, item.level % 2 == 1, item.script, manner_.language});
        spaces_ = {};
        if (item.level % 2 == 1) {
            add_from_right(item);
        } else {
            for (std::size_t start = item.start; start < item.end;)
                start = add_next(item, start);
        }
        item.end_glyph = shaped_.glyphs.size();
    }

    void finish() { shaped_.width_before.back() = width(); }

private:
    Length width() const { return manner_.size.scaled(advance_, 1000); }

    /// Adds the space or the word that begins at `start`, and gives its end.
    std::size_t add_next(const Item& item, std::size_t start)
    {
        if (parts_words(text_, start)) {
            add_space(start);
            return start + 1;
        }
        std::size_t end = start + 1;
        while (end < item.end && !parts_words(text_, end))
            ++end;
        const bool alone = !joins_before(start) && !joins_after(end);
        if (alone && end - start <= fonts::ShapedWords::longest_word) {
            add_word(start, words_.word(text_.substr(start, end - start)));
        } else {
            add_stretch(item, start, end);
        }
        return end;
    }

    /// Words of what runs from right to left stand on paper in the opposite order.
    void add_from_right(const Item& item)
    {
        const auto place = [this](std::size_t at) {
            return shaped_.glyphs.begin() + static_cast<std::ptrdiff_t>(at);
        };
        const std::size_t first = shaped_.glyphs.size();
        for (std::size_t start = item.start; start < item.end;) {
            const std::size_t before = shaped_.glyphs.size();
            start = add_next(item, start);
            std::reverse(place(before), shaped_.glyphs.end());
        }
        std::reverse(place(first), shaped_.glyphs.end());
    }

    bool joins_before(std::size_t at) const
    {
        if (at == 0 || is_space(text_[at - 1])) return false;
        UChar32 character = 0;
        U16_PREV(text_.data(), 0, at, character);
        return joins(character);
    }

    bool joins_after(std::size_t at) const
    {
        if (at == text_.size() || is_space(text_[at])) return false;
        UChar32 character = 0;
        U16_NEXT(text_.data(), at, text_.size(), character);
        return joins(character);
    }

    /// Spaces are many and all alike.
    void add_space(std::size_t at)
    {
        std::optional<fonts::ShapedGlyph>& space = spaces_[text_[at] == u' ' ? 0 : 1];
        if (!space) {
            const fonts::ShapedWord word = words_.word(text_.substr(at, 1));
            if (word.glyphs.size() != 1) return add_word(at, word);
            space = word.glyphs.front();
        }
        shaped_.width_before[at] = width();
        shaped_.keeps_glyphs[at] = 1;
        shaped_.glyphs.push_back(*space);
        shaped_.glyphs.back().cluster = static_cast<std::uint32_t>(at);
        advance_ += space->advance;
    }

    void add_word(std::size_t start, const fonts::ShapedWord& word)
    {
        const std::size_t first = shaped_.glyphs.size();
        shaped_.glyphs.insert(shaped_.glyphs.end(), word.glyphs.begin(), word.glyphs.end());
        for (std::size_t i = first; i < shaped_.glyphs.size(); ++i) {
            fonts::ShapedGlyph& glyph = shaped_.glyphs[i];
            glyph.cluster += static_cast<std::uint32_t>(start);
            shaped_.keeps_glyphs[glyph.cluster] = glyph.unsafe_to_break ? 0 : 1;
        }
        shaped_.keeps_glyphs[start] = 1;
        for (std::size_t i = 0; i < word.advance_before.size(); ++i) {
            shaped_.width_before[start + i] =
                manner_.size.scaled(advance_ + word.advance_before[i], 1000);
        }
        advance_ += word.advance;
    }

    /// A long word, or one that joins with what is before or after its item.
    void add_stretch(const Item& item, std::size_t start, std::size_t end)
    {
        fonts::ShapeRequest request = request_for(text_, item, manner_);
        request.start = start;
        request.length = end - start;
        std::vector<std::int64_t> own(end - start);
        for (const fonts::ShapedGlyph& glyph : words_.stretch(request)) {
            own[glyph.cluster - start] += glyph.advance;
            shaped_.keeps_glyphs[glyph.cluster] = glyph.unsafe_to_break ? 0 : 1;
            shaped_.glyphs.push_back(glyph);
        }
        shaped_.keeps_glyphs[start] = 1;
        for (std::size_t i = 0; i < own.size(); ++i) {
            shaped_.width_before[start + i] = width();
            advance_ += own[i];
        }
    }

    ShapedText& shaped_;
    std::u16string_view text_;
    const Manner& manner_;
    fonts::ShapedWords& words_;
    std::array<std::optional<fonts::ShapedGlyph>, 2> spaces_; ///< U+0020 and U+00A0.
    std::int64_t advance_ = 0; ///< Of all that was added, in thousandths of the size.
};

} // namespace

std::vector<fonts::ShapedGlyph> shape_item(std::u16string_view text, const Item& item,
                                           const Manner& manner, Workbench& bench)
{
    const auto glyphs = bench.words().stretch(request_for(text, item, manner));
    return {glyphs.begin(), glyphs.end()};
}

ShapedText shape(ItemisedText itemised, const Manner& manner, Workbench& bench)
{
    ShapedText shaped;
    shaped.itemised = std::move(itemised);
    ItemShaper shaper(shaped, manner, bench);
    for (Item& item : shaped.itemised.items)
        shaper.add(item);
    shaper.finish();

    if (shaped.itemised.text.find(soft_hyphen) != std::u16string::npos) {
        const Item hyphen{{0, 1}, bench.library().body_face(manner.style), 0, "Latn"};
        for (const auto& glyph : shape_item(u"-", hyphen, manner, bench))
            shaped.hyphen_width += manner.size.scaled(glyph.advance, 1000);
    }
    return shaped;
}

} // namespace reservepost::layout

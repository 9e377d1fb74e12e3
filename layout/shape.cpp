#include "layout/code_point_box.h"
#include "layout/shape_item.h"
#include "layout/workbench.h"

#include <unicode/uchar.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

// An item is shaped word by word, and each word by itself, so that it can be taken from among
// the words that were shaped before. What is given up is kerning between a letter and a space;
// Noto Sans has none. Scripts whose letters join do not join over a space either. Where an item
// begins or ends inside a word, since a style or a face changes there, the letters that join are
// shaped with their neighbours in sight.

namespace reservepost::layout {

namespace {

/// U+0020 or U+00A0, which differ in one bit.
constexpr bool is_space(char16_t unit)
{
    return (unit & ~0x80U) == u' ';
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

fonts::WordSetting setting_of(const Item& item, const Manner& manner)
{
    return {item.face, item.level % 2 == 1, item.script, manner.language};
}

/// True if the character lets its neighbours join with it, or with what is beyond it.
bool joins(UChar32 character)
{
    return u_getIntPropertyValue(character, UCHAR_JOINING_TYPE) != U_JT_NON_JOINING;
}

/// True if the character at `at` is a mark or a joiner, and belongs to what is before it.
bool extends(std::u16string_view text, std::size_t at)
{
    if (text[at] < 0x0300) return false;
    UChar32 character = 0;
    U16_GET(text.data(), 0, at, text.size(), character);
    return u_hasBinaryProperty(character, UCHAR_GRAPHEME_EXTEND) != 0;
}

/// True if the unit at `at` is a space that parts two words: one with a mark upon it does not.
inline bool parts_words(std::u16string_view text, std::size_t at)
{
    return is_space(text[at]) && (at + 1 == text.size() || !extends(text, at + 1));
}

/// Fills a shaped text with its items, one after another in the order of the text.
class ItemShaper {
public:
    ItemShaper(ShapedText& shaped, const Manner& manner, Workbench& bench)
        : shaped_(shaped), text_(shaped.itemised.text), manner_(manner), bench_(bench),
          words_(bench.words())
    {
        shaped_.size = manner.size;
        shaped_.advance_before.resize(text_.size() + 1);
        shaped_.keeps_glyphs.resize(text_.size());
        // Seldom are there more glyphs than units of text.
        shaped_.glyphs.resize(text_.size());
    }

    void add(Item& item)
    {
        item.first_glyph = item.end_glyph = glyphs_;
        if (item.boxed) return add_box(item);
        words_.use(setting_of(item, manner_));
        spaces_ = {};
        for (std::size_t start = item.start; start < item.end;)
            start = add_tokens(item, start);
        // What runs from right to left was added in the order of the text.
        if (item.level % 2 == 1) {
            const auto first = shaped_.glyphs.begin();
            std::reverse(first + static_cast<std::ptrdiff_t>(item.first_glyph),
                         first + static_cast<std::ptrdiff_t>(glyphs_));
        }
        item.end_glyph = glyphs_;
    }

    void finish()
    {
        shaped_.glyphs.resize(glyphs_);
        shaped_.advance_before.back() = advance_;
    }

private:
    /// A word or a space.
    struct Token : Stretch {
        std::uint64_t key = 0; ///< Of a word; 0 of a space.
    };

    /// Adds the next words and spaces of an item, and gives where they end. All are looked for
    /// before the first is read, since what is kept of them lies far apart in memory.
    std::size_t add_tokens(const Item& item, std::size_t start)
    {
        std::size_t count = 0;
        for (; count < tokens_.size() && start < item.end; ++count) {
            if (parts_words(text_, start)) {
                tokens_[count] = {{start, start + 1}, 0};
            } else {
                const std::size_t end = word_end(start, item.end);
                tokens_[count] = {{start, end}, words_.key_of(text_.substr(start, end - start))};
            }
            start = tokens_[count].end;
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (i + ahead < count && tokens_[i + ahead].key != 0)
                words_.fetch(tokens_[i + ahead].key);
            if (parts_words(text_, tokens_[i].start)) {
                add_space(item, tokens_[i].start);
            } else {
                add_word(item, tokens_[i]);
            }
        }
        return start;
    }

    /// A box has no glyphs of the text; placing draws it.
    void add_box(const Item& item)
    {
        shaped_.advance_before[item.start] = advance_;
        advance_ += box_advance(text_, item, manner_, bench_);
        std::fill_n(shaped_.advance_before.data() + item.start + 1, item.end - item.start - 1,
                    advance_);
        shaped_.keeps_glyphs[item.start] = 1;
    }

    /// Spaces are many and all alike.
    void add_space(const Item& item, std::size_t at)
    {
        std::optional<fonts::ShapedGlyph>& space = spaces_[text_[at] == u' ' ? 0 : 1];
        if (!space) {
            const auto word = words_.word(text_.substr(at, 1));
            if (!word || word->glyphs() != 1) {
                const auto text = text_.substr(at, 1);
                return add_word(item, {{at, at + 1}, words_.key_of(text)});
            }
            word->read(0, 0, space.emplace());
        }
        shaped_.advance_before[at] = advance_;
        advance_ += space->advance;
        make_room(1);
        add_glyph(*space, at);
        shaped_.keeps_glyphs[at] = 1;
    }

    void add_word(const Item& item, const Token& token)
    {
        const auto [start, end] = static_cast<const Stretch&>(token);
        const bool joined = joins_before(start) || joins_after(end);
        const auto word =
            joined ? std::nullopt : words_.word(text_.substr(start, end - start), token.key);
        if (word) {
            add_kept_word(item, *word, start);
        } else {
            add_stretch(item, start, end);
        }
        shaped_.keeps_glyphs[start] = 1;
    }

    std::size_t word_end(std::size_t start, std::size_t item_end) const
    {
        const char16_t* const units = text_.data();
        for (std::size_t end = start + 1;; ++end) {
            while (end < item_end && !is_space(units[end]))
                ++end;
            if (end >= item_end || parts_words(text_, end)) return std::min(end, item_end);
        }
    }

    /// This is where the time goes; so what is written may not be read from memory again.
    void add_kept_word(const Item& item, const fonts::ShapedWord& word, std::size_t start)
    {
        std::int64_t* before = shaped_.advance_before.data() + start;
        const std::int64_t advance = advance_;
        for (const std::uint16_t of_word : word.advance_before())
            *before++ = advance + of_word;
        advance_ = advance + word.advance();

        const std::size_t count = word.glyphs();
        make_room(count);
        word.read_all(static_cast<std::uint32_t>(start), item.level % 2 == 1,
                      shaped_.glyphs.data() + glyphs_, shaped_.keeps_glyphs.data());
        glyphs_ += count;
    }

    /// A long word, or one that joins with what is before or after its item.
    void add_stretch(const Item& item, std::size_t start, std::size_t end)
    {
        fonts::ShapeRequest request = request_for(text_, item, manner_);
        request.start = start;
        request.length = end - start;
        const auto glyphs = words_.stretch(request);
        make_room(glyphs.size());
        // First the advance of each cluster at its first unit, then the sum of all before.
        std::fill_n(shaped_.advance_before.data() + start, end - start, 0);
        for (const fonts::ShapedGlyph& glyph : glyphs)
            shaped_.advance_before[glyph.cluster] += glyph.advance;
        for (std::size_t unit = start; unit < end; ++unit)
            advance_ += std::exchange(shaped_.advance_before[unit], advance_);
        const auto add = [this](const fonts::ShapedGlyph& glyph) { add_glyph(glyph, 0); };
        if (item.level % 2 == 1) {
            std::for_each(glyphs.rbegin(), glyphs.rend(), add);
        } else {
            std::for_each(glyphs.begin(), glyphs.end(), add);
        }
    }

    void make_room(std::size_t glyphs)
    {
        if (glyphs_ + glyphs > shaped_.glyphs.size()) {
            shaped_.glyphs.resize((glyphs_ + glyphs) * 2);
        }
    }

    /// Adds a glyph whose cluster counts from `origin`; there must be room for it.
    void add_glyph(fonts::ShapedGlyph glyph, std::size_t origin)
    {
        glyph.cluster += static_cast<std::uint32_t>(origin);
        shaped_.keeps_glyphs[glyph.cluster] = glyph.unsafe_to_break ? 0 : 1;
        shaped_.glyphs[glyphs_++] = glyph;
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

    ShapedText& shaped_;
    std::u16string_view text_;
    const Manner& manner_;
    Workbench& bench_;
    fonts::ShapedWords& words_;
    std::array<std::optional<fonts::ShapedGlyph>, 2> spaces_; ///< U+0020 and U+00A0.
    static constexpr std::size_t ahead = 4; ///< Tokens from one that is set to one that is fetched.
    std::array<Token, 64> tokens_;
    std::size_t glyphs_ = 0;   ///< Added so far.
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

    const Item hyphen{{0, 1}, bench.library().body_face(manner.style), 0, "Latn"};
    bench.words().use(setting_of(hyphen, manner));
    if (const auto word = bench.words().word(u"-")) {
        shaped.hyphen_width = manner.size.scaled(word->advance(), 1000);
    }
    return shaped;
}

} // namespace reservepost::layout

#include "layout/fallback.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>
#include <stdexcept>

namespace reservepost::layout {

namespace {

std::unique_ptr<icu::BreakIterator> grapheme_clusters()
{
    // Making one takes a millisecond, a clone of it less than a microsecond.
    static const std::unique_ptr<const icu::BreakIterator> original = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<const icu::BreakIterator> made(
            icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
        if (U_FAILURE(status)) throw std::runtime_error("ICU has no cluster rules; reinstall it");
        return made;
    }();
    return std::unique_ptr<icu::BreakIterator>(original->clone());
}

/// Joiners, direction marks, variation selectors: they steer and need no glyph.
bool only_steers(UChar32 character)
{
    return u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool is_control(UChar32 character)
{
    return u_charType(character) == U_CONTROL_CHAR;
}

/// "U+1F9FF": how a character that cannot be printed is printed.
std::u16string code_point_text(char32_t character)
{
    constexpr std::u16string_view digits = u"0123456789ABCDEF";
    std::u16string hexadecimal;
    for (char32_t rest = character; rest != 0 || hexadecimal.size() < 4; rest /= 16) {
        hexadecimal.insert(hexadecimal.begin(), digits[rest % 16]);
    }
    return u"U+" + hexadecimal;
}

class Coverer {
public:
    explicit Coverer(const fonts::Library& library) : library_(library) {}

    void add(std::u16string_view cluster, fonts::Style style)
    {
        characters_.clear();
        visible_.clear();
        for (std::size_t i = 0; i < cluster.size();) {
            UChar32 character = 0;
            U16_NEXT(cluster.data(), i, cluster.size(), character);
            characters_ += static_cast<char32_t>(character);
            if (!only_steers(character)) visible_ += static_cast<char32_t>(character);
        }
        const bool control = is_control(static_cast<UChar32>(characters_.front()));
        const auto face = control ? std::nullopt : library_.face_for(visible_, style);
        if (!face) {
            add_one_by_one(style);
            return;
        }
        append(cluster, *face);
        after_code_point_ = false;
    }

    CoveredText take() { return std::move(covered_); }

private:
    void add_one_by_one(fonts::Style style)
    {
        for (const char32_t character : characters_) {
            const auto unit = static_cast<UChar32>(character);
            const auto face = only_steers(unit) || is_control(unit)
                                  ? std::nullopt
                                  : library_.face_for({&character, 1}, style);
            if (face) {
                const icu::UnicodeString text(unit);
                append({text.getBuffer(), static_cast<std::size_t>(text.length())}, *face);
                after_code_point_ = false;
                continue;
            }
            const std::u16string text = code_point_text(character);
            append(after_code_point_ ? u" " + text : text, library_.body_face(style));
            after_code_point_ = true;
            ++covered_.uncovered;
        }
    }

    void append(std::u16string_view text, int face)
    {
        covered_.text += text;
        covered_.faces.resize(covered_.text.size(), face);
    }

    const fonts::Library& library_;
    CoveredText covered_;
    std::u32string characters_;
    std::u32string visible_;
    bool after_code_point_ = false; ///< Two code points need a space between them.
};

} // namespace

CoveredText cover(const CollectedText& collected, const fonts::Library& library)
{
    Coverer coverer(library);
    const auto clusters = grapheme_clusters();
    const std::u16string_view text = collected.text;
    for (const StyledStretch& stretch : collected.styles) {
        const auto part = text.substr(stretch.start, stretch.end - stretch.start);
        const icu::UnicodeString alias(false, part.data(), static_cast<int32_t>(part.size()));
        clusters->setText(alias);
        int32_t from = clusters->first();
        for (int32_t to = clusters->next(); to != icu::BreakIterator::DONE; to = clusters->next()) {
            coverer.add(
                part.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)),
                stretch.style);
            from = to;
        }
    }
    return coverer.take();
}

} // namespace reservepost::layout

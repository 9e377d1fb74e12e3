#include "layout/parted_words.h"

namespace reservepost::layout {

namespace {

constexpr std::size_t shortest_parted = 5;

enum class Sign : std::uint8_t {
    Letter,
    Edge,   ///< Punctuation at a word's beginning or end.
    Joiner, ///< Hyphens and their like: also between two words.
    Never,  ///< What holds it is no plain word.
};

Sign sign_of(char16_t unit)
{
    if ((unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z')) return Sign::Letter;
    switch (unit) {
    case u'-':
    case u'/':
    case u'\'':
    case u'(':
    case u')':
    case u'\u2010': // Hyphen.
    case u'\u2013': // En dash.
    case u'\u2019': // Apostrophe.
        return Sign::Joiner;
    case u'.':
    case u',':
    case u':':
    case u';':
    case u'!':
    case u'?':
    case u'"':
    case u'[':
    case u']':
    case u'\u00AB': // Quotation marks.
    case u'\u00BB':
    case u'\u2018':
    case u'\u201A':
    case u'\u201C':
    case u'\u201D':
    case u'\u201E':
    case u'\u2014': // Em dash.
    case u'\u2026': // Ellipsis.
        return Sign::Edge;
    default:
        break;
    }
    return unit >= 0xC0 && unit <= 0xFF && unit != 0xD7 && unit != 0xF7 ? Sign::Letter
                                                                        : Sign::Never;
}

} // namespace

PartedWords::PartedWords(const Hyphenator& hyphenator) : hyphenator_(hyphenator) {}

const std::vector<PartedWords::Word>& PartedWords::words(std::u16string_view text,
                                                         std::size_t start, std::size_t end,
                                                         std::string_view language)
{
    found_.clear();
    std::size_t word = end; // Where the word begins that is being read; `end` if none.
    bool after_edge = false, after_letter = false;
    const auto end_word = [&](std::size_t at) {
        if (word < at && at - word >= shortest_parted) found_.push_back({word, at, {}});
        word = end;
    };
    for (std::size_t at = start; at < end; ++at) {
        switch (sign_of(text[at])) {
        case Sign::Letter:
            if (after_edge && after_letter) {
                found_.clear();
                return found_;
            }
            if (word == end) word = at;
            after_letter = true;
            break;
        case Sign::Edge:
            end_word(at);
            after_edge = after_letter;
            break;
        case Sign::Joiner:
            end_word(at);
            break;
        case Sign::Never:
            found_.clear();
            return found_;
        }
    }
    end_word(end);
    for (Word& each : found_)
        each.places = places_of(text.substr(each.start, each.end - each.start), language);
    std::erase_if(found_, [](const Word& each) { return each.places.all == 0; });
    return found_;
}

HyphenPlaces PartedWords::places_of(std::u16string_view word, std::string_view language)
{
    const auto find = [&] { return hyphenator_.places(word, language, &parts_); };
    if (word.size() > RememberedPlaces::longest) return find();
    // Its letters are of ISO 8859-1, or it would not be a word.
    return words_.of(word, number_of(language), find);
}

std::uint8_t PartedWords::number_of(std::string_view language)
{
    for (std::size_t i = 0; i < languages_.size(); ++i) {
        if (languages_[i] == language) return static_cast<std::uint8_t>(i + 1);
    }
    // More than anybody writes letters in: begin anew, and forget what was numbered otherwise.
    if (languages_.size() == 255) {
        languages_.clear();
        words_.forget();
    }
    languages_.emplace_back(language);
    return static_cast<std::uint8_t>(languages_.size());
}

} // namespace reservepost::layout

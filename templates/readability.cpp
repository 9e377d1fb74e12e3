#include "templates/readability.h"

#include "templates/plain_text.h"

#include <algorithm>

namespace reservepost::templates {

namespace {

constexpr int longest_short_word = 6; ///< Letters.

bool is_digit(char32_t c)
{
    return c >= '0' && c <= '9';
}

/// Letters of the scripts that our own words use, and figures.
bool is_in_word(char32_t c)
{
    const bool latin = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return latin || is_digit(c) || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

char32_t lower(char32_t c)
{
    const bool capital = (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
    return capital ? c + 0x20 : c;
}

std::string text_of(const layout::Spans& spans)
{
    std::string text;
    for (const layout::Span& span : spans)
        text += span.text;
    return text + "\n";
}

template <class Blocks> void append_own_words(std::string& out, const Blocks& blocks)
{
    for (const auto& block : blocks)
        std::visit(
            [&](const auto& words) {
                using Words = std::decay_t<decltype(words)>;
                if constexpr (std::is_same_v<Words, layout::Heading> ||
                              std::is_same_v<Words, layout::Paragraph>)
                    out += text_of(words.spans);
                else if constexpr (std::is_same_v<Words, layout::List>)
                    for (const layout::Spans& item : words.items)
                        out += text_of(item);
                else if constexpr (std::is_same_v<Words, layout::Box>)
                    append_own_words(out, words.blocks);
            },
            block);
}

/// Counts while it is fed characters.
class Counter {
public:
    explicit Counter(const std::vector<std::string>& allowed) : allowed_(allowed) {}

    void feed(char32_t c, char32_t next)
    {
        if (is_in_word(c)) {
            append_character(word_, lower(c));
            ++letters_;
            before_ = c;
            return;
        }
        const bool between_figures = c == '.' && is_digit(before_) && is_digit(next);
        before_ = c;
        if (between_figures) return;
        end_word();
        if (c == '.' || c == '!' || c == '?' || c == ':' || c == '\n') end_sentence();
    }

    Readability finish()
    {
        end_word();
        end_sentence();
        return counted_;
    }

private:
    void end_word()
    {
        if (letters_ == 0) return;
        ++counted_.words;
        in_sentence_ = true;
        const bool allowed = std::find(allowed_.begin(), allowed_.end(), word_) != allowed_.end();
        if (letters_ > longest_short_word && !allowed) ++counted_.long_words;
        word_.clear();
        letters_ = 0;
    }

    void end_sentence()
    {
        if (in_sentence_) ++counted_.sentences;
        in_sentence_ = false;
    }

    const std::vector<std::string>& allowed_;
    Readability counted_;
    std::string word_;
    int letters_ = 0;
    bool in_sentence_ = false;
    char32_t before_ = 0;
};

} // namespace

double Readability::lix() const
{
    if (words == 0) return 0;
    return static_cast<double>(words) / sentences + 100.0 * long_words / words;
}

Readability measure(const std::string& text, const std::vector<std::string>& allowed)
{
    Counter counter(allowed);
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        std::size_t ahead = at;
        counter.feed(c, ahead < text.size() ? next_character(text, ahead) : 0);
    }
    return counter.finish();
}

std::string own_words(const std::vector<layout::Block>& blocks)
{
    std::string text;
    append_own_words(text, blocks);
    return text;
}

} // namespace reservepost::templates

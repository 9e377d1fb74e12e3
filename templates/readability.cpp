#include "templates/readability.h"

#include "templates/plain_text.h"

#include <algorithm>

namespace reservepost::templates {

namespace {

constexpr int longest_short_word = 6; ///< Letters.
constexpr char32_t no_break_space = 0xA0;

bool is_digit(char32_t c)
{
    return c >= '0' && c <= '9';
}

/// Letters of the scripts that our own words use.
bool is_letter(char32_t c)
{
    const bool latin = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return latin || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

bool is_in_word(char32_t c)
{
    return is_letter(c) || is_digit(c);
}

bool is_capital(char32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
}

char32_t lower(char32_t c)
{
    return is_capital(c) ? c + 0x20 : c;
}

std::u32string characters_of(std::string_view text)
{
    std::u32string characters;
    for (std::size_t at = 0; at < text.size();)
        characters += next_character(text, at);
    return characters;
}

bool ends_sentence(const std::u32string& text, std::size_t at)
{
    const auto peek = [&](std::size_t i) { return i < text.size() ? text[i] : U'\n'; };
    const char32_t c = text[at];
    const char32_t next = peek(at + 1);
    if (c == ':') return !is_digit(next);
    if (c == '\n' || c == '!' || c == '?') return true;
    if (c != '.') return false;
    if (next == no_break_space || is_letter(next)) return false;
    if (is_digit(next)) return at == 0 || !is_digit(text[at - 1]);
    const char32_t after = peek(at + 2);
    const bool goes_on =
        next == ' ' && (is_digit(after) || (is_letter(after) && !is_capital(after)));
    return !goes_on;
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

bool is_long(const std::string& word)
{
    const bool has_figure = word.find_first_of("0123456789") != std::string::npos;
    return !has_figure && length_of(word) > longest_short_word;
}

} // namespace

double Readability::lix() const
{
    if (words == 0) return 0;
    return static_cast<double>(words) / sentences + 100.0 * long_words / words;
}

Readability& Readability::operator+=(const Readability& other)
{
    words += other.words;
    sentences += other.sentences;
    long_words += other.long_words;
    return *this;
}

int length_of(std::string_view word)
{
    return static_cast<int>(characters_of(word).size());
}

std::vector<std::string> words_in(std::string_view text)
{
    const std::u32string characters = characters_of(text);
    std::vector<std::string> words;
    bool inside = false;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const char32_t c = characters[i];
        const bool joins =
            inside && c == '-' && i + 1 < characters.size() && is_in_word(characters[i + 1]);
        const bool point = inside && (c == '.' || c == ':') && is_digit(characters[i - 1]) &&
                           i + 1 < characters.size() && is_digit(characters[i + 1]);
        if (!is_in_word(c) && !joins && !point) {
            inside = false;
            continue;
        }
        if (!inside) words.emplace_back();
        inside = true;
        append_character(words.back(), lower(c));
    }
    return words;
}

std::vector<std::string> sentences_in(std::string_view text)
{
    const std::u32string characters = characters_of(text);
    std::vector<std::string> sentences;
    std::string sentence;
    bool has_word = false;
    const auto end = [&] {
        if (has_word) sentences.push_back(sentence.substr(sentence.find_first_not_of(' ')));
        sentence.clear();
        has_word = false;
    };
    for (std::size_t i = 0; i < characters.size(); ++i) {
        has_word = has_word || is_in_word(characters[i]);
        if (characters[i] != '\n') append_character(sentence, characters[i]);
        if (ends_sentence(characters, i)) end();
    }
    end();
    return sentences;
}

Readability measure(std::string_view text, const std::vector<std::string_view>& allowed)
{
    Readability counted;
    for (const std::string& sentence : sentences_in(text)) {
        ++counted.sentences;
        for (const std::string& word : words_in(sentence)) {
            ++counted.words;
            const bool is_allowed =
                std::find(allowed.begin(), allowed.end(), word) != allowed.end();
            if (is_long(word) && !is_allowed) ++counted.long_words;
        }
    }
    return counted;
}

std::string own_words(const std::vector<layout::Block>& blocks)
{
    std::string text;
    append_own_words(text, blocks);
    return text;
}

} // namespace reservepost::templates

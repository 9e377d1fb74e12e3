#include "templates/plain_language.h"

#include "templates/plain_words.h"

#include <algorithm>

namespace reservepost::templates {

namespace {

bool matches(std::string_view pattern, std::string_view word)
{
    if (pattern.ends_with('*')) return word.starts_with(pattern.substr(0, pattern.size() - 1));
    return word == pattern;
}

/// The words that a phrase of the tables stands for in a sentence; empty if it is not there.
std::string find_phrase(const std::vector<std::string>& words, std::string_view phrase)
{
    for (std::size_t first = 0; first < words.size(); ++first) {
        std::size_t count = 0;
        std::string_view rest = phrase;
        while (!rest.empty() && first + count < words.size()) {
            const std::size_t space = std::min(rest.find(' '), rest.size());
            if (!matches(rest.substr(0, space), words[first + count])) break;
            rest.remove_prefix(std::min(space + 1, rest.size()));
            ++count;
        }
        if (!rest.empty()) continue;
        std::string found = words[first];
        for (std::size_t i = 1; i < count; ++i)
            found += " " + words[first + i];
        return found;
    }
    return {};
}

std::string shown(double number)
{
    const long tenths = static_cast<long>(number * 10.0 + 0.5);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

/// Looks at one text.
class Checker {
public:
    Checker(std::string_view language, bool to_reporter, const PlainLimits& limits)
        : language_(language), to_reporter_(to_reporter), limits_(limits)
    {
    }

    PlainReport check(const std::string& text)
    {
        const auto unavoidable = unavoidable_words(language_);
        report_.plain = measure(text);
        report_.counted = measure(text, {unavoidable.begin(), unavoidable.end()});
        for (const std::string& sentence : sentences_in(text)) {
            sentence_ = &sentence;
            words_ = words_in(sentence);
            check_lengths();
            check_tables();
            if (const auto noun = hidden_verb(words_, language_); !noun.empty())
                add("nominal", "\"" + noun + "\" hides who does what; say it with the verb");
            if (is_passive(words_, language_)) passive_.push_back(sentence);
        }
        check_typography(text);
        check_whole();
        return std::move(report_);
    }

private:
    void add(const char* code, std::string what)
    {
        report_.findings.push_back({code, std::move(what), *sentence_});
    }

    void check_lengths()
    {
        const int words = static_cast<int>(words_.size());
        if (words > limits_.sentence_words)
            add("sentence", "the sentence has " + std::to_string(words) + " words; " +
                                std::to_string(limits_.sentence_words) + " are enough");
        const auto unavoidable = unavoidable_words(language_);
        for (const std::string& word : words_) {
            const bool allowed =
                std::find(unavoidable.begin(), unavoidable.end(), word) != unavoidable.end();
            const bool has_figure = word.find_first_of("0123456789") != std::string::npos;
            if (!allowed && !has_figure && length_of(word) > limits_.word_characters)
                add("long-word", "\"" + word + "\" has " + std::to_string(length_of(word)) +
                                     " letters; find a shorter word");
        }
    }

    void check_tables()
    {
        for (const PlainWord& row : plain_words(language_))
            if (const auto found = find_phrase(words_, row.heavy); !found.empty())
                add("office-word", "\"" + found + "\" is a word of offices; write \"" +
                                       std::string(row.plain) + "\"");
        for (const PlainWord& row : words_of_the_other_norwegian(language_))
            if (const auto found = find_phrase(words_, row.heavy); !found.empty())
                add("other-norwegian", "\"" + found + "\" is bokmål; in nynorsk it is \"" +
                                           std::string(row.plain) + "\"");
        for (const std::string_view phrase : words_for_counted_days())
            if (const auto found = find_phrase(words_, phrase); !found.empty())
                add("counted-days", "\"" + found +
                                        "\" means other days in other acts; name the "
                                        "day itself");
        if (!to_reporter_) return;
        for (const std::string_view word : telling_words(language_))
            if (const auto found = find_phrase(words_, word); !found.empty())
                add("telling-word", "\"" + found +
                                        "\" tells whoever else opens the letter what it "
                                        "is about");
    }

    void check_typography(const std::string& text)
    {
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            const std::string line = text.substr(begin, end - begin);
            sentence_ = &line;
            for (const std::string& what : typography_of(line, language_))
                add("typography", what);
            begin = end + 1;
        }
    }

    /// What only shows in the whole text.
    void check_whole()
    {
        const std::string none;
        sentence_ = &none;
        if (report_.counted.lix() > limits_.lix_gate)
            add("lix", "the text has LIX " + shown(report_.counted.lix()) + "; at most " +
                           shown(limits_.lix_gate) + " is let through, and " +
                           shown(limits_.lix_aim) + " is the aim");
        report_.passive_sentences = static_cast<int>(passive_.size());
        const int most = std::max(1, report_.plain.sentences / limits_.sentences_per_passive);
        if (report_.passive_sentences <= most) return;
        for (const std::string& sentence : passive_) {
            sentence_ = &sentence;
            add("passive", std::to_string(report_.passive_sentences) + " of " +
                               std::to_string(report_.plain.sentences) +
                               " sentences are in the passive, at most " + std::to_string(most) +
                               " may be; say who does it");
        }
    }

    std::string_view language_;
    bool to_reporter_;
    PlainLimits limits_;
    PlainReport report_;
    const std::string* sentence_ = nullptr;
    std::vector<std::string> words_;
    std::vector<std::string> passive_;
};

} // namespace

bool tells_what_was_reported(std::string_view text)
{
    const auto words = words_in(text);
    for (const std::string_view language : {"nb", "en"})
        for (const std::string_view pattern : telling_words(language)) {
            const bool begins_words = pattern.ends_with('*');
            const auto stem = pattern.substr(0, pattern.size() - (begins_words ? 1 : 0));
            for (const std::string& word : words)
                if (begins_words ? word.find(stem) != word.npos : word == stem) return true;
        }
    return false;
}

PlainReport check_plain_language(const std::vector<layout::Block>& blocks,
                                 std::string_view language, bool to_reporter,
                                 const PlainLimits& limits)
{
    return Checker(language, to_reporter, limits).check(own_words(blocks));
}

} // namespace reservepost::templates

#include "tests/bench/bench_letters.h"

#include "batch/json/value.h"
#include "tests/bench/norwegian_words.h"

#include <algorithm>
#include <cmath>

namespace reservepost::bench {

namespace {

/// Numbers that look like chance (SplitMix64): the same everywhere, unlike the distributions of
/// the standard library.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next()
    {
        state_ += 0x9E3779B97F4A7C15U;
        auto mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }
    std::size_t below(std::size_t end) { return static_cast<std::size_t>(next() % end); }

private:
    std::uint64_t state_;
};

/// The word of that rank: common words first, then inflected ones, then compounds.
std::string word_of(std::size_t rank)
{
    if (rank < common_words.size()) return std::string(common_words[rank]);
    rank -= common_words.size();
    const std::size_t inflected = last_parts.size() * endings.size();
    const auto end = [&](std::size_t which) {
        const auto part = last_parts[which / endings.size()];
        const auto ending = endings[which % endings.size()];
        const bool shared = part.ends_with('e') && ending.starts_with('e'); // tjeneste-n
        return std::string(part).append(ending.substr(shared ? 1 : 0));
    };
    // Odd steps, so that neighbours in rank have nothing else in common.
    if (rank < inflected) return end(rank * 137 % inflected);
    rank -= inflected;
    return std::string(first_parts[rank * 41 % first_parts.size()])
        .append(end(rank / first_parts.size() * 211 % inflected));
}

/// All words, each with the sum of the weights up to it (Zipf's law with Mandelbrot's shift).
class Vocabulary {
public:
    Vocabulary()
    {
        const std::size_t count =
            common_words.size() + last_parts.size() * endings.size() * (1 + first_parts.size());
        double sum = 0;
        for (std::size_t rank = 0; rank < count; ++rank) {
            words_.push_back(word_of(rank));
            const double shifted = static_cast<double>(rank) + 3.7;
            sum += 1 / (shifted * std::sqrt(std::sqrt(shifted))); // To the power 5/4.
            sums_.push_back(sum);
        }
    }
    const std::string& draw(Chance& chance) const
    {
        const double part = static_cast<double>(chance.next() >> 11U) * 0x1p-53;
        const auto found = std::upper_bound(sums_.begin(), sums_.end(), part * sums_.back());
        return words_[std::min(static_cast<std::size_t>(found - sums_.begin()), words_.size() - 1)];
    }

private:
    std::vector<std::string> words_;
    std::vector<double> sums_;
};

const std::string& usual_word(Chance& chance)
{
    static const Vocabulary vocabulary;
    return vocabulary.draw(chance);
}

/// The number's digits to the base of 128, each as a syllable, in an order that looks like chance:
/// another number is another word, up to 268 million.
std::string new_word(std::uint64_t number)
{
    constexpr unsigned bits = 28;
    constexpr std::uint64_t all = (std::uint64_t{1} << bits) - 1;
    auto mixed = (number * 0x5DEECE6DU) & all; // An odd factor: no two numbers meet.
    mixed ^= mixed >> (bits / 2);
    std::string word;
    for (unsigned bit = 0; bit < bits; bit += 7) {
        word += onsets[(mixed >> bit) & 15U];
        word += vowels[(mixed >> (bit + 4)) & 7U];
    }
    return word;
}

void begin_with_capital(std::string& word)
{
    auto& first = word.front();
    if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
}

/// What a word in a text is followed by, apart from the space.
std::string_view mark_after(Chance& chance, std::size_t words_in_sentence)
{
    if (words_in_sentence >= 8 && chance.below(8) == 0) return ".";
    if (words_in_sentence >= 25) return ".";
    if (words_in_sentence >= 4 && chance.below(14) == 0) return ",";
    return {};
}

std::size_t characters_in(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

} // namespace

BenchLetter letter_of(const LetterKind& kind, std::uint64_t number)
{
    Chance chance(number * 1'000'003);
    constexpr std::size_t shortest_new_word = 8;
    auto next_new = number * (kind.characters / shortest_new_word + 1);
    BenchLetter letter{"letter-" + std::to_string(number), {}, {}};
    const auto word = [&] {
        return kind.words == Words::Usual ? usual_word(chance) : new_word(next_new++);
    };
    for (std::size_t left = kind.characters; left > 0;) {
        auto& paragraph = letter.paragraphs.emplace_back();
        const auto wanted = std::min(left, kind.paragraph_characters);
        std::size_t have = 0, in_sentence = 0;
        while (have < wanted) {
            auto next = word();
            if (in_sentence == 0) begin_with_capital(next);
            const auto mark = mark_after(chance, ++in_sentence);
            next += mark;
            if (mark == ".") in_sentence = 0;
            if (have > 0) next.insert(0, " ");
            have += characters_in(next);
            paragraph += next;
        }
        left -= wanted;
    }
    letter.name = usual_word(chance);
    begin_with_capital(letter.name);
    return letter;
}

std::string line_of(const BenchLetter& letter)
{
    using batch::json::Value;
    return batch::json::canonical(Value::object(
               {{"id", letter.id},
                {"recipient", Value::list({letter.name + " Nordmann", "Storgata 12", "0155 OSLO"})},
                {"sender", Value::list({"Eksempel kommune", "Barneverntjenesten", "0101 OSLO"})},
                {"date", "2026-11-25"},
                {"subject", "Svar på meldingen din"},
                {"paragraphs", Value::list_of(letter.paragraphs)}})) +
           "\n";
}

} // namespace reservepost::bench

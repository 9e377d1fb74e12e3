#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

// Letters for benchmarks: the same in every run and on every machine.

namespace reservepost::bench {

enum class Words {
    Usual,   ///< Norwegian, each word as often as such a word is: few often, most seldom.
    EverNew, ///< No word ever comes twice, in one letter or in all.
};

/// What letters of one kind are like.
struct LetterKind {
    Words words = Words::Usual;
    std::size_t characters = 4096; ///< In the paragraphs; two pages.
    std::size_t paragraph_characters = 480;
};

struct BenchLetter {
    std::string id;
    std::string name; ///< Of the recipient.
    std::vector<std::string> paragraphs;
};

/// The letter of that number, from 1. Every letter is another text.
BenchLetter letter_of(const LetterKind& kind, std::uint64_t number);

/// It as a line of input for `reservepost compose`, line end included.
std::string line_of(const BenchLetter& letter);

} // namespace reservepost::bench

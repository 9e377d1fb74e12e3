// Writes letters for a benchmark of `reservepost compose` as a whole process:
//
//     write_letters COUNT [--new-words] [--characters N] [--one-paragraph] > letters.jsonl
#include "tests/bench/bench_letters.h"

#include <iostream>
#include <string>
#include <vector>

int main(int argc, char** argv)
{
    using namespace reservepost::bench;
    const std::vector<std::string> words(argv + 1, argv + argc);
    LetterKind kind;
    bool one_paragraph = false;
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--new-words")
            kind.words = Words::EverNew;
        else if (words[i] == "--one-paragraph")
            one_paragraph = true;
        else if (words[i] == "--characters" && i + 1 < words.size())
            kind.characters = std::stoul(words[++i]);
        else
            count = std::stoul(words[i]);
    }
    if (count == 0) {
        std::cerr << "usage: write_letters COUNT [--new-words] [--characters N] "
                     "[--one-paragraph] > letters.jsonl\n";
        return 1;
    }
    if (one_paragraph) kind.paragraph_characters = kind.characters;
    for (std::uint64_t number = 1; number <= count; ++number)
        std::cout << line_of(letter_of(kind, number));
    return std::cout.flush() ? 0 : 1;
}

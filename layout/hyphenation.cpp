#include "layout/hyphenation.h"

#include "layout/decimal.h"
#include "layout/embedded_files.h"
#include "layout/known_words.h"
#include "layout/remembered_places.h"

#include <hyphen.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>

namespace reservepost::layout {

namespace {

constexpr std::size_t least_letters_left = 2, least_letters_right = 3;

/// Words of fewer capitals are abbreviations: BUFDIR, UNICEF.
constexpr std::size_t least_letters_shouted = 9;

struct FreeDictionary {
    void operator()(HyphenDict* dictionary) const { hnj_hyphen_free(dictionary); }
};
using Patterns = std::shared_ptr<const HyphenDict>;

/// FNV-1a of 64 bits, as sixteen hexadecimal digits.
std::string digest_of(std::string_view octets)
{
    std::uint64_t digest = 0xCBF29CE484222325U;
    for (const char octet : octets) {
        digest ^= static_cast<unsigned char>(octet);
        digest *= 0x100000001B3U;
    }
    std::string hexadecimal;
    for (int shift = 60; shift >= 0; shift -= 4)
        hexadecimal += "0123456789abcdef"[digest >> static_cast<unsigned>(shift) & 15U];
    return hexadecimal;
}

std::string octets_of_file(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    std::string octets((std::istreambuf_iterator<char>(in)), {});
    if (!in || octets.empty()) {
        throw std::runtime_error(path.string() +
                                 ": hyphenation patterns cannot be read; install hyphen-no");
    }
    return octets;
}

/// libhyphen reads files only; so the octets that were digested are shown to it as one.
Patterns patterns_of(const std::filesystem::path& path, std::string& octets)
{
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    const std::unique_ptr<std::FILE, Close> file(fmemopen(octets.data(), octets.size(), "r"));
    if (!file) throw std::runtime_error(path.string() + ": no memory to read it");
    std::unique_ptr<HyphenDict, FreeDictionary> read(hnj_hyphen_load_file(file.get()));
    if (!read || std::string_view(read->cset) != "ISO8859-1") {
        throw std::runtime_error(path.string() + ": holds no hyphenation patterns in ISO8859-1; "
                                                 "reinstall hyphen-no");
    }
    return Patterns(read.release(), FreeDictionary());
}

bool is_letter(char16_t unit)
{
    return (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z') ||
           (unit >= 0xC0 && unit <= 0xFF && unit != 0xD7 && unit != 0xF7);
}

bool is_capital(char16_t letter)
{
    return letter <= u'Z' || (letter >= 0xC0 && letter <= 0xDE);
}

/// The word in lower case and ISO 8859-1, one octet a unit; nothing if it is not to be parted.
std::optional<std::string_view> to_judge(std::u16string_view word,
                                         std::array<char, most_letters_in_word>& letters)
{
    if (word.size() < least_letters_left + least_letters_right || word.size() > letters.size())
        return std::nullopt;
    std::size_t capitals = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (!is_letter(word[i])) return std::nullopt;
        const bool capital = is_capital(word[i]);
        if (capital) ++capitals;
        letters[i] = static_cast<char>(capital ? word[i] + 0x20 : word[i]);
    }
    const bool shouted = capitals == word.size() && word.size() >= least_letters_shouted;
    const bool plain = capitals == 0 || (capitals == 1 && is_capital(word.front()));
    if (!plain && !shouted) return std::nullopt;
    return std::string_view(letters.data(), word.size());
}

/// Bits for the places before letter 2 to the last but two of a part of `length` letters.
std::uint64_t inner_places(std::size_t length)
{
    if (length < least_letters_left + least_letters_right) return 0;
    const std::uint64_t before_end = (std::uint64_t{1} << (length - least_letters_right + 1)) - 1;
    return before_end & ~std::uint64_t{3};
}

/// The places without those that would leave consonants alone between two of them, as in
/// "han-de-lshøyskole" from "han-de-ls-høyskole": one of the two is wrong, and none is safe.
std::uint64_t without_bare_consonants(std::string_view part, std::uint64_t places)
{
    std::uint64_t kept = places;
    std::size_t begin = 0;
    for (std::uint64_t rest = places; rest != 0; rest &= rest - 1) {
        const auto end = static_cast<std::size_t>(std::countr_zero(rest));
        if (!has_vowel(part.substr(begin, end - begin)))
            kept &= ~(std::uint64_t{1} << begin | std::uint64_t{1} << end);
        begin = end;
    }
    return has_vowel(part.substr(begin)) ? kept : kept & ~(std::uint64_t{1} << begin);
}

/// Where the patterns part `part`, which has five letters at least.
std::uint64_t places_by(const HyphenDict& patterns, std::string_view part)
{
    std::array<char, most_letters_in_word + 5> marks{};
    char** replacements = nullptr;
    int* positions = nullptr;
    int* cuts = nullptr;
    // The library promises to change nothing in its dictionary, and forgets to say so in C.
    hnj_hyphen_hyphenate2(const_cast<HyphenDict*>(&patterns), part.data(),
                          static_cast<int>(part.size()), marks.data(), nullptr, &replacements,
                          &positions, &cuts);
    std::uint64_t places = 0;
    for (std::size_t i = 0; i + 1 < part.size(); ++i) {
        // Where letters would have to change we do not part.
        const bool changes = replacements != nullptr && replacements[i] != nullptr;
        if ((marks[i] & 1) != 0 && !changes) places |= std::uint64_t{1} << (i + 1);
    }
    if (replacements != nullptr) {
        for (std::size_t i = 0; i < part.size(); ++i)
            std::free(replacements[i]);
    }
    std::free(replacements);
    std::free(positions);
    std::free(cuts);
    return without_bare_consonants(part, places & inner_places(part.size()));
}

} // namespace

struct Hyphenator::Sources {
    struct Language {
        std::string_view code;
        std::uint8_t number = 0; ///< Not 0.
        Patterns patterns;
        KnownWords words;

        /// Where the patterns part a part of a word, which has five letters at least.
        std::uint64_t places_in(std::string_view part, RememberedPlaces* parts) const
        {
            if (parts == nullptr || part.size() > RememberedPlaces::longest)
                return places_by(*patterns, part);
            return parts
                ->of(part, number,
                     [&] {
                         return HyphenPlaces{places_by(*patterns, part), 0};
                     })
                .all;
        }
    };
    std::array<Language, 2> languages;
    std::string fingerprint;

    const Language* find(std::string_view tag) const
    {
        const std::string_view code = tag.substr(0, tag.find('-'));
        for (const Language& language : languages) {
            if (language.patterns == nullptr) continue;
            if (code == language.code || (code == "no" && language.code == "nb")) return &language;
        }
        return nullptr;
    }

    void note(std::string_view name, std::string_view octets)
    {
        fingerprint += name;
        fingerprint += ' ';
        append_whole(fingerprint, static_cast<std::int64_t>(octets.size()));
        fingerprint += ' ' + digest_of(octets) + '\n';
    }
};

std::filesystem::path Hyphenator::installed()
{
    return "/usr/share/hyphen";
}

Hyphenator::Hyphenator(const std::filesystem::path& folder)
{
    auto sources = std::make_unique<Sources>();
    auto& [bokmaal, nynorsk] = sources->languages;
    bokmaal.code = "nb";
    bokmaal.number = 1;
    nynorsk.code = "nn";
    nynorsk.number = 2;

    const auto nb_file = folder / "hyph_nb_NO.dic", nn_file = folder / "hyph_nn_NO.dic";
    std::string nb_octets = octets_of_file(nb_file), nn_octets = octets_of_file(nn_file);
    bokmaal.patterns = patterns_of(nb_file, nb_octets);
    // Debian ships the same patterns twice.
    nynorsk.patterns = nn_octets == nb_octets ? bokmaal.patterns : patterns_of(nn_file, nn_octets);
    sources->note("hyph_nb_NO.dic", nb_octets);
    sources->note("hyph_nn_NO.dic", nn_octets);

    for (const EmbeddedFile& list : embedded_files()) {
        for (Sources::Language& language : sources->languages) {
            const auto code = list.name.substr(0, list.name.find('.'));
            if (code == "no" || code == language.code) language.words.add(list.name, list.bytes);
        }
        sources->note(list.name, list.bytes);
    }
    sources_ = std::move(sources);
}

Hyphenator::Hyphenator(NoPatterns) : sources_(std::make_unique<const Sources>()) {}

Hyphenator::~Hyphenator() = default;

bool Hyphenator::knows(std::string_view language) const
{
    return sources_->find(language) != nullptr;
}

HyphenPlaces Hyphenator::places(std::u16string_view word, std::string_view language,
                                RememberedPlaces* parts) const
{
    const Sources::Language* const source = sources_->find(language);
    if (source == nullptr) return {};
    std::array<char, most_letters_in_word> buffer;
    const auto letters = to_judge(word, buffer);
    if (!letters) return {};

    const Build build = source->words.build_of(*letters);
    std::uint64_t places = build.joints | build.hyphens;
    for (std::size_t begin = 0; begin < letters->size();) {
        const std::uint64_t joints_ahead = build.joints >> begin & ~std::uint64_t{1};
        const auto length = std::min<std::size_t>(
            static_cast<std::size_t>(std::countr_zero(joints_ahead)), letters->size() - begin);
        const bool chosen = (build.chosen >> begin & 1U) != 0;
        if (!chosen && inner_places(length) != 0)
            places |= source->places_in(letters->substr(begin, length), parts) << begin;
        begin += length;
    }
    places &= inner_places(letters->size());
    return {places, places & build.joints};
}

std::string Hyphenator::fingerprint() const
{
    return sources_->fingerprint;
}

} // namespace reservepost::layout

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace reservepost::layout {

/// Where a word may be parted: bit i speaks of the place before its i-th UTF-16 unit, so that
/// a place costs nothing to keep or to copy.
struct HyphenPlaces {
    std::uint64_t all = 0;
    std::uint64_t joints = 0; ///< Among these, those between the parts of a compound.
    bool operator==(const HyphenPlaces&) const = default;
};

class RememberedPlaces;

/// Where words may be parted at a line's end: the installed patterns for bokmål and nynorsk, and
/// lists of our own of words and parts of compounds (`hyphenation/`), which go before the
/// patterns. The door for libhyphen.
///
/// Opened once a process; every method may be called from any thread.
class Hyphenator {
public:
    /// The folder of Debian's hyphen-no.
    static std::filesystem::path installed();

    /// Throws `std::runtime_error`, naming the file and the package that would bring it, if the
    /// patterns are missing or cannot be read.
    explicit Hyphenator(const std::filesystem::path& folder = installed());
    struct NoPatterns {};
    /// One that parts no word, for text that is never broken. It takes neither file nor memory.
    explicit Hyphenator(NoPatterns);
    ~Hyphenator();
    Hyphenator(const Hyphenator&) = delete;
    Hyphenator& operator=(const Hyphenator&) = delete;

    /// True if there are patterns for `language`: "nb", "nn", "no", with or without a region.
    bool knows(std::string_view language) const;

    /// Places inside `word`, a stretch of letters, before which a hyphen and a line end may stand:
    /// at least two letters after its beginning and three before its end. None for a language
    /// without patterns; for a word with a character outside ISO 8859-1, which the patterns
    /// cannot judge; for capitals that look like an abbreviation, and for capitals inside a word.
    /// What the patterns say of its parts is kept in `parts`, if there is such a memory, which has
    /// been given to no other hyphenator.
    HyphenPlaces places(std::u16string_view word, std::string_view language,
                        RememberedPlaces* parts = nullptr) const;

    /// A line for each source of places: its name, its size and a digest of its octets, which
    /// tells changes and is no proof against forgery. Changes whenever a letter might be parted
    /// differently.
    std::string fingerprint() const;

private:
    struct Sources;
    std::unique_ptr<const Sources> sources_;
};

} // namespace reservepost::layout

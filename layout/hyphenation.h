#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::layout {

/// Where words may be parted at a line's end: the installed patterns for bokmål and nynorsk, and
/// a list of our own for words that the patterns part wrongly. The door for libhyphen.
///
/// Opened once a process; every method may be called from any thread.
class Hyphenator {
public:
    /// The folder of Debian's hyphen-no.
    static std::filesystem::path installed();

    /// Throws `std::runtime_error`, naming the file and the package that would bring it, if the
    /// patterns are missing or cannot be read.
    explicit Hyphenator(const std::filesystem::path& folder = installed());
    ~Hyphenator();
    Hyphenator(const Hyphenator&) = delete;
    Hyphenator& operator=(const Hyphenator&) = delete;

    /// Places inside `word`, in UTF-16 units from its beginning, in rising order, before which a
    /// hyphen and a line end may stand. None for a language without patterns, and for a word
    /// with a character that the patterns cannot judge.
    std::vector<std::size_t> places(std::u16string_view word, std::string_view language) const;

    /// A line for each source of places: its name and a digest of its octets. Changes whenever
    /// a letter might be parted differently.
    std::string fingerprint() const;

private:
    struct Patterns;
    std::unique_ptr<Patterns> patterns_;
};

} // namespace reservepost::layout

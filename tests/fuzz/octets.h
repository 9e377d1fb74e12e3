#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reservepost::fuzz {

/// Octets as a row of choices and texts. Any octets are fit for anything, and where there are none
/// left the first choice is made and texts are empty: a fuzzer has no wrong inputs to try.
///
/// Seeds are written by hand, so choices take the octets' last bits: '0', '1', '2' … choose what
/// they say.
class Octets {
public:
    explicit Octets(std::string_view octets) : octets_(octets) {}

    bool empty() const { return octets_.empty(); }

    /// A number below `count`, at most 64.
    std::size_t choose(std::size_t count)
    {
        if (octets_.empty()) return 0;
        const auto octet = static_cast<unsigned char>(octets_.front());
        octets_.remove_prefix(1);
        return (octet >= '0' ? octet - '0' : octet) % count;
    }

    bool flip() { return choose(2) == 1; }

    /// What is before the next `end`, which is taken too, or all there is.
    std::string text_until(char end)
    {
        const std::size_t length = std::min(octets_.find(end), octets_.size());
        const std::string text(octets_.substr(0, length));
        octets_.remove_prefix(std::min(length + 1, octets_.size()));
        return text;
    }

private:
    std::string_view octets_;
};

/// Ends a block or a span, and one text of several within it. Neither is ever part of UTF-8.
inline constexpr char block_end = '\xFF', text_end = '\xFE';

} // namespace reservepost::fuzz

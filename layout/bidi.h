#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

struct UBiDi;

namespace reservepost::layout {

struct CollectedText;
struct CoveredStretch;
enum class Direction;

/// How a paragraph's characters run: even levels from left to right, odd ones from right to left.
struct Levels {
    std::vector<std::uint8_t> of_unit;
    std::uint8_t of_paragraph = 0;
};

/// Orders what runs from left to right and what runs from right to left (UAX #9), with ICU. One
/// thread at a time.
///
/// Words that somebody else wrote among ours (`Span::foreign`) are ordered by themselves, in the
/// direction of their own first letter, and stand among ours as one sign. So does an isolate of
/// UAX #9; but no control inside this one can end it early or stay open after it. What is boxed
/// stands as a sign too. The two overrides (U+202D, U+202E) count as embeddings: they are boxed,
/// and letters run as letters do.
class Bidi {
public:
    Bidi();
    ~Bidi();

    Levels order(const CollectedText& collected, const std::vector<CoveredStretch>& covered,
                 Direction direction);

private:
    struct Close {
        void operator()(UBiDi* bidi) const;
    };

    std::span<const std::uint8_t> levels_of(std::u16string_view text, Direction direction);

    std::unique_ptr<UBiDi, Close> bidi_;
};

/// True if a language (BCP 47) is written from right to left, as Arabic and Hebrew are.
bool runs_from_right_to_left(std::string_view language);

} // namespace reservepost::layout

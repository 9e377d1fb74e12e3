#pragma once

#include <array>
#include <string_view>

// What is fuzzed. A target makes something out of any octets at all, and throws (mostly
// layout::BrokenPromise) where a promise is broken. libFuzzer calls it with octets that it thinks
// up, the tests with those of tests/fuzz/corpus/<name>/.

namespace reservepost::fuzz {

struct Target {
    std::string_view name;
    void (*try_with)(std::string_view octets);
};

/// Text to stretches of one face, script and direction.
void try_itemise(std::string_view octets);

/// Paragraphs to lines: any measure, alignment and language.
void try_break(std::string_view octets);

/// Whole letters to pages, and some to PDF.
void try_composition(std::string_view octets);

/// Contents of foreign pages to boxes of ink.
void try_ink(std::string_view octets);

/// Any octets, judged as a PDF that somebody sent.
void try_preflight(std::string_view octets);

/// Any octets, read as a register in CSV.
void try_csv(std::string_view octets);

/// Any octets, judged as a report and read as its companion.
void try_report(std::string_view octets);

/// Any octets, checked as a proof that a leaf is in the deletion log.
void try_proof(std::string_view octets);

inline constexpr std::array targets = {
    Target{"itemise", try_itemise},         Target{"break", try_break},
    Target{"composition", try_composition}, Target{"ink", try_ink},
    Target{"preflight", try_preflight},     Target{"csv", try_csv},
    Target{"report", try_report},           Target{"proof", try_proof},
};

/// Throws `std::invalid_argument` with the names there are if there is no such target.
const Target& target_named(std::string_view name);

} // namespace reservepost::fuzz

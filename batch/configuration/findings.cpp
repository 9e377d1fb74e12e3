#include "batch/configuration/findings.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace reservepost::batch::configuration {

namespace {

std::vector<Finding> sorted(std::vector<Finding> findings)
{
    std::ranges::stable_sort(findings, {},
                             [](const Finding& f) { return std::tuple(f.line, f.column); });
    return findings;
}

std::string message(std::string_view file, const std::vector<Finding>& findings)
{
    std::string text;
    for (const auto& finding : findings) {
        if (!text.empty()) text += '\n';
        text += std::string(file) + ':' + std::to_string(finding.line) + ':' +
                std::to_string(finding.column) + ": " + finding.what;
    }
    return text;
}

/// Levenshtein distance, in octets.
std::size_t slips_between(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[b.size()];
}

} // namespace

FindingsError::FindingsError(std::string_view file, std::vector<Finding> findings)
    : std::runtime_error(message(file, sorted(findings))), findings_(sorted(std::move(findings)))
{
}

std::string nearest(std::string_view word, const std::vector<std::string>& known)
{
    std::string best;
    std::size_t least = word.size() < 5 ? 2 : 3;
    for (const auto& candidate : known) {
        const auto slips = slips_between(word, candidate);
        if (slips >= least) continue;
        least = slips;
        best = candidate;
    }
    return best;
}

} // namespace reservepost::batch::configuration

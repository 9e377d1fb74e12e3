#include "batch/configuration/findings.h"

#include <algorithm>
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

/// How many letters must be put in, left out, replaced or swapped with their neighbour to make `b`
/// of `a` (optimal string alignment), in octets.
std::size_t slips_between(std::string_view a, std::string_view b)
{
    std::vector<std::vector<std::size_t>> slips(a.size() + 1,
                                                std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        slips[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j)
        slips[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto replaced = slips[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            slips[i][j] = std::min({slips[i - 1][j] + 1, slips[i][j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                slips[i][j] = std::min(slips[i][j], slips[i - 2][j - 2] + 1);
            }
        }
    }
    return slips[a.size()][b.size()];
}

} // namespace

FindingsError::FindingsError(std::string_view file, std::vector<Finding> findings)
    : std::runtime_error(message(file, sorted(findings))), findings_(sorted(std::move(findings)))
{
}

std::string nearest(std::string_view word, const std::vector<std::string>& known)
{
    std::string best;
    if (word.size() > 100) return best;
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

#include "layout/preflight_findings.h"

#include "layout/preflight_codes.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace reservepost::layout {

namespace {

/// A page's findings without a place come first.
auto order_of(const Finding& finding)
{
    const Point at = finding.place ? finding.place->at : Point{Length::mm(-1), Length::mm(-1)};
    return std::tuple(finding.page, at.y, at.x, std::string_view(finding.code));
}

} // namespace

void FindingList::add(std::string_view code, int page, std::string what, std::string right)
{
    const PreflightCode& known = preflight_code(code);
    if (right.empty()) right = known.right;
    add({std::string(code), page, {}, std::move(what), std::move(right)});
}

void FindingList::add(Finding finding)
{
    const int count = ++of_code_[finding.code];
    if (count <= most_of_a_code) findings_.push_back(std::move(finding));
}

std::vector<Finding> FindingList::sorted()
{
    std::ranges::stable_sort(findings_, {}, order_of);
    for (const auto& [code, count] : of_code_) {
        if (count <= most_of_a_code) continue;
        const auto last =
            std::ranges::find(findings_.rbegin(), findings_.rend(), code, &Finding::code);
        last->what += " (and " + std::to_string(count - most_of_a_code) + " more of this kind)";
    }
    of_code_.clear();
    return std::exchange(findings_, {});
}

std::string shown_name(std::string_view name)
{
    constexpr std::size_t longest = 60;
    const bool plain =
        !name.empty() && name.size() <= longest && std::ranges::all_of(name, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '-' || c == '+' || c == '_' || c == '.' || c == ',' || c == '/';
        });
    return plain ? std::string(name) : "(unnamed)";
}

} // namespace reservepost::layout

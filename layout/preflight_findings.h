#pragma once

#include "layout/finding.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::layout {

/// What preflight has found so far. A file that is wrong in one way may be so on each of a hundred
/// thousand pages, so no more of a code than `most_of_a_code` are kept; the last then says so.
class FindingList {
public:
    static constexpr int most_of_a_code = 1000;

    /// `code` is one of `preflight_codes`; `right` is what that says where it is empty. `page` is
    /// from 1, or 0 for the whole file.
    void add(std::string_view code, int page, std::string what, std::string right = {});

    /// What another judge found, `right` and all.
    void add(Finding finding);

    /// Whether anything of that code was found, on whatever page.
    bool has(std::string_view code) const { return of_code_.contains(code); }

    /// All of them: first those of the whole file, then page after page; on a page from top to
    /// bottom. The list is empty after.
    std::vector<Finding> sorted();

private:
    std::vector<Finding> findings_;
    std::map<std::string, int, std::less<>> of_code_;
};

/// A name out of a file, fit to be shown: as it is if it is short and of plain ASCII, "(unnamed)"
/// otherwise. What a stranger wrote must not reach a terminal or a log as it is.
std::string shown_name(std::string_view name);

} // namespace reservepost::layout

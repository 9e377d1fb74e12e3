#pragma once

#include "layout/looks.h"
#include "layout/pages.h"
#include "layout/rows.h"

namespace reservepost::layout {

/// Sets the label of a value, or of a long answer, once more where `places` lets a page begin
/// within it, followed by the part's word for "continued". Where the label is too long for the
/// lines that are left beside the value, that word stands alone.
void repeat_labels(Rows& rows, const std::vector<RowPlace>& places, const Part& part,
                   const Looks& looks, Workbench& bench);

} // namespace reservepost::layout

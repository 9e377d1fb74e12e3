#pragma once

#include "layout/judging_budget.h"

namespace reservepost::layout {

/// For as long as it lives, every octet that qpdf inflates in this thread is taken off `budget`:
/// page content, and what qpdf inflates by itself to find objects. qpdf reads a stream whole into
/// memory before anybody can say stop, so its filters are replaced by ones that count; those other
/// than FlateDecode that make much of little (LZWDecode, RunLengthDecode) are not read at all.
///
/// Once made, the replaced filters stay for the process; without a metering they count nothing.
/// qpdf turns what they throw into a warning of its own: `JudgingBudget::check` brings it back.
class MeteredInflating {
public:
    explicit MeteredInflating(JudgingBudget& budget);
    ~MeteredInflating();
    MeteredInflating(const MeteredInflating&) = delete;
    MeteredInflating& operator=(const MeteredInflating&) = delete;

private:
    JudgingBudget* outer_;
};

} // namespace reservepost::layout

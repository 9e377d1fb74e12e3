#pragma once

#include "layout/ink.h"

#include <qpdf/QPDFPageObjectHelper.hh>

#include <memory>

// For layout's files that read foreign PDF only: ink of pages that qpdf has opened.

namespace reservepost::layout {

/// Reads pages of one document, and remembers its fonts between them. The document must outlive it.
class InkReader {
public:
    explicit InkReader(JudgingBudget& budget);
    ~InkReader();
    InkReader(const InkReader&) = delete;
    InkReader& operator=(const InkReader&) = delete;

    /// The ink of a page. Broken content gives findings; throws `CannotJudge` only where the budget
    /// is spent or one content stream is larger than 32 MiB.
    PageInk ink_of(QPDFPageObjectHelper page);

private:
    struct Memory;
    std::unique_ptr<Memory> memory_;
    JudgingBudget& budget_;
};

/// The ink of a single page.
PageInk ink_of(QPDFPageObjectHelper page, JudgingBudget& budget);

} // namespace reservepost::layout

#pragma once

#include "fonts/library.h"
#include "layout/hyphenation.h"

namespace reservepost::layout {

/// What one thread has at hand while it sets text: fonts, patterns, and what it keeps between
/// one paragraph and the next so as not to make it anew. Nothing that it remembers ever changes
/// a result. One thread at a time.
class Workbench {
public:
    /// Both must outlive the bench.
    Workbench(const fonts::Library& library, const Hyphenator& hyphenator)
        : library_(library), hyphenator_(hyphenator)
    {
    }
    Workbench(const Workbench&) = delete;
    Workbench& operator=(const Workbench&) = delete;

    const fonts::Library& library() const { return library_; }
    const Hyphenator& hyphenator() const { return hyphenator_; }

private:
    const fonts::Library& library_;
    const Hyphenator& hyphenator_;
};

} // namespace reservepost::layout

#pragma once

#include "layout/workshop.h"

namespace reservepost::layout {

/// Fonts and patterns as installed, opened once for all tests of the program.
inline const Workshop& shared_workshop()
{
    static const Workshop workshop;
    return workshop;
}

inline const fonts::Library& shared_library()
{
    return shared_workshop().library();
}

/// For tests of single steps, which run one after the other.
inline Workbench& shared_bench()
{
    static const Hyphenator hyphenator;
    static Workbench bench(shared_library(), hyphenator);
    return bench;
}

} // namespace reservepost::layout

#pragma once

#include "fonts/library.h"

namespace reservepost::layout {

/// The installed fonts, opened once for all tests of the program.
inline const fonts::Library& shared_library()
{
    static const fonts::Library library;
    return library;
}

} // namespace reservepost::layout

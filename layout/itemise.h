#pragma once

#include "layout/paragraph.h"

namespace reservepost::layout {

/// The two ways of `itemise`, which give the same items of a text that is plain.

/// Only of a text of which `PlainText` says its script.
ItemisedText itemise_plain(CollectedText collected, std::string_view script, Workbench& bench);

/// Of any text: with faces by grapheme cluster, scripts and directions.
ItemisedText itemise_any(CollectedText collected, const Manner& manner, Workbench& bench);

} // namespace reservepost::layout

#pragma once

#include "layout/frame.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::layout {

/// Glyphs beside one another that share their characters.
struct Cluster {
    std::size_t first = 0; ///< In the run's glyphs.
    std::size_t end = 0;   ///< After its last glyph.
    std::string_view text; ///< Of the run.
};

/// The cluster of a run that begins at the glyph `first`, from left to right.
Cluster cluster_at(const GlyphRun& run, std::size_t first);

/// What each glyph of a cluster is read as, and room to work in.
struct Readings {
    std::vector<std::string_view> of_glyph; ///< From the cluster's first to its last.
    std::string decomposed;
};

/// Finds out what each glyph of a cluster is read as, so that a reader of the PDF gets the run's
/// text: from left to right, or in a run that runs the other way, turned around by characters.
/// Valid as long as the run, and until the next call.
void read_cluster(const GlyphRun& run, const Cluster& cluster, Readings& readings);

} // namespace reservepost::layout

#pragma once

#include "layout/pdf_reader.h"
#include "layout/print_rules.h"
#include "layout/zones.h"

#include <vector>

namespace reservepost::layout {

/// A piece's pages, both from 1 and included.
struct PiecePages {
    int first = 1;
    int last = 1;
    bool operator==(const PiecePages&) const = default;
};

/// Judges the size and the boxes of every page: UNSUPPORTED_DIMENSIONS, and for PDF/X-4
/// MEDIA_BOX_MISSING, TRIM_BOX_MISSING and BOXES_NOT_NESTED. Gives for each page whether places on
/// it can be judged: on paper of another size, or without a sound box, they mean nothing.
std::vector<bool> judge_pages(const PdfReader& pdf, const PrintRules& rules, FindingList& findings);

/// Judges how long the pieces are: TOO_MANY_PAGES, TOO_MANY_SHEETS.
void judge_pieces(const std::vector<PiecePages>& pieces, const PrintRules& rules,
                  FindingList& findings);

/// What each page is in its piece, from page 1 on. Whether a sheet after the first belongs to an
/// enclosure cannot be seen in a PDF; so where a profile leaves enclosures without marks, a mark
/// may stand there and need not.
std::vector<PageRole> page_roles(const std::vector<PiecePages>& pieces, int pages,
                                 const PageGeometry& geometry);

} // namespace reservepost::layout

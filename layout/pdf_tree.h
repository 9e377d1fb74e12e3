#pragma once

#include "layout/length.h"
#include "layout/pdf_file.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace reservepost::layout {

/// The tree over all pages of a document, at most 64 children a node, so that no reader has to
/// walk a list of thousands. What all pages share stands at its root.
class PageTree {
public:
    /// `resources` are those of all pages. The file must outlive the tree.
    PageTree(PdfFile& file, PdfReference resources) : file_(file), resources_(resources) {}

    /// A page of the document part `part`, where the document has parts.
    PdfReference add(Size size, std::optional<PdfReference> part, std::string_view content);

    bool empty() const { return leaves_.empty(); }

    /// Writes the nodes and gives the root. There must be a page; none can be added after.
    PdfReference finish();

private:
    struct Node {
        PdfReference object;
        std::vector<PdfReference> kids;
        std::size_t pages = 0;
    };

    std::vector<Node> joined(const std::vector<Node>& children);
    PdfDictionary dictionary(const Node& node) const;

    PdfFile& file_;
    PdfReference resources_;
    Size usual_size_; ///< Of the first page; other sizes stand at their pages.
    std::vector<Node> leaves_;
};

/// The parts of a document as a print house reads them (ISO 16612-2): one record for each piece.
class DocumentParts {
public:
    /// The file must outlive this.
    explicit DocumentParts(PdfFile& file)
        : file_(file), root_(file.reserve()), node_(file.reserve())
    {
    }

    /// The number of the next record, for its pages to name.
    PdfReference reserve();

    /// What the record that was reserved last is: its first and last page and what the print house
    /// may know of it.
    void put(PdfReference first_page, PdfReference last_page, const PdfDictionary& metadata);

    /// Writes the root and gives it.
    PdfReference finish();

private:
    PdfFile& file_;
    PdfReference root_;
    PdfReference node_;
    PdfArray records_;
};

} // namespace reservepost::layout

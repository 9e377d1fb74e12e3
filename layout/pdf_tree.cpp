#include "layout/pdf_tree.h"

#include <algorithm>

namespace reservepost::layout {

namespace {

constexpr std::size_t most_children = 64;

PdfArray box(Size size)
{
    return {{std::int64_t{0}}, {std::int64_t{0}}, {size.width}, {size.height}};
}

} // namespace

PdfReference PageTree::add(Size size, std::optional<PdfReference> part, std::string_view content)
{
    if (leaves_.empty()) usual_size_ = size;
    if (leaves_.empty() || leaves_.back().kids.size() == most_children) {
        leaves_.push_back({file_.reserve(), {}, 0});
        leaves_.back().kids.reserve(most_children);
    }
    Node& leaf = leaves_.back();
    PdfDictionary page = {{"Type", {PdfName{"Page"}}},
                          {"Parent", {leaf.object}},
                          {"TrimBox", {box(size)}},
                          {"Contents", {file_.add_stream(content)}}};
    if (part) page.push_back({"DPart", {*part}});
    if (size != usual_size_) page.push_back({"MediaBox", {box(size)}});
    leaf.kids.push_back(file_.add(page));
    ++leaf.pages;
    return leaf.kids.back();
}

PdfReference PageTree::finish()
{
    std::vector<Node> level = std::move(leaves_);
    while (level.size() > 1)
        level = joined(level);
    PdfDictionary root = dictionary(level.front());
    root.push_back({"MediaBox", {box(usual_size_)}});
    root.push_back({"Resources", {resources_}});
    file_.put(level.front().object, root);
    return level.front().object;
}

/// Writes the children and gives the level above them.
std::vector<PageTree::Node> PageTree::joined(const std::vector<Node>& children)
{
    std::vector<Node> parents;
    for (std::size_t i = 0; i < children.size(); ++i) {
        if (i % most_children == 0) parents.push_back({file_.reserve(), {}, 0});
        Node& parent = parents.back();
        parent.kids.push_back(children[i].object);
        parent.pages += children[i].pages;
        PdfDictionary child = dictionary(children[i]);
        child.push_back({"Parent", {parent.object}});
        file_.put(children[i].object, child);
    }
    return parents;
}

PdfDictionary PageTree::dictionary(const Node& node) const
{
    PdfArray kids;
    for (const PdfReference kid : node.kids)
        kids.push_back({kid});
    return {{"Type", {PdfName{"Pages"}}},
            {"Kids", {std::move(kids)}},
            {"Count", {static_cast<std::int64_t>(node.pages)}}};
}

PdfReference DocumentParts::reserve()
{
    const PdfReference record = file_.reserve();
    records_.push_back({record});
    return record;
}

void DocumentParts::put(PdfReference first_page, PdfReference last_page,
                        const PdfDictionary& metadata)
{
    PdfDictionary record = {{"Type", {PdfName{"DPart"}}},
                            {"Parent", {node_}},
                            {"Start", {first_page}},
                            {"DPM", {metadata}}};
    if (last_page.object != first_page.object) record.push_back({"End", {last_page}});
    file_.put(std::get<PdfReference>(records_.back().value), record);
}

PdfReference DocumentParts::finish()
{
    file_.put(node_, {{"Type", {PdfName{"DPart"}}},
                      {"Parent", {root_}},
                      {"DParts", {PdfArray{{std::move(records_)}}}}});
    file_.put(root_, {{"Type", {PdfName{"DPartRoot"}}},
                      {"DPartRootNode", {node_}},
                      {"NodeNameList", {PdfArray{{PdfName{"Job"}}, {PdfName{"Piece"}}}}},
                      {"RecordLevel", {std::int64_t{1}}}});
    return root_;
}

} // namespace reservepost::layout

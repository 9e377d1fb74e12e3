#include "layout/preflight_parts.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace reservepost::layout {

namespace {

/// What is told of a part that is not as it should be: the page where it begins, or 0.
using Tell = std::function<void(const char* code, int page, std::string what)>;

/// "/Job": a name that is an XML name without a colon. Names of other alphabets are let through.
bool is_xml_name(QPDFObjectHandle value)
{
    if (!value.isName()) return false;
    const std::string name = value.getName().substr(1);
    const auto letter = [](unsigned char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    };
    return !name.empty() && letter(static_cast<unsigned char>(name.front())) &&
           std::ranges::all_of(name, [&](char c) {
               return letter(static_cast<unsigned char>(c)) || (c >= '0' && c <= '9') || c == '-' ||
                      c == '.';
           });
}

/// Goes through the tree of parts from its root to its leaves, in the order of pages.
class PartWalk {
public:
    PartWalk(PdfReader& pdf, JudgingBudget& budget, Tell tell)
        : pdf_(pdf), budget_(budget), tell_(std::move(tell))
    {
        records_.reserve(pdf.pages().size());
    }

    void walk()
    {
        QPDFObjectHandle root = pdf_.catalogue().getKey("/DPartRoot");
        if (!root.isDictionary() || !root.isIndirect()) {
            tell_("PARTS_MISSING", 0, "the catalogue names no document parts");
            return;
        }
        QPDFObjectHandle node = root.getKey("/DPartRootNode");
        QPDFObjectHandle level = root.getKey("/RecordLevel");
        if (level.isInteger()) record_level_ = level.getIntValue();
        if (node.isDictionary() && node.isIndirect()) part(node, root, 0);
        if (broken_) levels_ = 0;
        judge_root(root, node);
        judge_cover();
    }

    std::vector<PiecePages> records() { return std::move(records_); }

private:
    void judge_root(QPDFObjectHandle root, QPDFObjectHandle node)
    {
        const auto lacks = [&](std::string what) {
            tell_("PARTS_ROOT_INCOMPLETE", 0, std::move(what));
        };
        if (name_at(root, "/Type") != "/DPartRoot")
            lacks("the root of the parts has another /Type");
        if (!node.isDictionary() || !node.isIndirect())
            lacks("the root of the parts has no /DPartRootNode");
        QPDFObjectHandle names = root.getKey("/NodeNameList");
        if (!names.isArray() || !std::ranges::all_of(names.getArrayAsVector(), is_xml_name))
            lacks("the root of the parts has no /NodeNameList of names");
        else if (levels_ > 0 && names.getArrayNItems() != levels_)
            lacks("the /NodeNameList has " + std::to_string(names.getArrayNItems()) +
                  " names for " + std::to_string(levels_) + " levels");
        if (!root.getKey("/RecordLevel").isInteger() || record_level_ < 0 ||
            (levels_ > 0 && record_level_ >= levels_))
            lacks("the root of the parts has no /RecordLevel that is one of its levels");
    }

    /// A part and those below it.
    void part(QPDFObjectHandle node, QPDFObjectHandle parent, int level)
    {
        budget_.visit_object();
        const JudgingBudget::Descent down(budget_);
        if (!node.isDictionary() || !node.isIndirect())
            return broken("something among the parts is not one");
        if (!seen_.insert(node.getObjectID()).second) return broken("a part is in the tree twice");
        levels_ = std::max(levels_, level + 1);
        if (name_at(node, "/Type") != "/DPart") broken("a part has another /Type");
        if (node.getKey("/Parent").getObjGen() != parent.getObjGen())
            broken("a part names another parent than the one above it");
        QPDFObjectHandle metadata = node.getKey("/DPM");
        if (!metadata.isNull() && (!dictionary_only(metadata) || !is_plain(metadata)))
            tell_("PART_METADATA_UNFIT", next_page_,
                  "a part's metadata holds a name, a reference, a null or a stream");
        const int first = next_page_;
        const bool inner = node.hasKey("/DParts"), leaf = node.hasKey("/Start");
        if (inner == leaf)
            broken(inner ? "a part has both /DParts and /Start"
                         : "a part has neither /DParts nor /Start");
        else if (inner)
            parts_below(node, level);
        else
            pages_of(node);
        if (level == record_level_ && next_page_ > first)
            records_.push_back({first, next_page_ - 1});
    }

    void parts_below(QPDFObjectHandle node, int level)
    {
        QPDFObjectHandle rows = node.getKey("/DParts");
        if (!rows.isArray() || rows.getArrayNItems() == 0)
            return broken("a part's /DParts is no array of arrays");
        for (QPDFObjectHandle& row : rows.getArrayAsVector()) {
            if (!row.isArray() || row.getArrayNItems() == 0) {
                broken("a part's /DParts is no array of arrays");
                continue;
            }
            for (QPDFObjectHandle& child : row.getArrayAsVector())
                part(child, node, level + 1);
        }
    }

    void pages_of(QPDFObjectHandle leaf)
    {
        const int first = pdf_.number_of(leaf.getKey("/Start"));
        const int last = leaf.hasKey("/End") ? pdf_.number_of(leaf.getKey("/End")) : first;
        if (first == 0 || last < first) return broken("a part does not begin and end with a page");
        if (first != next_page_) covered_ = false;
        for (int page = first; page <= last; ++page) {
            budget_.visit_object();
            QPDFObjectHandle dictionary = pdf_.pages()[static_cast<std::size_t>(page) - 1].object;
            if (dictionary.getKey("/DPart").getObjGen() != leaf.getObjGen())
                tell_("PAGE_WITHOUT_PART", page, "the page does not name the part that covers it");
        }
        next_page_ = last + 1;
    }

    void judge_cover()
    {
        if (broken_) return;
        if (next_page_ != static_cast<int>(pdf_.pages().size()) + 1) covered_ = false;
        if (!covered_)
            tell_("PARTS_DO_NOT_COVER_PAGES", 0,
                  "the parts leave pages out, or cover some twice or in another order");
    }

    static bool dictionary_only(QPDFObjectHandle value)
    {
        return value.isDictionary() && !value.isIndirect();
    }

    bool is_plain(QPDFObjectHandle value)
    {
        budget_.visit_object();
        const JudgingBudget::Descent down(budget_);
        if (value.isIndirect()) return false;
        if (value.isString() || value.isNumber() || value.isBool()) return true;
        if (value.isArray()) {
            auto items = value.getArrayAsVector();
            return std::ranges::all_of(items, [&](auto& item) { return is_plain(item); });
        }
        if (!value.isDictionary()) return false;
        auto entries = value.getDictAsMap();
        return std::ranges::all_of(entries, [&](auto& entry) { return is_plain(entry.second); });
    }

    void broken(std::string what)
    {
        broken_ = true;
        tell_("PARTS_TREE_IS_BROKEN", 0, std::move(what));
    }

    PdfReader& pdf_;
    JudgingBudget& budget_;
    Tell tell_;
    std::set<int> seen_; ///< Parts, by object.
    std::vector<PiecePages> records_;
    long long record_level_ = -1;
    int levels_ = 0; ///< Of the tree; 0 where it does not tell.
    int next_page_ = 1;
    bool covered_ = true;
    bool broken_ = false;
};

} // namespace

std::vector<PiecePages> judge_parts(PdfReader& pdf, PdfStandard standard, JudgingBudget& budget,
                                    FindingList& findings)
{
    bool sound = true;
    PartWalk walk(pdf, budget, [&](const char* code, int page, std::string what) {
        sound = false;
        if (standard == PdfStandard::PdfX4PdfVt1) findings.add(code, page, std::move(what));
    });
    walk.walk();
    auto pieces = walk.records();
    if (!sound || pieces.empty()) return {{1, static_cast<int>(pdf.pages().size())}};
    return pieces;
}

} // namespace reservepost::layout

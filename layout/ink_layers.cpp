#include "layout/ink_layers.h"

#include "layout/pdf_access.h"

#include <algorithm>
#include <vector>

namespace reservepost::layout {

namespace {

/// A file with more layers than this has them for something else than to hide.
constexpr int most_layers = 10'000;

std::vector<QPDFObjectHandle> items_of(QPDFObjectHandle array)
{
    std::vector<QPDFObjectHandle> items;
    if (!array.isArray()) return items;
    const int count = std::min(array.getArrayNItems(), most_layers);
    for (int i = 0; i < count; ++i)
        items.push_back(array.getArrayItem(i));
    return items;
}

std::set<QPDFObjGen> numbers_of_items(QPDFObjectHandle array)
{
    std::set<QPDFObjGen> numbers;
    for (QPDFObjectHandle item : items_of(array))
        if (item.isIndirect()) numbers.insert(item.getObjGen());
    return numbers;
}

} // namespace

InkLayers::InkLayers(QPDFObjectHandle catalogue)
{
    const QPDFObjectHandle usual = value_of(value_of(catalogue, "/OCProperties"), "/D");
    if (!items_of(value_of(usual, "/AS")).empty()) return;
    all_off_ = is_name(value_of(usual, "/BaseState"), "/OFF");
    off_ = numbers_of_items(value_of(usual, "/OFF"));
    on_ = numbers_of_items(value_of(usual, "/ON"));
}

bool InkLayers::is_off(QPDFObjectHandle layer) const
{
    if (!layer.isIndirect()) return false;
    const QPDFObjGen number = layer.getObjGen();
    return off_.contains(number) || (all_off_ && !on_.contains(number));
}

bool InkLayers::prints(QPDFObjectHandle layer) const
{
    if (!is_name(value_of(layer, "/Type"), "/OCMD")) return !is_off(layer);
    if (!value_of(layer, "/VE").isNull()) return true; // A formula: taken to be true.
    QPDFObjectHandle groups = value_of(layer, "/OCGs");
    std::vector<QPDFObjectHandle> members = items_of(groups);
    if (groups.isDictionary()) members = {groups};
    if (members.empty()) return true;
    const auto off = std::ranges::count_if(
        members, [this](const QPDFObjectHandle& member) { return is_off(member); });
    const auto count = static_cast<std::ptrdiff_t>(members.size());
    const QPDFObjectHandle policy = value_of(layer, "/P");
    if (is_name(policy, "/AllOn")) return off == 0;
    if (is_name(policy, "/AnyOff")) return off > 0;
    if (is_name(policy, "/AllOff")) return off == count;
    return off < count;
}

} // namespace reservepost::layout

#include "batch/receivers/address_remarks.h"

#include "batch/receivers/municipalities.h"
#include "batch/receivers/postcodes.h"
#include "batch/receivers/renumberings.h"

#include <algorithm>

namespace reservepost::batch::receivers {

namespace {

/// "Karasjok" of "Kárášjohka – Karasjok": places may be written in two languages.
bool is_one_of(std::string_view names, std::string_view place)
{
    for (const std::string_view between : {" - ", " – ", " / ", "/"}) {
        const auto parting = names.find(between);
        if (parting == std::string_view::npos) continue;
        return is_one_of(names.substr(0, parting), place) ||
               is_one_of(names.substr(parting + between.size()), place);
    }
    return is_same_place(names, place);
}

/// "Postboks 901", "Boks 901", "Pb. 901", "P.b. 901", in capitals or not.
bool is_po_box(std::string_view line)
{
    const auto digit = line.find_first_of("0123456789");
    if (digit == std::string_view::npos) return false;
    const auto word = line.substr(0, digit);
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{"postboks", "boks", "pb", "pb.", "p.b."},
        [&](std::string_view name) { return is_same_place(word, name); });
}

std::string joined(const std::vector<std::string>& numbers)
{
    std::string text;
    for (const auto& number : numbers)
        text += (text.empty() ? "" : ", ") + number;
    return text;
}

} // namespace

std::vector<std::string> address_remarks(const Receiver& receiver)
{
    if (receiver.address.empty()) return {};
    std::vector<std::string> remarks;
    const std::string_view last = receiver.address.back();
    const auto postcode = std::string(last.substr(0, 4));
    const auto place = find_place(postcode);
    if (place.empty()) {
        remarks.push_back("the postcode " + postcode +
                          " in `address` is not in Posten's register as this program has it; look "
                          "it up at posten.no");
    } else if (last.size() > 5 && !is_one_of(last.substr(5), place)) {
        remarks.push_back("the last line of `address` names another place than the postcode's: " +
                          postcode + " is " + std::string(place));
    }
    if (std::ranges::none_of(receiver.address, is_po_box)) {
        remarks.push_back("`address` is a street; post reaches a PO box every working day, a "
                          "street every other");
    }
    return remarks;
}

std::vector<std::string> number_remarks(const Receiver& receiver)
{
    const auto& number = receiver.key.municipality;
    if (receiver.valid_to || find_municipality(number) != nullptr) return {};
    const auto* renumbering = find_renumbering(number, {});
    if (renumbering == nullptr) {
        return {"no municipality has had the number " + number +
                " since 2017; compare it with Statistics Norway's list"};
    }
    return {"the number " + number + " is out of use since " + renumbering->in_force->text() +
            "; in its place came " + joined(renumbering->to) +
            "; give the receiver its last day in `valid_to`"};
}

std::vector<std::string> remarks(const Receiver& receiver)
{
    auto all = number_remarks(receiver);
    std::ranges::move(address_remarks(receiver), std::back_inserter(all));
    return all;
}

} // namespace reservepost::batch::receivers

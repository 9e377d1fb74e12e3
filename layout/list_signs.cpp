#include "layout/list_signs.h"

#include "layout/paragraph.h"

#include <algorithm>

namespace reservepost::layout {

std::string sign_of(const List& list, std::size_t number)
{
    return list.ordered ? std::to_string(number) + "." : "•";
}

Length widest_sign(const List& list, const Look& look, std::string_view language, Workbench& bench)
{
    const Manner manner{look.size, look.style, language};
    const auto width_of = [&](const std::string& sign) {
        return set_paragraph({{sign}}, manner, Length::mm(100'000), bench).lines.front().width;
    };
    if (!list.ordered) return width_of(sign_of(list, 1));

    // No number of as many digits is wider than its widest digit as many times.
    const std::size_t digits = std::to_string(list.items.size()).size();
    const auto largest = static_cast<char>('0' + std::min<std::size_t>(list.items.size(), 9));
    Length widest;
    for (char digit = '0'; digit <= largest; ++digit)
        widest = std::max(widest, width_of(std::string(digits, digit) + "."));
    return widest;
}

} // namespace reservepost::layout

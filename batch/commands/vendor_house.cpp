#include "batch/commands/vendor_commands.h"

#include <charconv>

namespace reservepost::batch::commands {

const Option vendor_certificate{Option::Kind::Text, "--certificate", "FILE",
                                "The print house's own certificate (PEM)", true};

VendorHouse vendor_house(const Invocation& invocation)
{
    VendorHouse house{{crypto::Certificate::load(invocation.text("--certificate")),
                       crypto::PrivateKey::load(invocation.text("--key"))},
                      {}};
    for (const auto& file : invocation.texts("--sender"))
        house.senders.push_back(crypto::Certificate::load(file));
    return house;
}

std::vector<Option> with_vendor_keys(std::vector<Option> options)
{
    options.push_back(vendor_certificate);
    options.push_back(
        {Option::Kind::Text, "--key", "FILE", "Its private key (PEM, mode 0600)", true});
    options.push_back({Option::Kind::Texts, "--sender", "FILE",
                       "Certificate of the sender, compared whole; may be repeated", true});
    return options;
}

std::optional<int> find_whole_number(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

} // namespace reservepost::batch::commands

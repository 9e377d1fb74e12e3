#pragma once

#include "batch/commands/command.h"
#include "batch/printhouse/vendor.h"

#include <optional>
#include <string_view>
#include <vector>

// What the commands of the print house's side share. Only `vendor*.cpp` include it.

namespace reservepost::batch::commands {

/// The print house's own identity and whom it trusts, from files.
struct VendorHouse {
    crypto::Identity identity;
    std::vector<crypto::Certificate> senders;
    printhouse::VendorKeys keys() const { return {identity, senders}; }
};

/// Reads `--certificate`, `--key` and each `--sender`.
VendorHouse vendor_house(const Invocation& invocation);

/// `options`, and behind them those three.
std::vector<Option> with_vendor_keys(std::vector<Option> options);

/// The print house's own certificate, for who needs no key.
extern const Option vendor_certificate;

/// The whole number that `text` is, all of it; nothing for anything else.
std::optional<int> find_whole_number(std::string_view text);

Command vendor_receipt_command();
Command vendor_simulate_command();
Command vendor_kit_command();

} // namespace reservepost::batch::commands

#pragma once

#include <stdexcept>

namespace reservepost::batch::printhouse {

/// Something between us and the print house that does not keep to the contract (`docs/package.md`):
/// a manifest, a receipt, a package or a name. The message says what is wrong and what would be
/// right, in one sentence without a full stop; it never holds a word of a letter.
class ContractError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace reservepost::batch::printhouse

#include "batch/commands/piece_named.h"

#include "batch/printhouse/contract_error.h"
#include "batch/printhouse/package_name.h"

#include <charconv>
#include <string_view>

namespace reservepost::batch::commands {

PieceNamed piece_named(const Invocation& invocation, const std::string& name)
{
    const auto text = invocation.text(name);
    const auto slash = text.find('/');
    PieceNamed named{text.substr(0, slash), {}};
    try {
        printhouse::JobNumber::parse(named.job);
    } catch (const printhouse::ContractError&) {
        throw UsageError("a job is eight digits, such as 01000007; a piece of it 01000007/41");
    }
    if (slash == std::string::npos) return named;
    const auto digits = std::string_view(text).substr(slash + 1);
    std::int64_t piece = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), piece);
    if (error != std::errc() || end != digits.data() + digits.size() || piece < 1)
        throw UsageError("a piece is a number, such as the 41 of 01000007/41");
    named.piece = piece;
    return named;
}

} // namespace reservepost::batch::commands

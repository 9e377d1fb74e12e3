#include "batch/letters/causes.h"

#include <stdexcept>

namespace reservepost::batch::letters {

namespace {

template <class Value> struct Code {
    Value value;
    std::string_view text;
};

// clang-format off
constexpr Code<Cause> causes[] = {
    {Cause::NotConfirmed, "not-confirmed"},
    {Cause::Rejected,     "rejected"},
    {Cause::PostChosen,   "postal"},
};

constexpr Code<Again> agains[] = {
    {Again::Damaged,        "again-damaged"},
    {Again::NotPrinted,     "again-not-printed"},
    {Again::Recalled,       "again-recalled"},
    {Again::Returned,       "again-returned"},
    {Again::NotArrived,     "again-letter-not-arrived"},
    {Again::LostByReceiver, "again-lost-by-receiver"},
    {Again::RejectedLate,   "again-rejected-late"},
};
// clang-format on

template <class Value, std::size_t N>
std::string_view text_of(const Code<Value> (&codes)[N], Value value)
{
    for (const auto& code : codes)
        if (code.value == value) return code.text;
    throw std::logic_error("a cause without a code [this is a bug]");
}

template <class Value, std::size_t N>
std::optional<Value> find_in(const Code<Value> (&codes)[N], std::string_view text)
{
    for (const auto& code : codes)
        if (code.text == text) return code.value;
    return std::nullopt;
}

} // namespace

std::string_view to_text(Cause cause)
{
    return text_of(causes, cause);
}

std::string_view to_text(Again again)
{
    return text_of(agains, again);
}

std::optional<Cause> find_cause(std::string_view text)
{
    return find_in(causes, text);
}

std::optional<Again> find_again(std::string_view text)
{
    return find_in(agains, text);
}

} // namespace reservepost::batch::letters

#include "batch/printhouse/kit_cases.h"

#include <algorithm>
#include <array>

namespace reservepost::batch::printhouse {
namespace {

using enum KitFault;
using enum KitTask;

constexpr bool repeat = true;
constexpr bool fresh = false;

// clang-format off
constexpr std::array<KitCase, 22> cases = {{
    // job class    pieces sheets day fault        task
    { 1, "C5-D-NO",  12,  1, 1, None,           MailAll,     fresh,  "both sides, in Norway"},
    { 2, "C5-S-NO",   3,  2, 1, None,           MailAll,     fresh,  "one side, in Norway"},
    { 3, "C4-D-NO",   2,  7, 1, None,           SpoilSecond, fresh,  "large envelopes; the second piece is spoilt"},
    { 4, "C4-S-NO",   1,  7, 1, None,           MailAll,     fresh,  "large envelopes, one side"},
    { 5, "C5-D-XX",   2,  1, 1, None,           MailAll,     fresh,  "abroad"},
    { 6, "C5-S-XX",   2,  1, 1, None,           MailAll,     fresh,  "abroad, one side"},
    { 7, "C4-D-XX",   1,  7, 1, None,           MailAll,     fresh,  "abroad, large envelopes"},
    { 8, "C4-S-XX",   1,  7, 1, None,           MailAll,     fresh,  "abroad, large envelopes, one side"},
    { 9, "C5-D-NO",   1,  1, 1, None,           BringBack,   fresh,  "one piece of one sheet, which comes back"},
    {10, "C4-D-NO",   1, 99, 1, None,           MailAll,     fresh,  "the thickest piece there is"},
    {11, "C5-D-NO",   1,  1, 1, ExpiredSender,  MailAll,     fresh,  "the sender's certificate has expired"},
    {12, "C5-D-NO",   1,  1, 1, StrangeSender,  MailAll,     fresh,  "the sender is not pinned"},
    {13, "C5-D-NO",   1,  1, 1, ChangedOctet,   MailAll,     fresh,  "one octet was changed"},
    {14, "C5-D-NO",   1,  1, 1, WrongName,      MailAll,     fresh,  "the hash in the name is another manifest's"},
    {15, "C5-D-NO",   1,  1, 1, ExtraFile,      MailAll,     fresh,  "the ZIP holds a file more"},
    {16, "C5-D-NO",   1,  1, 1, WrongSum,       MailAll,     fresh,  "a sum of the manifest is wrong"},
    {17, "C5-D-NO",   1,  1, 1, Void,           MailAll,     fresh,  "a notice says that it is void"},
    {18, "C5-D-NO",   1,  1, 1, ChangedPdf,     MailAll,     fresh,  "the PDF is not the manifest's"},
    {19, "C5-D-NO",   1,  1, 1, BrokenPdf,      MailAll,     fresh,  "the PDF ends in the middle"},
    {20, "C5-D-NO",   1,  1, 1, OtherHouse,     MailAll,     fresh,  "it is sealed for another house"},
    { 2, "C5-S-NO",   3,  2, 2, None,           MailAll,     repeat, "the same package again"},
    { 1, "C5-D-NO",   1,  1, 2, ReusedNumber,   MailAll,     fresh,  "the number of another package"},
}};

struct Codes {
    KitFault fault;
    std::array<std::string_view, 2> codes;
};

// The contract leaves open whether a file too many is a ZIP that does not open or a manifest that
// does not agree with the files.
constexpr Codes codes[] = {
    {ExpiredSender,  {"bad-signature"}},
    {StrangeSender,  {"bad-signature"}},
    {ChangedOctet,   {"unreadable"}},
    {WrongName,      {"bad-manifest"}},
    {ExtraFile,      {"unreadable", "bad-manifest"}},
    {WrongSum,       {"bad-manifest"}},
    {ChangedPdf,     {"bad-manifest"}},
    {BrokenPdf,      {"bad-pdf"}},
    {OtherHouse,     {"unreadable"}},
    {ReusedNumber,   {"number-reused"}},
};
// clang-format on

} // namespace

std::span<const KitCase> kit_cases()
{
    return cases;
}

std::span<const std::string_view> codes_of(KitFault fault)
{
    const auto* found = std::ranges::find(codes, fault, &Codes::fault);
    if (found == std::end(codes)) return {};
    return std::span(found->codes).first(found->codes[1].empty() ? 1 : 2);
}

} // namespace reservepost::batch::printhouse

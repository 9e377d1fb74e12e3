#include "batch/deletion/verifier_proof.h"
#include "batch/deletion/verifier_text.h"
#include "targets.h"
#include "tests/layout/promises/promises.h"

#include <algorithm>

namespace reservepost::fuzz {

namespace {

using layout::promise;

/// The log of docs/deletion-log.md: its key, and how its three leaves begin. Nobody has the secret
/// key, so whatever is proved to be in it must be one of these.
constexpr std::string_view key =
    "reservepost.example/deletions+7bfd0ae8+AQ9zAx6NKk4ZmQCrv1Ah+6V5jc+OQXS/Ctfe4d2ZCWTc";
constexpr std::string_view leaves[] = {R"({"date":"2027-01-01","kind":"opened",)",
                                       R"({"date":"2027-03-31","digest":"ca97)",
                                       R"({"check":{"outcome":"no store opens it")"};

} // namespace

void try_proof(std::string_view octets)
{
    const auto report = batch::deletion::verify_proof(octets, key);
    const auto text = batch::deletion::text_of(report);
    promise(!text.empty() && text.back() == '\n', "there is something to say of every proof");
    promise(std::ranges::none_of(text,
                                 [](char c) {
                                     return (static_cast<unsigned char>(c) < ' ' && c != '\n') ||
                                            c == '\x7f';
                                 }),
            "what is said of a proof moves no terminal");
    promise(report.checked.findings.size() <= 1000, "findings have their limit");
    promise(octets.size() <= batch::deletion::longest_proof || !report.sound(),
            "a proof has its limit");
    if (!report.sound()) return;
    promise(report.checked.size == 3 && report.index < 3 &&
                report.leaf.starts_with(leaves[report.index]),
            "only what is in the log is proved");
    promise(!batch::deletion::checkpoint_in(octets).empty(), "a proof holds its checkpoint");
}

} // namespace reservepost::fuzz

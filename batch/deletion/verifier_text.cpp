#include "batch/deletion/verifier_text.h"

#include <algorithm>

namespace reservepost::batch::deletion {
namespace {

std::string printable(std::string text)
{
    std::replace_if(
        text.begin(), text.end(),
        [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, '?');
    return text;
}

std::string findings_text(const VerifyReport& report, const char* what)
{
    std::string text;
    for (const Finding& finding : report.findings)
        text += printable(finding.code + "  " + finding.where + ": " + finding.sentence) + "\n";
    return text + std::to_string(report.findings_in_all) + " findings: this " + what +
           " does not hold.\n";
}

} // namespace

std::string text_of(const VerifyReport& report)
{
    if (!report.sound()) return findings_text(report, "log");
    std::string text = "The log " + printable(report.origin) +
                       " holds: " + std::to_string(report.size) + " leaves, root " + report.root +
                       ", signature good.\n";
    for (const auto& [kind, count] : report.leaves_by_kind)
        text += "  " + std::to_string(count) + " " + kind + "\n";
    for (const OpenIntent& intent : report.open_intents)
        text += "  announced on " + intent.date + " and not done yet: leaf " +
                std::to_string(intent.index) + "\n";
    if (report.unsigned_leaves > 0)
        text += "  " + std::to_string(report.unsigned_leaves) +
                " leaves after the checkpoint, which the next run signs\n";
    return text;
}

std::string text_of(const ProofReport& report)
{
    if (!report.sound()) return findings_text(report.checked, "proof");
    return "The proof holds: leaf " + std::to_string(report.index) + " of the log " +
           printable(report.checked.origin) + ", which had " + std::to_string(report.checked.size) +
           " leaves and the root " + report.checked.root +
           " when it was made; signature good.\nThe leaf:\n" + printable(report.leaf) + "\n";
}

} // namespace reservepost::batch::deletion

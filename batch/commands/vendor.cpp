#include "batch/printhouse/vendor.h"
#include "batch/commands/commands.h"
#include "holidays/oslo_time.h"

#include <charconv>

namespace reservepost::batch::commands {

namespace {

using printhouse::Stage;

/// The print house's own identity and whom it trusts, from files.
struct House {
    crypto::Identity identity;
    std::vector<crypto::Certificate> senders;
    printhouse::VendorKeys keys() const { return {identity, senders}; }
};

House house_of(const Invocation& invocation)
{
    House house{{crypto::Certificate::load(invocation.text("--certificate")),
                 crypto::PrivateKey::load(invocation.text("--key"))},
                {}};
    for (const auto& file : invocation.texts("--sender"))
        house.senders.push_back(crypto::Certificate::load(file));
    return house;
}

/// Shows what a package holds, or everything that is wrong with it.
int show(const Invocation& invocation, const printhouse::Opening& opening, const std::string& done)
{
    if (!opening.package) {
        json::Value::List values;
        for (const auto& finding : opening.findings) {
            values.push_back(
                json::Value::object({{"code", finding.code}, {"finding", finding.text}}));
            if (!invocation.json) invocation.err << finding.code << ": " << finding.text << "\n";
        }
        if (invocation.json)
            invocation.out << json::pretty(json::Value::object({{"findings", values}}));
        return needs_look;
    }
    const auto& manifest = opening.package->manifest;
    const auto totals = manifest.totals();
    invocation.print(
        json::Value::object({{"job", manifest.job.text()},
                             {"class", manifest.package_class.text()},
                             {"pieces", totals.pieces},
                             {"sheets", totals.sheets},
                             {"pages", totals.pages},
                             {"manifest_sha256", opening.package->manifest_sha256.hex()},
                             {"findings", json::Value::list()}}),
        "job " + manifest.job.text() + ", class " + manifest.package_class.text() + ": " +
            std::to_string(totals.pieces) + " pieces, " + std::to_string(totals.sheets) +
            " sheets, " + std::to_string(totals.pages) +
            " pages. Signature, hashes and sums "
            "agree." +
            done + "\n");
    return all_well;
}

int verify(const Invocation& invocation)
{
    const auto house = house_of(invocation);
    return show(invocation, printhouse::vendor_verify(invocation.text("PACKAGE"), house.keys()),
                "");
}

int open(const Invocation& invocation)
{
    const auto house = house_of(invocation);
    const std::string directory = invocation.text("--to");
    return show(invocation,
                printhouse::vendor_open(invocation.text("PACKAGE"), directory, house.keys()),
                "\nOpened to " + directory + ".");
}

printhouse::Day day_of(const Invocation& invocation, holidays::Instant now)
{
    const auto text = invocation.text("--date");
    return printhouse::parse_day(text.empty() ? holidays::oslo_date(now).text() : text);
}

std::optional<int> whole_number(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// "1-20" or "7".
printhouse::PiecesOnDay range_of(const std::string& text, printhouse::Day day)
{
    const auto dash = text.find('-');
    const auto first = whole_number(text.substr(0, dash));
    const auto last = dash == std::string::npos ? first : whole_number(text.substr(dash + 1));
    if (!first || !last) throw UsageError("--pieces takes a number or a range, such as 7 or 1-20");
    return {*first, *last, day};
}

int receipt(const Invocation& invocation)
{
    const auto stage = printhouse::find_stage(invocation.text("STAGE"));
    if (!stage)
        throw UsageError("the stage is received, rejected, mailed, damaged, closed or returned");
    const auto now = Clock(invocation.now).now();
    printhouse::VendorAnswer answer{.stage = *stage, .ranges = {}, .date = day_of(invocation, now)};
    answer.code = invocation.text("--code");
    for (const auto& text : invocation.texts("--pieces"))
        answer.ranges.push_back(range_of(text, answer.date));
    const auto house = house_of(invocation);
    const auto written = printhouse::vendor_receipt(invocation.text("PACKAGE"), answer,
                                                    invocation.text("--to"), house.keys(), now);
    invocation.print(json::Value::object({{"file", written.file.string()},
                                          {"n", written.receipt.n},
                                          {"stage", printhouse::word_of(written.receipt.stage)}}),
                     "receipt " + std::to_string(written.receipt.n) + " (" +
                         std::string(printhouse::word_of(written.receipt.stage)) +
                         "): " + written.file.string() + "\n");
    return all_well;
}

const Option package{Option::Kind::Argument, "PACKAGE", "FILE", "The package as it came", true};
const Option certificate{Option::Kind::Text, "--certificate", "FILE",
                         "The print house's own certificate (PEM)", true};
const Option key{Option::Kind::Text, "--key", "FILE", "Its private key (PEM, mode 0600)", true};
const Option sender{Option::Kind::Texts, "--sender", "FILE",
                    "Certificate of the sender, compared whole; may be repeated", true};

} // namespace

Command vendor_command()
{
    return {
        .name = "vendor",
        .summary = "The print house's side: open packages, answer receipts",
        .details = "Needs no state: only the package and the print house's own keys. "
                   "docs/package.md is the contract.\n\n  reservepost vendor verify RP.….zip.cms "
                   "--certificate house.pem --key house-key.pem --sender reservepost.crt",
        .commands = {
            {.name = "verify",
             .summary = "Check a package without writing anything",
             .details = "  reservepost vendor verify RP.….zip.cms --certificate house.pem --key "
                        "house-key.pem --sender reservepost.crt",
             .options = {package, certificate, key, sender},
             .run = verify},
            {.name = "open",
             .summary = "Check a package and write its parts, if nothing is wrong with it",
             .details = "  reservepost vendor open RP.….zip.cms --to job/ --certificate house.pem "
                        "--key house-key.pem --sender reservepost.crt",
             .options = {package,
                         {Option::Kind::Text, "--to", "DIR", "Where to write", true},
                         certificate,
                         key,
                         sender},
             .run = open},
            {.name = "receipt",
             .summary = "Write the next signed receipt for a package",
             .details = "Without --pieces all that are still open.\n\n  reservepost vendor receipt "
                        "mailed RP.….zip.cms --pieces 1-20 --to from/ --certificate …",
             .options =
                 {{Option::Kind::Argument, "STAGE", "STAGE",
                   "received, rejected, mailed, damaged, closed or returned", true},
                  package,
                  {Option::Kind::Text, "--to", "DIR", "The directory that Reservepost reads", true},
                  {Option::Kind::Texts, "--pieces", "N-M", "Which pieces; may be repeated"},
                  {Option::Kind::Text, "--date", "D", "The day (default: today, Oslo)"},
                  {Option::Kind::Text, "--code", "CODE", "For rejected and returned: the reason"},
                  certificate,
                  key,
                  sender},
             .run = receipt}}};
}

} // namespace reservepost::batch::commands

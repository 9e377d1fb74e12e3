#include "batch/commands/commands.h"
#include "batch/commands/vendor_commands.h"

namespace reservepost::batch::commands {

namespace {

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
    const auto house = vendor_house(invocation);
    return show(invocation, printhouse::vendor_verify(invocation.text("PACKAGE"), house.keys()),
                "");
}

int open(const Invocation& invocation)
{
    const auto house = vendor_house(invocation);
    const std::string directory = invocation.text("--to");
    return show(invocation,
                printhouse::vendor_open(invocation.text("PACKAGE"), directory, house.keys()),
                "\nOpened to " + directory + ".");
}

const Option package{Option::Kind::Argument, "PACKAGE", "FILE", "The package as it came", true};

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
             .options = with_vendor_keys({package}),
             .run = verify},
            {.name = "open",
             .summary = "Check a package and write its parts, if nothing is wrong with it",
             .details = "  reservepost vendor open RP.….zip.cms --to job/ --certificate house.pem "
                        "--key house-key.pem --sender reservepost.crt",
             .options = with_vendor_keys(
                 {package, {Option::Kind::Text, "--to", "DIR", "Where to write", true}}),
             .run = open},
            vendor_receipt_command(),
            vendor_simulate_command(),
            vendor_kit_command()}};
}

} // namespace reservepost::batch::commands

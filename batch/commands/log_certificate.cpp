#include "batch/commands/commands.h"
#include "batch/commands/log_commands.h"
#include "batch/commands/proof_file.h"
#include "batch/disk/files.h"
#include "batch/report/certificate_page.h"

// What somebody keeps in a file who has to answer for a deletion.

namespace reservepost::batch::commands {

namespace {

/// The key places as the state's configuration has them; none where no state is.
std::vector<deletion::KeyPlace> key_places(const Invocation& invocation)
{
    const auto file = configuration_file(state_options(invocation));
    std::vector<deletion::KeyPlace> places;
    if (!std::filesystem::exists(file)) return places;
    int number = 0;
    for (const auto& store : configuration::load_configuration(file).stores)
        places.push_back(deletion::key_place(++number, store.content, store.keys));
    return places;
}

std::string with_ending(const std::string& file, const char* option, const char* ending)
{
    if (std::filesystem::path(file).extension() != ending)
        throw UsageError(std::string(option) + " takes a file that ends in " + ending);
    return file;
}

int certify(const Invocation& invocation)
{
    require_log_role(invocation);
    const auto output = with_ending(invocation.text("--output"), "--output", ".json");
    const auto log = open_log(invocation);
    const auto certificate =
        deletion::make_certificate(log, deletion::VerifierKey::from_line(log_key_line(invocation)),
                                   wished_deletion(invocation, log), key_places(invocation));
    auto value = value_of(certificate);

    std::vector<std::string> files = {output};
    if (invocation.flag("--pdf")) {
        files.push_back(with_ending(invocation.text("--pdf"), "--pdf", ".pdf"));
        const layout::Workshop workshop;
        disk::replace_durably(files.back(),
                              desk_pdf(report::certificate_page(certificate), workshop), 0644);
    }
    disk::replace_durably(output, json::pretty(value), 0644);
    value.set("files", json::Value::list_of(files));
    std::string text = text_of(certificate.deletion);
    for (const auto& limit : value.items("limits"))
        text += "  " + limit.as_text() + "\n";
    invocation.print(value, text + written_text(files));
    return all_well;
}

} // namespace

Command log_certificate_command()
{
    using enum Option::Kind;
    auto options = log_options();
    options.insert(
        options.end(),
        {{Argument, "REFERENCE", "UUID",
          "The report's reference; `-` reads it from standard input"},
         {Text, "--digest", "HEX", "The digest of the deletion, as it stands in its leaves"},
         {Text, "--output", "FILE", "Where the certificate goes, a .json", true, {}, "-o"},
         {Text, "--pdf", "FILE", "Write the page that shows it too"}});
    return {.name = "certificate",
            .summary = "Write the certificate of one deletion",
            .details = "With the fields of NIST SP 800-88 and the proofs from the log. The JSON "
                       "decides, the page (bokmål) shows it; neither holds the reference. Only a "
                       "deletion that is completed has one.\n\n"
                       "  reservepost log certificate - -o deletion.json --pdf deletion.pdf < "
                       "reference.txt",
            .options = options,
            .run = certify};
}

} // namespace reservepost::batch::commands

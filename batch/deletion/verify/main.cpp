#include "batch/deletion/verifier_octets.h"
#include "batch/deletion/verifier_text.h"

#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

// `reservepost-verify`: the verifier as one static program, for a reviewer who has nothing else of
// ours. The same sources as `reservepost log verify`, and what a command line needs.

namespace reservepost::batch::deletion {
namespace {

constexpr int sound = 0;
constexpr int could_not_judge = 1;
constexpr int findings = 2;

constexpr const char* help =
    "Checks Reservepost's deletion log, or a proof from it, without Reservepost.\n"
    "\n"
    "  reservepost-verify --dir DIR --vkey KEY [--older FILE | --paper LINE] [--hashes-only]\n"
    "  reservepost-verify --proof FILE --vkey KEY\n"
    "\n"
    "  --dir DIR       the log: checkpoint, tile/ and, unless --hashes-only, tile/entries\n"
    "  --vkey KEY      its verifier key, as a line or a file that holds it\n"
    "  --older FILE    a checkpoint or a proof from an earlier day that this log must continue\n"
    "  --paper LINE    the same, as typed from the line of small print on a letter\n"
    "  --hashes-only   the directory is a published copy, which holds no entries\n"
    "  --proof FILE    check this proof (.tlog-proof) alone, without a log\n"
    "\n"
    "It opens these files and no others, and writes none. Exit status 0 clean, 2 findings,\n"
    "1 could not judge.\n";

class Usage : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

using Options = std::map<std::string, std::string>;

Options read_options(const std::vector<std::string>& words)
{
    const std::map<std::string, bool> known = {{"--dir", true},   {"--vkey", true},
                                               {"--older", true}, {"--paper", true},
                                               {"--proof", true}, {"--hashes-only", false}};
    Options options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto option = known.find(words[i]);
        if (option == known.end()) throw Usage("there is no option " + words[i]);
        if (options.contains(words[i])) throw Usage(words[i] + " is given twice");
        if (option->second && i + 1 == words.size()) throw Usage(words[i] + " lacks its value");
        options[option->first] = option->second ? words[++i] : std::string();
    }
    const bool proof = options.contains("--proof");
    if (!options.contains("--vkey")) throw Usage("--vkey is missing");
    if (proof == options.contains("--dir")) throw Usage("give either --dir or --proof");
    if (options.contains("--older") && options.contains("--paper"))
        throw Usage("give either --older or --paper");
    if (proof && options.size() > 2) throw Usage("--proof takes --vkey and no other option");
    return options;
}

std::string read(const std::string& file, std::uint64_t limit)
{
    auto octets = verifying::read_octets(file, limit);
    if (!octets)
        throw std::runtime_error(file + ": is missing, cannot be read, or is longer than " +
                                 std::to_string(limit) + " octets");
    return std::move(*octets);
}

std::string key_line(const std::string& given)
{
    constexpr std::uint64_t longest_key = 4096;
    if (given.find('+') != std::string::npos && !std::filesystem::exists(given)) return given;
    std::string line = read(given, longest_key);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.pop_back();
    return line;
}

template <class Report> int tell(const Report& report)
{
    std::cout << text_of(report) << std::flush;
    if (!std::cout) throw std::runtime_error("what was found could not be written");
    return report.sound() ? sound : findings;
}

int judge(const Options& options)
{
    const std::string key = key_line(options.at("--vkey"));
    if (options.contains("--proof"))
        return tell(verify_proof(read(options.at("--proof"), longest_proof), key));
    const LogCopy copy =
        options.contains("--hashes-only") ? LogCopy::HashesOnly : LogCopy::WithEntries;
    if (options.contains("--paper"))
        return tell(verify_log_by_paper(options.at("--dir"), key, options.at("--paper"), copy));
    std::optional<std::string> older;
    if (options.contains("--older")) older = read(options.at("--older"), longest_proof);
    return tell(verify_log(options.at("--dir"), key,
                           older ? std::optional<std::string_view>(*older) : std::nullopt, copy));
}

int run(const std::vector<std::string>& words)
{
    if (words == std::vector<std::string>{"--version"}) {
        std::cout << "reservepost-verify " RESERVEPOST_VERSION "\n";
        return sound;
    }
    if (words.empty() || words == std::vector<std::string>{"--help"}) {
        std::cout << help;
        return words.empty() ? could_not_judge : sound;
    }
    return judge(read_options(words));
}

} // namespace
} // namespace reservepost::batch::deletion

int main(int argc, char** argv)
{
    using namespace reservepost::batch::deletion;
    try {
        verifying::stand_alone();
        return run({argv + 1, argv + argc});
    } catch (const Usage& error) {
        std::cerr << "reservepost-verify: " << error.what() << "; --help says what there is\n";
    } catch (const std::exception& error) {
        std::cerr << "reservepost-verify: " << error.what() << "\n";
    }
    return could_not_judge;
}

#include "batch/deletion/log_reader.h"
#include "tests/batch/deletion/log_fixture.h"
#include "tests/support/process.h"

#include <cstring>
#include <elf.h>
#include <functional>

// `reservepost-verify`, the program that a reviewer gets: run as such, in an empty environment, on
// logs that the program made and on what a hostile host could make of them.

namespace reservepost::batch::deletion {
namespace {

using namespace testing;
using tests::Outcome;

const fs::path program = fs::path(RESERVEPOST_BINARY) / "reservepost-verify";

class VerifyProgram : public LogTest {
protected:
    VerifyProgram() { make("log", {}); }

    /// A log of 301 leaves: two tiles of entries, three of hashes.
    std::vector<std::string> make(const std::string& name,
                                  const std::function<void(std::vector<std::string>&)>& change,
                                  int first = 1) const
    {
        auto leaves = deletions(first, 150);
        if (change) change(leaves);
        DeletionLog log = DeletionLog::create(place(name), opened(), key());
        log.append(leaves);
        log.sign_checkpoint();
        return leaves;
    }

    /// The program's words, from nothing but its arguments.
    static Outcome call(std::vector<std::string> words, const std::string& environment = "LANG=C")
    {
        words.insert(words.begin(), {"env", "-i", environment, program.string()});
        return tests::run(words);
    }
    Outcome verify(const std::string& name, std::vector<std::string> more = {}) const
    {
        more.insert(more.begin(), {"--dir", place(name).string(), "--vkey", key_line()});
        return call(more);
    }
};

// No loader, no library: whoever gets it needs nothing else, on any Linux of this kind of machine.
TEST_F(VerifyProgram, IsStatic)
{
    const std::string octets = file_text(program);
    Elf64_Ehdr header{};
    ASSERT_GT(octets.size(), sizeof header);
    std::memcpy(&header, octets.data(), sizeof header);
    ASSERT_EQ(std::string(reinterpret_cast<const char*>(header.e_ident), SELFMAG), ELFMAG);
    ASSERT_GT(header.e_phnum, 0);
    for (std::size_t i = 0; i < header.e_phnum; ++i) {
        Elf64_Phdr segment{};
        std::memcpy(&segment, octets.data() + header.e_phoff + i * sizeof segment, sizeof segment);
        EXPECT_NE(segment.p_type, static_cast<Elf64_Word>(PT_INTERP)) << "it asks for a loader";
        EXPECT_NE(segment.p_type, static_cast<Elf64_Word>(PT_DYNAMIC)) << "it asks for libraries";
    }
}

TEST_F(VerifyProgram, ASoundLogAProofAndAPublishedCopyHold)
{
    const Outcome whole = verify("log");
    EXPECT_EQ(whole.status, 0) << whole.output;
    EXPECT_NE(whole.output.find("holds: 301 leaves"), std::string::npos) << whole.output;

    DeletionLog log = DeletionLog::open(place("log"), key());
    log.publish(place("published"));
    EXPECT_EQ(verify("published", {"--hashes-only"}).status, 0);
    EXPECT_EQ(verify("published").status, 2) << "entries are missing";

    const LogReader reader(place("log"), log.verifier_key());
    write_file(place("one.tlog-proof"), reader.prove(17));
    write_file(place("log.vkey"), key_line() + "\n");
    const Outcome proof =
        call({"--proof", place("one.tlog-proof").string(), "--vkey", place("log.vkey").string()});
    EXPECT_EQ(proof.status, 0) << proof.output;
    EXPECT_NE(proof.output.find("leaf 17 of the log"), std::string::npos) << proof.output;
    EXPECT_EQ(verify("log", {"--older", place("one.tlog-proof").string()}).status, 0);
}

// Each kind of tampering with each file that there is.
TEST_F(VerifyProgram, TamperingWithAnyFileIsFound)
{
    make("other", {}, 1000);
    fs::copy(place("log"), place("whole"), fs::copy_options::recursive);
    const struct {
        const char* why;
        std::function<std::string(const std::string& octets, const std::string& others)> change;
    } kinds[] = {
        {"the first bit flipped",
         [](std::string octets, const std::string&) {
             octets.front() = static_cast<char>(octets.front() ^ 1);
             return octets;
         }},
        {"a bit in the middle flipped",
         [](std::string octets, const std::string&) {
             char& octet = octets[octets.size() / 2];
             octet = static_cast<char>(octet ^ 8);
             return octet == '\n' ? octets + "x" : octets;
         }},
        {"the last octet cut off",
         [](const std::string& octets, const std::string&) {
             return octets.substr(0, octets.size() - 1);
         }},
        {"cut in half", [](const std::string& octets,
                           const std::string&) { return octets.substr(0, octets.size() / 2); }},
        {"emptied", [](const std::string&, const std::string&) { return std::string(); }},
        {"doubled", [](const std::string& octets, const std::string&) { return octets + octets; }},
        {"an octet more",
         [](const std::string& octets, const std::string&) { return octets + "x"; }},
        {"another log's in its place",
         [](const std::string&, const std::string& others) { return others; }},
    };
    std::size_t files = 0;
    for (const fs::path& file : files_below(place("whole"))) {
        const fs::path name = fs::relative(file, place("whole"));
        const std::string octets = file_text(file);
        for (const auto& kind : kinds) {
            SCOPED_TRACE(name.string() + ": " + kind.why);
            write_file(place("log") / name, kind.change(octets, file_text(place("other") / name)));
            const Outcome outcome = verify("log");
            EXPECT_EQ(outcome.status, 2) << outcome.output;
        }
        fs::remove(place("log") / name);
        EXPECT_EQ(verify("log").status, 2) << name << " is gone";
        write_file(place("log") / name, octets);
        ++files;
    }
    EXPECT_EQ(files, 6U);
    EXPECT_EQ(verify("log").status, 0);
}

// Whoever has the key can sign another history. An older checkpoint gives it away, wherever in the
// log the change lies.
TEST_F(VerifyProgram, AHistoryToldAnewIsFoundByAnOlderCheckpoint)
{
    using Leaves = std::vector<std::string>;
    const auto place_of = [](std::size_t leaf) { return static_cast<std::ptrdiff_t>(leaf) - 1; };
    const struct {
        const char* why;
        std::function<void(Leaves&, std::ptrdiff_t)> change;
    } kinds[] = {
        {"changed", [](Leaves& leaves,
                       std::ptrdiff_t at) { *(leaves.begin() + at) = canonical(intent(999)); }},
        {"dropped", [](Leaves& leaves, std::ptrdiff_t at) { leaves.erase(leaves.begin() + at); }},
        {"pushed back by its neighbour, doubled",
         [](Leaves& leaves, std::ptrdiff_t at) {
             const auto neighbour = *(leaves.begin() + at - 1);
             leaves.insert(leaves.begin() + at, neighbour);
         }},
        {"moved",
         [](Leaves& leaves, std::ptrdiff_t at) {
             std::swap(*(leaves.begin() + at), *(leaves.begin() + at / 2));
         }},
    };
    const std::string older = (place("log") / "checkpoint").string();
    int number = 0;
    for (const std::size_t leaf : {3U, 255U, 256U, 299U, 300U})
        for (const auto& kind : kinds) {
            SCOPED_TRACE("leaf " + std::to_string(leaf) + " " + kind.why);
            const std::string name = "told anew " + std::to_string(++number);
            make(name, [&](Leaves& leaves) { kind.change(leaves, place_of(leaf)); });
            const Outcome outcome = verify(name, {"--older", older});
            EXPECT_EQ(outcome.status, 2) << outcome.output;
            EXPECT_TRUE(outcome.output.find("not-continued") != std::string::npos ||
                        outcome.output.find("log-shrank") != std::string::npos)
                << outcome.output;
        }
}

TEST_F(VerifyProgram, ALineTypedFromALetterIsHeldToTheLog)
{
    const std::string printed =
        "301 " +
        LogReader(place("log"), VerifierKey::from_line(key_line())).checkpoint().root.hex();
    EXPECT_EQ(verify("log", {"--paper", printed}).status, 0);
    make("other", {}, 1000);
    const Outcome other = verify("other", {"--paper", printed});
    EXPECT_EQ(other.status, 2);
    EXPECT_NE(other.output.find("not-continued  paper"), std::string::npos) << other.output;
    EXPECT_EQ(verify("log", {"--paper", "301"}).status, 1) << "it cannot be judged";
}

// A host whose libcrypto allows nothing but what it does not have must not change the verdict.
TEST_F(VerifyProgram, HangsOnNothingOfTheHost)
{
    write_file(place("openssl.cnf"), "openssl_conf = all\n[all]\nalg_section = evp\n[evp]\n"
                                     "default_properties = provider=none\n");
    const Outcome outcome = call({"--dir", place("log").string(), "--vkey", key_line()},
                                 "OPENSSL_CONF=" + place("openssl.cnf").string());
    EXPECT_EQ(outcome.status, 0) << outcome.output;
}

// A directory that a reviewer got from somebody: nothing in it can move the reviewer's terminal.
TEST_F(VerifyProgram, NamesOfHostileFilesAreShownHarmlessly)
{
    write_file(place("log/tile/0/\x1b[2Jall is well\n"), "x");
    const Outcome outcome = verify("log");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.output.find("?[2Jall is well?"), std::string::npos) << outcome.output;
    EXPECT_EQ(outcome.output.find('\x1b'), std::string::npos);
}

TEST_F(VerifyProgram, SaysWhatItCannotJudge)
{
    const std::string log = place("log").string(), none = place("none").string();
    const struct {
        const char* why;
        std::vector<std::string> words;
        const char* fragment;
    } rows[] = {
        {"nothing", {}, "reservepost-verify --dir DIR"},
        {"no key", {"--dir", log}, "--vkey is missing"},
        {"neither log nor proof", {"--vkey", key_line()}, "either --dir or --proof"},
        {"both", {"--dir", log, "--proof", none, "--vkey", key_line()}, "either --dir or --proof"},
        {"a proof and a log's option",
         {"--proof", none, "--vkey", key_line(), "--hashes-only"},
         "no other option"},
        {"two older ones at once",
         {"--dir", log, "--vkey", key_line(), "--older", none, "--paper", "1"},
         "either --older or --paper"},
        {"an option that there is not", {"--help-me"}, "there is no option --help-me"},
        {"an option twice", {"--dir", log, "--dir", log}, "given twice"},
        {"an option without its value", {"--vkey"}, "lacks its value"},
        {"no such log", {"--dir", none, "--vkey", key_line()}, "there is no such directory"},
        {"no such proof", {"--proof", none, "--vkey", key_line()}, "is missing"},
        {"no such older checkpoint",
         {"--dir", log, "--vkey", key_line(), "--older", none},
         "is missing"},
        {"a key that is none", {"--dir", log, "--vkey", "a+b"}, "verifier key"},
        {"a key file that is not there", {"--dir", log, "--vkey", none}, "is missing"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const Outcome outcome = call(row.words);
        EXPECT_EQ(outcome.status, 1) << outcome.output;
        EXPECT_NE(outcome.output.find(row.fragment), std::string::npos) << outcome.output;
    }
    EXPECT_EQ(call({"--help"}).status, 0);
    EXPECT_EQ(call({"--version"}).output, "reservepost-verify " RESERVEPOST_VERSION "\n");
}

} // namespace
} // namespace reservepost::batch::deletion

#include "batch/printhouse/contract_error.h"
#include "batch/printhouse/directory_transport.h"
#include "batch/printhouse/sftp_transport.h"
#include "tests/batch/printhouse/sample.h"
#include "tests/support/ssh_server.h"

#include <gtest/gtest.h>
#include <optional>
#include <sys/stat.h>

namespace reservepost::batch::printhouse {
namespace {

constexpr const char* name = "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123.zip.cms";

// What every way to a print house promises, asked of each of them, so that they cannot differ.

enum class Way { Directory, Sftp };

/// A print house that takes packages in "in" and lays receipts into "out", and a sealed file of
/// ours.
class TransportTest : public testing::TestWithParam<Way> {
protected:
    TransportTest()
    {
        for (const char* part : {"in", "out", "outbox"}) {
            std::filesystem::create_directory(directory / part);
        }
        write_file(file, octets);
        if (GetParam() == Way::Sftp) server.emplace();
    }

    std::unique_ptr<Transport> open() const
    {
        const auto in = directory / "in";
        const auto out = directory / "out";
        if (!server) return std::make_unique<DirectoryTransport>(in, out);
        return std::make_unique<SftpTransport>(SftpTransport::Terms{
            .place = server->place(), .directory_to = in.string(), .directory_from = out.string()});
    }

    std::vector<std::string> at_the_house() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(directory / "in")) {
            names.push_back(entry.path().filename().string());
        }
        return names;
    }

    TemporaryDirectory directory;
    std::optional<tests::SshServer> server;
    std::string octets = std::string(3'000'000, 'x') + "the end";
    std::filesystem::path file = directory / "outbox/sealed";
};

INSTANTIATE_TEST_SUITE_P(EveryWay, TransportTest, testing::Values(Way::Directory, Way::Sftp),
                         [](const auto& way) {
                             return way.param == Way::Directory ? "Directory" : "Sftp";
                         });

TEST_P(TransportTest, HandsOverInTheOrderOfTheContract)
{
    const auto house = open();
    Transport& transport = *house;
    EXPECT_FALSE(transport.exists(name));
    EXPECT_FALSE(transport.exists_partial(name));

    transport.upload(file, name);
    EXPECT_FALSE(transport.exists(name)) << "nothing lies under the final name before it is whole";
    EXPECT_TRUE(transport.exists_partial(name));
    const auto stored = transport.read_back(name);
    EXPECT_EQ(stored.size, static_cast<std::int64_t>(octets.size()));
    EXPECT_EQ(stored.sha256, crypto::sha256(octets));

    transport.publish(name);
    EXPECT_TRUE(transport.exists(name));
    EXPECT_FALSE(transport.exists_partial(name));
    EXPECT_EQ(at_the_house(), std::vector<std::string>{name});
    EXPECT_EQ(file_text(directory / "in" / name), octets);
    EXPECT_TRUE(std::filesystem::exists(file)) << "our own file stays";
}

TEST_P(TransportTest, WritesOverWhatABrokenUploadLeft)
{
    const auto house = open();
    Transport& transport = *house;
    write_file(directory / "in" / partial_name(name), std::string(9'000'000, '?'));
    EXPECT_TRUE(transport.exists_partial(name));
    EXPECT_NE(transport.read_back(name).sha256, crypto::sha256(octets));
    transport.upload(file, name);
    EXPECT_EQ(transport.read_back(name).sha256, crypto::sha256(octets));
}

TEST_P(TransportTest, LetsTheHousesGroupReadWhateverOurUmask)
{
    const auto house = open();
    EXPECT_FALSE(house->exists(name)) << "a server has a umask of its own";
    const mode_t before = ::umask(0077);
    house->upload(file, name);
    ::umask(before);
    struct stat status = {};
    ASSERT_EQ(::stat((directory / "in" / partial_name(name)).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0640U);
}

TEST_P(TransportTest, TakesBackWhatNobodyHasFetched)
{
    const auto house = open();
    EXPECT_FALSE(house->take_back(name)) << "nothing was ever there";
    house->upload(file, name);
    EXPECT_FALSE(house->take_back(name)) << "it has not been handed over";
    house->upload(file, name);
    house->publish(name);
    write_file(directory / "in" / partial_name(name), "what a broken upload left");
    EXPECT_TRUE(house->take_back(name));
    EXPECT_FALSE(house->exists(name));
    EXPECT_TRUE(house->take_back(name)) << "the proof stays";
    EXPECT_TRUE(house->exists_partial(taken_back_name(name)));
    house->remove_partial(taken_back_name(name));
    EXPECT_FALSE(house->take_back(name)) << "until it is removed";

    house->upload(file, name);
    house->publish(name);
    std::filesystem::remove(directory / "in" / name);
    EXPECT_FALSE(house->take_back(name)) << "it was fetched";
    EXPECT_THROW(house->take_back("../" + std::string(name)), std::exception);
}

TEST_P(TransportTest, TakesNothingBackFromADirectoryThatIsAway)
{
    const auto house = open();
    house->upload(file, name);
    house->publish(name);
    std::filesystem::rename(directory / "in", directory / "away");
    EXPECT_THROW(house->take_back(name), std::runtime_error);
    std::filesystem::rename(directory / "away", directory / "in");
    EXPECT_TRUE(house->take_back(name)) << "and not because it looked empty";
}

TEST_P(TransportTest, KeepsNothingOfAFileThatCannotBeReadToItsEnd)
{
    const auto house = open();
    EXPECT_THROW(house->upload(directory / "outbox/none", name), std::runtime_error);
    EXPECT_TRUE(at_the_house().empty());
}

TEST_P(TransportTest, TakesEmptyFilesToo)
{
    const auto house = open();
    write_file(file, "");
    house->upload(file, name);
    EXPECT_EQ(house->read_back(name).size, 0);
    EXPECT_EQ(house->read_back(name).sha256, crypto::sha256(""));
}

TEST_P(TransportTest, RemovesAPartialFileAndMindsNoneThere)
{
    const auto house = open();
    Transport& transport = *house;
    transport.upload(file, name);
    transport.remove_partial(name);
    EXPECT_FALSE(transport.exists_partial(name));
    EXPECT_NO_THROW(transport.remove_partial(name));
}

TEST_P(TransportTest, NeverPublishesOverAnExistingFile)
{
    const auto house = open();
    Transport& transport = *house;
    write_file(directory / "in" / name, "what the house has");
    transport.upload(file, name);
    EXPECT_THROW(transport.publish(name), std::runtime_error);
    EXPECT_EQ(file_text(directory / "in" / name), "what the house has");
    EXPECT_TRUE(transport.exists_partial(name));
}

TEST_P(TransportTest, SeesTheHouseFetchAtOnce)
{
    const auto house = open();
    Transport& transport = *house;
    transport.upload(file, name);
    transport.publish(name);
    std::filesystem::remove(directory / "in" / name);
    EXPECT_FALSE(transport.exists(name));
    EXPECT_FALSE(transport.exists_partial(name));
    EXPECT_THROW(transport.publish(name), std::runtime_error);
}

TEST_P(TransportTest, WritesThroughNoLink)
{
    const auto house = open();
    Transport& transport = *house;
    write_file(directory / "elsewhere", "somebody's");
    std::filesystem::create_symlink(directory / "elsewhere", directory / "in" / partial_name(name));
    transport.upload(file, name);
    EXPECT_EQ(file_text(directory / "elsewhere"), "somebody's");
    EXPECT_EQ(transport.read_back(name).sha256, crypto::sha256(octets));
    std::filesystem::remove(directory / "in" / partial_name(name));
    std::filesystem::create_symlink(directory / "elsewhere", directory / "in" / partial_name(name));
    EXPECT_THROW(transport.read_back(name), std::runtime_error) << "nor is one read through";
}

TEST_P(TransportTest, RefusesNamesThatAreNoBareNames)
{
    const auto house = open();
    Transport& transport = *house;
    for (const std::string& wrong :
         {std::string(), std::string("."), std::string(".."), std::string("../x"),
          std::string("/etc/passwd"), std::string("a/b"), std::string(".hidden"),
          std::string("a b"), std::string("a\0b", 3), std::string(201, 'a')}) {
        SCOPED_TRACE(wrong);
        EXPECT_THROW(transport.upload(file, wrong), ContractError);
        EXPECT_THROW(transport.publish(wrong), ContractError);
        EXPECT_THROW(transport.exists(wrong), ContractError);
        EXPECT_THROW(transport.fetch(wrong), ContractError);
    }
    EXPECT_TRUE(at_the_house().empty());
}

TEST_P(TransportTest, NoticesAShareThatIsNotMounted)
{
    const auto house = open();
    Transport& transport = *house;
    EXPECT_FALSE(transport.exists(name));
    std::filesystem::remove(directory / "in");
    std::filesystem::remove(directory / "out");
    EXPECT_THROW(open()->exists(name), std::runtime_error);
    EXPECT_THROW(open()->receipts(), std::runtime_error);
    EXPECT_THROW(transport.exists(name), std::runtime_error)
        << "an absent share must not look like an absent file";
    EXPECT_THROW(transport.exists_partial(name), std::runtime_error);
    EXPECT_THROW(transport.receipts(), std::exception);
    EXPECT_THROW(transport.upload(file, name), std::runtime_error);
    EXPECT_THROW(transport.touch_time(), std::runtime_error);
}

TEST_P(TransportTest, ListsReceiptsAndNamesWhatIsNone)
{
    const auto house = open();
    Transport& transport = *house;
    const std::string stem = "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123";
    const std::string second = stem + ".2.mailed.receipt.p7m";
    const std::string tenth = stem + ".10.closed.receipt.p7m";
    const std::string first = stem + ".1.received.receipt.p7m";
    for (const std::string& one : {second, tenth, first})
        write_file(directory / "out" / one, one);
    write_file(directory / "out" / "note.txt", "hello");
    write_file(directory / "out" / "two\nlines", "hello");
    write_file(directory / "out" / "bl\xe5\x62\xe6\x72", "hello");
    write_file(directory / "out" / ('.' + second + ".part"), "half");
    std::filesystem::create_directory(directory / "out" / (stem + ".3.mailed.receipt.p7m"));
    std::filesystem::create_symlink("/etc/passwd",
                                    directory / "out" / (stem + ".4.mailed.receipt.p7m"));

    EXPECT_EQ(transport.receipts(), (std::vector<std::string>{first, second, tenth}));
    EXPECT_EQ(
        transport.foreign(),
        (std::vector<std::string>{stem + ".3.mailed.receipt.p7m", stem + ".4.mailed.receipt.p7m",
                                  "bl\xe5\x62\xe6\x72", "note.txt", "two\nlines"}));
    EXPECT_EQ(transport.fetch(first), first);
    EXPECT_ANY_THROW(transport.fetch(stem + ".4.mailed.receipt.p7m"));
    EXPECT_ANY_THROW(transport.fetch(stem + ".9.mailed.receipt.p7m"));
}

TEST_P(TransportTest, FetchesNothingEndless)
{
    const auto house = open();
    Transport& transport = *house;
    const std::string large = "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123.1.mailed"
                              ".receipt.p7m";
    const std::string most(4 * 1024 * 1024, 'x');
    write_file(directory / "out" / large, most);
    EXPECT_EQ(transport.fetch(large), most);
    write_file(directory / "out" / large, most + 'x');
    EXPECT_THROW(transport.fetch(large), std::runtime_error);
}

TEST_P(TransportTest, WitnessesTheHousesClockAndLeavesNothing)
{
    const auto house = open();
    Transport& transport = *house;
    write_file(directory / "reference", "now");
    struct stat status = {};
    ASSERT_EQ(::stat((directory / "reference").c_str(), &status), 0);
    const holidays::Instant reference{std::chrono::seconds(status.st_mtim.tv_sec)};
    const auto seen = transport.touch_time();
    EXPECT_GE(seen, reference) << "whole seconds over SFTP";
    EXPECT_LT(seen - reference, std::chrono::minutes(1));
    EXPECT_TRUE(at_the_house().empty());
}

} // namespace
} // namespace reservepost::batch::printhouse

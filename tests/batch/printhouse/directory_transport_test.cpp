#include "batch/printhouse/transport.h"

#include "batch/printhouse/contract_error.h"
#include "tests/batch/printhouse/sample.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace reservepost::batch::printhouse {
namespace {

constexpr const char* name = "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123.zip.cms";

/// A print house that is a directory, and a sealed file in an outbox of ours.
class DirectoryTransportTest : public testing::Test {
protected:
    DirectoryTransportTest()
    {
        for (const char* part : {"in", "out", "outbox"}) {
            std::filesystem::create_directory(directory / part);
        }
        write_file(file, octets);
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
    std::string octets = std::string(3'000'000, 'x') + "the end";
    std::filesystem::path file = directory / "outbox/sealed";
};

TEST_F(DirectoryTransportTest, HandsOverInTheOrderOfTheContract)
{
    DirectoryTransport transport(directory.path() / "in", directory.path() / "out");
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

TEST_F(DirectoryTransportTest, WritesOverWhatABrokenUploadLeft)
{
    DirectoryTransport transport(directory.path() / "in", directory.path() / "out");
    write_file(directory / "in" / partial_name(name), std::string(9'000'000, '?'));
    EXPECT_TRUE(transport.exists_partial(name));
    EXPECT_NE(transport.read_back(name).sha256, crypto::sha256(octets));
    transport.upload(file, name);
    EXPECT_EQ(transport.read_back(name).sha256, crypto::sha256(octets));
}

TEST_F(DirectoryTransportTest, RemovesAPartialFileAndMindsNoneThere)
{
    DirectoryTransport transport(directory.path() / "in", directory.path() / "out");
    transport.upload(file, name);
    transport.remove_partial(name);
    EXPECT_FALSE(transport.exists_partial(name));
    EXPECT_NO_THROW(transport.remove_partial(name));
}

TEST_F(DirectoryTransportTest, NeverPublishesOverAnExistingFile)
{
    DirectoryTransport transport(directory.path() / "in", directory.path() / "out");
    write_file(directory / "in" / name, "what the house has");
    transport.upload(file, name);
    EXPECT_THROW(transport.publish(name), std::system_error);
    EXPECT_EQ(file_text(directory / "in" / name), "what the house has");
    EXPECT_TRUE(transport.exists_partial(name));
}

TEST_F(DirectoryTransportTest, SeesTheHouseFetchAtOnce)
{
    DirectoryTransport transport(directory.path() / "in", directory.path() / "out");
    transport.upload(file, name);
    transport.publish(name);
    std::filesystem::remove(directory / "in" / name);
    EXPECT_FALSE(transport.exists(name));
    EXPECT_FALSE(transport.exists_partial(name));
    EXPECT_THROW(transport.publish(name), std::system_error);
}

TEST_F(DirectoryTransportTest, WritesThroughNoLink)
{
    DirectoryTransport transport(directory.path() / "in", directory.path() / "out");
    write_file(directory / "elsewhere", "somebody's");
    std::filesystem::create_symlink(directory / "elsewhere", directory / "in" / partial_name(name));
    EXPECT_THROW(transport.upload(file, name), std::system_error);
    EXPECT_EQ(file_text(directory / "elsewhere"), "somebody's");
}

TEST_F(DirectoryTransportTest, RefusesNamesThatAreNoBareNames)
{
    DirectoryTransport transport(directory.path() / "in", directory.path() / "out");
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

TEST_F(DirectoryTransportTest, NoticesAShareThatIsNotMounted)
{
    DirectoryTransport transport(directory.path() / "in", directory.path() / "out");
    std::filesystem::remove(directory / "in");
    std::filesystem::remove(directory / "out");
    EXPECT_THROW(DirectoryTransport(directory.path() / "in", directory.path() / "out"),
                 std::runtime_error);
    EXPECT_THROW(transport.exists(name), std::runtime_error)
        << "an absent share must not look like an absent file";
    EXPECT_THROW(transport.exists_partial(name), std::runtime_error);
    EXPECT_THROW(transport.receipts(), std::exception);
    EXPECT_THROW(transport.upload(file, name), std::system_error);
    EXPECT_THROW(transport.touch_time(), std::system_error);
}

TEST_F(DirectoryTransportTest, ListsReceiptsAndNamesWhatIsNone)
{
    DirectoryTransport transport(directory.path() / "in", directory.path() / "out");
    const std::string stem = "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123";
    const std::string second = stem + ".2.mailed.receipt.p7m";
    const std::string tenth = stem + ".10.closed.receipt.p7m";
    const std::string first = stem + ".1.received.receipt.p7m";
    for (const std::string& one : {second, tenth, first})
        write_file(directory / "out" / one, one);
    write_file(directory / "out" / "note.txt", "hello");
    write_file(directory / "out" / ('.' + second + ".part"), "half");
    std::filesystem::create_directory(directory / "out" / (stem + ".3.mailed.receipt.p7m"));
    std::filesystem::create_symlink("/etc/passwd",
                                    directory / "out" / (stem + ".4.mailed.receipt.p7m"));

    EXPECT_EQ(transport.receipts(), (std::vector<std::string>{first, second, tenth}));
    EXPECT_EQ(transport.foreign(),
              (std::vector<std::string>{stem + ".3.mailed.receipt.p7m",
                                        stem + ".4.mailed.receipt.p7m", "note.txt"}));
    EXPECT_EQ(transport.fetch(first), first);
    EXPECT_ANY_THROW(transport.fetch(stem + ".4.mailed.receipt.p7m"));
    EXPECT_ANY_THROW(transport.fetch(stem + ".9.mailed.receipt.p7m"));
}

TEST_F(DirectoryTransportTest, FetchesNothingEndless)
{
    DirectoryTransport transport(directory.path() / "in", directory.path() / "out");
    const std::string large = "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123.1.mailed"
                              ".receipt.p7m";
    write_file(directory / "out" / large, std::string(4 * 1024 * 1024 + 1, 'x'));
    EXPECT_THROW(transport.fetch(large), std::system_error);
}

TEST_F(DirectoryTransportTest, WitnessesTheHousesClockAndLeavesNothing)
{
    DirectoryTransport transport(directory.path() / "in", directory.path() / "out");
    write_file(directory / "reference", "now");
    struct stat status = {};
    ASSERT_EQ(::stat((directory / "reference").c_str(), &status), 0);
    const holidays::Instant reference{std::chrono::seconds(status.st_mtim.tv_sec)};
    const auto seen = transport.touch_time();
    EXPECT_GE(seen, reference);
    EXPECT_LT(seen - reference, std::chrono::minutes(1));
    EXPECT_TRUE(at_the_house().empty());
}

} // namespace
} // namespace reservepost::batch::printhouse

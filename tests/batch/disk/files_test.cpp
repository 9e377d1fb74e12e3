#include "batch/disk/files.h"

#include "tests/support/temporary_directory.h"

#include <atomic>
#include <csignal>
#include <functional>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <vector>

namespace reservepost::batch::disk {

namespace {

using tests::TemporaryDirectory;

constexpr std::uint64_t limit = 1 << 20;

std::size_t names_in(const TemporaryDirectory& directory)
{
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(directory.path()))
        ++count;
    return count;
}

std::error_code code_of(const std::function<void()>& call)
{
    try {
        call();
    } catch (const std::system_error& error) {
        return error.code();
    }
    return {};
}

} // namespace

TEST(Files, ANewFileHoldsWhatWasGivenAndItsMode)
{
    const TemporaryDirectory directory;
    const std::string octets("\0\n\xff text", 8);
    for (const mode_t mode : {0600U, 0644U, 0400U}) {
        const auto file = directory / std::to_string(mode);
        write_new_durably(file, octets, mode);
        EXPECT_EQ(read_file(file, limit), octets);
        struct stat status = {};
        ASSERT_EQ(::stat(file.c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 07777, mode);
    }
    EXPECT_EQ(names_in(directory), 3U) << "no temporary name is left";
}

TEST(Files, NothingIsEverOverwrittenByANewFile)
{
    const TemporaryDirectory directory;
    write_new_durably(directory / "file", "older", 0600);
    EXPECT_EQ(code_of([&] { write_new_durably(directory / "file", "newer", 0600); }),
              std::errc::file_exists);
    std::filesystem::create_symlink(directory / "nowhere", directory / "link");
    EXPECT_EQ(code_of([&] { write_new_durably(directory / "link", "newer", 0600); }),
              std::errc::file_exists);
    write_new_durably(directory / "other", "other", 0600);
    EXPECT_EQ(code_of([&] { rename_new_durably(directory / "other", directory / "file"); }),
              std::errc::file_exists);
    EXPECT_EQ(read_file(directory / "file", limit), "older");
    EXPECT_EQ(names_in(directory), 3U);
    EXPECT_EQ(code_of([&] { write_new_durably(directory / "none" / "file", "", 0600); }),
              std::errc::no_such_file_or_directory);
}

TEST(Files, AGroupThatMeetsAnExistingNameKeepsTheOthersWhole)
{
    for (const std::size_t size : {3U, 20U, 600U}) {
        SCOPED_TRACE(size);
        const TemporaryDirectory directory;
        write_new_durably(directory / "f1", "older", 0600);
        std::vector<NewFile> files;
        for (std::size_t i = 0; i < size; ++i)
            files.push_back({directory / ("f" + std::to_string(i)), "new"});
        EXPECT_EQ(code_of([&] { write_new_group_durably(files, 0600); }), std::errc::file_exists);
        EXPECT_EQ(read_file(directory / "f1", limit), "older");
        EXPECT_EQ(read_file(directory / "f0", limit), "new");
        EXPECT_EQ(names_in(directory), 2U) << "no temporary name is left";

        files[1].file = directory / "fresh";
        files.erase(files.begin());
        write_new_group_durably(files, 0600);
        EXPECT_EQ(names_in(directory), size + 1);
    }
}

TEST(Files, OnlyOneOfManyWritersGetsTheName)
{
    const TemporaryDirectory directory;
    std::atomic<int> winners = 0;
    std::vector<std::thread> writers;
    for (int i = 0; i < 8; ++i)
        writers.emplace_back([&, i] {
            if (!code_of([&] { write_new_durably(directory / "one", std::to_string(i), 0600); }))
                ++winners;
        });
    for (auto& writer : writers)
        writer.join();
    EXPECT_EQ(winners, 1);
    EXPECT_EQ(names_in(directory), 1U);
}

TEST(Files, ReadingIsBoundedAndSaysWhatIsWrong)
{
    const TemporaryDirectory directory;
    write_new_durably(directory / "ten", "0123456789", 0600);
    std::filesystem::create_directory(directory / "directory");
    ::mkfifo((directory / "pipe").c_str(), 0600);
    struct {
        const char* why;
        const char* name;
        std::uint64_t limit_octets;
        std::errc code;
    } cases[] = {
        {"one octet over the limit", "ten", 9, std::errc::file_too_large},
        {"a limit of nothing", "ten", 0, std::errc::file_too_large},
        {"missing", "none", 100, std::errc::no_such_file_or_directory},
        {"a directory", "directory", 100, std::errc::invalid_argument},
        {"a pipe that would wait for ever", "pipe", 100, std::errc::invalid_argument},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(code_of([&] { read_file(directory / c.name, c.limit_octets); }), c.code);
    }
    EXPECT_EQ(read_file(directory / "ten", 10), "0123456789");
    EXPECT_EQ(read_file_from(directory / "ten", 7, 10), "789");
    EXPECT_EQ(read_file_from(directory / "ten", 10, 10), "");
    EXPECT_EQ(read_file_from(directory / "ten", 11, 10), "");
}

TEST(Files, ReplacingAppendingCuttingAndRemoving)
{
    const TemporaryDirectory directory;
    const auto file = directory / "file";
    EXPECT_EQ(code_of([&] { append_durably(file, "x"); }), std::errc::no_such_file_or_directory);
    replace_durably(file, "one\n", 0600);
    append_durably(file, "two\n");
    append_durably(file, "");
    EXPECT_EQ(read_file(file, limit), "one\ntwo\n");
    truncate_durably(file, 4);
    EXPECT_EQ(read_file(file, limit), "one\n");
    replace_durably(file, "three", 0640);
    EXPECT_EQ(read_file(file, limit), "three");
    EXPECT_TRUE(remove_durably(file));
    EXPECT_FALSE(remove_durably(file));
    EXPECT_EQ(names_in(directory), 0U);
}

TEST(Files, ContentMadePartByPartReplacesWhenItIsWhole)
{
    const TemporaryDirectory directory;
    const auto file = directory / "file";
    write_new_durably(file, "old", 0600);
    const auto breaks_off = [&](const Sink& sink) {
        sink("half");
        EXPECT_EQ(read_file(file, limit), "old") << "whoever reads meanwhile sees the old";
        throw std::runtime_error("the rest cannot be made");
    };
    EXPECT_THROW(replace_durably(file, breaks_off, 0600), std::runtime_error);
    EXPECT_EQ(read_file(file, limit), "old");
    EXPECT_EQ(names_in(directory), 1U) << "nothing is left behind";
    const auto in_parts = [](const Sink& sink) {
        for (const char* part : {"one ", "", "two"})
            sink(part);
    };
    replace_durably(file, in_parts, 0600);
    EXPECT_EQ(read_file(file, limit), "one two");
}

TEST(Files, WhatIsDestroyedWasOverwrittenFirst)
{
    const TemporaryDirectory directory;
    write_new_durably(directory / "ring", std::string(200'000, 'k'), 0600);
    std::filesystem::create_hard_link(directory / "ring", directory / "second name");
    EXPECT_TRUE(overwrite_and_remove_durably(directory / "ring"));
    EXPECT_EQ(read_file(directory / "second name", limit), std::string(200'000, '\0'));
    EXPECT_FALSE(overwrite_and_remove_durably(directory / "ring"));
    std::filesystem::create_symlink(directory / "second name", directory / "link");
    EXPECT_TRUE(bool(code_of([&] { overwrite_and_remove_durably(directory / "link"); })));
}

TEST(Files, AFullDiskLeavesNoNewFile)
{
    const TemporaryDirectory directory;
    rlimit old = {};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small = {1000, old.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto code =
        code_of([&] { write_new_durably(directory / "file", std::string(5000, 'x'), 0600); });
    ::setrlimit(RLIMIT_FSIZE, &old);
    EXPECT_EQ(code, std::errc::file_too_large);
    EXPECT_EQ(names_in(directory), 0U);
}

} // namespace reservepost::batch::disk

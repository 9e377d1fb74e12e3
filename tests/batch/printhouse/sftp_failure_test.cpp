#include "tests/batch/printhouse/sftp_house.h"

#include <iterator>

// A house that says no, and a line that fails: wherever it does, a call has done its work, or says
// that it has not, and nothing half-written bears a final name.

namespace reservepost::batch::printhouse {
namespace {

using tests::ShakyLine;
using Names = std::vector<std::string>;

TEST(SftpRefusal, IsToldAndLeavesNothing)
{
    struct {
        const char* why;
        tests::SshServerOptions options;
        const char* said;
        Names left; ///< At the house.
    } const cases[] = {
        {"a full disk", {.most_kib_of_a_file = 400}, "disk is full", {}},
        {"nobody may write", {.sftp_arguments = "-R"}, "does not permit", {}},
        {"nobody may open", {.sftp_arguments = "-P open"}, "does not permit", {}},
        {"nobody may write into files", {.sftp_arguments = "-P write"}, "does not permit", {}},
        {"a server that offers no sync", {.sftp_arguments = "-P fsync"}, "", {sftp_package}},
        {"a server that says no limits", {.sftp_arguments = "-P limits"}, "", {sftp_package}},
        {"nobody may rename",
         {.sftp_arguments = "-P rename"},
         "does not permit",
         {partial_name(sftp_package)}},
        {"nobody may look", {.sftp_arguments = "-P lstat"}, "does not permit", {}},
        {"nobody may remove", {.sftp_arguments = "-P remove"}, "", {sftp_package}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const SftpHouse house(c.options);
        SftpTransport transport(house.terms());
        const auto said = complaint_of([&] {
            transport.upload(house.file, sftp_package);
            transport.publish(sftp_package);
        });
        EXPECT_NE(said.find(c.said), std::string::npos) << said;
        EXPECT_EQ(said.empty(), *c.said == '\0') << said;
        EXPECT_EQ(house.names(), c.left);
        EXPECT_EQ(house.server.connections(), 1U) << "a refusal is no reason to call again";
    }
}

/// One hand-over, in the caller's order.
void hand_over(SftpTransport& transport, const SftpHouse& house)
{
    transport.upload(house.file, sftp_package);
    const auto stored = transport.read_back(sftp_package);
    ASSERT_EQ(stored.size, static_cast<std::int64_t>(house.octets.size()));
    ASSERT_EQ(stored.sha256, crypto::sha256(house.octets));
    transport.publish(sftp_package);
    EXPECT_TRUE(transport.exists(sftp_package));
    EXPECT_FALSE(transport.exists_partial(sftp_package));
}

/// How many octets a hand-over without faults takes each way.
std::array<std::size_t, 2> octets_of_a_hand_over()
{
    const SftpHouse house;
    const ShakyLine line(house.server.port());
    SftpTransport transport(house.terms(line.port()));
    hand_over(transport, house);
    return {line.carried(ShakyLine::Way::ToServer), line.carried(ShakyLine::Way::ToClient)};
}

class SftpCutOnTheWay : public testing::TestWithParam<ShakyLine::Way> {};

INSTANTIATE_TEST_SUITE_P(BothWays, SftpCutOnTheWay,
                         testing::Values(ShakyLine::Way::ToServer, ShakyLine::Way::ToClient),
                         [](const auto& way) {
                             return way.param == ShakyLine::Way::ToServer ? "ToServer" : "ToClient";
                         });

TEST_P(SftpCutOnTheWay, InEveryPhaseIsMadeGoodOverANewConnection)
{
    const auto all = octets_of_a_hand_over()[static_cast<std::size_t>(GetParam())];
    // Closely at both ends, where the many small requests are, and here and there in the content.
    std::vector<std::size_t> places{all / 4, all / 2, all / 4 * 3};
    for (std::size_t near = 1; near < 4'800; near += 600)
        places.insert(places.end(), {near, all - near});
    const SftpHouse house;
    int cut = 0;
    for (const auto after : places) {
        SCOPED_TRACE(after);
        const ShakyLine line(house.server.port(), {.counted = GetParam(), .after = after});
        SftpTransport transport(house.terms(line.port()));
        hand_over(transport, house);
        EXPECT_EQ(house.names(), Names{sftp_package});
        EXPECT_EQ(file_text(house.at_house()), house.octets);
        cut += line.connections() > 1 ? 1 : 0;
        std::filesystem::remove(house.at_house());
    }
    EXPECT_GT(cut, 15) << "the cuts lie within what is said";
}

struct LostAnswer {
    const char* why;
    bool fetched;
};

TEST(SftpCut, AnAnswerToARenameThatIsLostIsAskedForAndNotGuessed)
{
    for (const auto& c : {LostAnswer{"it lies there: published", false},
                          LostAnswer{"the house took it at once: nobody can know", true}}) {
        SCOPED_TRACE(c.why);
        const SftpHouse house;
        {
            // The first words of the server's after it has renamed are the answer.
            const auto renamed = [&] { return std::filesystem::exists(house.at_house()); };
            const auto fetch = [&] { std::filesystem::remove(house.at_house()); };
            const ShakyLine line(house.server.port(),
                                 {.counted = ShakyLine::Way::ToClient,
                                  .after = 1,
                                  .when = renamed,
                                  .then = c.fetched ? std::function<void()>(fetch) : nullptr});
            SftpTransport transport(house.terms(line.port()));
            transport.upload(house.file, sftp_package);
            const auto said = complaint_of([&] { transport.publish(sftp_package); });
            EXPECT_EQ(said.find("asks for a receipt first") != std::string::npos, c.fetched)
                << said;
            EXPECT_EQ(said.empty(), !c.fetched) << said;
            EXPECT_EQ(line.connections(), 2) << "it was asked again";
        }
        EXPECT_EQ(house.names(), c.fetched ? Names{} : Names{sftp_package});
    }
}

TEST(SftpCut, IsToldWhenEveryConnectionIsLost)
{
    const SftpHouse house;
    const ShakyLine line(house.server.port(), {.after = 20'000, .connections = 100});
    SftpTransport transport(house.terms(line.port()));
    const auto said = complaint_of([&] { transport.upload(house.file, sftp_package); });
    EXPECT_NE(said.find("was lost"), std::string::npos) << said;
    EXPECT_EQ(line.connections(), 3) << "once, and two tries more";
    // What lies there is taken away by the next upload.
    SftpTransport later(house.terms());
    hand_over(later, house);
    EXPECT_EQ(house.names(), Names{sftp_package});
}

TEST(SftpCut, AHouseThatIsDownKeepsAHundredJobsWaitingOnce)
{
    const SftpHouse house;
    const ShakyLine line(house.server.port(), {.after = 1, .connections = 10'000});
    auto terms = house.terms(line.port());
    terms.rest = std::chrono::hours(1);
    SftpTransport transport(terms);
    for (int job = 0; job < 100; ++job)
        EXPECT_THROW(transport.exists(sftp_package), std::runtime_error);
    EXPECT_EQ(line.connections(), 3);
}

std::size_t open_descriptors()
{
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

TEST(SftpCut, LeavesNoDescriptorBehindHoweverAConnectionEnds)
{
    const SftpHouse house;
    const auto before = open_descriptors();
    for (const std::size_t after : {std::size_t{0}, std::size_t{1}, std::size_t{30'000}}) {
        const ShakyLine line(house.server.port(), {.after = after, .connections = 100});
        SftpTransport transport(house.terms(line.port()));
        EXPECT_EQ(complaint_of([&] { transport.upload(house.file, sftp_package); }).empty(),
                  after == 0);
    }
    EXPECT_EQ(open_descriptors(), before);
}

TEST(SftpStall, AHostThatTakesNoConnectionIsWaitedForNoLonger)
{
    const SftpHouse house;
    int port = 0;
    const disk::Descriptor listening(tests::listen_on_loopback(port));
    ASSERT_EQ(::listen(listening.number(), 0), 0);
    std::vector<std::unique_ptr<TcpLine>> queued;
    // Nobody accepts: the queue takes one or two, and the next one waits.
    const auto said = complaint_of([&] {
        for (int all = 0; all < 10; ++all)
            queued.push_back(
                std::make_unique<TcpLine>("127.0.0.1", port, std::chrono::milliseconds(200)));
    });
    EXPECT_LT(queued.size(), 10U);
    EXPECT_NE(said.find("does not answer at 127.0.0.1"), std::string::npos) << said;
}

TEST(SftpStall, NeverWaitsLongerThanAgreed)
{
    const auto octets = octets_of_a_hand_over();
    const SftpHouse house;
    const auto all = octets[1];
    // In the greeting, the keys, the log-in, the first requests, the content read back; not at the
    // very end, as no two connections say just as much.
    for (const std::size_t after : {std::size_t{1}, std::size_t{1'000}, std::size_t{2'500},
                                    std::size_t{3'500}, std::size_t{300'000}, all - 5'000}) {
        SCOPED_TRACE(after);
        const ShakyLine line(house.server.port(),
                             {.counted = ShakyLine::Way::ToClient, .after = after, .stalls = true});
        auto terms = house.terms(line.port());
        terms.place.patience = std::chrono::milliseconds(300);
        terms.retries = 0;
        SftpTransport transport(terms);
        const auto said = complaint_of([&] { hand_over(transport, house); });
        EXPECT_NE(said.find("gave no answer for 1 s"), std::string::npos) << said;
        std::error_code none;
        std::filesystem::remove(house.at_house(), none);
    }
}

} // namespace
} // namespace reservepost::batch::printhouse

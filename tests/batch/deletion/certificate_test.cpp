#include "batch/deletion/certificate.h"

#include "tests/batch/deletion/log_fixture.h"

// What a certificate may say, and what it may not.

namespace reservepost::batch::deletion {
namespace {

using namespace testing;

class CertificateTest : public LogTest {
protected:
    /// Of report 3, in a log of these leaves.
    Certificate certify(const std::vector<std::string>& leaves, std::vector<KeyPlace> places = {})
    {
        const std::string name = "log" + std::to_string(++logs_);
        DeletionLog log = DeletionLog::create(place(name), opened(), key());
        log.append(leaves);
        log.sign_checkpoint();
        const LogReader reader(place(name), log.verifier_key());
        return make_certificate(reader, log.verifier_key(),
                                find_deletions(reader, {intent(3).digest}).deletions.at(0),
                                std::move(places));
    }
    static std::string ring(std::vector<std::string> dropped = {})
    {
        return canonical(RingLeaf{.date = "2027-03-31",
                                  .ring = 7,
                                  .stores = {"store 1"},
                                  .how = "overwritten with zeros, synced and unlinked",
                                  .dropped = std::move(dropped)});
    }

private:
    int logs_ = 0;
};

TEST_F(CertificateTest, OnlyOfWhatIsCompleted)
{
    const std::string announced = canonical(intent(3)), done = canonical(deleted(3));
    EXPECT_THROW(certify({announced}), std::invalid_argument);
    EXPECT_THROW(certify({announced, ring()}), std::invalid_argument)
        << "a ring of others is not its";
    EXPECT_THROW(certify({announced, done}), std::invalid_argument) << "its keys may be there yet";
    EXPECT_NO_THROW(certify({announced, done, ring()}));
}

TEST_F(CertificateTest, NamesItsLimits)
{
    const KeyPlace apart{"store 1", "8:1", false}, beside{"store 2", "8:17", true};
    const std::vector<std::string> none;
    const struct {
        const char* why;
        std::vector<KeyPlace> places;
        std::vector<std::string> dropped;
        std::vector<Limit> limits;
        const char* method;
    } rows[] = {
        {"keys on devices of their own", {apart}, none, {}, "cryptographic erase"},
        {"one of two beside its content",
         {apart, beside},
         none,
         {Limit::RemanenceNotExcluded},
         "cryptographic erase"},
        {"far from the stores", {}, none, {Limit::PlacesUnknown}, "cryptographic erase"},
        {"a store dropped with keys in it",
         {apart},
         {"store 2"},
         {Limit::StoreDropped},
         "key destroyed in the stores that were not dropped"},
        {"all at once",
         {beside},
         {"store 1"},
         {Limit::RemanenceNotExcluded, Limit::StoreDropped},
         "key destroyed in the stores that were not dropped"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto certificate =
            certify({canonical(intent(3)), canonical(deleted(3)), ring(row.dropped)}, row.places);
        EXPECT_EQ(certificate.limits(), row.limits);
        EXPECT_EQ(certificate.method(), row.method);
        const auto value = value_of(certificate);
        EXPECT_EQ(value.at("sanitization").text("method"), row.method);
        EXPECT_EQ(value.at("sanitization").text("technique").find("every copy") == 0,
                  row.dropped.empty());
        EXPECT_EQ(value.items("limits").size(), row.limits.size());
        EXPECT_EQ(value.at("sanitization").items("key_places").size(), row.places.size());
    }
}

TEST_F(CertificateTest, RepeatsTheLeavesWordForWord)
{
    const auto value = value_of(certify({canonical(intent(3)), canonical(deleted(3)), ring()}));
    const auto leaf = json::parse(canonical(deleted(3)));
    for (const char* key : {"digest", "receiver", "reason", "job", "manifest", "receipts"})
        EXPECT_EQ(value.at("what").at(key), leaf.at(key)) << key;
    EXPECT_EQ(value.at("sanitization").at("tool"), leaf.at("tool"));
    EXPECT_EQ(value.at("log").integer("deleted"), 2);
    EXPECT_EQ(value.at("log").integer("ring"), 3);
    EXPECT_EQ(value.at("log").integer("size"), 4);
}

TEST_F(CertificateTest, KeyPlacesAreLookedAtAndNotBelieved)
{
    fs::create_directory(place("content"));
    const auto same = key_place(2, place("content"), place("key"));
    EXPECT_EQ(same.store, "store 2");
    EXPECT_TRUE(same.beside_content);
    EXPECT_FALSE(key_place(1, "/proc", place("key")).beside_content);
    EXPECT_THROW(key_place(1, place("nowhere"), place("key")), std::system_error);
}

} // namespace
} // namespace reservepost::batch::deletion

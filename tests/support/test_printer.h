#pragma once

#include "batch/crypto/cms.h"
#include "batch/print_here.h"
#include "tests/support/files.h"
#include "tests/support/test_night.h"

// A printer of one's own beside a test's state, and two persons who print there.

namespace reservepost::tests {

class TestPrinter {
public:
    /// Writes the printer "front-office" into the state's configuration.
    explicit TestPrinter(const TestNight& night)
        : TestPrinter(night, batch::crypto::make_rehearsal_identity("REHEARSAL front office"))
    {
    }
    TestPrinter(const TestNight& night, batch::crypto::Identity identity)
        : directory(night.path() / "front-office"), certificate(directory / "front-office.pem"),
          key(directory / "front-office.key"), identity_(std::move(identity))
    {
        fs::create_directories(directory / "prints");
        std::ofstream(certificate) << identity_.certificate.pem();
        identity_.key.save_new(key);
        std::ofstream(night.path() / "reservepost.toml", std::ios::app)
            << "\n[[printer]]\nname = \"front-office\"\ncertificate = \"" << certificate.string()
            << "\"\ndirectory = \"" << (directory / "prints").string() << "\"\n";
    }

    std::vector<fs::path> files() const { return TestNight::files_in(directory / "prints"); }
    /// What is printed of a sealed file.
    std::string pdf(const fs::path& file) const
    {
        return batch::crypto::open_envelope(file_text(file), identity_);
    }

    fs::path directory;
    fs::path certificate;
    fs::path key;

private:
    batch::crypto::Identity identity_;
};

inline batch::OpenedState open_as(const TestNight& night, holidays::Instant now,
                                  const std::string& actor)
{
    return batch::OpenedState::open({night.path(), {}, now, actor});
}

/// Two persons ask for a letter to be printed.
inline batch::PrintedHere print_by_two(const TestNight& night, std::int64_t letter,
                                       holidays::Instant now)
{
    auto first = open_as(night, now, "first");
    batch::print_here(first, letter, "");
    auto second = open_as(night, now, "second");
    return batch::print_here(second, letter, "");
}

/// Two persons say that it is in the post.
inline void post_by_two(const TestNight& night, std::int64_t letter, const std::string& day,
                        holidays::Instant now)
{
    for (const char* actor : {"first", "second"}) {
        auto state = open_as(night, now, actor);
        batch::say_posted_here(state, letter, holidays::Date::from_text(day));
    }
}

} // namespace reservepost::tests

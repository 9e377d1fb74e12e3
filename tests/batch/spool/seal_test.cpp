#include "batch/crypto/cms.h"
#include "batch/printhouse/package.h"
#include "tests/batch/crypto/openssl_command.h"
#include "tests/support/test_night.h"

#include <gtest/gtest.h>

// A night seals its job as the print house's profile says. Each kind is opened by OpenSSL's command
// and by a reader that shares no code with it, and both find the same ZIP.

namespace reservepost::tests {
namespace {

using batch::crypto::CmsKind;

struct Row {
    const char* name;
    const char* seal; ///< As in the profile.
    CmsKind kind;     ///< Of the file at the house.
};

class SealedJob : public testing::TestWithParam<Row> {
protected:
    SealedJob()
    {
        const auto file = night.path() / "reservepost.toml";
        auto text = file_text(file);
        const std::string usual = "profile = \"norway\"";
        text.replace(text.find(usual), usual.size(), "profile = \"house.toml\"");
        std::ofstream(file) << text;
        std::ofstream(night.path() / "house.toml")
            << "base = \"norway\"\nname = \"house\"\nseal = \"" << GetParam().seal << "\"\n";
        night.take_in(1, 3, "9101", "05", oslo("2026-11-23T09:00"));
        night.run(oslo("2026-11-25T08:10"));
    }
    fs::path package() const { return night.packages().at(0); }
    fs::path house(const char* file) const { return night.path() / "print-house" / file; }
    fs::path sender() const { return night.path() / "keys" / "package.crt"; }

    /// The ZIP, opened with the commands of docs/package.md.
    std::string opened_by_openssl() const
    {
        auto sealed = package();
        if (GetParam().kind == CmsKind::Signed) {
            const auto inner = night.path() / "inner";
            EXPECT_EQ(openssl({"cms", "-verify", "-binary", "-inform", "DER", "-noverify",
                               "-nointern", "-certfile", sender(), "-in", sealed, "-out", inner}),
                      0);
            sealed = inner;
        }
        const auto zip = night.path() / "package.zip";
        EXPECT_EQ(openssl({"cms", "-decrypt", "-binary", "-inform", "DER", "-in", sealed, "-recip",
                           house("print-house.pem"), "-inkey", house("keys/print-house.pem"),
                           "-out", zip}),
                  0);
        return file_text(zip);
    }
    std::string opened_by_another_reader() const
    {
        std::vector<std::string> words = {
            "/usr/bin/python3", RESERVEPOST_SOURCE "/tests/batch/crypto/read_envelope.py",
            package(), house("print-house.pem"), house("keys/print-house.pem")};
        if (GetParam().kind == CmsKind::Signed) words.push_back(sender());
        const auto read = run(words);
        EXPECT_EQ(read.status, 0) << read.output.substr(0, 400);
        return read.output;
    }

    TestNight night;
};

TEST_P(SealedJob, IsSealedAsItsProfileSaysAndOpensForBothReaders)
{
    ASSERT_EQ(night.packages().size(), 1U);
    EXPECT_EQ(batch::crypto::kind_of_cms(file_text(package())), GetParam().kind);
    const auto zip = opened_by_openssl();
    EXPECT_EQ(zip.substr(0, 4), "PK\x03\x04");
    EXPECT_TRUE(opened_by_another_reader() == zip) << "two readers, two packages";

    const auto opening = night.open_package(package());
    ASSERT_TRUE(opening.package) << opening.findings.at(0).text;
    EXPECT_EQ(opening.package->manifest.pieces.size(), 3U);
    EXPECT_EQ(opening.package->manifest.profile, "house");
    EXPECT_NE(zip.find(opening.package->manifest_json), std::string::npos) << "stored, not packed";
}

INSTANTIATE_TEST_SUITE_P(
    Each, SealedJob,
    testing::Values(Row{"AuthEnveloped", "auth-enveloped", CmsKind::AuthEnveloped},
                    Row{"SignedEnveloped", "signed-enveloped", CmsKind::Signed}),
    [](const auto& tested) { return tested.param.name; });

} // namespace
} // namespace reservepost::tests

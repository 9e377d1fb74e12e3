#include "batch/commands/address_proof.h"
#include "batch/commands/receiver_fit.h"
#include "batch/letters/made_up.h"
#include "batch/receivers/register.h"

#include <gtest/gtest.h>

#include <algorithm>

// The page that shows in the window, for every print house that may print it.

namespace reservepost::tests {
namespace {

using batch::commands::AddressProof;

/// A house whose window is as narrow as a profile may have it.
constexpr std::string_view narrow_house = R"(name = "narrow-house"
[first_page]
window = { x = 15, y = 44, w = 75, h = 35 }
address = { x = 20, y = 47, w = 60, h = 29 }
)";

/// Three municipalities that use the address of a fourth, which is `host_address`.
batch::receivers::Snapshot co_operation(const std::string& host_address)
{
    std::string text = "[[receiver]]\nmunicipality = \"9204\"\ndistrict = \"00\"\n"
                       "municipality_name = \"Vertsund\"\npublic_phone = \"00 00 92 04\"\n"
                       "address = " +
                       host_address + "\n";
    for (const auto& [number, name, language] :
         {std::tuple{"9201", "Austvik", "nn"}, std::tuple{"9202", "Midtvik", "nb"},
          std::tuple{"9203", "Vestvik", "nb"}})
        text += "[[receiver]]\nmunicipality = \"" + std::string(number) +
                "\"\ndistrict = \"00\"\nmunicipality_name = \"" + name + "\"\nlanguage = \"" +
                language + "\"\npublic_phone = \"00 00 92 04\"\nhost = \"9204-00\"\n";
    auto file = batch::receivers::read_register(text, "register.toml", {});
    std::ranges::sort(file.receivers, {}, &batch::receivers::Receiver::key);
    return {std::move(file.receivers), {}};
}

const layout::Workshop& shop()
{
    static const layout::Workshop workshop;
    return workshop;
}

std::vector<batch::printhouse::Profile> shipped()
{
    return batch::every_profile(batch::printhouse::load_profile("norway"));
}

std::vector<AddressProof> proofs_for(const std::string& municipality,
                                     const batch::receivers::Snapshot& snapshot)
{
    const auto input = batch::letters::made_up_for(*snapshot.find({municipality, "00"}), snapshot,
                                                   batch::letters::MadeUpForm::Private,
                                                   batch::letters::situations().front());
    return batch::commands::address_proofs(input, {}, shipped(), shop());
}

/// All runs of a page, a line each.
std::string text_of(const layout::Frame& page)
{
    std::string text;
    for (const auto& placed : page.items)
        if (const auto* run = std::get_if<layout::GlyphRun>(&placed.item)) text += run->text + "\n";
    return text;
}

TEST(AddressProof, AHostsAddressChangedOnceShowsForAllWhoUseIt)
{
    const struct {
        const char* municipality;
        const char* whose;
    } cases[] = {{"9201", "Gjeld Austvik kommune; Vertsund"},
                 {"9202", "Gjelder Midtvik kommune; Vertsund"},
                 {"9203", "Gjelder Vestvik kommune; Vertsund"}};
    for (const char* box : {"Postboks 1", "Postboks 77"}) {
        const auto snapshot = co_operation("[\"Barnevernet i Vertsund\", \"" + std::string(box) +
                                           "\", \"9204 VERTSUND\"]");
        for (const auto& c : cases) {
            SCOPED_TRACE(std::string(c.municipality) + ' ' + box);
            for (const auto& proof : proofs_for(c.municipality, snapshot)) {
                EXPECT_TRUE(proof.fits) << proof.sentence;
                auto text = text_of(proof.page);
                EXPECT_NE(text.find(std::string(box) + "\n"), std::string::npos) << text;
                std::replace(text.begin(), text.end(), '\n', ' ');
                EXPECT_NE(text.find(c.whose), std::string::npos) << text;
            }
        }
    }
}

TEST(AddressProof, WhatCannotBeSetIsAPageWithItsWindowAndTheReason)
{
    const auto snapshot = co_operation("[\"Barnevernet\", \"9204 " + std::string(60, 'M') + "\"]");
    const auto proofs = proofs_for("9202", snapshot);
    ASSERT_EQ(proofs.size(), 2U);
    for (const auto& proof : proofs) {
        EXPECT_FALSE(proof.fits);
        EXPECT_TRUE(proof.sentence.starts_with("does not fit: line 2 is")) << proof.sentence;
        EXPECT_NE(text_of(proof.page).find(proof.fit.profile + ": does not fit"),
                  std::string::npos);
        const auto rules = std::ranges::count_if(proof.page.items, [](const auto& placed) {
            return std::holds_alternative<layout::Rule>(placed.item);
        });
        EXPECT_GT(rules, 8) << "window, safe area and mark";
        EXPECT_EQ(text_of(proof.page).find("MMM"), std::string::npos);
    }
}

TEST(AddressProof, ANameThatHasNoRoomBesideTheWindowDoesNotFitEither)
{
    auto snapshot = co_operation("[\"Barnevernet\", \"9204 VERTSUND\"]");
    for (auto& receiver : snapshot.receivers)
        for (int i = 0; i < 40; ++i)
            receiver.municipality_name += " og Nabolandskapet";
    const auto proofs = proofs_for("9202", snapshot);
    EXPECT_FALSE(proofs.front().fits);
    EXPECT_TRUE(proofs.front().fit.fits) << "the address itself does";
    EXPECT_TRUE(proofs.front().sentence.starts_with("fits in 11 pt, but beside it "))
        << proofs.front().sentence;
    EXPECT_EQ(proofs.front().sentence.find("Nabo"), std::string::npos);
}

TEST(AddressProof, ProfilesAreTheShippedOnesAndOnesOwn)
{
    const auto names = [](const batch::printhouse::Profile& own) {
        std::string text;
        for (const auto& profile : batch::every_profile(own))
            text += profile.name + " ";
        return text;
    };
    EXPECT_EQ(names(batch::printhouse::load_profile("norway")), "norway norway-125x89 ");
    EXPECT_EQ(names(batch::printhouse::read_profile(narrow_house, "narrow.toml")),
              "norway norway-125x89 narrow-house ");
}

} // namespace
} // namespace reservepost::tests

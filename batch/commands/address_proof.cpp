#include "batch/commands/address_proof.h"

#include "batch/commands/receiver_fit.h"
#include "batch/commands/show_marks.h"
#include "batch/letters/letter_text.h"

namespace reservepost::batch::commands {

namespace {

/// A sheet of nothing, for a letter that cannot be set.
layout::Composition blank_sheet(const layout::PageGeometry& geometry)
{
    layout::Composition blank;
    blank.sheets = 1;
    blank.pages.resize(static_cast<std::size_t>(sides_of(geometry.plex)));
    for (auto& page : blank.pages)
        page.size = geometry.page;
    blank.parts = {{0, 1}};
    return blank;
}

/// Between the text's end and the foot, where no letter has anything.
void add_caption(layout::Frame& page, const std::string& text, const layout::PageGeometry& geometry,
                 const layout::Workshop& workshop)
{
    using layout::Length;
    const auto line = workshop.set_line(text, Length::pt(7));
    const layout::Point at{geometry.margin_left,
                           geometry.page.height - geometry.margin_bottom + Length::mm(3)};
    for (const auto& placed : line.items)
        page.items.push_back({{at.x + placed.at.x, at.y + placed.at.y}, placed.item});
}

AddressProof proof_for(const layout::Letter& letter, const letters::AddressFit& fit,
                       const printhouse::Profile& profile, const layout::Workshop& workshop)
{
    AddressProof proof{.fit = fit, .fits = fit.fits, .sentence = fit.sentence, .page = {}};
    const auto& geometry = profile.geometry;
    auto composition = blank_sheet(geometry);
    try {
        composition = workshop.compose(letter, geometry);
    } catch (const layout::AddressDoesNotFit&) {
        // Its sentence says so already.
    } catch (const layout::DoesNotFit& error) {
        proof.fits = false;
        proof.sentence += ", but beside it " + std::string(error.what());
    }
    show_marks(composition, geometry, workshop);
    proof.page = std::move(composition.pages.front());
    add_caption(proof.page, profile.name + ": " + proof.sentence, geometry, workshop);
    return proof;
}

} // namespace

std::vector<AddressProof> address_proofs(const letters::LetterInput& input,
                                         const letters::Wording& wording,
                                         std::span<const printhouse::Profile> profiles,
                                         const layout::Workshop& workshop)
{
    const auto letter = letters::make_letter(input, wording);
    const auto windows = windows_of(profiles);
    const auto fits =
        letters::address_fit(input.address_lines, input.return_line, windows, workshop);
    std::vector<AddressProof> proofs;
    for (std::size_t i = 0; i < profiles.size(); ++i)
        proofs.push_back(proof_for(letter, fits.at(i), profiles[i], workshop));
    return proofs;
}

} // namespace reservepost::batch::commands

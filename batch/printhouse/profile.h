#pragma once

#include "batch/configuration/configuration.h"
#include "batch/printhouse/package_name.h"
#include "batch/printhouse/package_seal.h"
#include "layout/print_rules.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Print profiles: what one print house's machines ask for, as data. Two come with the program;
// others are TOML files that say in what they differ from one of these.

namespace reservepost::batch::printhouse {

/// How many sheets the house's machines put into one kind of envelope.
struct EnvelopeLimit {
    Envelope envelope = Envelope::C5;
    int most_sheets = 1; ///< 1 to 99.
    bool operator==(const EnvelopeLimit&) const = default;
};

/// One print house's rules. The defaults are those of the profile "norway".
struct Profile {
    std::string name;  ///< Stands in manifests: a-z, 0-9, '-'; 1 to 40 long.
    std::string about; ///< One line for people.

    layout::PageGeometry geometry;
    layout::PdfStandard pdf = layout::PdfStandard::PdfX4PdfVt1;
    /// The file whose ICC profile describes the house's press; empty: black ink on white paper.
    std::filesystem::path output_intent;
    std::string output_profile; ///< That file's octets.
    int grams_per_m2 = 80;
    Seal seal = Seal::AuthEnveloped; ///< What the house can open.

    /// From few sheets to many; at least one.
    std::vector<EnvelopeLimit> envelopes{{Envelope::C5, 6}, {Envelope::C4, 99}};
    std::optional<int> max_pages; ///< Of a piece; none where the house sets no limit.

    configuration::TimeOfDay cut_off{600};
    std::vector<configuration::ClosedDay> closed_days;
    int return_window_days = 42; ///< How long an undeliverable letter may take to come back.

    int most_sheets() const { return envelopes.back().most_sheets; }
    /// The smallest envelope that holds so many sheets; none if none does.
    std::optional<Envelope> envelope_for(int sheets) const;
    Plex plex() const;
    /// What a file for this house is judged by.
    layout::PrintRules rules() const;

    bool operator==(const Profile&) const = default;
};

/// The names of the profiles that come with the program, sorted.
std::vector<std::string> shipped_profiles();

/// The profile of that name, or in that TOML file (what ends in ".toml" is a file, relative to
/// `directory`). Throws `configuration::FindingsError` with everything that is wrong in it, and
/// `std::runtime_error` naming those that there are, or the file, where there is none such.
Profile load_profile(const std::string& name_or_file, const std::filesystem::path& directory = {});

/// The same for a text; `file` gives the directory and the name in messages.
Profile read_profile(std::string_view text, const std::filesystem::path& file);

/// The whole profile as a file, everything written out: reading it gives the same profile.
std::string profile_text(const Profile& profile);

std::string_view to_text(layout::PdfStandard standard); ///< "pdfx4-pdfvt1", "plain-1.5".

} // namespace reservepost::batch::printhouse

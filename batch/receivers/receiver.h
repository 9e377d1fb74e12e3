#pragma once

#include "holidays/date.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// A receiver is one (municipality, district) with an address: where a letter goes, in which
// language, and whom to call. DESIGN.md §5.

namespace reservepost::batch::receivers {

/// The numbers that name a receiver.
struct ReceiverKey {
    std::string municipality; ///< Four digits.
    std::string district;     ///< Two digits, "00" where there are none.
    auto operator<=>(const ReceiverKey&) const = default;
};

/// "4204-00".
std::string to_text(const ReceiverKey& key);

/// The key that `text` ("4204-00") names; none if it is anything else.
std::optional<ReceiverKey> find_key(std::string_view text);

/// How a receiver gets its reports.
enum class Reception {
    Manual, ///< Downloads from the portal and confirms.
    System, ///< A case system fetches and confirms.
    Postal, ///< Chose paper only: a letter is made in the next run.
};

/// What becomes of the confirmation to the reporter.
enum class Confirmation {
    Enclose, ///< On a sheet of its own in the forwarding letter, for the municipality to send.
    Post,    ///< To the reporter by us, once the forwarding letter is mailed.
    None,
};

std::string_view to_text(Reception reception);       ///< "manual", "system", "postal".
std::string_view to_text(Confirmation confirmation); ///< "enclose", "post", "none".
std::optional<Reception> find_reception(std::string_view text);
std::optional<Confirmation> find_confirmation(std::string_view text);

/// What the register says of a receiver, in one version of it. All texts are UTF-8; an empty one
/// means that it is not given.
struct Receiver {
    std::int64_t id = 0;      ///< The same in all versions; 0 before it is stored.
    std::int64_t version = 0; ///< From 1; a new one for every change. 0 before it is stored.

    ReceiverKey key;
    std::string municipality_name;
    std::string district_name;
    bool default_district = false; ///< Gets what names district 00 or an unknown one.
    std::string language = "nb";   ///< "nb" or "nn".

    /// One to six lines; the last is postcode and place. Empty where `host` is given.
    std::vector<std::string> address;
    std::optional<ReceiverKey> host; ///< The receiver whose address this one uses.

    Reception reception = Reception::Manual;
    Confirmation confirmation = Confirmation::Enclose;
    std::string policy = "40h-business"; ///< Name of a deadline policy.
    /// A confirmation must come with the SHA-256 of what the case system has stored.
    bool proof_of_possession = false;

    // For letters: what the public may know.
    std::string public_phone;
    std::string web;
    std::string hours;

    // For trouble: shown in no letter.
    std::string contact_name;
    std::string contact_email;
    std::string contact_phone;
    std::vector<std::string> warning_emails;

    /// When the municipality agreed to be served. Without one the receiver gets no reports.
    std::optional<holidays::Date> agreement_date;
    std::optional<holidays::Date> valid_from; ///< First day; none: always.
    std::optional<holidays::Date> valid_to;   ///< Last day, included; none: still.
    std::optional<ReceiverKey> successor;     ///< Gets its reports after `valid_to`.

    /// Whether the receiver is there on `day` (Oslo).
    bool valid_on(holidays::Date day) const;
    /// Whether it gets reports on `day` (Oslo): it is there, and its agreement has begun.
    bool in_use_on(holidays::Date day) const;

    bool operator==(const Receiver&) const = default;
};

/// A municipality number that went out of use, and what came in its place.
struct Renumbering {
    std::string from;                       ///< Four digits.
    std::vector<std::string> to;            ///< One or more; with several none is guessed.
    std::optional<holidays::Date> in_force; ///< The first day of the new numbers.
    std::string source;                     ///< Where this is written.
    bool operator==(const Renumbering&) const = default;
};

/// All receivers (newest versions) and renumberings, as they stood at one moment.
struct Snapshot {
    std::vector<Receiver> receivers; ///< Sorted by key.
    std::vector<Renumbering> renumberings;

    /// The receiver of that key, or null.
    const Receiver* find(const ReceiverKey& key) const;

    bool operator==(const Snapshot&) const = default;
};

} // namespace reservepost::batch::receivers

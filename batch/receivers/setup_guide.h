#pragma once

#include "batch/receivers/setup.h"
#include "batch/receivers/setup_questions.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace reservepost::batch::receivers {

/// What came of an answer.
struct SetupReply {
    bool taken = false;
    std::string says; ///< What is wrong with the answer; or what a person should know of it.
};

/// A line of the overview. Numbers count the lines from 1.
struct OverviewLine {
    std::string_view label;
    std::string value; ///< Lines parted by line ends; empty for none.
    std::string mark;  ///< "copied from 0301-04", "was nb"; mostly empty.
};

/// What is wrong with an address beyond its rule, in sentences: what a print house's window does
/// not take. None when all is well.
using AddressJudge = std::function<std::vector<std::string>(const std::vector<std::string>& lines)>;

/// The questions that set a receiver up, one after the other, and what they have come to. It reads
/// and prints nothing, and stores nothing. A receiver that is in the register begins with its
/// values; another number begins anew, so that nothing of one receiver ends up at another.
class SetupGuide {
public:
    /// For the receiver that is named, else for the one that the first questions lead to. `copy` is
    /// proposed as the district to copy from. `waiting` is what waits for a second person. Throws
    /// `std::invalid_argument` for a `copy` that nothing can be copied from.
    SetupGuide(Snapshot known, std::vector<WaitingChange> waiting,
               std::optional<ReceiverKey> named = std::nullopt,
               std::optional<ReceiverKey> copy = std::nullopt);

    /// What a person should know of the receiver before answering more: that it is in the register,
    /// that a change of it waits. Mostly empty.
    std::string news() const;

    /// Refuses addresses that `judge` finds fault with, where they are typed.
    void judge_addresses(AddressJudge judge) { judge_ = std::move(judge); }

    /// What is asked now; null when all is answered and the overview is to be shown.
    const SetupQuestion* question() const;

    /// The answer so far to what is asked now: what an empty answer keeps. Empty for none.
    std::string proposal() const;

    /// Answers what is asked now and goes on to the next question, unless something is wrong with
    /// it. An empty answer keeps what there is; "-" takes it away. Lines are parted by line ends.
    SetupReply answer(std::string_view text);

    /// Goes back to the question before. False at the first one.
    bool back();

    /// Goes back to what stands in that line of the overview; the next answer returns there. False
    /// when there is no such line.
    bool go_to(std::size_t number);

    std::vector<OverviewLine> overview() const;

    /// The receiver as answered so far; right once `question` is null.
    const Receiver& wanted() const { return draft_; }

    /// The receiver as it stands in the register; null for a new one.
    const Receiver* stored() const { return known_.find(draft_.key); }

    /// The register as the guide knows it.
    const Snapshot& known() const { return known_; }

private:
    SetupSituation situation() const;
    bool applies(std::size_t index) const;
    void advance();
    void begin(const ReceiverKey& key);
    std::string value_of(const SetupQuestion& question) const;
    std::string mark_of(const SetupQuestion& question) const;
    void copy_from(std::optional<ReceiverKey> source);

    SetupReply take(const SetupQuestion& question, const std::string& text);
    SetupReply take_municipality(const std::string& text);
    SetupReply take_districts(const std::string& text);
    SetupReply take_district(const std::string& text);
    SetupReply take_copy(const std::string& text);
    SetupReply take_place(const std::string& text);
    SetupReply take_field(const ReceiverField& field, const std::string& text);

    Snapshot known_;
    std::vector<WaitingChange> waiting_;
    AddressJudge judge_;
    std::optional<ReceiverKey> named_;
    std::optional<ReceiverKey> proposed_copy_;
    std::optional<ReceiverKey> copied_from_;
    Receiver draft_;
    bool has_number_ = false; ///< The receiver is a district with a number.
    bool has_host_ = false;
    std::size_t at_ = 0; ///< Index of the question; their number at the overview.
    bool seen_overview_ = false;
    std::set<std::string_view> answered_; ///< Questions that have been answered or kept.
    std::set<std::string_view> given_;    ///< Those that have been answered with a value.
};

} // namespace reservepost::batch::receivers

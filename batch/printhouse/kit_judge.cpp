#include "batch/printhouse/kit_judge.h"

#include "batch/crypto/cms.h"
#include "batch/printhouse/receipt_judgement.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace reservepost::batch::printhouse {
namespace {

using Answer = KitExpectation::Answer;

constexpr KitRule rules[] = {
    {"name", "every answer is a receipt for a package of the kit, called as the contract says"},
    {"signature", "every receipt holds its content, signed by the house's certificate"},
    {"form", "every receipt is JSON with exactly the members of its stage, and says what its "
             "name says"},
    {"answered", "every package of the kit is answered"},
    {"numbered", "the receipts of a package count 1, 2, 3, … without a gap"},
    {"counts", "every receipt of a good package counts: hash, order, days and all sums agree"},
    {"every-piece",
     "every piece of a good package is mailed, but for the one that was to be spoilt"},
    {"damaged", "the piece that was to be spoilt is told as damaged"},
    {"closed", "every good package ends with closed"},
    {"returned", "the piece that was to come back is told as returned with R04, and no other"},
    {"repeat", "a package that comes twice is answered once"},
    {"rejected",
     "a package that is not as it should be is rejected, and nothing else is said of it"},
    {"code", "a rejection bears the code of what is wrong"},
    {"void", "nothing is told of a package that a notice declares void"},
    {"number-reused", "a job number that came before is rejected, and the first job is printed"},
};

struct NamedReceipt {
    std::string file;
    SignedReceipt receipt;
};

/// Goes through the answers once, and then through the packages.
class Judging {
public:
    Judging(const KitExpectations& expectations, const std::vector<KitAnswer>& answers)
        : expectations_(expectations)
    {
        for (const KitRule& rule : rules)
            rulings_.push_back({rule, {}});
        for (const KitAnswer& answer : answers)
            sort(answer);
    }

    std::vector<KitRuling> judge()
    {
        for (const KitExpectation& package : expectations_.packages) {
            receipts_of_ = &sorted_[package.package.file_name()];
            std::ranges::sort(*receipts_of_, {}, [](const NamedReceipt& one) {
                return std::pair(one.receipt.receipt.n, one.file);
            });
            switch (package.answer) {
            case Answer::Print:
                judge_printed(package);
                break;
            case Answer::Repeat:
                judge_repeat(package);
                break;
            case Answer::Reject:
                judge_rejected(package);
                break;
            case Answer::Nothing:
                for (const NamedReceipt& one : *receipts_of_)
                    breaks("void", one.file + ": " + package.why);
                break;
            }
        }
        return std::move(rulings_);
    }

private:
    void breaks(std::string_view rule, std::string finding)
    {
        const auto ruling =
            std::ranges::find(rulings_, rule, [](const KitRuling& one) { return one.rule.name; });
        if (ruling == rulings_.end())
            throw std::logic_error("a rule of the kit without a sentence [this is a bug]");
        ruling->findings.push_back(std::move(finding));
    }

    bool is_in_kit(const PackageName& package) const
    {
        return std::ranges::find(expectations_.packages, package, &KitExpectation::package) !=
               expectations_.packages.end();
    }

    /// Puts a receipt to its package, if it is one at all.
    void sort(const KitAnswer& answer)
    {
        std::optional<ReceiptName> name;
        try {
            name = ReceiptName::parse(answer.name);
        } catch (const ContractError& error) {
            breaks("name", answer.name + ": " + error.what());
            return;
        }
        if (!is_in_kit(name->package)) {
            breaks("name", answer.name + ": there is no such package in the kit");
            return;
        }
        if (const auto receipt = read(answer, *name))
            sorted_[name->package.file_name()].push_back({answer.name, *receipt});
    }

    std::optional<SignedReceipt> read(const KitAnswer& answer, const ReceiptName& name)
    {
        try {
            crypto::verify_attached(answer.octets, {expectations_.house});
        } catch (const crypto::CmsError& error) {
            breaks("signature", answer.name + ": " + error.what());
            return std::nullopt;
        }
        try {
            SignedReceipt read = parse_receipt(answer.octets, {expectations_.house});
            const Receipt& said = read.receipt;
            if (said.package == name.package && said.n == name.n && said.stage == name.stage)
                return read;
            breaks("form", answer.name + ": package, n or stage inside are not those of the name");
        } catch (const ContractError& error) {
            breaks("form", answer.name + ": " + error.what());
        }
        return std::nullopt;
    }

    /// Notes where n does not count 1, 2, 3, …
    void check_numbers()
    {
        int next = 1;
        for (const NamedReceipt& one : *receipts_of_) {
            if (one.receipt.receipt.n != next)
                breaks("numbered", one.file + ": n = " + std::to_string(next) + " is expected");
            next = one.receipt.receipt.n + 1;
        }
    }

    void judge_printed(const KitExpectation& expected)
    {
        const std::string job = "job " + expected.package.job.text();
        JobHistory history{.manifest = parse_manifest(expected.manifest_json),
                           .manifest_sha256 = crypto::sha256(expected.manifest_json)};
        if (receipts_of_->empty()) breaks("answered", job + " is not answered");
        check_numbers();
        std::map<int, std::string> reasons;
        for (const NamedReceipt& one : *receipts_of_) {
            const Judgement judgement = printhouse::judge(history, one.receipt);
            if (judgement.verdict != Verdict::Applies) {
                breaks("counts", one.file + ": " + judgement.reason);
                continue;
            }
            for (const PieceOnDay& piece : judgement.returned)
                reasons[piece.number] = one.receipt.receipt.code;
            history = after(std::move(history), one.receipt, judgement);
        }
        check_fates(expected, history, job);
        check_returns(expected, reasons, job);
        if (!history.closed) breaks("closed", job + " is not closed");
        closed_[expected.package.file_name()] = history.closed;
    }

    void check_fates(const KitExpectation& expected, const JobHistory& history,
                     const std::string& job)
    {
        for (const Piece& piece : history.manifest.pieces) {
            const bool spoilt = expected.damaged.contains(piece.number);
            const auto fate = history.fates.find(piece.number);
            const bool right = fate != history.fates.end() &&
                               fate->second == (spoilt ? Fate::Damaged : Fate::Mailed);
            if (right) continue;
            breaks(spoilt ? "damaged" : "every-piece",
                   job + ", piece " + std::to_string(piece.number) + ": " +
                       (fate == history.fates.end()    ? "nothing was told"
                        : fate->second == Fate::Mailed ? "told as mailed"
                                                       : "told as damaged"));
        }
    }

    void check_returns(const KitExpectation& expected, const std::map<int, std::string>& reasons,
                       const std::string& job)
    {
        for (const int piece : expected.returned)
            if (!reasons.contains(piece))
                breaks("returned", job + ", piece " + std::to_string(piece) + ": not told");
        for (const auto& [piece, code] : reasons) {
            if (!expected.returned.contains(piece)) {
                breaks("returned", job + ", piece " + std::to_string(piece) + " did not come back");
            } else if (code != "R04") {
                breaks("returned",
                       job + ", piece " + std::to_string(piece) + ": told with " + code);
            }
        }
    }

    /// The receipts are those of the package's first coming; a second set breaks `counts` as well.
    void judge_repeat(const KitExpectation& expected)
    {
        const auto count = [&](Stage stage) {
            return std::ranges::count_if(*receipts_of_, [&](const NamedReceipt& one) {
                return one.receipt.receipt.stage == stage;
            });
        };
        for (const Stage stage : {Stage::Received, Stage::Closed})
            if (count(stage) > 1)
                breaks("repeat", "job " + expected.package.job.text() + ": " +
                                     std::string(word_of(stage)) + " is told " +
                                     std::to_string(count(stage)) + " times");
        if (count(Stage::Rejected) > 0)
            breaks("repeat", "job " + expected.package.job.text() +
                                 ": a repeat is no fault; it is not rejected");
    }

    void judge_rejected(const KitExpectation& expected)
    {
        const bool reused =
            std::ranges::find(expected.codes, "number-reused") != expected.codes.end();
        const std::string rule = reused ? "number-reused" : "rejected";
        const std::string job = "job " + expected.package.job.text() + " (" + expected.why + ")";
        if (receipts_of_->empty()) breaks("answered", job + " is not answered");
        check_numbers();
        bool is_rejected = false;
        for (const NamedReceipt& one : *receipts_of_) {
            const Receipt& said = one.receipt.receipt;
            if (said.stage != Stage::Rejected) {
                breaks(rule, one.file + ": " + expected.why);
            } else if (is_rejected) {
                breaks(rule, one.file + ": it is rejected a second time");
            } else if (std::ranges::find(expected.codes, said.code) == expected.codes.end()) {
                breaks("code", one.file + ": it says " + said.code + "; " + expected.codes.front() +
                                   " is right");
            }
            is_rejected = is_rejected || said.stage == Stage::Rejected;
        }
        if (!is_rejected && !receipts_of_->empty()) breaks(rule, job + " is not rejected");
        if (reused && !first_is_closed(expected.package.job))
            breaks(rule, "job " + expected.package.job.text() +
                             ": the package that came first is not printed to its end");
    }

    bool first_is_closed(const JobNumber& job) const
    {
        return std::ranges::any_of(closed_, [&](const auto& one) {
            return one.second && PackageName::parse(one.first).job == job;
        });
    }

    const KitExpectations& expectations_;
    std::vector<KitRuling> rulings_;
    std::map<std::string, std::vector<NamedReceipt>> sorted_; ///< By the package's file name.
    std::map<std::string, bool> closed_;                      ///< The same.
    std::vector<NamedReceipt>* receipts_of_ = nullptr;        ///< Of the package in hand.
};

} // namespace

std::vector<KitRuling> judge_kit(const KitExpectations& expectations,
                                 const std::vector<KitAnswer>& answers)
{
    return Judging(expectations, answers).judge();
}

} // namespace reservepost::batch::printhouse

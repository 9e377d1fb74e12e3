#include "batch/printhouse/simulated_story.h"

#include "holidays/oslo_time.h"

#include <algorithm>

namespace reservepost::batch::printhouse {
namespace {

using holidays::Instant;

struct LieWord {
    Lie lie;
    std::string_view word;
};

constexpr LieWord lie_words[] = {{Lie::Sums, "sums"}, {Lie::Twice, "twice"}, {Lie::Hash, "hash"}};

/// A number that depends on nothing but what is named here, on every machine.
std::uint64_t draw(const HouseManners& manners, std::string_view purpose,
                   const std::string& package, int piece = 0)
{
    const std::string octets =
        crypto::sha256(std::to_string(manners.seed) + '|' + std::string(purpose) + '|' + package +
                       '|' + std::to_string(piece))
            .octets();
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i)
        number = number << 8U | static_cast<unsigned char>(octets[i]);
    return number;
}

Day oslo_day(Instant instant)
{
    return parse_day(holidays::oslo_date(instant).text());
}

/// Tells one package's story, receipt by receipt in the order of time.
class Teller {
public:
    Teller(const Manifest& manifest, const crypto::Digest& hash, const HouseManners& manners,
           Instant seen)
        : manifest_(manifest), hash_(hash), manners_(manners),
          seen_(std::chrono::floor<std::chrono::seconds>(seen)), package_(name_of(manifest, hash)),
          stem_(package_.stem())
    {
    }

    std::vector<ToldAt> tell()
    {
        if (happens("lost", manners_.lost_percent)) return {};
        if (happens("rejected", manners_.rejected_percent))
            return story_of_rejection(package_, hash_, manners_.rejection_code, manners_, seen_);
        Receipt received = next(Stage::Received);
        received.totals = manifest_.totals();
        say(seen_ + manners_.received_after, received);
        const Instant last = post_pieces();
        Receipt closed = next(Stage::Closed);
        closed.totals = manifest_.totals();
        closed.running = running_;
        say(last + manners_.closed_pause, closed);
        bring_back();
        return std::move(story_);
    }

private:
    bool happens(std::string_view what, int percent, int piece = 0) const
    {
        return draw(manners_, what, stem_, piece) % 100 < static_cast<std::uint64_t>(percent);
    }

    Receipt next(Stage stage) const
    {
        const int n = story_.empty() ? 1 : story_.back().receipt.n + 1;
        return {.package = package_, .manifest_sha256 = hash_, .n = n, .stage = stage};
    }

    void say(Instant due, const Receipt& receipt) { story_.push_back({due + late_, receipt}); }

    /// The first half of the pieces, then the second and what was damaged. Gives the last instant.
    Instant post_pieces()
    {
        std::vector<int> damaged;
        for (const Piece& piece : manifest_.pieces)
            if (happens("damaged", manners_.damaged_percent, piece.number))
                damaged.push_back(piece.number);
            else
                mailed_.push_back(piece.number);
        const auto half = mailed_.begin() + static_cast<std::ptrdiff_t>((mailed_.size() + 1) / 2);
        const Instant first = seen_ + manners_.mailed_after;
        const Instant second = first + manners_.mailed_pause;
        const bool lies = happens("lie", manners_.lying_percent);
        tell_pieces(first, Stage::Mailed, {mailed_.begin(), half}, lies && mailed_.size() < 2);
        tell_pieces(second, Stage::Mailed, {half, mailed_.end()}, lies);
        tell_pieces(second, Stage::Damaged, damaged, false);
        return half == mailed_.end() && damaged.empty() ? first : second;
    }

    void tell_pieces(Instant due, Stage stage, const std::vector<int>& numbers, bool lies)
    {
        if (numbers.empty()) return;
        Receipt receipt = next(stage);
        receipt.ranges = ranges_of(numbers, oslo_day(due + late_));
        receipt.totals = summed(receipt.ranges);
        (stage == Stage::Mailed ? running_.mailed : running_.damaged) += receipt.totals->pieces;
        running_.open = manifest_.totals().pieces - running_.mailed - running_.damaged;
        receipt.running = running_;
        if (lies) {
            story_.push_back({due + late_, as_lie(receipt), true});
            late_ += manners_.mended_after;
            for (PieceRange& range : receipt.ranges)
                range.date = oslo_day(due + late_);
        }
        say(due, receipt);
    }

    std::vector<PieceRange> ranges_of(const std::vector<int>& numbers, Day date) const
    {
        std::vector<PieceRange> ranges;
        for (const int number : numbers) {
            if (ranges.empty() || ranges.back().last + 1 != number)
                ranges.push_back({number, number, date, {}});
            ranges.back().last = number;
            ranges.back().totals += *manifest_.find(number);
        }
        return ranges;
    }

    static Totals summed(const std::vector<PieceRange>& ranges)
    {
        Totals all;
        for (const PieceRange& range : ranges) {
            all.pieces += range.totals.pieces;
            all.sheets += range.totals.sheets;
            all.pages += range.totals.pages;
        }
        return all;
    }

    Receipt as_lie(Receipt receipt) const
    {
        switch (manners_.lie) {
        case Lie::Sums:
            ++receipt.totals->sheets;
            return receipt;
        case Lie::Twice: {
            // The first piece that was mailed was told already, or stands in this receipt.
            const auto again = ranges_of({mailed_.front()}, receipt.ranges.front().date);
            receipt.ranges.insert(receipt.ranges.end(), again.begin(), again.end());
            receipt.totals = summed(receipt.ranges);
            return receipt;
        }
        case Lie::Hash:
            receipt.manifest_sha256 = crypto::sha256("another manifest than that of " + stem_);
            receipt.package = PackageName::of(package_.date, package_.job, package_.package_class,
                                              *receipt.manifest_sha256);
            return receipt;
        }
        throw std::logic_error("a lie of no kind [this is a bug]");
    }

    void bring_back()
    {
        constexpr int window_days = 28;
        std::vector<std::pair<Instant, int>> back;
        for (const int number : mailed_)
            if (happens("returned", manners_.returned_percent, number))
                back.emplace_back(
                    story_.back().due +
                        std::chrono::days(
                            manners_.returned_days +
                            static_cast<int>(draw(manners_, "day", stem_, number) % window_days)),
                    number);
        std::ranges::sort(back);
        late_ = {}; // What was late is in the instant from which they count.
        for (const auto& [due, number] : back) {
            const int reason = static_cast<int>(draw(manners_, "reason", stem_, number) % 10) + 1;
            Receipt receipt = next(Stage::Returned);
            receipt.code = (reason < 10 ? "R0" : "R") + std::to_string(reason);
            receipt.ranges = ranges_of({number}, oslo_day(due));
            receipt.totals = summed(receipt.ranges);
            say(due, receipt);
        }
    }

    const Manifest& manifest_;
    const crypto::Digest& hash_;
    const HouseManners& manners_;
    Instant seen_;
    PackageName package_;
    std::string stem_;
    std::vector<ToldAt> story_;
    std::vector<int> mailed_;
    Running running_;
    std::chrono::minutes late_{0}; ///< By what a lie has put off everything behind it.
};

} // namespace

std::string_view word_of(Lie lie)
{
    return std::ranges::find(lie_words, lie, &LieWord::lie)->word;
}

std::optional<Lie> find_lie(std::string_view word)
{
    const auto* found = std::ranges::find(lie_words, word, &LieWord::word);
    if (found == std::end(lie_words)) return std::nullopt;
    return found->lie;
}

std::vector<ToldAt> story_of(const Manifest& manifest, const crypto::Digest& manifest_sha256,
                             const HouseManners& manners, holidays::Instant seen)
{
    return Teller(manifest, manifest_sha256, manners, seen).tell();
}

std::vector<ToldAt> story_of_rejection(const PackageName& package,
                                       const std::optional<crypto::Digest>& manifest_sha256,
                                       const std::string& code, const HouseManners& manners,
                                       holidays::Instant seen)
{
    return {{std::chrono::floor<std::chrono::seconds>(seen) + manners.received_after,
             {.package = package,
              .manifest_sha256 = manifest_sha256,
              .n = 1,
              .stage = Stage::Rejected,
              .code = code}}};
}

} // namespace reservepost::batch::printhouse

#include "batch/commands/compose_run.h"

#include "batch/commands/command.h"
#include "batch/commands/compose_in_order.h"
#include "batch/commands/compose_letter.h"

namespace reservepost::batch::commands {

namespace {

namespace fs = std::filesystem;

/// Lines are handed out in portions, so that what threads tell each other costs little; in small
/// ones, so that letters go into the PDF while their pages still lie in the processor's cache. With
/// eight times as much letters took a tenth more time.
constexpr std::size_t portion_octets = 8 * 1024;
constexpr std::size_t portion_lines = 64;

/// How much of the input may be under way for each thread, so that memory does not grow with the
/// input: a letter takes many times its own octets while it is set.
constexpr std::size_t octets_under_way = 2 * portion_octets;
constexpr std::size_t octets_per_line = 256; ///< What a line weighs beside its own octets.

std::optional<Weighed<InputLines>> take_from(LineReader& reader)
{
    auto lines = reader.next();
    if (lines.size() == 0) return std::nullopt;
    const auto weight = lines.octets() + lines.size() * octets_per_line;
    return Weighed<InputLines>{std::move(lines), weight};
}

} // namespace

ComposeRun::ComposeRun(const ComposeTargets& targets, ComposeManner manner,
                       std::function<void(const LineFault&)> tell)
    : manner_(std::move(manner)), tell_(std::move(tell))
{
    if (!targets.directory.empty()) split_.emplace(targets.directory);
    manner_.each_as_pdf = split_.has_value();
    if (targets.file.empty()) return;
    std::error_code error;
    if (split_ &&
        fs::equivalent(fs::absolute(targets.file).parent_path(), targets.directory, error))
        throw UsageError("-o names a file in the directory of --split; name one elsewhere");
    combined_.emplace(targets.file, workshop_.library());
}

ComposeTally ComposeRun::run(std::istream& in, int threads, Progress& progress)
{
    LineReader reader(in, longest_letter_octets, portion_octets, portion_lines);
    InOrderSteps<InputLines, std::vector<ComposedLine>> steps;
    steps.take = [&] { return take_from(reader); };
    steps.make = [&](const InputLines& lines) { return set_lines(lines, workshop_, manner_); };
    steps.put = [&](std::vector<ComposedLine> lines) {
        const auto read_to = lines.back().read_to;
        for (auto& line : lines) {
            if (line.fault) progress.hide();
            put(std::move(line));
        }
        progress.reached(tally_.letters, read_to);
    };
    InOrder(std::move(steps), octets_under_way * static_cast<std::size_t>(threads)).run(threads);
    if (split_) split_->finish();
    if (combined_) combined_->finish();
    return tally_;
}

void ComposeRun::put(ComposedLine line)
{
    if (line.fault) return skip(*line.fault);
    const auto [same, is_new] = lines_by_id_.emplace(line.record.id, line.line);
    if (!is_new)
        return skip({line.line, 0,
                     "its \"id\" is that of line " + std::to_string(same->second) +
                         "; each letter must have one of its own"});
    if (split_ && !split_->add(line.record.id, line.pdf))
        return skip(
            {line.line, 0, "a file of its name is there already; give the letter another \"id\""});
    ++tally_.letters;
    tally_.pages += line.composition.pages.size();
    tally_.sheets += static_cast<std::uint64_t>(line.composition.sheets);
    tally_.uncovered_characters +=
        static_cast<std::uint64_t>(line.composition.uncovered_characters);
    if (combined_) combined_->add(line.record, std::move(line.composition));
}

void ComposeRun::skip(const LineFault& fault)
{
    ++tally_.skipped;
    tell_(fault);
}

} // namespace reservepost::batch::commands

#include "layout/preflight.h"
#include "batch/commands/commands.h"
#include "batch/commands/preflight_bounds.h"
#include "batch/commands/progress.h"
#include "batch/disk/files.h"
#include "batch/printhouse/page_look.h"
#include "batch/printhouse/profile.h"
#include "layout/decimal.h"

#include <iterator>
#include <map>
#include <utility>
#include <vector>

namespace reservepost::batch::commands {

namespace {

/// In words no more of one kind are shown; `--json` shows all.
constexpr int most_shown_of_a_code = 10;

json::Value in_mm(layout::Length length)
{
    return json::Number{layout::decimal(length.in_mm(), 2)};
}

json::Value json_of(const layout::Finding& finding)
{
    auto value = json::Value::object({{"code", finding.code}, {"page", finding.page}});
    if (finding.place) {
        const auto& [at, size] = *finding.place;
        value.set("place_mm", json::Value::object({{"x", in_mm(at.x)},
                                                   {"y", in_mm(at.y)},
                                                   {"width", in_mm(size.width)},
                                                   {"height", in_mm(size.height)}}));
    }
    value.set("what", finding.what);
    value.set("right", finding.right);
    return value;
}

json::Value json_of(const layout::PreflightResult& result)
{
    json::Value::List findings;
    for (const auto& finding : result.findings)
        findings.push_back(json_of(finding));
    auto value = json::Value::object({{"findings", findings}});
    value.set("unjudged", result.unjudged ? json::Value::object({{"code", result.unjudged->code},
                                                                 {"why", result.unjudged->why}})
                                          : json::Value());
    return value;
}

/// "x 12.0 y 101.5 mm, 4.0 × 2.1 mm".
std::string in_words(const layout::Rectangle& place)
{
    const auto mm = [](layout::Length length) { return layout::decimal(length.in_mm(), 1); };
    return "x " + mm(place.at.x) + " y " + mm(place.at.y) + " mm, " + mm(place.size.width) + " × " +
           mm(place.size.height) + " mm";
}

/// The same finding on several pages.
struct Together {
    const layout::Finding* finding;
    std::vector<int> pages; ///< In order.
};

/// Findings that differ in nothing but the page stand where the first of them stood.
std::vector<Together> together(const std::vector<layout::Finding>& findings)
{
    std::vector<Together> groups;
    std::map<std::pair<std::string, std::string>, std::size_t> known;
    for (const auto& finding : findings) {
        if (finding.place || finding.page == 0) {
            groups.push_back({&finding, {finding.page}});
            continue;
        }
        const auto [found, added] = known.try_emplace({finding.code, finding.what}, groups.size());
        if (added) groups.push_back({&finding, {}});
        groups[found->second].pages.push_back(finding.page);
    }
    return groups;
}

/// "file", "page 3, x 12.0 …", "pages 1–4, 6".
std::string where(const Together& group)
{
    if (group.finding->page == 0) return "file";
    std::string text = group.pages.size() == 1 ? "page " : "pages ";
    for (std::size_t i = 0; i < group.pages.size(); ++i) {
        std::size_t last = i;
        while (last + 1 < group.pages.size() && group.pages[last + 1] == group.pages[last] + 1)
            ++last;
        text += (i == 0 ? "" : ", ") + std::to_string(group.pages[i]);
        if (last > i) text += "–" + std::to_string(group.pages[last]);
        i = last;
    }
    if (group.finding->place) text += ", " + in_words(*group.finding->place);
    return text;
}

std::string words_of(const std::string& file, const layout::PreflightResult& result)
{
    std::string text;
    std::map<std::string, int> shown;
    for (const auto& group : together(result.findings)) {
        const auto& finding = *group.finding;
        if (++shown[finding.code] > most_shown_of_a_code) continue;
        text += finding.code + "  " + where(group) + ": " + finding.what +
                "\n    right: " + finding.right + "\n";
    }
    for (const auto& [code, count] : shown)
        if (count > most_shown_of_a_code)
            text += code + "  and " + std::to_string(count - most_shown_of_a_code) +
                    " more; --json shows all\n";
    if (result.unjudged)
        return text + result.unjudged->code + "  " + file + " could not be judged" +
               (text.empty() ? "" : " to its end") + ": " + result.unjudged->why + "\n";
    const auto count = result.findings.size();
    return text + file + ": " +
           (count == 0 ? "nothing is wrong with it"
                       : std::to_string(count) + (count == 1 ? " finding" : " findings")) +
           ".\n";
}

int seconds_of(const Invocation& invocation)
{
    constexpr std::int64_t most = 86'400;
    const auto seconds = invocation.number("--seconds");
    if (seconds < 1 || seconds > most)
        throw UsageError("--seconds takes 1 to " + std::to_string(most));
    return static_cast<int>(seconds);
}

/// Looks at every page as another program draws it, and adds what is seen.
void look(const std::string& file, const layout::PageGeometry& geometry,
          layout::PreflightResult& result, Progress& progress)
{
    constexpr std::uint64_t largest_octets = 256ULL << 20U;
    const auto octets = disk::read_file(file, largest_octets);
    try {
        for (std::size_t i = 0; i < result.roles.size(); ++i) {
            const int page = static_cast<int>(i) + 1;
            auto seen = printhouse::look_at_pages(octets, {{page, result.roles[i]}}, geometry);
            std::move(seen.begin(), seen.end(), std::back_inserter(result.findings));
            progress.reached(i + 1, 0);
        }
    } catch (const layout::CannotJudge& reason) {
        result.unjudged = layout::Unjudged{reason.code(), reason.what()};
    }
}

int preflight(const Invocation& invocation)
{
    const std::string file = invocation.text("FILE");
    layout::PreflightRequest request;
    request.rules = printhouse::load_profile(invocation.text("--profile")).rules();
    const ProcessBounds bounds(seconds_of(invocation), invocation.json);
    request.limits.out_of_time = bounds.out_of_time();
    layout::PreflightResult result;
    {
        Progress progress(invocation.err, Progress::manner_for(invocation, Progress::Manner::Lines),
                          "pages", 0);
        request.progress = [&](int page, int) {
            progress.reached(static_cast<std::uint64_t>(page), 0);
        };
        result = layout::preflight_file(file, request);
        if (invocation.flag("--render") && !result.unjudged)
            look(file, request.rules.geometry, result, progress);
    }
    invocation.print(json_of(result), words_of(file, result));
    if (!result.findings.empty()) return needs_look;
    return result.unjudged ? wrong_usage : all_well;
}

} // namespace

Command preflight_command()
{
    return {
        .name = "preflight",
        .summary = "Judge a PDF as a print house would, before it does",
        .details = "Finds everything at once that would stop a PDF on a print house's line, "
                   "whoever made it: by the print house's own rules, and by PDF/X-4 and PDF/VT-1. "
                   "Each finding has a code, its page and place in mm, and what would be right; "
                   "docs/preflight.md lists all codes. Exit status 0 if nothing is wrong, 2 with "
                   "findings, 1 if the file could not be judged.\n\n"
                   "  reservepost preflight pieces.pdf\n"
                   "  reservepost preflight pieces.pdf --profile norway --json",
        .options = {{Option::Kind::Argument, "FILE", "FILE", "The PDF", true},
                    {Option::Kind::Text, "--profile", "P",
                     "The print profile to judge by: a name or a file *.toml", false, "norway"},
                    {Option::Kind::Flag, "--render", "",
                     "Look at each page as pdftoppm draws it, too: about a tenth of a second each"},
                    {Option::Kind::Text, "--seconds", "N",
                     "How much computing time it may take; a long file needs more", false, "8"}},
        .run = preflight};
}

} // namespace reservepost::batch::commands

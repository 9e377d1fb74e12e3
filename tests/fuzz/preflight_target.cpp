#include "layout/preflight.h"
#include "layout/preflight_codes.h"
#include "targets.h"
#include "tests/layout/promises/promises.h"

#include <algorithm>

namespace reservepost::fuzz {

namespace {

using layout::promise;

/// Little of everything, so that many files are tried in a second.
layout::PreflightRequest request_of(layout::PdfStandard standard)
{
    layout::PreflightRequest request;
    request.rules.standard = standard;
    request.limits.inflated_octets = 4'000'000;
    request.limits.stream_octets = 1'000'000;
    request.limits.objects = 50'000;
    request.limits.operators = 50'000;
    return request;
}

void check(const layout::PreflightResult& result)
{
    for (const layout::Finding& finding : result.findings) {
        layout::preflight_code(finding.code);
        promise(finding.page >= 0, "a finding is on a page, or on none");
        promise(!finding.what.empty() && !finding.right.empty(),
                "a finding says what is wrong and what would be right");
        promise(std::ranges::none_of(finding.what, [](char c) { return c >= 0 && c < ' '; }),
                "what a file says never reaches a terminal as it is");
    }
    promise(std::ranges::is_sorted(result.findings, {}, &layout::Finding::page),
            "findings stand in the order of pages");
    promise(!result.unjudged || !result.unjudged->why.empty(), "what is not judged has a reason");
}

} // namespace

void try_preflight(std::string_view octets)
{
    const auto strict = layout::preflight(octets, request_of(layout::PdfStandard::PdfX4PdfVt1));
    check(strict);
    const auto plain = layout::preflight(octets, request_of(layout::PdfStandard::Plain15));
    check(plain);
    promise(plain.unjudged || strict.unjudged || plain.findings.empty() || !strict.findings.empty(),
            "what plain rules find wrong, the standards do");
}

} // namespace reservepost::fuzz

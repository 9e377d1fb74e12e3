#include "layout/pdf_access.h"
#include "layout/preflight_colour.h"

#include <algorithm>
#include <string_view>

namespace reservepost::layout {

namespace {

struct ColourSpace {
    std::string_view signature; ///< At octet 16 of an ICC profile (ICC.1, 7.2).
    int channels;
};

constexpr ColourSpace spaces[] = {{"GRAY", 1}, {"RGB ", 3}, {"Lab ", 3}, {"CMYK", 4},
                                  {"2CLR", 2}, {"3CLR", 3}, {"4CLR", 4}, {"5CLR", 5},
                                  {"6CLR", 6}, {"7CLR", 7}, {"8CLR", 8}};

/// The channels that a profile's header names; 0 if it is no profile of a printer.
int channels_of(std::string_view profile)
{
    constexpr std::size_t header_octets = 128;
    if (profile.size() < header_octets || profile.substr(36, 4) != "acsp" ||
        profile.substr(12, 4) != "prtr")
        return 0;
    const auto found = std::ranges::find(spaces, profile.substr(16, 4), &ColourSpace::signature);
    return found == std::end(spaces) ? 0 : found->channels;
}

int judge_profile(QPDFObjectHandle profile, JudgingBudget& budget, FindingList& findings)
{
    const auto unfit = [&](const char* what) {
        findings.add("OUTPUT_PROFILE_UNFIT", 0, what);
        return 0;
    };
    if (!profile.isStream()) return unfit("the output intent has no ICC profile in the file");
    const auto octets = decoded_octets_of(profile, budget);
    if (!octets) return unfit("the output intent's profile cannot be read");
    const int channels = channels_of(*octets);
    if (channels == 0) return unfit("the output intent's profile is not one of a printer");
    QPDFObjectHandle count = profile.getDict().getKey("/N");
    if (!count.isInteger() || count.getIntValue() != channels)
        return unfit("the output intent's /N is not the number of channels of its profile");
    return channels;
}

} // namespace

int judge_output_intent(PdfReader& pdf, JudgingBudget& budget, FindingList& findings)
{
    QPDFObjectHandle intents = pdf.catalogue().getKey("/OutputIntents");
    QPDFObjectHandle intent;
    int count = 0;
    if (intents.isArray()) {
        for (QPDFObjectHandle& each : intents.getArrayAsVector()) {
            budget.visit_object();
            if (name_at(each, "/S") != "/GTS_PDFX") continue;
            intent = each;
            ++count;
        }
    }
    if (count != 1)
        findings.add("OUTPUT_INTENT_MISSING", 0,
                     count == 0
                         ? "there is no output intent for PDF/X"
                         : "there are " + std::to_string(count) + " output intents for PDF/X");
    if (count == 0) return 0;
    QPDFObjectHandle condition = intent.getKey("/OutputConditionIdentifier");
    if (!condition.isString() || condition.getStringValue().empty())
        findings.add("OUTPUT_CONDITION_MISSING", 0,
                     "the output intent does not name its condition");
    return judge_profile(intent.getKey("/DestOutputProfile"), budget, findings);
}

} // namespace reservepost::layout

#pragma once

// What is no manifest and no receipt: each row changes a good one. The reader refuses all of them,
// and the JSON Schema those that a schema can see.

namespace reservepost::batch::printhouse {

/// What the schema says of a bad row.
enum class BySchema {
    Refused,
    Unsaid, ///< A schema cannot say it: sums, the form of the text, a doubled key.
    NoJson, ///< It does not come so far.
};

struct BadManifest {
    const char* why;
    const char* from;
    const char* to;
    const char* says; ///< What stands in our reader's message.
    BySchema schema;
};

struct BadReceipt {
    const char* why;
    const char* from;
    const char* to;
    BySchema schema;
};

inline constexpr auto refused = BySchema::Refused;
inline constexpr auto unsaid = BySchema::Unsaid;
inline constexpr auto no_json = BySchema::NoJson;

/// Changes of the canonical JSON of `sample_manifest`.
inline constexpr BadManifest bad_manifests[] = {
    {"another format", "reservepost-manifest", "reservepost-receipt", "format", refused},
    {"a later version", "\"version\":1", "\"version\":2", "version is not 1", refused},
    {"an unknown key", "\"version\":1", "\"version\":1,\"zz\":1", "does not know", refused},
    {"an unknown key in a piece", "\"sheets\":4}", "\"sheets\":4,\"zz\":1}", "a piece", refused},
    {"an unknown key in a file", "\"size\":6}", "\"size\":6,\"zz\":1}", "a file", refused},
    {"a doubled key", "\"version\":1", "\"version\":1,\"version\":1", "manifest", unsaid},
    {"a missing key", "\"profile\":\"house-in-a-box\",", "", "profile", refused},
    {"a number as text", "\"sheets\":4}", "\"sheets\":\"4\"}", "sheets", refused},
    {"a fraction", "\"sheets\":4}", "\"sheets\":4.0}", "manifest", unsaid},
    {"a sum of sheets one off", "\"sheets\":10}", "\"sheets\":11}", "totals", unsaid},
    {"a sum of pages one off", "\"pages\":18,", "\"pages\":17,", "totals", unsaid},
    {"a sum of pieces one off", "\"pieces\":5,", "\"pieces\":6,", "totals", unsaid},
    {"a negative sum", "\"pages\":18,", "\"pages\":-18,", "pages", refused},
    {"an upper-case hash", "\"sha256\":\"", "\"sha256\":\"A", "sha256", refused},
    {"a job without its zero", "\"01000007\"", "\"1000007\"", "eight digits", refused},
    {"another envelope", "\"C5\"", "\"C3\"", "class", refused},
    {"a day that is none", "\"2026-11-24\"", "\"2026-11-31\"", "a day", refused},
    {"spaces: not canonical", "\"version\":1", "\"version\": 1", "canonical", unsaid},
    {"an escape that need not be", "house-in-a-box", "house-in-\\u0061-box", "canonical", unsaid},
};

/// Changes of the JSON of a `mailed` receipt for its pieces 41 and 42.
inline constexpr BadReceipt bad_receipts[] = {
    {"another format", "reservepost-receipt", "reservepost-manifest", refused},
    {"a later version", "\"version\":1", "\"version\":2", refused},
    {"an unknown key", "\"version\":1", "\"version\":1,\"note\":\"x\"", refused},
    {"an unknown key in a range", "\"first\":41", "\"first\":41,\"note\":\"x\"", refused},
    {"an unknown key in the running totals", "\"open\":3", "\"open\":3,\"lost\":0", refused},
    {"a doubled key", "\"n\":2", "\"n\":2,\"n\":3", unsaid},
    {"a stage we do not know", "\"mailed\",", "\"posted\",", refused},
    {"n as text", "\"n\":2", "\"n\":\"2\"", refused},
    {"n as a fraction", "\"n\":2", "\"n\":2.0", unsaid},
    {"n beyond 64 bits", "\"n\":2", "\"n\":99999999999999999999", refused},
    {"a negative count", "\"open\":3", "\"open\":-3", refused},
    {"a piece number of nine digits", "\"first\":41", "\"first\":100000000", refused},
    {"a day that is none", "2026-11-25", "2026-02-30", refused},
    {"a package's name that is none", ".zip.cms", ".zip", refused},
    {"null for a list", "\"ranges\":[", "\"ranges\":null,\"r\":[", refused},
    {"an object for a list", "\"ranges\":[", "\"ranges\":{},\"r\":[", refused},
    {"cut short", "}", "", no_json},
    {"deep nesting", "\"n\":2", "\"n\":[[[[[[[[[[2]]]]]]]]]]", refused},
    {"text that is not UTF-8", "\"n\":2", "\"n\":\"\xff\"", no_json},
};

} // namespace reservepost::batch::printhouse

#pragma once

#include "broken_pdfs.h"
#include "layout/preflight.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

// Rows of what breaks the good file, and what preflight says to each: exactly one code.

namespace reservepost::layout {

using Handle = QPDFObjectHandle;

/// One way to break the good file.
struct Breakage {
    const char* why;
    const char* code; ///< Empty: it is right.
    Breaking breaking = {};
    int page = 0; ///< Of the first finding.
};

inline std::string told(const PreflightResult& result)
{
    std::string text;
    for (const Finding& finding : result.findings)
        text += finding.code + " page " + std::to_string(finding.page) + ": " + finding.what + "\n";
    if (result.unjudged) text += result.unjudged->code + ": " + result.unjudged->why;
    return text;
}

inline void expect_only(const std::string& pdf, const Breakage& row,
                        const PreflightRequest& request = {})
{
    SCOPED_TRACE(row.why);
    const PreflightResult result = preflight(pdf, request);
    EXPECT_FALSE(result.unjudged) << told(result);
    std::set<std::string> codes;
    for (const Finding& finding : result.findings)
        codes.insert(finding.code);
    const std::set<std::string> wanted =
        *row.code ? std::set<std::string>{row.code} : std::set<std::string>{};
    EXPECT_EQ(codes, wanted) << told(result);
    const int page = result.findings.empty() ? 0 : result.findings.front().page;
    EXPECT_EQ(page, row.page) << told(result);
}

inline void expect_each(const std::vector<Breakage>& rows)
{
    for (const Breakage& row : rows)
        expect_only(changed(row.breaking), row);
}

inline Handle root(QPDF& pdf)
{
    return pdf.getRoot();
}

inline Handle parts_root(QPDF& pdf)
{
    return root(pdf).getKey("/DPartRoot");
}

inline Handle intent(QPDF& pdf)
{
    return root(pdf).getKey("/OutputIntents").getArrayItem(0);
}

/// Puts a value under a key of one page.
inline Breaking on_page(std::size_t number, const char* key, const char* value)
{
    return [=](QPDF& pdf) { put(page_of(pdf, number), key, value); };
}

inline Breaking in_catalogue(const char* key, const char* value)
{
    return [=](QPDF& pdf) { put(root(pdf), key, value); };
}

/// Adds a resource to those of all pages.
inline Breaking with_resource(const std::string& category, const std::string& value)
{
    return [=](QPDF& pdf) {
        Handle map = Handle::newDictionary();
        map.replaceKey("/Added", Handle::parse(value));
        Handle resources = resources_of(pdf);
        if (resources.getKey(category).isDictionary())
            resources.getKey(category).replaceKey("/Added", Handle::parse(value));
        else
            resources.replaceKey(category, map);
    };
}

/// Adds an XObject to the resources of all pages.
inline Breaking with_object(const std::string& dictionary, const std::string& content = "")
{
    return [=](QPDF& pdf) {
        Handle map = Handle::newDictionary();
        map.replaceKey("/Added", stream(pdf, content, dictionary));
        resources_of(pdf).replaceKey("/XObject", map);
    };
}

inline Breaking with_profile(std::size_t at, const char* octets)
{
    return [=](QPDF& pdf) {
        Handle profile = intent(pdf).getKey("/DestOutputProfile");
        const auto buffer = profile.getStreamData();
        std::string text(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
        text.replace(at, std::string_view(octets).size(), octets);
        profile.replaceStreamData(text, Handle::newNull(), Handle::newNull());
    };
}

inline const std::string image =
    "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8";

} // namespace reservepost::layout

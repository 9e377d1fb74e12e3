#include "broken_pdfs.h"
#include "hostile_pdfs.h"
#include "layout/deflate.h"
#include "layout/preflight.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

// Files that were made to do harm, or came to it. Each must end in an answer; how fast is measured
// by hand, since the budget is what ends them.

namespace reservepost::layout {

namespace {

const std::string catalogue = "<</Type/Catalog/Pages 2 0 R>>";
const std::string one_page = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
constexpr std::size_t million = 1'000'000;

std::string page_with(const std::string& more)
{
    return "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]" + more + ">>";
}

/// A file whose only page has `content`.
std::string with_content(const std::string& dictionary, const std::string& content)
{
    return pdf_of(
        {catalogue, one_page, page_with("/Contents 4 0 R"), stream_object(dictionary, content)});
}

/// What came of a file: its codes, in order, each once.
std::set<std::string> codes_of(std::string_view pdf, PreflightRequest request = {})
{
    request.rules.standard = PdfStandard::Plain15;
    request.rules.geometry.mark.reset();
    const PreflightResult result = preflight(pdf, request);
    std::set<std::string> codes;
    for (const Finding& finding : result.findings)
        codes.insert(finding.code);
    if (result.unjudged) codes.insert(result.unjudged->code);
    return codes;
}

using Codes = std::set<std::string>;

/// Forms that each draw the next, so many deep.
std::string nested_forms(int depth)
{
    std::vector<std::string> objects = {
        catalogue, one_page, page_with("/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>"),
        stream_object("", "/F Do")};
    for (int i = 0; i < depth; ++i)
        objects.push_back(stream_object("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources"
                                        "<</XObject<</F " +
                                            std::to_string(i + 6) + " 0 R>>>>",
                                        "/F Do"));
    objects.push_back(stream_object("/Type/XObject/Subtype/Form/BBox[0 0 595 842]", ""));
    return pdf_of(objects);
}

/// Nodes of the tree of pages, each below the one before.
std::string deep_tree(int depth)
{
    std::vector<std::string> objects = {catalogue};
    for (int i = 0; i < depth; ++i)
        objects.push_back("<</Type/Pages/Count 1/Parent " + std::to_string(i + 1) + " 0 R/Kids[" +
                          std::to_string(i + 3) + " 0 R]>>");
    objects.push_back("<</Type/Page/MediaBox[0 0 595 842]/Parent " + std::to_string(depth + 1) +
                      " 0 R>>");
    return pdf_of(objects);
}

std::string many_objects(std::size_t count)
{
    std::vector<std::string> objects(count, "null");
    objects[0] = catalogue;
    objects[1] = one_page;
    objects[2] = page_with("/Added 4 0 R");
    objects[3] = "[";
    for (std::size_t i = 5; i < count; ++i)
        objects[3] += std::to_string(i) + " 0 R ";
    objects[3] += "]";
    return pdf_of(objects);
}

} // namespace

TEST(PreflightHostile, LoopsEnd)
{
    const struct {
        const char* why;
        std::string pdf;
        Codes codes;
    } cases[] = {
        {"a node below itself",
         pdf_of({catalogue, "<</Type/Pages/Kids[2 0 R]/Count 1>>"}),
         {"DOCUMENT_HAS_NO_PAGES", "PAGE_TREE_IS_BROKEN"}},
        {"two nodes below each other",
         pdf_of({catalogue, "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                 "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>"}),
         {"DOCUMENT_HAS_NO_PAGES", "PAGE_TREE_IS_BROKEN"}},
        {"a page twice",
         pdf_of({catalogue, "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>", page_with("")}),
         {"PAGE_TREE_IS_BROKEN"}},
        {"no pages",
         pdf_of({catalogue, "<</Type/Pages/Kids[]/Count 0>>"}),
         {"DOCUMENT_HAS_NO_PAGES"}},
        {"no tree", pdf_of({"<</Type/Catalog>>"}), {"DOCUMENT_HAS_NO_PAGES"}},
        {"no catalogue", pdf_of({"null"}), {"FILE_IS_DAMAGED"}},
        {"a catalogue that is itself", pdf_of({"1 0 R"}), {"FILE_IS_DAMAGED"}},
        {"an object that is another's, that is the first's",
         pdf_of({catalogue, "3 0 R", "2 0 R"}),
         {"DOCUMENT_HAS_NO_PAGES", "FILE_IS_DAMAGED"}},
        {"a form that draws itself",
         pdf_of({catalogue, one_page,
                 page_with("/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>"),
                 stream_object("", "/F Do"),
                 stream_object("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>",
                               "/F Do")}),
         {"CONTENT_BROKEN"}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(codes_of(c.pdf), c.codes);
    }
}

TEST(PreflightHostile, TooMuchOfAnythingIsNotJudged)
{
    PreflightRequest tight;
    tight.limits.objects = 10'000;
    tight.limits.operators = 10'000;
    const struct {
        const char* why;
        std::string pdf;
    } cases[] = {
        {"forms 10,000 deep", nested_forms(10'000)},
        {"a tree of pages 10,000 deep", deep_tree(10'000)},
        {"many objects", many_objects(20'000)},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_TRUE(codes_of(c.pdf, tight).contains("TOO_MUCH_TO_JUDGE"));
    }
    EXPECT_EQ(codes_of(nested_forms(20)), Codes{}) << "some forms are fine";
    EXPECT_EQ(codes_of(deep_tree(20)), Codes{});
}

TEST(PreflightHostile, WhatInflatesTooFarIsNotJudged)
{
    const std::string zeros = deflated_zeros(100 * million);
    const std::string twice = deflated(zeros);
    ASSERT_LT(twice.size(), 5'000U);
    EXPECT_EQ(codes_of(with_content("/Filter/FlateDecode", zeros)), Codes{"TOO_MUCH_TO_JUDGE"});
    EXPECT_EQ(codes_of(with_content("/Filter[/FlateDecode/FlateDecode]", twice)),
              Codes{"TOO_MUCH_TO_JUDGE"});

    // A table of objects, and a stream of objects: what qpdf inflates before anybody asks it to.
    const std::string table =
        "%PDF-1.6\n1 0 obj\n" +
        stream_object("/Type/XRef/Size 9/W[1 2 1]/Root 2 0 R/Filter/FlateDecode", zeros) +
        "\nendobj\nstartxref\n9\n%%EOF\n";
    EXPECT_EQ(codes_of(table), Codes{"TOO_MUCH_TO_JUDGE"});
}

TEST(PreflightHostile, FiltersThatAreNotRead)
{
    for (const char* filter : {"/LZWDecode", "/RunLengthDecode", "/Nonsense", "[/RL/LZW]"}) {
        SCOPED_TRACE(filter);
        EXPECT_EQ(codes_of(with_content(std::string("/Filter") + filter, "abc")),
                  Codes{"CONTENT_BROKEN"});
    }
    EXPECT_EQ(codes_of(with_content("/Filter/FlateDecode", "not deflated at all")),
              Codes{"CONTENT_BROKEN"});
}

TEST(PreflightHostile, StreamsOfObjectsThatReferToThemselves)
{
    // Object 4 lies in the stream of objects 4; object 2 in 5, whose dictionary asks for object 2.
    const std::string octets("\1\0\0\0\1\0\x09\0\2\0\5\0\2\0\5\1\2\0\4\0\1\0\x09\0", 24);
    const std::string file = "%PDF-1.6\n1 0 obj\n" +
                             stream_object("/Type/XRef/Size 6/W[1 2 1]/Root 2 0 R", octets) +
                             "\nendobj\nstartxref\n9\n%%EOF\n";
    EXPECT_EQ(codes_of(file), Codes{"FILE_IS_DAMAGED"});
}

TEST(PreflightHostile, WhereverItIsCutOff)
{
    const std::string& pdf = good_pdf();
    for (std::size_t length = 0; length < pdf.size(); length += 997) {
        const Codes codes = codes_of(std::string_view(pdf).substr(0, length));
        EXPECT_EQ(codes, Codes{length < 8 ? "NOT_A_PDF" : "FILE_IS_DAMAGED"}) << length;
    }
}

TEST(PreflightHostile, AnyOctetsAtAll)
{
    std::uint32_t state = 1;
    for (int round = 0; round < 50; ++round) {
        std::string octets = round % 2 == 0 ? good_pdf() : "%PDF-1.6\n" + std::string(2000, ' ');
        for (int change = 0; change < 40; ++change) {
            state = state * 1'664'525U + 1'013'904'223U;
            octets[state % octets.size()] = static_cast<char>(state >> 24);
        }
        EXPECT_NO_THROW(codes_of(octets)) << round;
    }
}

TEST(PreflightHostile, TimeThatIsOverEndsIt)
{
    PreflightRequest request;
    request.limits.out_of_time = [] { return true; };
    EXPECT_EQ(codes_of(good_pdf(), request), Codes{"TOO_MUCH_TO_JUDGE"});
}

TEST(PreflightHostile, OfACodeAThousandAreToldAndTheRestCounted)
{
    std::vector<std::string> objects = {catalogue, ""};
    std::string kids;
    for (int i = 0; i < 1100; ++i) {
        kids += std::to_string(i + 3) + " 0 R ";
        objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>");
    }
    objects[1] = "<</Type/Pages/Count 1100/Kids[" + kids + "]>>";
    PreflightRequest request;
    request.rules.standard = PdfStandard::Plain15;
    request.rules.most_sheets = 1000;
    const PreflightResult result = preflight(pdf_of(objects), request);
    ASSERT_EQ(result.findings.size(), 1000U);
    EXPECT_NE(result.findings.back().what.find("(and 100 more of this kind)"), std::string::npos);
}

} // namespace reservepost::layout

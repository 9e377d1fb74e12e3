#include "broken_pdfs.h"
#include "layout/deflate.h"
#include "layout/pdf_dates.h"
#include "layout/pdf_inflating.h"
#include "layout/xml_reader.h"

#include <gtest/gtest.h>
#include <qpdf/QPDFExc.hh>

// What preflight reads with: dates, XML, and streams with predictors.

namespace reservepost::layout {

TEST(PdfDates, AreInstants)
{
    constexpr std::int64_t morning = 1'795'590'600; // 2026-11-25 07:10 UTC
    const struct {
        const char* why;
        const char* text;
        std::optional<std::int64_t> instant;
    } pdf_dates[] = {
        {"in winter", "D:20261125081000+01'00'", morning},
        {"without its last sign", "D:20261125081000+01'00", morning},
        {"without minutes of its offset", "D:20261125081000+01", morning},
        {"in UTC", "D:20261125071000Z", morning},
        {"in UTC as some write it", "D:20261125071000Z00'00'", morning},
        {"west of Greenwich", "D:20261125024000-04'30'", morning},
        {"without a zone", "D:20261125071000", morning},
        {"without its head", "20261125071000Z", morning},
        {"without seconds", "D:202611250710", morning},
        {"a year", "D:1970", 0},
        {"a month that never was", "D:20261325", {}},
        {"a day that never was", "D:20260230", {}},
        {"an hour that never was", "D:2026112525", {}},
        {"an offset of nonsense", "D:20261125081000+0x'00'", {}},
        {"something behind it", "D:20261125081000+01'00'x", {}},
        {"no zone but a word", "D:20261125081000 noon", {}},
        {"nothing", "", {}},
        {"words", "yesterday", {}},
    };
    for (const auto& c : pdf_dates) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(find_pdf_date(c.text), c.instant);
    }
    const std::remove_const_t<std::remove_reference_t<decltype(pdf_dates[0])>> xmp_dates[] = {
        {"in winter", "2026-11-25T08:10:00+01:00", morning},
        {"in UTC", "2026-11-25T07:10:00Z", morning},
        {"with a fraction", "2026-11-25T07:10:00.123Z", morning},
        {"without seconds", "2026-11-25T07:10Z", morning},
        {"a day", "1970-01-01", 0},
        {"a month", "1970-01", 0},
        {"a year", "1970", 0},
        {"a day that never was", "2026-11-31", {}},
        {"an hour alone", "2026-11-25T08", {}},
        {"a minute too many", "2026-11-25T08:60:00Z", {}},
        {"half an offset", "2026-11-25T08:10:00+0", {}},
        {"a space for the T", "2026-11-25 08:10:00Z", {}},
        {"PDF's own form", "D:20261125081000+01'00'", {}},
        {"nothing", "", {}},
    };
    for (const auto& c : xmp_dates) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(find_xmp_date(c.text), c.instant);
    }
}

TEST(XmlReader, ReadsNamespacesAttributesAndText)
{
    const auto root =
        read_xml("<a xmlns='u:1' xmlns:p='u:2'><p:b c='1' p:d='2'>x&amp;<e/>y</p:b></a>");
    ASSERT_TRUE(root);
    EXPECT_EQ(root->space, "u:1");
    EXPECT_EQ(root->name, "a");
    ASSERT_EQ(root->elements.size(), 1U);
    const XmlNode& inner = root->elements.front();
    EXPECT_EQ(inner.space, "u:2");
    EXPECT_EQ(inner.text, "x&y");
    EXPECT_EQ(inner.elements.size(), 1U);
    ASSERT_EQ(inner.attributes.size(), 2U);
    EXPECT_EQ(inner.attributes[0].space + inner.attributes[0].name, "c");
    EXPECT_EQ(inner.attributes[1].space + inner.attributes[1].name, "u:2d");
}

TEST(XmlReader, RefusesWhatIsNotMeantForIt)
{
    const auto nested = [](int depth) {
        std::string xml;
        for (int i = 0; i < depth; ++i)
            xml += "<a>";
        for (int i = 0; i < depth; ++i)
            xml += "</a>";
        return xml;
    };
    const auto wide = [](int count) {
        std::string xml = "<a>";
        for (int i = 0; i < count; ++i)
            xml += "<b/>";
        return xml + "</a>";
    };
    EXPECT_TRUE(read_xml(nested(64)));
    EXPECT_TRUE(read_xml(wide(19'000)));
    const std::pair<const char*, std::string> cases[] = {
        {"nothing", ""},
        {"words", "hello"},
        {"not closed", "<a><b></a>"},
        {"two roots", "<a/><a/>"},
        {"an unknown prefix", "<p:a/>"},
        {"an unknown entity", "<a>&e;</a>"},
        {"no UTF-8", "<a>\xff</a>"},
        {"entities that multiply",
         "<!DOCTYPE a [<!ENTITY b '0123456789'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>"},
        {"another file", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"},
        {"a document type alone", "<!DOCTYPE a><a/>"},
        {"65 deep", nested(65)},
        {"very deep, and an empty one at the end", nested(64).insert(64 * 3, "<b/>")},
        {"too many", wide(20'001)},
        {"too long", "<a>" + std::string(1U << 20, ' ') + "</a>"},
    };
    for (const auto& [why, xml] : cases)
        EXPECT_FALSE(read_xml(xml)) << why;
}

TEST(PdfInflating, PredictorsOfPngAreUndone)
{
    // Three pixels of two octets a row, one row of each method, and a last one that is cut off.
    // clang-format off
    const std::string rows("\0\1\2\3\4\5\6"
                           "\1\1\1\1\1\1\1"
                           "\2\1\1\1\1\1\1"
                           "\3\2\2\2\2\2\2"
                           "\4\1\1\1\1\1\1"
                           "\2\1", 37);
    const std::string pixels("\1\2\3\4\5\6"
                             "\1\1\2\2\3\3"
                             "\2\2\3\3\4\4"
                             "\3\3\5\5\6\6"
                             "\4\4\6\6\7\7"
                             "\5\4\6\6\7\7", 36);
    // clang-format on
    JudgingBudget budget;
    const MeteredInflating metering(budget);
    QPDF pdf;
    pdf.emptyPDF();
    QPDFObjectHandle data = stream(pdf, "");
    data.replaceStreamData(deflated(rows), QPDFObjectHandle::newName("/FlateDecode"),
                           QPDFObjectHandle::parse("<</Predictor 15/Columns 3/Colors 2>>"));
    const auto buffer = data.getStreamData();
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()),
              pixels);
}

TEST(PdfInflating, WhatIsInflatedIsTakenOffTheBudget)
{
    const auto inflate = [](std::uint64_t limit) {
        JudgingBudget budget({.inflated_octets = limit});
        const MeteredInflating metering(budget);
        QPDF pdf;
        pdf.emptyPDF();
        pdf.setSuppressWarnings(true);
        QPDFObjectHandle data = stream(pdf, "");
        data.replaceStreamData(deflated(std::string(1000, 'x')),
                               QPDFObjectHandle::newName("/FlateDecode"),
                               QPDFObjectHandle::newNull());
        try {
            data.getStreamData();
        } catch (const QPDFExc&) {
            // qpdf's own words for what the budget said.
        }
        budget.check();
    };
    EXPECT_NO_THROW(inflate(1000));
    EXPECT_THROW(inflate(999), CannotJudge);
}

} // namespace reservepost::layout

#include "preflight_rows.h"

// The good file, broken once in each clause: preflight must name exactly that and nothing else.
// What it says of itself, and its pages; what it holds is in preflight_objects_test.cpp.

namespace reservepost::layout {

TEST(PreflightCorpus, TheGoodFileHasNoFinding)
{
    expect_only(good_pdf(), {"as we write it", "", {}});
    expect_each({{"as qpdf writes it", "", [](QPDF&) {}}});
    PreflightRequest structure;
    structure.scope = PreflightScope::Structure;
    expect_only(good_pdf(), {"its structure alone", "", {}}, structure);
}

TEST(PreflightCorpus, FileIsWhatItSays)
{
    const std::pair<Breakage, std::string> files[] = {
        {{"a later version", "UNSUPPORTED_PDF_VERSION", {}}, with_octets("%PDF-1.6", "%PDF-1.7")},
        {{"an earlier one", "UNSUPPORTED_PDF_VERSION", {}}, with_octets("%PDF-1.6", "%PDF-1.4")},
        {{"a version of nobody", "UNSUPPORTED_PDF_VERSION", {}},
         with_octets("%PDF-1.6", "%PDF-9.6")},
        {{"no /ID", "FILE_ID_MISSING", {}}, with_last_octets("/ID", "/IX")},
        {{"one who knows no password reads it", "PDF_IS_ENCRYPTED", {}}, encrypted("")},
        {{"a password is asked for", "PDF_IS_ENCRYPTED", {}}, encrypted("secret")},
        {{"octets before its beginning", "FILE_IS_DAMAGED", {}}, "junk\n" + good_pdf()},
        {{"no beginning", "NOT_A_PDF", {}}, with_octets("%PDF-", "%XYZ-")},
        {{"nothing", "NOT_A_PDF", {}}, ""},
        {{"no table", "FILE_IS_DAMAGED", {}}, with_last_octets("startxref", "startxxxx")},
        {{"a table that points astray", "FILE_IS_DAMAGED", {}},
         with_last_octets("startxref\n", "startxref\n1")},
        {{"an object where another should be", "FILE_IS_DAMAGED", {}},
         with_octets("endobj", "endxxx")},
    };
    for (const auto& [row, pdf] : files)
        expect_only(pdf, row);
    expect_each({
        {"a later version in the catalogue", "UNSUPPORTED_PDF_VERSION",
         in_catalogue("/Version", "/2.0")},
        {"an earlier one there", "", in_catalogue("/Version", "/1.4")},
        {"LZW", "LZW_COMPRESSION", with_object("<</Subtype/Form/BBox[0 0 0 0]/Filter/LZWDecode>>"),
         1},
        {"LZW in a row of filters", "LZW_COMPRESSION",
         [](QPDF& pdf) {
             root(pdf).replaceKey("/Added", stream(pdf, "", "<</Filter[/ASCIIHexDecode/LZW]>>"));
         }},
        {"a stream elsewhere", "EXTERNAL_STREAM",
         [](QPDF& pdf) { root(pdf).replaceKey("/Added", stream(pdf, "", "<</F(other.bin)>>")); }},
    });
}

TEST(PreflightCorpus, MetadataIsThereAndReadable)
{
    // qpdf would write it without.
    expect_only(with_octets("/Subtype/XML", "/Filter [ ] "), {"filtered", "METADATA_IS_FILTERED"});
    expect_each({
        {"none", "METADATA_MISSING", [](QPDF& pdf) { root(pdf).removeKey("/Metadata"); }},
        {"no stream", "METADATA_MISSING", in_catalogue("/Metadata", "<</Type/Metadata>>")},
        {"not well-formed", "METADATA_NOT_READABLE", says("</rdf:RDF>", "")},
        {"no rdf", "METADATA_NOT_READABLE", says("22-rdf-syntax-ns", "22-rdf-otherwise")},
        {"a document type", "METADATA_NOT_READABLE",
         says("<x:xmpmeta", "<!DOCTYPE x [<!ENTITY e \"\">]>\n<x:xmpmeta")},
        {"an entity that nobody declared", "METADATA_NOT_READABLE", says("PDF/X-4", "&x;")},
        {"nothing", "METADATA_NOT_READABLE",
         [](QPDF& pdf) { root(pdf).replaceKey("/Metadata", stream(pdf, "")); }},
    });
}

TEST(PreflightCorpus, MetadataSaysWhatTheStandardsAskFor)
{
    expect_each({
        {"another PDF/X", "PDFX_VERSION_MISSING", says("PDF/X-4", "PDF/X-1a:2003")},
        {"in another namespace", "PDFX_VERSION_MISSING", says("pdfx/ns/id/", "pdfx/ns/other/")},
        {"another PDF/VT", "PDFVT_VERSION_MISSING", says("PDF/VT-1", "PDF/VT-2s")},
        {"no PDF/VT", "PDFVT_VERSION_MISSING",
         says("<pdfvtid:GTS_PDFVTVersion>PDF/VT-1</pdfvtid:GTS_PDFVTVersion>", "")},
        {"changed later than PDF/VT knows", "PDFVT_DATE_DISAGREES",
         says("<pdfvtid:GTS_PDFVTModDate>2026-11-25T08:10:00+01:00",
              "<pdfvtid:GTS_PDFVTModDate>2026-11-25T08:10:01+01:00")},
        {"no date of PDF/VT", "PDFVT_DATE_DISAGREES",
         says("<pdfvtid:GTS_PDFVTModDate>2026-11-25T08:10:00+01:00", "<pdfvtid:GTS_PDFVTModDate>")},
        {"an empty title", "TITLE_MISSING",
         [](QPDF& pdf) {
             pdf.getTrailer().getKey("/Info").removeKey("/Title");
             says("Job 01000001", " ")(pdf);
         }},
        {"a title in one language only", "TITLE_MISSING",
         [](QPDF& pdf) {
             pdf.getTrailer().getKey("/Info").removeKey("/Title");
             says("x-default", "nb")(pdf);
         }},
        {"no CreateDate", "METADATA_DATE_MISSING",
         says("<xmp:CreateDate>2026-11-25T08:10:00+01:00", "<xmp:CreateDate>")},
        {"a MetadataDate in words", "METADATA_DATE_MISSING",
         says("<xmp:MetadataDate>2026-11-25T08:10:00+01:00", "<xmp:MetadataDate>today")},
        {"a ModifyDate that never was", "METADATA_DATE_MISSING",
         says("<xmp:ModifyDate>2026-11-25", "<xmp:ModifyDate>2026-11-31")},
        {"no DocumentID", "DOCUMENT_ID_MISSING", says("uuid:01000001", "")},
        {"no VersionID", "DOCUMENT_ID_MISSING", says("<xmpMM:VersionID>1", "<xmpMM:VersionID>")},
        {"another rendition", "RENDITION_CLASS_NOT_DEFAULT", says(">default<", ">screen<")},
        {"trapping unknown", "TRAPPED_UNKNOWN", says("<pdf:Trapped>False", "<pdf:Trapped>Unknown")},
        {"trapped here and not there", "TRAPPED_UNKNOWN",
         says("<pdf:Trapped>False", "<pdf:Trapped>True")},
        {"Info does not know", "TRAPPED_UNKNOWN",
         [](QPDF& pdf) { pdf.getTrailer().getKey("/Info").removeKey("/Trapped"); }},
        {"another title in Info", "INFO_DISAGREES",
         [](QPDF& pdf) { put(pdf.getTrailer().getKey("/Info"), "/Title", "(Other)"); }},
        {"made at another time", "INFO_DISAGREES",
         [](QPDF& pdf) {
             put(pdf.getTrailer().getKey("/Info"), "/CreationDate", "(D:20261125081001+01'00')");
         }},
        {"changed at no time", "INFO_DISAGREES",
         [](QPDF& pdf) { put(pdf.getTrailer().getKey("/Info"), "/ModDate", "(yesterday)"); }},
        {"the same instant in UTC", "",
         [](QPDF& pdf) {
             put(pdf.getTrailer().getKey("/Info"), "/ModDate", "(D:20261125071000Z)");
         }},
        {"a property as an attribute", "",
         [](QPDF& pdf) {
             says("<xmpMM:RenditionClass>default</xmpMM:RenditionClass>", "")(pdf);
             says("rdf:about=\"\"", "rdf:about=\"\" xmpMM:RenditionClass=\"default\"")(pdf);
         }},
    });
}

TEST(PreflightCorpus, OneOutputIntentWithAPrintersProfile)
{
    expect_each({
        {"none", "OUTPUT_INTENT_MISSING", [](QPDF& pdf) { root(pdf).removeKey("/OutputIntents"); }},
        {"for PDF/A only", "OUTPUT_INTENT_MISSING",
         [](QPDF& pdf) { put(intent(pdf), "/S", "/GTS_PDFA1"); }},
        {"two", "OUTPUT_INTENT_MISSING",
         [](QPDF& pdf) { root(pdf).getKey("/OutputIntents").appendItem(intent(pdf)); }},
        {"one for PDF/A beside it", "",
         [](QPDF& pdf) {
             root(pdf).getKey("/OutputIntents").appendItem(Handle::parse("<</S/GTS_PDFA1>>"));
         }},
        {"no condition", "OUTPUT_CONDITION_MISSING",
         [](QPDF& pdf) { intent(pdf).removeKey("/OutputConditionIdentifier"); }},
        {"an empty one", "OUTPUT_CONDITION_MISSING",
         [](QPDF& pdf) { put(intent(pdf), "/OutputConditionIdentifier", "()"); }},
        {"no profile", "OUTPUT_PROFILE_UNFIT",
         [](QPDF& pdf) { intent(pdf).removeKey("/DestOutputProfile"); }},
        {"a monitor's profile", "OUTPUT_PROFILE_UNFIT", with_profile(12, "mntr")},
        {"no profile at all", "OUTPUT_PROFILE_UNFIT", with_profile(36, "xxxx")},
        {"a profile of an unknown space", "OUTPUT_PROFILE_UNFIT", with_profile(16, "XYZ ")},
        {"miscounted", "OUTPUT_PROFILE_UNFIT",
         [](QPDF& pdf) { put(intent(pdf).getKey("/DestOutputProfile").getDict(), "/N", "4"); }},
        {"not counted", "OUTPUT_PROFILE_UNFIT",
         [](QPDF& pdf) { intent(pdf).getKey("/DestOutputProfile").getDict().removeKey("/N"); }},
    });
}

TEST(PreflightCorpus, BoxesOfPages)
{
    expect_each({
        {"no MediaBox", "MEDIA_BOX_MISSING",
         [](QPDF& pdf) { root(pdf).getKey("/Pages").removeKey("/MediaBox"); }, 1},
        {"of three numbers", "MEDIA_BOX_MISSING", on_page(2, "/MediaBox", "[0 0 595]"), 2},
        {"of names", "MEDIA_BOX_MISSING", on_page(2, "/MediaBox", "[/a /b /c /d]"), 2},
        {"beyond any paper", "MEDIA_BOX_MISSING", on_page(2, "/MediaBox", "[0 0 595 99999999999]"),
         2},
        {"no TrimBox", "TRIM_BOX_MISSING", [](QPDF& pdf) { page_of(pdf, 3).removeKey("/TrimBox"); },
         3},
        {"an ArtBox too", "TRIM_BOX_MISSING", on_page(1, "/ArtBox", "[0 0 595 842]"), 1},
        {"trimmed beyond the paper", "BOXES_NOT_NESTED", on_page(1, "/TrimBox", "[-1 0 594 842]"),
         1},
        {"bleed within the trim", "BOXES_NOT_NESTED", on_page(1, "/BleedBox", "[1 1 590 840]"), 1},
        {"bleed is no box", "BOXES_NOT_NESTED", on_page(1, "/BleedBox", "(all)"), 1},
        {"landscape", "UNSUPPORTED_DIMENSIONS", on_page(4, "/Rotate", "90"), 4},
        {"twice the size", "UNSUPPORTED_DIMENSIONS", on_page(1, "/UserUnit", "2"), 1},
        {"11 mm too narrow", "UNSUPPORTED_DIMENSIONS", on_page(1, "/TrimBox", "[0 0 564 841]"), 1},
        {"8 mm shorter", "", on_page(2, "/TrimBox", "[0 22 595.276 841.89]")},
        {"turned around", "", on_page(2, "/Rotate", "180")},
    });
}

TEST(PreflightCorpus, TreeOfPages)
{
    const auto pages = [](QPDF& pdf) { return root(pdf).getKey("/Pages"); };
    expect_each({
        {"miscounted", "PAGE_TREE_IS_BROKEN", [&](QPDF& pdf) { put(pages(pdf), "/Count", "99"); }},
        {"not counted", "PAGE_TREE_IS_BROKEN", [&](QPDF& pdf) { pages(pdf).removeKey("/Count"); }},
        {"another parent", "PAGE_TREE_IS_BROKEN",
         [&](QPDF& pdf) { page_of(pdf, 2).replaceKey("/Parent", page_of(pdf, 1)); }},
        {"a page without a type", "PAGE_TREE_IS_BROKEN",
         [&](QPDF& pdf) {
             Handle odd = pdf.makeIndirectObject(Handle::parse("<<>>"));
             odd.replaceKey("/Parent", pages(pdf));
             pages(pdf).getKey("/Kids").appendItem(odd);
         }},
    });
}

TEST(PreflightCorpus, LengthOfPieces)
{
    PreflightRequest request;
    request.rules.most_sheets = 1;
    expect_only(good_pdf(), {"sheets", "TOO_MANY_SHEETS", {}, 3}, request);
    request.rules.most_sheets = 99;
    request.rules.most_pages = 2;
    expect_only(good_pdf(), {"pages", "TOO_MANY_PAGES", {}, 3}, request);
}

} // namespace reservepost::layout

#include "preflight_rows.h"

// What a file holds, broken once in each clause.

namespace reservepost::layout {

namespace {

const char* const colour = "DEVICE_COLOUR_NOT_COVERED";

/// Adds an annotation to the second page.
Breaking annotated(const std::string& annotation)
{
    return [=](QPDF& pdf) { put(page_of(pdf, 2), "/Annots", "[" + annotation + "]"); };
}

/// A glyph of a Type 3 font that draws `content`.
Breaking with_glyph(const std::string& content)
{
    return [=](QPDF& pdf) {
        Handle font =
            Handle::parse("<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]"
                          "/FirstChar 65/LastChar 65/Widths[1]/Encoding<</Differences[65/A]>>>>");
        Handle glyphs = Handle::newDictionary();
        glyphs.replaceKey("/A", stream(pdf, content));
        font.replaceKey("/CharProcs", glyphs);
        resources_of(pdf).getKey("/Font").replaceKey("/Added", font);
    };
}

/// A form that draws `content` behind a soft mask.
Breaking with_mask(const std::string& content)
{
    return [=](QPDF& pdf) {
        Handle state = Handle::parse("<</Type/ExtGState/SMask<</S/Luminosity>>>>");
        state.getKey("/SMask").replaceKey("/G",
                                          stream(pdf, content, "<</Subtype/Form/BBox[0 0 1 1]>>"));
        Handle states = Handle::newDictionary();
        states.replaceKey("/Added", state);
        resources_of(pdf).replaceKey("/ExtGState", states);
    };
}

const std::string form = "<</Type/XObject/Subtype/Form/BBox[0 0 1 1]";

} // namespace

TEST(PreflightObjects, DeviceColoursOfContent)
{
    expect_each({
        {"black as DeviceGray", "", draws("0 g 0 G ")},
        {"red", colour, draws("1 0 0 rg "), 1},
        {"a red line", colour, draws("1 0 0 RG "), 1},
        {"black as K of a profile of one channel", colour, draws("0 0 0 1 k "), 1},
        {"a line of it", colour, draws("0 0 0 1 K "), 1},
        {"RGB as a space", colour, draws("/DeviceRGB cs "), 1},
        {"CMYK as a line's space", colour, draws("/DeviceCMYK CS "), 1},
        {"gray as a space", "", draws("/DeviceGray cs ")},
        {"blue within a row of gray", colour, draws("0 g 0 0 1 rg 0 g "), 1},
        {"an image within the content", colour,
         draws("q 9 0 0 9 200 400 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI Q "), 1},
        {"a form's content", colour, with_object(form + ">>", "1 0 0 rg"), 1},
        {"a glyph's content", colour, with_glyph("1 0 0 d0 1 0 0 rg"), 1},
        {"a mask's content", colour, with_mask("1 0 0 rg"), 1},
        {"a gray glyph", "", with_glyph("1 0 0 d0 0 g")},
    });
}

TEST(PreflightObjects, DeviceColoursOfResources)
{
    expect_each({
        {"an image of RGB", colour, with_object(image + "/ColorSpace/DeviceRGB>>", "abc"), 1},
        {"an image of CMYK", colour, with_object(image + "/ColorSpace/DeviceCMYK>>", "abcd"), 1},
        {"an image of gray", "", with_object(image + "/ColorSpace/DeviceGray>>", "a")},
        {"a table of RGB", colour,
         with_object(image + "/ColorSpace[/Indexed/DeviceRGB 0<000000>]>>", "a"), 1},
        {"a spot colour by CMYK", colour,
         with_resource("/ColorSpace",
                       "[/Separation/Spot/DeviceCMYK<</FunctionType 2/Domain[0 1]/N 1>>]"),
         1},
        {"a spot colour by gray", "",
         with_resource("/ColorSpace",
                       "[/Separation/Spot/DeviceGray<</FunctionType 2/Domain[0 1]/N 1>>]")},
        {"a pattern over RGB", colour, with_resource("/ColorSpace", "[/Pattern/DeviceRGB]"), 1},
        {"a shading of RGB", colour,
         with_resource("/Shading", "<</ShadingType 2/ColorSpace/DeviceRGB>>"), 1},
        {"a pattern of a shading", colour,
         with_resource("/Pattern",
                       "<</PatternType 2/Shading<</ShadingType 2/ColorSpace/DeviceRGB>>>>"),
         1},
        {"a form that blends in RGB", colour,
         with_object(form + "/Group<</S/Transparency/CS/DeviceRGB>>>>"), 1},
        {"a page that blends in CMYK", colour,
         on_page(2, "/Group", "<</S/Transparency/CS/DeviceCMYK>>"), 2},
        {"an image in a form of its own resources", colour,
         [](QPDF& pdf) {
             with_object(form + "/Resources<<>>>>")(pdf);
             Handle map = Handle::newDictionary();
             map.replaceKey("/Inner", stream(pdf, "abc", image + "/ColorSpace/DeviceRGB>>"));
             resources_of(pdf)
                 .getKey("/XObject")
                 .getKey("/Added")
                 .getDict()
                 .getKey("/Resources")
                 .replaceKey("/XObject", map);
         },
         1},
        {"RGB that the resources define", "",
         [](QPDF& pdf) {
             with_object(image + "/ColorSpace/DeviceRGB>>", "abc")(pdf);
             put(resources_of(pdf), "/ColorSpace",
                 "<</DefaultRGB[/CalRGB<</WhitePoint[0.95 1 1.09]>>]>>");
         }},
    });
}

TEST(PreflightObjects, FontsAreEmbedded)
{
    const char* const code = "FONT_NOT_EMBEDDED";
    const auto descriptor = [](QPDF& pdf) {
        return resources_of(pdf)
            .getKey("/Font")
            .getDictAsMap()
            .begin()
            ->second.getKey("/DescendantFonts")
            .getArrayItem(0)
            .getKey("/FontDescriptor");
    };
    // Where text of a font without a program stands is only guessed, so no places are judged here.
    PreflightRequest structure;
    structure.scope = PreflightScope::Structure;
    const Breakage used[] = {
        {"a program taken out", code, [&](QPDF& pdf) { descriptor(pdf).removeKey("/FontFile2"); },
         1},
        {"a program that is no stream", code,
         [&](QPDF& pdf) { put(descriptor(pdf), "/FontFile2", "(none)"); }, 1},
        {"no descendant", code,
         [&](QPDF& pdf) {
             put(resources_of(pdf).getKey("/Font").getDictAsMap().begin()->second,
                 "/DescendantFonts", "[]");
         },
         1},
    };
    for (const Breakage& breakage : used)
        expect_only(changed(breakage.breaking), breakage, structure);
    expect_each({
        {"one of the standard 14", code,
         with_resource("/Font", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"), 1},
        {"a TrueType font by its name", code,
         with_resource("/Font", "<</Type/Font/Subtype/TrueType/BaseFont/Arial/FontDescriptor<</"
                                "Type/FontDescriptor>>>>"),
         1},
        {"a font in a form", code,
         with_object(form +
                     "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>>>"),
         1},
        {"a font without a name", code, with_resource("/Font", "<</Subtype/Type1>>"), 1},
    });
}

TEST(PreflightObjects, NothingThatActsOrLiesElsewhere)
{
    expect_each({
        {"actions of the document", "ADDITIONAL_ACTIONS",
         in_catalogue("/AA", "<</WC<</S/Named/N/Print>>>>")},
        {"actions of a page", "ADDITIONAL_ACTIONS", on_page(2, "/AA", "<</O<</S/Named/N/Print>>>>"),
         2},
        {"a font of that name is none", "",
         [](QPDF& pdf) {
             Handle fonts = resources_of(pdf).getKey("/Font");
             fonts.replaceKey("/AA", fonts.getDictAsMap().begin()->second);
         }},
        {"an action at opening", "OPEN_ACTION",
         in_catalogue("/OpenAction", "<</S/Named/N/Print>>")},
        {"a place at opening", "OPEN_ACTION", in_catalogue("/OpenAction", "[0/Fit]")},
        {"JavaScript by name", "JAVASCRIPT", in_catalogue("/Names", "<</JavaScript<</Names[]>>>>")},
        {"JavaScript of an outline", "JAVASCRIPT",
         in_catalogue("/Outlines", "<</First<</A<</S/JavaScript/JS(1)>>>>>>")},
        {"a form to fill in", "INTERACTIVE_FORM", in_catalogue("/AcroForm", "<</Fields[]>>")},
        {"files by name", "EMBEDDED_FILES",
         in_catalogue("/Names", "<</EmbeddedFiles<</Names[]>>>>")},
        {"a file of an outline", "EMBEDDED_FILES",
         in_catalogue("/Outlines", "<</First<</F<</Type/Filespec/EF<<>>>>>>>>")},
        {"an image by OPI", "OPI_COMMENT",
         with_object(image + "/ColorSpace/DeviceGray/OPI<<>>>>", "a"), 1},
        {"PostScript", "POSTSCRIPT_XOBJECT", with_object("<</Type/XObject/Subtype/PS>>"), 1},
        {"a form that is PostScript", "POSTSCRIPT_XOBJECT", with_object(form + "/Subtype2/PS>>"),
         1},
        {"another image", "ALTERNATE_IMAGE",
         with_object(image + "/ColorSpace/DeviceGray/Alternates[]>>", "a"), 1},
        {"a page of another file", "REFERENCE_XOBJECT",
         with_object(form + "/Ref<</F(o.pdf)/Page 0>>>>"), 1},
        {"a transfer function", "TRANSFER_FUNCTION",
         with_resource("/ExtGState", "<</TR/Identity>>"), 1},
        {"another one", "TRANSFER_FUNCTION", with_resource("/ExtGState", "<</TR2/Identity>>"), 1},
        {"the default one", "", with_resource("/ExtGState", "<</TR2/Default>>")},
    });
}

TEST(PreflightObjects, AnnotationsLieOutside)
{
    const std::string inside = "/Rect[100 100 200 200]>>";
    expect_each({
        {"a link on the page", "ANNOTATION_ON_PAGE", annotated("<</Subtype/Link" + inside), 2},
        {"a note", "ANNOTATION_ON_PAGE", annotated("<</Subtype/Text/Rect[300 300 310 310]>>"), 2},
        {"a printer's mark outside", "",
         annotated("<</Subtype/PrinterMark/Rect[-30 -30 -10 -10]>>")},
        {"a film", "FORBIDDEN_ANNOTATION", annotated("<</Subtype/Movie" + inside), 2},
        {"a sound outside", "FORBIDDEN_ANNOTATION",
         annotated("<</Subtype/Sound/Rect[-30 -30 -10 -10]>>"), 2},
        {"a screen", "FORBIDDEN_ANNOTATION", annotated("<</Subtype/Screen" + inside), 2},
        {"a file's icon", "FORBIDDEN_ANNOTATION", annotated("<</Subtype/FileAttachment" + inside),
         2},
    });
}

TEST(PreflightObjects, EncapsulationIsWhole)
{
    expect_each({
        {"in full", "",
         with_object(form + "/GTS_Encapsulated true/GTS_Scope/File/GTS_XID(logo)>>")},
        {"without a scope", "ENCAPSULATION_INCOMPLETE",
         with_object(form + "/GTS_Encapsulated true/GTS_XID(logo)>>"), 1},
        {"without an identity", "ENCAPSULATION_INCOMPLETE",
         with_object(form + "/GTS_Encapsulated true/GTS_Scope/File>>"), 1},
        {"not encapsulated", "", with_object(form + "/GTS_Encapsulated false>>")},
    });
}

TEST(PreflightObjects, RootOfTheParts)
{
    const char* const code = "PARTS_ROOT_INCOMPLETE";
    expect_each({
        {"none", "PARTS_MISSING", [](QPDF& pdf) { root(pdf).removeKey("/DPartRoot"); }},
        {"not an object of its own", "PARTS_MISSING",
         [](QPDF& pdf) { root(pdf).replaceKey("/DPartRoot", parts_root(pdf).shallowCopy()); }},
        {"another type", code, [](QPDF& pdf) { put(parts_root(pdf), "/Type", "/DPart"); }},
        {"no list of names", code, [](QPDF& pdf) { parts_root(pdf).removeKey("/NodeNameList"); }},
        {"strings for names", code,
         [](QPDF& pdf) { put(parts_root(pdf), "/NodeNameList", "[(Job)(Piece)]"); }},
        {"no XML name", code,
         [](QPDF& pdf) { put(parts_root(pdf), "/NodeNameList", "[/Job/1Piece]"); }},
        {"a name too few", code,
         [](QPDF& pdf) { put(parts_root(pdf), "/NodeNameList", "[/Job]"); }},
        {"no level of records", code, [](QPDF& pdf) { parts_root(pdf).removeKey("/RecordLevel"); }},
        {"a level that is none", code,
         [](QPDF& pdf) { put(parts_root(pdf), "/RecordLevel", "2"); }},
        {"a level below nought", code,
         [](QPDF& pdf) { put(parts_root(pdf), "/RecordLevel", "-1"); }},
    });
}

TEST(PreflightObjects, TreeOfTheParts)
{
    const char* const code = "PARTS_TREE_IS_BROKEN";
    const auto node = [](QPDF& pdf) { return parts_root(pdf).getKey("/DPartRootNode"); };
    expect_each({
        {"another type", code, [](QPDF& pdf) { put(part_of(pdf, 1), "/Type", "/Page"); }},
        {"another parent", code,
         [](QPDF& pdf) { part_of(pdf, 1).replaceKey("/Parent", parts_root(pdf)); }},
        {"no parent", code, [&](QPDF& pdf) { node(pdf).removeKey("/Parent"); }},
        {"an array of references", code,
         [&](QPDF& pdf) {
             node(pdf).replaceKey("/DParts", node(pdf).getKey("/DParts").getArrayItem(0));
         }},
        {"an empty array", code, [&](QPDF& pdf) { put(node(pdf), "/DParts", "[]"); }},
        {"both kinds", code, [&](QPDF& pdf) { node(pdf).replaceKey("/Start", page_of(pdf, 1)); }},
        {"neither kind", code, [](QPDF& pdf) { part_of(pdf, 1).removeKey("/Start"); }},
        {"beginning with no page", code,
         [](QPDF& pdf) { part_of(pdf, 1).replaceKey("/Start", parts_root(pdf)); }},
        {"back to its beginning", code,
         [&](QPDF& pdf) { node(pdf).getKey("/DParts").getArrayItem(0).appendItem(node(pdf)); }},
        {"a part twice", code,
         [&](QPDF& pdf) {
             node(pdf).getKey("/DParts").getArrayItem(0).appendItem(part_of(pdf, 1));
         }},
    });
}

TEST(PreflightObjects, PartsCoverThePages)
{
    const auto list = [](QPDF& pdf) {
        return parts_root(pdf).getKey("/DPartRootNode").getKey("/DParts").getArrayItem(0);
    };
    expect_each({
        {"a part taken out", "PARTS_DO_NOT_COVER_PAGES",
         [&](QPDF& pdf) { list(pdf).eraseItem(1); }},
        {"in another order", "PARTS_DO_NOT_COVER_PAGES",
         [&](QPDF& pdf) {
             Handle first = list(pdf).getArrayItem(0);
             list(pdf).eraseItem(0);
             list(pdf).appendItem(first);
         }},
        {"a page names none", "PAGE_WITHOUT_PART",
         [](QPDF& pdf) { page_of(pdf, 2).removeKey("/DPart"); }, 2},
        {"a page names another", "PAGE_WITHOUT_PART",
         [](QPDF& pdf) {
             page_of(pdf, 2).replaceKey("/DPart", part_of(pdf, pdf.getAllPages().size()));
         },
         2},
    });
}

TEST(PreflightObjects, MetadataOfParts)
{
    const char* const code = "PART_METADATA_UNFIT";
    const auto of_part = [](const std::string& value) {
        return [=](QPDF& pdf) { put(part_of(pdf, 1).getKey("/DPM"), "/Added", value); };
    };
    expect_each({
        {"all that may be", "", of_part("<</A[1 2.5 (text) true]/B<</C(d)>>>>")},
        {"a name", code, of_part("/Name"), 1},
        {"a name within an array", code, of_part("[1 [/Name]]"), 1},
        {"a null", code, of_part("[null]"), 1},
        {"a reference", code,
         [](QPDF& pdf) { part_of(pdf, 1).getKey("/DPM").replaceKey("/Added", page_of(pdf, 1)); },
         1},
        {"no dictionary", code, [](QPDF& pdf) { put(part_of(pdf, 1), "/DPM", "[1]"); }, 1},
        {"an object of its own", code,
         [](QPDF& pdf) {
             part_of(pdf, 1).replaceKey("/DPM",
                                        pdf.makeIndirectObject(part_of(pdf, 1).getKey("/DPM")));
         },
         1},
    });
}

} // namespace reservepost::layout

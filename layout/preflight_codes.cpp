#include "layout/preflight_codes.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace reservepost::layout {

namespace {

constexpr std::string_view houses = "print houses";

// The clauses are numbered as in PDFX4_PDFVT1.md.
//
// clang-format off
constexpr PreflightCode codes[] = {
    {"NOT_A_PDF", "the file is no PDF", "a file that begins with %PDF-1.", houses},
    {"FILE_IS_DAMAGED", "the file is cut off, or says of itself what is not so", "the file as its program wrote it, sent once more", houses},
    {"PDF_IS_ENCRYPTED", "the file is encrypted or asks for a password", "a file without encryption", "print houses; PDF/X-4 1"},
    {"UNSUPPORTED_PDF_VERSION", "the PDF's version is not taken", "PDF 1.6 for PDF/X-4; elsewhere 1.0 to 1.7", "print houses; PDF/X-4 1"},
    {"FILE_ID_MISSING", "the trailer has no /ID", "an /ID of two strings in the trailer", "PDF/X-4 1"},
    {"LZW_COMPRESSION", "a stream is compressed with LZW", "FlateDecode", "PDF/X-4 1"},
    {"EXTERNAL_STREAM", "a stream's content lies in another file", "streams that are in the file", "PDF/X-4 10"},

    {"DOCUMENT_HAS_NO_PAGES", "there is no page", "at least one page", houses},
    {"PAGE_TREE_IS_BROKEN", "the tree of pages leads back to itself, miscounts or holds what is no page", "each page once, under the parent that it names", houses},
    {"TOO_MANY_PAGES", "a piece has more pages than the print house takes", "fewer pages, or handling by hand", houses},
    {"TOO_MANY_SHEETS", "a piece has more sheets than an envelope holds", "fewer sheets, or handling by hand", houses},
    {"UNSUPPORTED_DIMENSIONS", "a page has another size than the paper", "A4 portrait, up to 10 mm smaller", houses},
    {"MEDIA_BOX_MISSING", "a page has no MediaBox, or one that is no rectangle", "a MediaBox of four numbers", "PDF/X-4 7"},
    {"TRIM_BOX_MISSING", "a page has neither TrimBox nor ArtBox, or both", "exactly one of TrimBox and ArtBox", "PDF/X-4 7"},
    {"BOXES_NOT_NESTED", "a page's boxes do not lie within each other", "TrimBox or ArtBox within BleedBox within MediaBox", "PDF/X-4 7"},

    {"METADATA_MISSING", "the catalogue has no XMP metadata", "a /Metadata stream with XMP", "PDF/X-4 2"},
    {"METADATA_IS_FILTERED", "the metadata stream has a filter", "XMP as it is, so that it is found without a PDF reader", "PDF/X-4 2"},
    {"METADATA_NOT_READABLE", "the metadata is no XMP", "well-formed XML with rdf:RDF", "PDF/X-4 2"},
    {"PDFX_VERSION_MISSING", "the metadata does not say that the file is PDF/X-4", "pdfxid:GTS_PDFXVersion PDF/X-4", "PDF/X-4 3"},
    {"TITLE_MISSING", "the metadata has no title", "dc:title with an x-default that is not empty", "PDF/X-4 4"},
    {"METADATA_DATE_MISSING", "a date of the metadata is missing or is none", "xmp:CreateDate, xmp:ModifyDate and xmp:MetadataDate", "PDF/X-4 4"},
    {"DOCUMENT_ID_MISSING", "the metadata does not name document and version", "xmpMM:DocumentID and xmpMM:VersionID", "PDF/X-4 4"},
    {"RENDITION_CLASS_NOT_DEFAULT", "the metadata has another rendition class", "xmpMM:RenditionClass default", "PDF/X-4 4"},
    {"TRAPPED_UNKNOWN", "it is not said whether the file is trapped", "pdf:Trapped and Info /Trapped both True, or both False", "PDF/X-4 5"},
    {"INFO_DISAGREES", "the Info dictionary says otherwise than the metadata", "the same title and dates in both", "PDF/X-4 5"},
    {"PDFVT_VERSION_MISSING", "the metadata does not say that the file is PDF/VT-1", "pdfvtid:GTS_PDFVTVersion PDF/VT-1", "PDF/VT-1 1"},
    {"PDFVT_DATE_DISAGREES", "the date of PDF/VT is another than that of the last change", "pdfvtid:GTS_PDFVTModDate the same as xmp:ModifyDate", "PDF/VT-1 1"},

    {"OUTPUT_INTENT_MISSING", "there is no output intent for PDF/X, or more than one", "exactly one OutputIntent with /S /GTS_PDFX", "PDF/X-4 6"},
    {"OUTPUT_CONDITION_MISSING", "the output intent does not name its condition", "an /OutputConditionIdentifier", "PDF/X-4 6"},
    {"OUTPUT_PROFILE_UNFIT", "the output intent's ICC profile is missing or not one of a printer", "a DestOutputProfile of class prtr whose /N is its number of channels", "PDF/X-4 6"},
    {"DEVICE_COLOUR_NOT_COVERED", "a device colour is used that the output intent does not cover", "black as DeviceGray, or as K where the profile has four channels", "PDF/X-4 9"},
    {"FONT_NOT_EMBEDDED", "a font is not embedded", "all fonts embedded, the standard 14 too", "print houses; PDF/X-4 8"},

    {"ADDITIONAL_ACTIONS", "there are additional actions (/AA)", "none", "PDF/X-4 10"},
    {"OPEN_ACTION", "something happens when the file is opened (/OpenAction)", "nothing does", "PDF/X-4 10"},
    {"JAVASCRIPT", "there is JavaScript", "none", "PDF/X-4 10"},
    {"INTERACTIVE_FORM", "there is a form to fill in (/AcroForm)", "fields as plain page content", "PDF/X-4 10"},
    {"EMBEDDED_FILES", "there are files within the file", "none", "PDF/X-4 10"},
    {"OPI_COMMENT", "an image waits to be exchanged (/OPI)", "images as they are to be printed", "PDF/X-4 10"},
    {"POSTSCRIPT_XOBJECT", "there is PostScript", "PDF only", "PDF/X-4 10"},
    {"ALTERNATE_IMAGE", "an image has alternates", "one image", "PDF/X-4 10"},
    {"REFERENCE_XOBJECT", "a form stands for a page of another file (/Ref)", "the content itself", "PDF/X-4 10"},
    {"FORBIDDEN_ANNOTATION", "there is a film, a sound, a screen or a file's icon on a page", "none", "PDF/X-4 10"},
    {"ANNOTATION_ON_PAGE", "an annotation lies on what is printed", "annotations outside the bleed only", "PDF/X-4 10"},
    {"TRANSFER_FUNCTION", "a transfer function changes the tones (/TR, or /TR2 other than Default)", "tones as they are to be printed", "PDF/X-4 10"},

    {"PARTS_MISSING", "there are no document parts", "a catalogue with an indirect /DPartRoot", "PDF/VT-1 2"},
    {"PARTS_ROOT_INCOMPLETE", "the root of the document parts lacks something", "/Type /DPartRoot, /DPartRootNode, /NodeNameList of an XML name for each level, and a /RecordLevel that is one of them", "PDF/VT-1 2"},
    {"PARTS_TREE_IS_BROKEN", "the tree of document parts is not what it should be", "/Type /DPart, the /Parent above it, and either /DParts (an array of arrays of references) or /Start", "PDF/VT-1 3"},
    {"PART_METADATA_UNFIT", "the metadata of a part (/DPM) holds more than it may", "strings, numbers, booleans, arrays and dictionaries only", "PDF/VT-1 3"},
    {"PARTS_DO_NOT_COVER_PAGES", "the parts do not cover all pages once and in order", "each page in one part, in the order of pages", "PDF/VT-1 4"},
    {"PAGE_WITHOUT_PART", "a page does not name its part", "a /DPart on every page, the one that covers it", "PDF/VT-1 4"},
    {"ENCAPSULATION_INCOMPLETE", "an object that recurs is not marked in full", "/GTS_Encapsulated true with /GTS_Scope and /GTS_XID", "PDF/VT-1 5"},

    {"CONTENT_BROKEN", "content of a page cannot be read", "content as its program wrote it, compressed with FlateDecode or not at all", houses},
    {"OPERATOR_UNKNOWN", "page content has an operator that PDF does not know", "operators of ISO 32000-1 only", houses},
    {"GRAPHICS_STATE_UNBALANCED", "page content does not end as it began", "each q with its Q, each BT with its ET", houses},
    {"FONT_MISSING", "text is shown in a font that is not there", "fonts that the page's resources name", houses},
    {"FONT_NOT_READABLE", "a font's program or codes cannot be read", "a font as its maker wrote it", houses},
    {"RESOURCE_MISSING", "page content asks for something that its resources do not have", "resources that name all that is used", houses},
    {"PAGE_BOX_BROKEN", "a box or the unit of a page makes no sense", "boxes of four numbers, at most 14,400 points long", houses},
    {"INSUFFICIENT_MARGIN", "something is printed in the margin", "margins that are clear, but for the sheet's mark", houses},
    {"CONTENT_IN_BARCODE_ZONE", "something is printed in the silent zone", "nothing at all there", houses},
    {"CONTENT_IN_WINDOW", "something stands in the window but outside its safe text area", "only the address and its return line", houses},
    {"CONTENT_AT_MARK", "something stands in the quiet zone of the sheet's mark", "nothing but the mark", houses},
    {"MARK_MISSING", "a sheet bears no mark", "one Data Matrix on the front of each sheet", houses},
    {"MARK_NOT_READABLE", "a sheet's mark cannot be read", "a Data Matrix of 18 × 18 modules with sound digits", houses},
    {"MORE_THAN_ONE_MARK", "something else stands in the place of the mark", "exactly one Data Matrix there", houses},
    {"MARK_NOT_EXPECTED", "a back bears a mark", "marks on fronts only", houses},
};
// clang-format on

} // namespace

std::span<const PreflightCode> preflight_codes()
{
    return codes;
}

const PreflightCode& preflight_code(std::string_view code)
{
    const auto found =
        std::ranges::find_if(codes, [&](const PreflightCode& each) { return each.code == code; });
    if (found == std::end(codes))
        throw std::logic_error("preflight knows no code " + std::string(code) + " [this is a bug]");
    return *found;
}

} // namespace reservepost::layout

#include "layout/pdf_metadata.h"

#include <stdexcept>

namespace reservepost::layout {

namespace {

/// True if `text` has a digit wherever `form` has a 0, and else the same characters.
bool has_form(std::string_view text, std::string_view form)
{
    if (text.size() != form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (form[i] == '0' ? !digit : text[i] != form[i]) return false;
    }
    return true;
}

std::string escaped(std::string_view text)
{
    std::string xml;
    for (const char c : text) {
        switch (c) {
        case '&':
            xml += "&amp;";
            break;
        case '<':
            xml += "&lt;";
            break;
        case '>':
            xml += "&gt;";
            break;
        case '"':
            xml += "&quot;";
            break;
        default:
            xml += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return xml;
}

} // namespace

std::string pdf_date(const std::string& rfc3339)
{
    const std::string_view text = rfc3339;
    const bool utc = has_form(text, "0000-00-00T00:00:00Z");
    if (!utc && !has_form(text, "0000-00-00T00:00:00+00:00") &&
        !has_form(text, "0000-00-00T00:00:00-00:00")) {
        throw std::invalid_argument("the PDF's instant of creation must have the form "
                                    "2026-11-25T08:10:00+01:00");
    }
    std::string date = "D:";
    for (const std::size_t at : {0U, 2U, 5U, 8U, 11U, 14U, 17U})
        date += text.substr(at, 2);
    if (utc) return date + "Z";
    date += text.substr(19, 3);
    date += "'";
    date += text.substr(23, 2);
    return date + "'";
}

std::string xmp_packet(const PdfDescription& description)
{
    const std::string title = escaped(description.title), id = escaped(description.document_id);
    std::string xmp = "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                      "<rdf:Description rdf:about=\"\"\n"
                      " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
                      " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n"
                      " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                      " xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"\n"
                      " xmlns:pdfvtid=\"http://www.npes.org/pdfvt/ns/id/\">\n"
                      "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
                      title + "</rdf:li></rdf:Alt></dc:title>\n";
    const auto element = [&xmp](std::string_view name, const std::string& value) {
        xmp.append("<").append(name).append(">").append(value);
        xmp.append("</").append(name).append(">\n");
    };
    element("xmp:CreateDate", description.created);
    element("xmp:ModifyDate", description.created);
    element("xmp:MetadataDate", description.created);
    element("xmpMM:DocumentID", id);
    element("xmpMM:VersionID", "1");
    element("xmpMM:RenditionClass", "default");
    element("pdf:Producer", "Reservepost");
    element("pdf:Trapped", "False");
    if (description.standard == PdfStandard::PdfX4PdfVt1) {
        element("pdfxid:GTS_PDFXVersion", "PDF/X-4");
        element("pdfvtid:GTS_PDFVTVersion", "PDF/VT-1");
        element("pdfvtid:GTS_PDFVTModDate", description.created);
    }
    return xmp + "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";
}

} // namespace reservepost::layout

#include "layout/preflight_metadata.h"

#include "layout/pdf_access.h"
#include "layout/pdf_dates.h"
#include "layout/xml_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace reservepost::layout {

namespace {

constexpr std::string_view rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view dc = "http://purl.org/dc/elements/1.1/";
constexpr std::string_view xmp = "http://ns.adobe.com/xap/1.0/";
constexpr std::string_view xmp_mm = "http://ns.adobe.com/xap/1.0/mm/";
constexpr std::string_view pdf_space = "http://ns.adobe.com/pdf/1.3/";
constexpr std::string_view pdfx_id = "http://www.npes.org/pdfx/ns/id/";
constexpr std::string_view pdfvt_id = "http://www.npes.org/pdfvt/ns/id/";
constexpr std::string_view xml = "http://www.w3.org/XML/1998/namespace";

const XmlNode* find_in(const std::vector<XmlNode>& nodes, std::string_view space,
                       std::string_view name)
{
    const auto found = std::ranges::find_if(
        nodes, [&](const XmlNode& node) { return node.space == space && node.name == name; });
    return found == nodes.end() ? nullptr : &*found;
}

/// The rdf:RDF of a packet, which may stand in an x:xmpmeta.
const XmlNode* find_rdf(const XmlNode& root)
{
    if (root.space == rdf && root.name == "RDF") return &root;
    return find_in(root.elements, rdf, "RDF");
}

std::string trimmed(std::string_view text)
{
    constexpr std::string_view space = " \t\r\n";
    const std::size_t begin = std::min(text.find_first_not_of(space), text.size());
    text.remove_prefix(begin);
    return std::string(text.substr(0, text.find_last_not_of(space) + 1));
}

/// The properties of a packet, wherever among its descriptions they stand.
class Properties {
public:
    explicit Properties(const XmlNode& rdf_node) : rdf_(rdf_node) {}

    /// A property as an element or as an attribute; empty if there is none.
    std::string value(std::string_view space, std::string_view name) const
    {
        for (const XmlNode& description : rdf_.elements) {
            if (const XmlNode* node = find_in(description.elements, space, name))
                return trimmed(node->text);
            if (const XmlNode* node = find_in(description.attributes, space, name))
                return trimmed(node->text);
        }
        return "";
    }

    /// dc:title in the language x-default; empty if there is none.
    std::string title() const
    {
        for (const XmlNode& description : rdf_.elements) {
            const XmlNode* property = find_in(description.elements, dc, "title");
            const XmlNode* list = property ? find_in(property->elements, rdf, "Alt") : nullptr;
            if (!list) continue;
            for (const XmlNode& item : list->elements) {
                const XmlNode* language = find_in(item.attributes, xml, "lang");
                if (language && language->text == "x-default") return trimmed(item.text);
            }
        }
        return "";
    }

private:
    const XmlNode& rdf_;
};

std::string text_at(QPDFObjectHandle dictionary, const char* key)
{
    QPDFObjectHandle value = dictionary.getKey(key);
    return value.isString() ? value.getUTF8Value() : "";
}

/// Judges the metadata of one file.
class MetadataJudge {
public:
    MetadataJudge(PdfReader& pdf, JudgingBudget& budget, FindingList& findings)
        : pdf_(pdf), budget_(budget), findings_(findings)
    {
    }

    void judge()
    {
        QPDFObjectHandle stream = pdf_.catalogue().getKey("/Metadata");
        if (!stream.isStream()) return tell("METADATA_MISSING", "the catalogue has no metadata");
        if (stream.getDict().hasKey("/Filter"))
            tell("METADATA_IS_FILTERED", "the metadata stream has a filter");
        const auto octets = decoded_octets_of(stream, budget_);
        const auto root = octets ? read_xml(*octets) : std::nullopt;
        const XmlNode* rdf_node = root ? find_rdf(*root) : nullptr;
        if (!rdf_node)
            return tell("METADATA_NOT_READABLE", "the metadata is no XMP that can be read");
        const Properties properties(*rdf_node);
        judge_standards(properties);
        judge_document(properties);
        judge_information(properties);
    }

private:
    void judge_standards(const Properties& properties)
    {
        if (properties.value(pdfx_id, "GTS_PDFXVersion") != "PDF/X-4")
            tell("PDFX_VERSION_MISSING", "the metadata names no version of PDF/X, or another one");
        if (properties.value(pdfvt_id, "GTS_PDFVTVersion") != "PDF/VT-1")
            tell("PDFVT_VERSION_MISSING",
                 "the metadata names no version of PDF/VT, or another one");
        const auto changed = find_xmp_date(properties.value(xmp, "ModifyDate"));
        const auto of_parts = find_xmp_date(properties.value(pdfvt_id, "GTS_PDFVTModDate"));
        if (!of_parts || (changed && *changed != *of_parts))
            tell("PDFVT_DATE_DISAGREES", of_parts
                                             ? "pdfvtid:GTS_PDFVTModDate is another instant "
                                               "than xmp:ModifyDate"
                                             : "pdfvtid:GTS_PDFVTModDate is missing or no date");
    }

    void judge_document(const Properties& properties)
    {
        if (properties.title().empty()) tell("TITLE_MISSING", "the metadata has no title");
        for (const char* name : {"CreateDate", "ModifyDate", "MetadataDate"})
            if (!find_xmp_date(properties.value(xmp, name)))
                tell("METADATA_DATE_MISSING",
                     std::string("xmp:") + name + " is missing or no date");
        for (const char* name : {"DocumentID", "VersionID"})
            if (properties.value(xmp_mm, name).empty())
                tell("DOCUMENT_ID_MISSING", std::string("xmpMM:") + name + " is missing");
        if (properties.value(xmp_mm, "RenditionClass") != "default")
            tell("RENDITION_CLASS_NOT_DEFAULT", "xmpMM:RenditionClass is missing or another one");
    }

    void judge_information(const Properties& properties)
    {
        QPDFObjectHandle information = pdf_.trailer().getKey("/Info");
        if (!information.isDictionary()) information = QPDFObjectHandle::newDictionary();
        const std::string trapped = properties.value(pdf_space, "Trapped");
        if ((trapped != "True" && trapped != "False") ||
            name_at(information, "/Trapped") != "/" + trapped)
            tell("TRAPPED_UNKNOWN", "pdf:Trapped and Info /Trapped do not both say the same");
        if (information.hasKey("/Title") && text_at(information, "/Title") != properties.title())
            tell("INFO_DISAGREES", "Info /Title is not dc:title");
        constexpr std::pair<const char*, const char*> dates[] = {{"/CreationDate", "CreateDate"},
                                                                 {"/ModDate", "ModifyDate"}};
        for (const auto& [key, name] : dates) {
            if (!information.hasKey(key)) continue;
            const auto ours = find_xmp_date(properties.value(xmp, name));
            if (ours && find_pdf_date(text_at(information, key)) != ours)
                tell("INFO_DISAGREES",
                     std::string("Info ") + key + " is another instant than xmp:" + name);
        }
    }

    void tell(const char* code, std::string what) { findings_.add(code, 0, std::move(what)); }

    PdfReader& pdf_;
    JudgingBudget& budget_;
    FindingList& findings_;
};

} // namespace

void judge_metadata(PdfReader& pdf, JudgingBudget& budget, FindingList& findings)
{
    MetadataJudge(pdf, budget, findings).judge();
}

} // namespace reservepost::layout

#include "batch/printhouse/ticket.h"

#include <Poco/SAX/AttributesImpl.h>
#include <Poco/XML/XMLWriter.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <map>
#include <sstream>
#include <utility>

// XJDF has no way to say "so many pieces of different lengths", so the ticket holds one product per
// number of sheets: a filled envelope that contains one letter. Pages of XJDF are surfaces of
// paper, two to a sheet, printed or blank (XJDF 2.2, LayoutIntent), not those of the PDF, which
// RunList counts. Which piece is which stands in the manifest and in the PDF's document parts.

namespace reservepost::batch::printhouse {
namespace {

constexpr const char* name_space = "http://www.CIP4.org/JDFSchema_2_0";
constexpr std::size_t longest_company = 100;

using Attribute = std::pair<const char*, std::string>;

/// Writes elements in order, closing each where its scope ends.
class Elements {
public:
    explicit Elements(std::ostream& out)
        : writer_(out,
                  Poco::XML::XMLWriter::WRITE_XML_DECLARATION | Poco::XML::XMLWriter::PRETTY_PRINT)
    {
        writer_.setNewLine("\n");
        writer_.setIndent("  ");
        writer_.startDocument();
    }

    template <class Inside>
    void with(const char* name, std::initializer_list<Attribute> attributes, Inside inside)
    {
        Poco::XML::AttributesImpl list;
        for (const auto& [key, value] : attributes) {
            list.addAttribute("", "", key, "CDATA", value);
        }
        writer_.startElement("", "", name, list);
        inside();
        writer_.endElement("", "", name);
    }

    void lone(const char* name, std::initializer_list<Attribute> attributes)
    {
        with(name, attributes, [] {});
    }

    void finish() { writer_.endDocument(); }

private:
    Poco::XML::XMLWriter writer_;
};

/// PostScript points with three decimals: 210 mm are "595.276".
std::string points(layout::Length length)
{
    const std::int64_t thousandths = length.in_thousandths_of_pt();
    const std::string decimals = std::to_string(thousandths % 1000);
    return std::to_string(thousandths / 1000) + '.' + std::string(3 - decimals.size(), '0') +
           decimals;
}

void intent(Elements& out, const char* name, std::initializer_list<Attribute> attributes)
{
    out.with("Intent", {{"Name", name}}, [&] { out.lone(name, attributes); });
}

void products(Elements& out, const Manifest& manifest, const TicketTerms& terms,
              const std::map<int, int>& amounts)
{
    const bool duplex = manifest.package_class.plex == Plex::Duplex;
    const std::string dimensions =
        points(terms.page.width) + ' ' + points(terms.page.height) + " 0";
    for (const auto& [sheets, amount] : amounts) {
        const std::string length = std::to_string(sheets);
        out.with("Product",
                 {{"Amount", std::to_string(amount)},
                  {"ID", "Filled_" + length},
                  {"IsRoot", "true"},
                  {"ProductType", "FilledEnvelope"}},
                 [&] {
                     out.with("Intent", {{"Name", "AssemblingIntent"}}, [&] {
                         out.with("AssemblingIntent", {{"Container", "Envelope"}}, [&] {
                             out.lone("BlowIn", {{"ChildRef", "Letter_" + length}});
                         });
                     });
                 });
        out.with("Product",
                 {{"Amount", "1"},
                  {"ID", "Letter_" + length},
                  {"IsRoot", "false"},
                  {"ProductType", "Letter"}},
                 [&] {
                     intent(out, "LayoutIntent",
                            {{"FinishedDimensions", dimensions},
                             {"Pages", std::to_string(2 * sheets)},
                             {"Sides", duplex ? "TwoSidedHeadToHead" : "OneSided"}});
                     intent(
                         out, "MediaIntent",
                         {{"MediaType", "Paper"}, {"Weight", std::to_string(terms.grams_per_m2)}});
                 });
    }
    out.lone("Product", {{"Amount", "1"},
                         {"DescriptiveName", std::string(code_of(manifest.package_class.envelope))},
                         {"ID", "Envelope"},
                         {"IsRoot", "false"},
                         {"ProductType", "Envelope"}});
}

/// One input resource, for the `part` where that is not empty.
template <class Inside>
void input(Elements& out, const char* name, const std::string& contact_type, Inside inside)
{
    out.with("ResourceSet", {{"Name", name}, {"Usage", "Input"}}, [&] {
        out.with("Resource", {}, [&] {
            if (!contact_type.empty()) out.lone("Part", {{"ContactType", contact_type}});
            inside();
        });
    });
}

void resources(Elements& out, const Manifest& manifest, const TicketTerms& terms,
               const std::map<int, int>& amounts)
{
    input(out, "Contact", "Customer", [&] {
        out.with("Contact", {}, [&] {
            out.lone("Company", {{"OrganizationName", terms.company}});
        });
    });
    input(out, "DeliveryParams", "", [&] {
        out.with("DeliveryParams", {{"Required", instant_text(terms.due)}}, [&] {
            for (const auto& [sheets, amount] : amounts) {
                out.lone("DropItem", {{"Amount", std::to_string(amount)},
                                      {"ItemRef", "Filled_" + std::to_string(sheets)}});
            }
        });
    });
    input(out, "RunList", "", [&] {
        out.with("RunList", {{"NPage", std::to_string(manifest.totals().pages)}}, [&] {
            out.lone("FileSpec", {{"MimeType", "application/pdf"}, {"URL", "pieces.pdf"}});
        });
    });
}

void check(const Manifest& manifest, const TicketTerms& terms)
{
    if (manifest.pieces.empty()) throw ContractError("ticket: there are no pieces");
    const bool printable = std::ranges::none_of(
        terms.company, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (terms.company.empty() || terms.company.size() > longest_company || !printable) {
        throw ContractError("ticket: the company's name is not 1 to 100 octets of plain text");
    }
    if (terms.grams_per_m2 < 40 || terms.grams_per_m2 > 400) {
        throw ContractError("ticket: the paper is not 40 to 400 g/m2");
    }
    const auto is_side = [](layout::Length side) {
        return side >= layout::Length::mm(50) && side <= layout::Length::mm(1000);
    };
    if (!is_side(terms.page.width) || !is_side(terms.page.height)) {
        throw ContractError("ticket: the page is not 50 to 1000 mm wide and high");
    }
}

} // namespace

std::string ticket_xjdf(const Manifest& manifest, const TicketTerms& terms)
{
    check(manifest, terms);
    std::map<int, int> amounts;
    for (const Piece& piece : manifest.pieces)
        ++amounts[piece.sheets];

    std::ostringstream text;
    Elements out(text);
    out.with("XJDF",
             {{"xmlns", name_space},
              {"JobID", manifest.job.text()},
              {"Types", "Product"},
              {"Version", "2.2"}},
             [&] {
                 out.with("AuditPool", {}, [&] {
                     out.with("AuditCreated", {}, [&] {
                         out.lone("Header", {{"DeviceID", "Reservepost"},
                                             {"Time", instant_text(manifest.created)}});
                     });
                 });
                 out.with("ProductList", {}, [&] { products(out, manifest, terms, amounts); });
                 resources(out, manifest, terms, amounts);
             });
    out.finish();
    return std::move(text).str();
}

} // namespace reservepost::batch::printhouse

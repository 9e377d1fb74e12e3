#include "batch/printhouse/kit_pages.h"

#include "layout/pdf.h"
#include "layout/print_marks.h"

#include <stdexcept>

namespace reservepost::batch::printhouse {
namespace {

using namespace layout;

constexpr int kit_generation = 99;
constexpr std::string_view warning = "PRØVE / TEST. Made-up people. Not to be posted.";

Paragraph paragraph(std::string text)
{
    return {{{std::move(text)}}, ParagraphStyle::Body};
}

/// What stands on one side of a sheet.
void add_side(std::vector<Block>& blocks, int piece, int sheet, int of, bool front)
{
    const std::string place = "Brev " + std::to_string(piece) + ", ark " + std::to_string(sheet) +
                              " av " + std::to_string(of) + ", " + (front ? "forside" : "bakside");
    blocks.push_back(Heading{2, {{place}}});
    blocks.push_back(paragraph(
        "Dette er et prøvebrev. Menneskene i adressen finnes ikke, og brevet skal ikke "
        "postlegges. Alle ark i brevet skal ligge i samme konvolutt, i denne rekkefølgen, "
        "og ingen andre ark skal ligge der."));
    blocks.push_back(
        paragraph("This is a test letter to nobody. All its sheets, and no others, belong in one "
                  "envelope, in this order. It is not to be posted."));
    blocks.push_back(paragraph("Æ Ø Å æ ø å Á Č Đ Ŋ Š Ŧ Ž á č đ ŋ š ŧ ž 0123456789"));
}

Letter letter(const KitCase& kit_case, const PackageClass& package_class, int piece)
{
    Letter made;
    const std::string number = std::to_string(piece);
    made.address = {"Prøve Prøvesen " + number, "Testveien " + number, "0001 OSLO"};
    if (package_class.destination == Destination::Abroad) {
        made.address = {"Prov Provsson " + number, "Testgatan " + number, "111 11 STOCKHOLM",
                        "SVERIGE"};
        made.address_tail = 2;
    }
    made.return_line = "Retur: Reservepost, Testboks 1, 0001 OSLO";
    made.head = {"PRØVE / TEST", std::string(kit_case.name)};
    Part part;
    part.blocks.push_back(Heading{1, {{"Prøvebrev " + number}}});
    for (int sheet = 1; sheet <= kit_case.sheets; ++sheet) {
        if (sheet > 1) part.blocks.push_back(NewSheet{});
        add_side(part.blocks, piece, sheet, kit_case.sheets, true);
        if (package_class.plex == printhouse::Plex::Simplex) continue;
        part.blocks.push_back(NewPage{});
        add_side(part.blocks, piece, sheet, kit_case.sheets, false);
    }
    made.parts.push_back(std::move(part));
    return made;
}

int digit_of(Envelope envelope)
{
    return envelope == Envelope::C5 ? 5 : 4;
}

/// Sets one piece after another into the PDF.
class Pages {
public:
    Pages(const KitCase& kit_case, const Profile& profile, Day date, const Workshop& workshop)
        : case_(kit_case), profile_(profile), workshop_(workshop),
          manifest_{.job = JobNumber::from_number(kit_generation * 1'000'000 + kit_case.job),
                    .package_class = PackageClass::parse(std::string(kit_case.name)),
                    .profile = profile.name,
                    .date = date,
                    .created = std::chrono::sys_days(date) + std::chrono::hours(7),
                    .pieces = {},
                    .files = {}},
          pdf_({.title = "Reservepost job " + manifest_.job.text() + ", a test",
                .created = day_text(date) + "T08:00:00+01:00",
                .document_id = "urn:reservepost:kit:" + manifest_.job.text() + ":" +
                               std::to_string(kit_case.day),
                .language = "nb",
                .standard = profile.pdf,
                .output_profile = profile.output_profile},
               workshop.library())
    {
    }

    KitPages set()
    {
        int next_page = 1;
        for (int number = 1; number <= case_.pieces; ++number) {
            Composition piece = composed(number);
            const int pages = static_cast<int>(piece.pages.size());
            const bool home = manifest_.package_class.destination == Destination::Norway;
            manifest_.pieces.push_back(
                {number, next_page, pages, piece.sheets, home ? "NO" : "SE"});
            next_page += pages;
            pdf_.add(
                {number, "forwarding", piece.sheets,
                 manifest_.package_class.plex == printhouse::Plex::Duplex ? "duplex" : "simplex",
                 std::string(code_of(manifest_.package_class.envelope)), std::move(piece.pages)});
        }
        return {pdf_.finish(), std::move(manifest_)};
    }

private:
    Composition composed(int number) const
    {
        Composition piece =
            workshop_.compose(letter(case_, manifest_.package_class, number), profile_.geometry);
        const std::string job = manifest_.job.text();
        const PieceMarks marks{.job = job,
                               .piece = number,
                               .envelope = digit_of(manifest_.package_class.envelope),
                               .witness = warning};
        add_print_marks(piece, profile_.geometry, marks, workshop_);
        const auto findings = workshop_.judge(piece, profile_.geometry, &marks);
        if (!findings.empty() || piece.sheets != case_.sheets)
            throw std::logic_error("a page of the kit does not pass its own profile" +
                                   (findings.empty() ? "" : ": " + findings.front().code) +
                                   " [this is a bug]");
        return piece;
    }

    const KitCase& case_;
    const Profile& profile_;
    const Workshop& workshop_;
    Manifest manifest_;
    PdfDocument pdf_;
};

} // namespace

KitPages kit_pages(const KitCase& kit_case, Profile profile, Day date,
                   const layout::Workshop& workshop)
{
    const bool duplex =
        PackageClass::parse(std::string(kit_case.name)).plex == printhouse::Plex::Duplex;
    profile.geometry.plex = duplex ? layout::Plex::Duplex : layout::Plex::Simplex;
    profile.geometry.most_pages = most_sheets_of_a_piece * layout::sides_of(profile.geometry.plex);
    return Pages(kit_case, profile, date, workshop).set();
}

} // namespace reservepost::batch::printhouse

#include "layout/preflight_pages.h"

#include "layout/decimal.h"

#include <cmath>
#include <utility>

namespace reservepost::layout {

namespace {

/// Programs write A4 as 595 x 842 points, which is 0.04 mm too much.
constexpr double tolerance_mm = 0.5;
constexpr double smaller_mm = 10;
constexpr double mm_of_a_point = 25.4 / 72;
/// What programs round away when they write boxes, in points.
constexpr double rounding = 0.01;

bool lies_in(const PdfBox& inner, const PdfBox& outer)
{
    return inner.left >= outer.left - rounding && inner.bottom >= outer.bottom - rounding &&
           inner.right <= outer.right + rounding && inner.top <= outer.top + rounding;
}

std::string in_mm(double width, double height)
{
    return decimal(width, 1) + " × " + decimal(height, 1) + " mm";
}

/// Judges the pages of one file.
class PageJudge {
public:
    PageJudge(const PrintRules& rules, FindingList& findings) : rules_(rules), findings_(findings)
    {
    }

    /// True if places on the page can be judged.
    bool judge(const ReadPage& page, int number)
    {
        sound_ = true;
        QPDFObjectHandle media_box = page.media_box;
        const auto media = find_box(media_box);
        if (!media) {
            unsound("MEDIA_BOX_MISSING", number,
                    media_box.isNull() ? "the page has no MediaBox"
                                       : "the page's MediaBox is no rectangle");
            return false;
        }
        PdfBox printed = find_box(page.crop_box).value_or(*media);
        if (rules_.standard == PdfStandard::PdfX4PdfVt1)
            printed = judge_boxes(page, *media, number);
        judge_size(page, printed, number);
        return sound_;
    }

private:
    /// Gives the box that is left after trimming.
    PdfBox judge_boxes(const ReadPage& page, const PdfBox& media, int number)
    {
        QPDFObjectHandle dictionary = page.object;
        const bool trimmed = dictionary.hasKey("/TrimBox"), art = dictionary.hasKey("/ArtBox");
        if (trimmed == art) {
            findings_.add("TRIM_BOX_MISSING", number,
                          trimmed ? "the page has both TrimBox and ArtBox"
                                  : "the page has neither TrimBox nor ArtBox");
            if (!trimmed) return media;
        }
        const auto trim = find_box(dictionary.getKey(trimmed ? "/TrimBox" : "/ArtBox"));
        const auto bleed = dictionary.hasKey("/BleedBox") ? find_box(dictionary.getKey("/BleedBox"))
                                                          : std::optional(media);
        if (!trim || !bleed || !lies_in(*trim, *bleed) || !lies_in(*bleed, media))
            unsound("BOXES_NOT_NESTED", number, "the page's boxes do not lie within each other");
        return trim.value_or(media);
    }

    void judge_size(const ReadPage& page, const PdfBox& printed, int number)
    {
        double unit = mm_of_a_point;
        QPDFObjectHandle user_unit = QPDFObjectHandle(page.object).getKey("/UserUnit");
        if (user_unit.isNumber()) unit *= user_unit.getNumericValue();
        double width = (printed.right - printed.left) * unit;
        double height = (printed.top - printed.bottom) * unit;
        QPDFObjectHandle rotate = page.rotate;
        if (rotate.isInteger() && rotate.getIntValue() % 180 != 0) std::swap(width, height);
        const double paper_width = rules_.geometry.page.width.in_mm();
        const double paper_height = rules_.geometry.page.height.in_mm();
        if (fits(width, paper_width) && fits(height, paper_height)) return;
        unsound("UNSUPPORTED_DIMENSIONS", number,
                "the page is " + in_mm(width, height) + " (width × height)",
                in_mm(paper_width, paper_height) + ", or up to 10 mm less each way");
    }

    void unsound(const char* code, int number, std::string what, std::string right = {})
    {
        sound_ = false;
        findings_.add(code, number, std::move(what), std::move(right));
    }

    static bool fits(double measure, double paper)
    {
        return measure <= paper + tolerance_mm && measure >= paper - smaller_mm - tolerance_mm;
    }

    const PrintRules& rules_;
    FindingList& findings_;
    bool sound_ = true;
};

} // namespace

std::vector<bool> judge_pages(const PdfReader& pdf, const PrintRules& rules, FindingList& findings)
{
    PageJudge judge(rules, findings);
    std::vector<bool> sound;
    for (const ReadPage& page : pdf.pages())
        sound.push_back(judge.judge(page, static_cast<int>(sound.size()) + 1));
    return sound;
}

void judge_pieces(const std::vector<PiecePages>& pieces, const PrintRules& rules,
                  FindingList& findings)
{
    const int pages_of_sheet = rules.geometry.plex == Plex::Duplex ? 2 : 1;
    for (const PiecePages& piece : pieces) {
        const int pages = piece.last - piece.first + 1;
        const int sheets = (pages + pages_of_sheet - 1) / pages_of_sheet;
        if (rules.most_pages && pages > *rules.most_pages)
            findings.add("TOO_MANY_PAGES", piece.first,
                         "the piece that begins here has " + std::to_string(pages) + " pages",
                         std::to_string(*rules.most_pages) + " pages at most");
        if (sheets > rules.most_sheets)
            findings.add("TOO_MANY_SHEETS", piece.first,
                         "the piece that begins here has " + std::to_string(sheets) + " sheets",
                         std::to_string(rules.most_sheets) + " sheets at most");
    }
}

std::vector<PageRole> page_roles(const std::vector<PiecePages>& pieces, int pages,
                                 const PageGeometry& geometry)
{
    const bool duplex = geometry.plex == Plex::Duplex;
    std::vector<PageRole> roles(static_cast<std::size_t>(pages));
    for (const PiecePages& piece : pieces) {
        for (int page = piece.first; page <= piece.last; ++page) {
            const bool front = !duplex || (page - piece.first) % 2 == 0;
            roles[static_cast<std::size_t>(page) - 1] = {front, page == piece.first, front};
        }
    }
    return roles;
}

} // namespace reservepost::layout

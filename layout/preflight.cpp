#include "layout/preflight.h"

#include "layout/pdf_reader.h"
#include "layout/preflight_colour.h"
#include "layout/preflight_ink.h"
#include "layout/preflight_metadata.h"
#include "layout/preflight_objects.h"
#include "layout/preflight_pages.h"
#include "layout/preflight_parts.h"

#include <qpdf/QPDFExc.hh>

#include <algorithm>
#include <new>
#include <stdexcept>
#include <utility>

namespace reservepost::layout {

namespace {

/// One file's judgement, step by step.
class Judgement {
public:
    explicit Judgement(const PreflightRequest& request)
        : request_(request), budget_(request.limits), pdf_(budget_, findings_),
          strict_(request.rules.standard == PdfStandard::PdfX4PdfVt1)
    {
    }

    /// `input` is what `PdfReader::open` takes.
    template <class Input> PreflightResult of(const Input& input)
    {
        std::optional<Unjudged> unjudged;
        try {
            if (pdf_.open(input)) judge();
        } catch (const CannotJudge& reason) {
            unjudged = {reason.code(), reason.what()};
        } catch (const QPDFExc&) {
            damaged();
        } catch (const std::bad_alloc&) {
            unjudged = {"TOO_MUCH_TO_JUDGE", "the file takes more memory to judge than there is"};
        } catch (const std::range_error&) {
            // A number of the file that fits into none of qpdf's.
            damaged();
        } catch (const std::length_error&) {
            damaged();
        }
        return {findings_.sorted(), std::move(unjudged), std::move(roles_)};
    }

private:
    void judge()
    {
        judge_file();
        if (!pdf_.pages().empty()) judge_pages_and_pieces();
        judge_objects(pdf_, request_.rules.standard, budget_, findings_);
        if (strict_) judge_metadata(pdf_, budget_, findings_);
        // What goes wrong in page content is told by those who read it.
        pdf_.tell_damage();
        if (request_.scope == PreflightScope::Everything) judge_content();
        if (strict_) judge_painting();
        budget_.check();
    }

    void judge_pages_and_pieces()
    {
        pieces_ = judge_parts(pdf_, request_.rules.standard, budget_, findings_);
        sound_ = judge_pages(pdf_, request_.rules, findings_);
        judge_pieces(pieces_, request_.rules, findings_);
        roles_ =
            page_roles(pieces_, static_cast<int>(pdf_.pages().size()), request_.rules.geometry);
        if (strict_) judge_annotations(pdf_, budget_, findings_);
    }

    void judge_file()
    {
        const std::string version = latest_version();
        const bool taken = strict_ ? version == "1.6" : version >= "1.0" && version <= "1.7";
        if (!taken)
            findings_.add("UNSUPPORTED_PDF_VERSION", 0,
                          version.empty() ? "the file names no version of PDF"
                                          : "the file is PDF " + version,
                          strict_ ? "PDF 1.6" : "PDF 1.0 to 1.7");
        QPDFObjectHandle id = pdf_.trailer().getKey("/ID");
        const bool whole = id.isArray() && id.getArrayNItems() == 2 &&
                           id.getArrayItem(0).isString() && id.getArrayItem(1).isString();
        if (strict_ && !whole) findings_.add("FILE_ID_MISSING", 0, "the trailer has no /ID");
    }

    /// The catalogue may name a later one than the header.
    std::string latest_version()
    {
        const std::string named = name_at(pdf_.catalogue(), "/Version");
        const std::string later = shown_name(named.empty() ? named : named.substr(1));
        return named.empty() ? pdf_.version() : std::max(pdf_.version(), later);
    }

    void judge_content() { judge_inks(pdf_, roles_, sound_, request_, budget_, findings_); }

    void judge_painting()
    {
        const int channels = judge_output_intent(pdf_, budget_, findings_);
        judge_colours(pdf_, channels, request_.scope, budget_, findings_);
    }

    void damaged()
    {
        findings_.add("FILE_IS_DAMAGED", 0, "the file's objects contradict one another");
    }

    const PreflightRequest& request_;
    FindingList findings_;
    JudgingBudget budget_;
    PdfReader pdf_;
    std::vector<PiecePages> pieces_;
    std::vector<PageRole> roles_;
    std::vector<bool> sound_; ///< By page: whether places on it mean anything.
    bool strict_;
};

} // namespace

PreflightResult preflight(std::string_view octets, const PreflightRequest& request)
{
    return Judgement(request).of(octets);
}

PreflightResult preflight_file(const std::filesystem::path& file, const PreflightRequest& request)
{
    return Judgement(request).of(file);
}

} // namespace reservepost::layout

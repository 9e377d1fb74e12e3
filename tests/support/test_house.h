#pragma once

#include "batch/disk/files.h"
#include "batch/printhouse/directory_transport.h"
#include "batch/printhouse/receipt.h"
#include "batch/spool/apply_receipts.h"
#include "batch/words/states.h"
#include "tests/support/test_office.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

// An office whose jobs lie at a print house, and that house's side: what it says of them, true or
// not. The rows are written as they would stand; what is said is signed and fetched like anything
// else.

namespace reservepost::tests {

/// The house's identity in every test of a program.
inline const batch::crypto::Identity& test_house()
{
    static const auto identity = batch::crypto::make_rehearsal_identity("REHEARSAL house");
    return identity;
}

class TestHouse {
public:
    /// Tuesday morning in Oslo: every job is of this day. What is said is said in the afternoon,
    /// and looked at in the night to Wednesday.
    static inline const holidays::Instant sent_at = holidays::parse_instant("2026-11-24T07:10:00Z");
    static inline const holidays::Instant said_at = holidays::parse_instant("2026-11-24T14:00:00Z");
    static inline const holidays::Instant looked_at =
        holidays::parse_instant("2026-11-24T23:30:00Z");

    TestHouse() : calendar_(holidays::Calendar::norway(2026, 2027))
    {
        for (const auto* name : {"to", "from", "outbox"})
            std::filesystem::create_directory(office.directory / name);
        office.now = looked_at;
        office.begin_run();
        ownership_ = batch::store::NightOwnership::take(
            office.server.night(),
            {.host = "test", .pid = ::getpid(), .since = looked_at, .run = office.run});
        transport_.emplace(office.directory / "to", from());
        receiver_ = office.receiver_id({"9102", "00"});
    }

    std::filesystem::path from() const { return office.directory / "from"; }

    /// A job of so many pieces, each one sheet and two pages, in one of the states in which it has
    /// a file; its letters as they are then, their reports `posting`. Gives its number.
    std::string add_job(int pieces, batch::JobState state = batch::JobState::Sent)
    {
        const auto manifest = manifest_of(static_cast<int>(jobs_.size()) + 1, pieces);
        const auto number = manifest.job.text();
        const bool sent = state != batch::JobState::Closed && state != batch::JobState::Sending;
        add_job_row(manifest, state, sent);
        add_letters(number, pieces, sent ? "sent" : "packed");
        jobs_.emplace(number, Course{.manifest = manifest});
        return number;
    }

    /// What the house says, with sums that are true unless `spoil` changes them. Gives the file.
    struct Saying {
        batch::printhouse::Stage stage;
        int first = 1;
        int last = 0; ///< 0: to the last piece.
        std::string code = {};
        std::function<void(batch::printhouse::Receipt&)> spoil = {};
        holidays::Instant signed_at = said_at;
    };
    std::filesystem::path say(const std::string& job, const Saying& saying)
    {
        auto& course = jobs_.at(job);
        auto receipt = receipt_of(course, saying);
        receipt.n = ++course.said;
        if (saying.spoil) saying.spoil(receipt);
        return put(receipt, saying.signed_at);
    }
    std::filesystem::path put(const batch::printhouse::Receipt& receipt,
                              holidays::Instant signed_at = said_at,
                              const batch::crypto::Identity& signer = test_house()) const
    {
        const batch::printhouse::ReceiptName name{receipt.package, receipt.n, receipt.stage};
        const auto file = from() / name.file_name();
        batch::disk::replace_durably(
            file, batch::printhouse::sign_receipt(receipt, signer, signed_at), 0600);
        return file;
    }

    /// Looks at what lies there, as the step `receipts` does.
    batch::spool::ReceiptCount look()
    {
        auto dispatch = this->dispatch();
        return batch::spool::apply_receipts(dispatch, {test_house().certificate});
    }
    batch::spool::Dispatch dispatch()
    {
        return {.database = office.database,
                .vault = office.vault,
                .ownership = *ownership_,
                .occasion = office.occasion(),
                .outbox = office.directory / "outbox",
                .transport = *transport_,
                .house_calendar = calendar_};
    }

    const batch::printhouse::Manifest& manifest(const std::string& job) const
    {
        return jobs_.at(job).manifest;
    }

    /// How a job, its letters and their reports stand: "sent; gathered 1, sent 2; posting 3".
    std::string stands(const std::string& job)
    {
        const auto state =
            office.execute("select state from job where number = $1", {job}).one().text("state");
        return state + "; " + counted("letter", job) + "; " + counted("report", job);
    }

    TestOffice office;

private:
    std::string counted(const std::string& table, const std::string& job)
    {
        std::string text;
        for (const batch::store::Row row : office.execute(
                 "select state, count(*) as n from " + table +
                     " where record in (select record from letter where job = $1) group by state "
                     "order by state",
                 {job}))
            text += (text.empty() ? "" : ", ") + row.text("state") + " " +
                    std::to_string(row.integer("n"));
        return text;
    }

    struct Course {
        batch::printhouse::Manifest manifest;
        int said = 0;
        std::int64_t mailed = 0;
        std::int64_t damaged = 0;
    };

    static batch::printhouse::Manifest manifest_of(int job, int pieces)
    {
        namespace contract = batch::printhouse;
        contract::Manifest manifest{.job = contract::JobNumber::from_number(1'000'000 + job),
                                    .package_class = contract::PackageClass::parse("C5-D-NO"),
                                    .profile = "house-in-a-box",
                                    .date = contract::parse_day("2026-11-24"),
                                    .created = sent_at,
                                    .pieces = {},
                                    .files = {{"pieces.pdf", batch::crypto::sha256("pdf"), 3},
                                              {"ticket.xjdf", batch::crypto::sha256("ticket"), 6}}};
        for (int number = 1; number <= pieces; ++number)
            manifest.pieces.push_back(
                {.number = number, .first_page = 2 * number - 1, .pages = 2, .sheets = 1});
        return manifest;
    }

    void add_job_row(const batch::printhouse::Manifest& manifest, batch::JobState state, bool sent)
    {
        const auto json = batch::printhouse::manifest_json(manifest);
        const auto digest = batch::crypto::sha256(json);
        const auto totals = manifest.totals();
        office.execute(
            "insert into job (number, house, state, class, pieces, sheets, pages, file_name, "
            "file_sha256, file_size, manifest, manifest_sha256, witness, numbered_at, closed_at, "
            "sent_at) values ($1, 'house', $2, 'C5-D-NO', $3, $4, $5, $6, $7, 1, $8, $7, 'none', "
            "$9, $9, $10)",
            {manifest.job.text(), name_of(state), totals.pieces, totals.sheets, totals.pages,
             batch::printhouse::name_of(manifest, digest).file_name(), digest, json, sent_at,
             sent ? batch::store::Value(sent_at) : batch::store::Value(nullptr)});
    }

    void add_letters(const std::string& job, int pieces, const char* state)
    {
        office.execute(
            "with fresh as (insert into report (record, reference_digest, content_digest, state, "
            "form, municipality, district, receiver, route, reception, accepted_at, taken_in_at, "
            "stated_time, due_at, policy, policy_version, holiday_table) select substr(d, 1, 16), "
            "d, d, 'posting', 'private', '9102', '00', $2, 'exact', 'postal', $4, $4, 'used', $4, "
            "'40h-business', 1, 1 from (select sha256((($1 || '/') || n)::bytea) as d from "
            "generate_series(1, $3::int) as n) as made returning record) insert into letter "
            "(record, kind, state, cause, receiver, letter_date, gathered_at, pages, sheets, "
            "frames_digest, job, piece) select record, 'forwarding', $5, 'postal', $2, "
            "'2026-11-24', $4, 2, 1, sha256(record::bytea), $1, row_number() over () from fresh",
            {job, receiver_, pieces, sent_at, state});
    }

    static batch::printhouse::Receipt receipt_of(Course& course, const Saying& saying)
    {
        using batch::printhouse::Stage;
        const auto& manifest = course.manifest;
        const auto digest = batch::crypto::sha256(batch::printhouse::manifest_json(manifest));
        batch::printhouse::Receipt receipt{.package = batch::printhouse::name_of(manifest, digest),
                                           .manifest_sha256 = digest,
                                           .stage = saying.stage,
                                           .code = saying.code};
        const bool has_ranges = saying.stage == Stage::Mailed || saying.stage == Stage::Damaged ||
                                saying.stage == Stage::Returned;
        if (saying.stage != Stage::Rejected) receipt.totals = manifest.totals();
        if (has_ranges) {
            const int last = saying.last == 0 ? manifest.pieces.back().number : saying.last;
            const std::int64_t pieces = last - saying.first + 1;
            receipt.totals = batch::printhouse::Totals{pieces, pieces, 2 * pieces};
            receipt.ranges = {{saying.first, last, manifest.date, *receipt.totals}};
            if (saying.stage == Stage::Mailed) course.mailed += pieces;
            if (saying.stage == Stage::Damaged) course.damaged += pieces;
        }
        if (saying.stage == Stage::Closed || (has_ranges && saying.stage != Stage::Returned))
            receipt.running = batch::printhouse::Running{
                .mailed = course.mailed,
                .damaged = course.damaged,
                .open = std::max<std::int64_t>(0, manifest.totals().pieces - course.mailed -
                                                      course.damaged)};
        return receipt;
    }

    holidays::Calendar calendar_;
    std::optional<batch::store::NightOwnership> ownership_;
    std::optional<batch::printhouse::DirectoryTransport> transport_;
    std::map<std::string, Course> jobs_;
    std::int64_t receiver_ = 0;
};

} // namespace reservepost::tests

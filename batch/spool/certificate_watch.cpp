#include "batch/spool/certificate_watch.h"

#include "batch/store/incidents.h"
#include "holidays/oslo_time.h"

#include <algorithm>
#include <array>
#include <set>

namespace reservepost::batch::spool {

namespace {

using crypto::Certificate;
using holidays::Instant;

/// Days ahead on which the end of a certificate is told, from late to early.
constexpr std::array told_ahead = {7, 30, 60};

const std::string sealing_remedy =
    "ask the print house for its next certificate and write it down beside this one in "
    "`[print_house] certificate`: packages are sealed to both while both are valid";
const std::string signing_remedy =
    "have a new certificate made, give it to the print house to pin, and put it with its key into "
    "the key directory as package.crt and package.pem";
const std::string receipts_remedy =
    "ask the print house for its next certificate and write it down in `[print_house] "
    "receipt_certificates`; leave this one there as long as receipts signed with it may come";

/// One certificate, what it is for, and what would be right.
struct Watched {
    const Certificate& certificate;
    std::string what_for; ///< "under our packages".
    const std::string& remedy;

    std::string short_name() const { return certificate.fingerprint().hex().substr(0, 16); }
    std::string name() const
    {
        return "the certificate " + certificate.common_name() + " (SHA-256 " + short_name() +
               "…), " + what_for + ",";
    }
    std::string end() const { return holidays::oslo_text(certificate.not_after()); }
};

/// Oslo days; never more than can matter, as a certificate may outlive every calendar.
int days_until(Instant end, Instant now)
{
    end = std::min(end, now + std::chrono::hours(24 * 100));
    return static_cast<int>(holidays::oslo_date(end) - holidays::oslo_date(now));
}

std::string in_days(int days)
{
    if (days == 0) return "today";
    return days == 1 ? "tomorrow" : "in " + std::to_string(days) + " days";
}

class Judging {
public:
    Judging(const CertificateRules& rules, Instant now, CertificateVerdict& verdict)
        : rules_(rules), now_(now), verdict_(verdict)
    {
    }

    bool is_revoked(const Certificate& certificate) const
    {
        return std::ranges::find(rules_.revoked, certificate.fingerprint()) != rules_.revoked.end();
    }

    bool has_ended(const Certificate& certificate) const
    {
        return certificate.not_after() + std::chrono::seconds(1) <= now_;
    }

    bool is_in_grace(const Certificate& certificate) const
    {
        return -days_until(certificate.not_after(), now_) <= rules_.grace_days;
    }

    /// Tells of a certificate that is in use and will end.
    void tell_ahead(const Watched& watched)
    {
        const int days = days_until(watched.certificate.not_after(), now_);
        const auto told =
            std::ranges::find_if(told_ahead, [&](int ahead) { return days <= ahead; });
        if (told == told_ahead.end()) return;
        tell("certificate-expires", watched, ":" + std::to_string(*told),
             "ends " + in_days(days) + ", on " + watched.end());
    }

    void tell(const char* code, const Watched& watched, const std::string& more,
              const std::string& what)
    {
        verdict_.troubles.push_back({code, "certificate:" + watched.short_name() + more,
                                     watched.name() + " " + what, watched.remedy});
    }

    void stop(const std::string& why)
    {
        verdict_.why_no_packing += (verdict_.why_no_packing.empty() ? "" : "; ") + why;
    }

    std::string today() const { return ":" + holidays::oslo_date(now_).text(); }

    void judge_signing(const std::optional<Certificate>& signing);
    void judge_sealing(const std::vector<Certificate>& certificates);
    void judge_receipts(const std::vector<Certificate>& certificates);

private:
    const Certificate* seal_in_grace(const std::vector<Certificate>& certificates);

    const CertificateRules& rules_;
    Instant now_;
    CertificateVerdict& verdict_;
};

void Judging::judge_signing(const std::optional<Certificate>& signing)
{
    if (!signing) {
        verdict_.troubles.push_back({"certificate-missing", "certificate:signing",
                                     "our own certificate, under our packages, is not in the key "
                                     "directory: nothing is packed",
                                     "put package.crt and package.pem back from their backup"});
        return stop("our own signing certificate is missing");
    }
    const Certificate& certificate = *signing;
    const Watched ours{certificate, "under our packages", signing_remedy};
    if (is_revoked(certificate)) {
        tell("certificate-revoked", ours, "", "is revoked: nothing is packed");
        return stop("our own signing certificate is revoked");
    }
    if (certificate.valid_at(now_)) return tell_ahead(ours);
    const bool ended = has_ended(certificate);
    tell("certificate-expired", ours, "",
         (ended ? "ended on " + ours.end()
                : "is not valid before " + holidays::oslo_text(certificate.not_before())) +
             ": nothing is packed");
    stop(std::string("our own signing certificate ") + (ended ? "has ended" : "is not valid yet"));
}

/// The certificate that ended last, if nothing better is there and its grace is not over.
const Certificate* Judging::seal_in_grace(const std::vector<Certificate>& certificates)
{
    const Certificate* last = nullptr;
    for (const Certificate& certificate : certificates)
        if (!is_revoked(certificate) && has_ended(certificate) && is_in_grace(certificate) &&
            (last == nullptr || certificate.not_after() > last->not_after()))
            last = &certificate;
    return last;
}

void Judging::judge_sealing(const std::vector<Certificate>& certificates)
{
    for (const Certificate& certificate : certificates) {
        const Watched house{certificate, "to which packages are sealed", sealing_remedy};
        if (is_revoked(certificate))
            tell("certificate-revoked", house, "", "is revoked: no package is sealed to it");
        else if (certificate.valid_at(now_))
            verdict_.recipients.push_back(certificate);
    }
    // Whoever has one that goes on needs no word about one that ends.
    const auto latest = std::ranges::max_element(
        verdict_.recipients, {}, [](const Certificate& one) { return one.not_after(); });
    if (latest != verdict_.recipients.end())
        return tell_ahead({*latest, "to which packages are sealed", sealing_remedy});

    const Certificate* const last = seal_in_grace(certificates);
    if (last == nullptr) {
        verdict_.troubles.push_back({"certificate-missing", "certificate:sealing",
                                     "no certificate of the print house is valid: nothing is "
                                     "packed",
                                     sealing_remedy});
        return stop("no certificate of the print house is valid");
    }
    const Watched house{*last, "to which packages are sealed", sealing_remedy};
    const auto last_day = holidays::oslo_date(last->not_after()) + rules_.grace_days;
    tell("certificate-expired", house, today(),
         "ended on " + house.end() + ": packages are sealed to it until " + last_day.text() +
             ", and none after that");
    verdict_.recipients.push_back(*last);
}

void Judging::judge_receipts(const std::vector<Certificate>& certificates)
{
    const Certificate* latest = nullptr;
    for (const Certificate& certificate : certificates) {
        const Watched house{certificate, "whose receipts count", receipts_remedy};
        if (is_revoked(certificate)) {
            tell("certificate-revoked", house, ":receipts",
                 "is revoked: its receipts do not count");
            continue;
        }
        verdict_.receipts.push_back(certificate);
        if (latest == nullptr || certificate.not_after() > latest->not_after())
            latest = &certificate;
    }
    if (latest == nullptr) return;
    const Watched house{*latest, "whose receipts count", receipts_remedy};
    if (has_ended(*latest))
        tell("certificate-expired", house, ":receipts",
             "ended on " + house.end() + ": no receipt signed after that counts");
    else
        tell_ahead({*latest, "whose receipts count", receipts_remedy});
}

} // namespace

CertificateVerdict judge_certificates(const HandOverCertificates& certificates,
                                      const CertificateRules& rules, Instant now)
{
    CertificateVerdict verdict;
    Judging judging(rules, now, verdict);
    judging.judge_signing(certificates.signing);
    judging.judge_sealing(certificates.sealing);
    judging.judge_receipts(certificates.receipts);
    if (!verdict.why_no_packing.empty()) verdict.recipients.clear();
    return verdict;
}

void tell_of_certificates(store::Transaction& transaction, const CertificateVerdict& verdict,
                          const store::Occasion& occasion)
{
    std::set<std::pair<std::string, std::string>> current;
    for (const CertificateTrouble& trouble : verdict.troubles)
        if (current.emplace(trouble.code, trouble.subject).second)
            store::raise_incident(transaction,
                                  {.code = trouble.code,
                                   .subject = {store::SubjectKind::Installation, trouble.subject},
                                   .sentence = trouble.sentence,
                                   .remedy = trouble.remedy},
                                  occasion);
    for (const store::Row row :
         transaction.execute("select code, subject from incident where state <> 'closed' and "
                             "subject like 'certificate:%'"))
        if (!current.contains({row.text("code"), row.text("subject")}))
            store::resolve_incident(transaction, row.text("code"),
                                    {store::SubjectKind::Installation, row.text("subject")},
                                    occasion);
}

} // namespace reservepost::batch::spool

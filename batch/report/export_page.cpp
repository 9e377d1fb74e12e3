#include "batch/report/export_page.h"

#include "batch/report/deletion_words.h"
#include "holidays/oslo_time.h"

#include <algorithm>

namespace reservepost::batch::report {

namespace {

using deletion::LoggedDeletion;

std::string period_of(const ReceiverExport& deletions)
{
    std::string text;
    if (deletions.from) text += " fra og med " + date_in_bokmaal(*deletions.from);
    if (deletions.to) text += " til og med " + date_in_bokmaal(*deletions.to);
    return text;
}

std::string first_sentence(const ReceiverExport& deletions)
{
    const auto done = std::count_if(deletions.deletions.begin(), deletions.deletions.end(),
                                    [](const LoggedDeletion& one) { return one.deleted; });
    const auto open = static_cast<std::ptrdiff_t>(deletions.deletions.size()) - done;
    std::string text = done == 0   ? "Vi har ikke slettet noen originaler"
                       : done == 1 ? "Vi har slettet originalen av én bekymringsmelding"
                                   : "Vi har slettet originalene av " + std::to_string(done) +
                                         " bekymringsmeldinger";
    text += period_of(deletions) + ".";
    if (open > 0)
        text +=
            " I tillegg har vi kunngjort " + std::to_string(open) + " som ikke er slettet ennå.";
    return text;
}

std::string row_of(const LoggedDeletion& deletion)
{
    std::string text = reason_in_bokmaal(deletion) + "\n";
    text += deletion.deleted
                ? "Linje " + std::to_string(*deletion.deleted)
                : "Kunngjort i linje " + std::to_string(deletion.intent) + ", ikke slettet ennå";
    if (deletion.ring) text += ", nøklene i linje " + std::to_string(*deletion.ring);
    return text + "\nNummer " + deletion.record;
}

std::string day_of(const LoggedDeletion& deletion)
{
    return date_in_bokmaal(
        holidays::Date::from_text(deletion.deleted ? deletion.deleted_on : deletion.announced_on));
}

std::string number(const std::optional<std::uint64_t>& leaf)
{
    return leaf ? std::to_string(*leaf) : std::string();
}

} // namespace

std::string export_csv(const ReceiverExport& deletions)
{
    std::string csv = "receiver,record,reason,job,announced_on,intent_leaf,deleted_on,deleted_leaf,"
                      "completed_on,ring_leaf,digest_key,digest\r\n";
    for (const LoggedDeletion& one : deletions.deletions)
        csv += deletions.receiver + "," + one.record + "," + one.reason + "," + one.job + "," +
               one.announced_on + "," + std::to_string(one.intent) + "," + one.deleted_on + "," +
               number(one.deleted) + "," + one.completed_on + "," + number(one.ring) + "," +
               std::to_string(one.digest_key) + "," + one.digest + "\r\n";
    return csv;
}

DeskPages export_pages(const ReceiverExport& deletions)
{
    std::vector<layout::Block> blocks;
    const auto small = [&](const std::string& text) {
        blocks.emplace_back(layout::Paragraph{{{text}}, layout::ParagraphStyle::Small});
    };
    blocks.emplace_back(layout::Heading{1, {{"Slettinger for " + deletions.receiver}}});
    blocks.emplace_back(
        layout::Paragraph{{{first_sentence(deletions)}}, layout::ParagraphStyle::Lead});
    if (!deletions.complete)
        blocks.emplace_back(layout::Paragraph{
            {{"For noen år har vi ikke lenger nøkkelen til loggen. Slettinger fra de årene står "
              "ikke her."}}});
    for (const LoggedDeletion& one : deletions.deletions)
        blocks.emplace_back(layout::LabelValue{day_of(one), row_of(one)});
    small("Hentet fra sletteloggen " + deletions.origin + ", som hadde " +
          std::to_string(deletions.log_size) + " linjer (talt fra 0), den siste fra " +
          date_in_bokmaal(holidays::Date::from_text(deletions.last_date)) +
          ". Rot: " + deletions.root);
    small("Be oss om beviset for en linje. Det kan dere prøve uten oss, med programmet "
          "reservepost-verify og nøkkelen til loggen.");
    layout::Letter letter;
    letter.enveloped = false;
    letter.parts.push_back({.blocks = std::move(blocks), .language = "nb"});
    return {
        "Reservepost deletions " + deletions.receiver,
        holidays::oslo_text(holidays::start_of_day(holidays::Date::from_text(deletions.last_date))),
        "export", std::move(letter)};
}

} // namespace reservepost::batch::report

#include "batch/report/year_page.h"

#include "batch/report/desk_pages.h"
#include "batch/report/year_words.h"
#include "holidays/oslo_time.h"
#include "templates/words_of_time.h"

#include <initializer_list>
#include <utility>

namespace reservepost::batch::report {

namespace {

using layout::Block;

struct Field {
    std::string_view name;
    std::string value;
};

/// `sentence` with each `{name}` replaced by its value.
std::string filled(std::string_view sentence, std::initializer_list<Field> fields)
{
    std::string text(sentence);
    for (const Field& field : fields) {
        const std::string name = "{" + std::string(field.name) + "}";
        for (auto at = text.find(name); at != std::string::npos;
             at = text.find(name, at + field.value.size()))
            text.replace(at, name.size(), field.value);
    }
    return text;
}

/// "1 time", "6 timer".
std::string in_hours(std::int64_t hours, const YearWords& words)
{
    const bool one = hours == 1;
    const char* const unit =
        words.language == "nn" ? (one ? "time" : "timar") : (one ? "time" : "timer");
    return std::to_string(hours) + "\u00A0" + unit;
}

/// Builds the page from its figures.
class Page {
public:
    Page(const YearReport& report, const ReceiverYear* only)
        : report_(report), only_(only), figures_(only ? only->figures : report.all),
          words_(year_words(only && only->receiver ? only->receiver->language : "nb"))
    {
    }

    const YearWords& words() const { return words_; }

    std::string title() const
    {
        if (!only_) return filled(words_.title_of_all, {{"year", year()}});
        return filled(words_.title_of_one, {{"name", only_->name()}, {"year", year()}});
    }

    std::vector<Block> blocks(const std::string& ask)
    {
        add(layout::Heading{1, {{title()}}});
        add(layout::Paragraph{{{first_sentences()}}, layout::ParagraphStyle::Lead});
        const bool any = !is_none(Count::TakenIn);
        if (any) add_counts();
        if (!is_none(Count::Posted)) add_letters();
        if (any) add_meaning();
        add_small(ask);
        return std::move(blocks_);
    }

private:
    void add(Block block) { blocks_.push_back(std::move(block)); }
    std::string year() const { return std::to_string(report_.year); }

    bool is_none(Count count) const
    {
        const ShownCount& shown = figures_.of(count);
        return shown.is_number() && shown.value == 0;
    }

    std::string how_many() const
    {
        const ShownCount& count = figures_.of(Count::TakenIn);
        if (is_none(Count::TakenIn)) return std::string(words_.none);
        if (count.shown == Shown::Small) return std::string(words_.few);
        if (!count.is_number()) return std::string(words_.hidden);
        return filled(words_.reports, {{"n", count.text()}});
    }

    std::string how_many_posted() const
    {
        const ShownCount& count = figures_.of(Count::Posted);
        if (is_none(Count::Posted)) return std::string(words_.posted_none);
        if (count.shown == Shown::Small) return std::string(words_.posted_few);
        if (!count.is_number()) return std::string(words_.posted_hidden);
        if (!figures_.percent_posted) return filled(words_.posted, {{"n", count.text()}});
        return filled(words_.posted_percent,
                      {{"n", count.text()}, {"percent", std::to_string(*figures_.percent_posted)}});
    }

    std::string first_sentences() const
    {
        std::string text = filled(report_.over ? words_.came : words_.came_so_far,
                                  {{"year", year()},
                                   {"n", how_many()},
                                   {"to", std::string(only_ ? words_.to_you : std::string_view())},
                                   {"from", std::string(words_.from_portal)}});
        if (is_none(Count::TakenIn)) return text;
        text += " " + how_many_posted();
        if (const auto& hours = figures_.to_hand_over)
            text += " " + filled(words_.took, {{"half", in_hours(hours->half, words_)},
                                               {"longest", in_hours(hours->longest, words_)}});
        return text;
    }

    void add_count(Count count, bool with_percent = false)
    {
        const ShownCount& shown = figures_.of(count);
        std::string value = shown.text();
        if (with_percent && figures_.percent_posted)
            value = filled(words_.percent,
                           {{"n", value}, {"percent", std::to_string(*figures_.percent_posted)}});
        add(layout::LabelValue{std::string(words_.counts.at(static_cast<std::size_t>(count))),
                               value});
    }

    void add_counts()
    {
        add(layout::Heading{2, {{std::string(words_.how_it_went)}}});
        add_count(Count::TakenIn);
        add_count(Count::Confirmed);
        add_count(Count::Posted, true);
        add_count(Count::Open);
    }

    void add_letters()
    {
        add(layout::Heading{2, {{std::string(words_.why_letters)}}});
        for (const Count count :
             {Count::NotConfirmed, Count::Rejected, Count::PaperOnly, Count::SentAgain})
            add_count(count);
        add(layout::Heading{2, {{std::string(words_.their_way)}}});
        for (const Count count :
             {Count::ConfirmedLate, Count::Returned, Count::HeldEver, Count::HeldNow})
            add_count(count);
        add(layout::Heading{2, {{std::string(words_.how_long)}}});
        add_hours(words_.to_hand_over, figures_.to_hand_over);
        add_hours(words_.to_posting, figures_.to_posting);
    }

    void add_hours(std::string_view label, const std::optional<ShownHours>& hours)
    {
        const auto text = hours
                              ? filled(words_.hours, {{"half", in_hours(hours->half, words_)},
                                                      {"most", std::to_string(hours->most)},
                                                      {"longest", std::to_string(hours->longest)}})
                              : std::string(words_.not_shown);
        add(layout::LabelValue{std::string(label), text});
    }

    void add_meaning()
    {
        add(layout::Heading{2, {{std::string(words_.what_it_means)}}});
        std::string text(words_.letters_are_slow);
        const auto say = [&](std::string_view sentence) { text += " " + std::string(sentence); };
        const auto* receiver = only_ && only_->receiver ? &*only_->receiver : nullptr;
        if (receiver && receiver->reception == receivers::Reception::Postal) {
            say(words_.you_chose_paper);
        } else {
            const bool usual = receiver && receiver->policy == "40h-business";
            say(usual ? words_.confirm_in_40 : words_.confirm_in_time);
            if (!is_none(Count::Rejected)) say(words_.refused);
            if (!is_none(Count::PaperOnly)) say(words_.paper_only);
        }
        add(layout::Paragraph{{{text}}});
    }

    void add_small(const std::string& ask)
    {
        const holidays::Date day = report_.as_of;
        const auto date = templates::date_in_words(
            {day.year(), day.month(), day.day(), static_cast<int>(day.weekday()) + 1},
            words_.language);
        for (const std::string& text :
             {filled(words_.counted, {{"date", date}}), std::string(words_.signs),
              ask.empty() ? std::string(words_.ask_operator)
                          : filled(words_.ask, {{"email", ask}})})
            add(layout::Paragraph{{{text}}, layout::ParagraphStyle::Small});
    }

    const YearReport& report_;
    const ReceiverYear* only_;
    const ShownFigures& figures_;
    const YearWords& words_;
    std::vector<Block> blocks_;
};

} // namespace

YearPage year_page(const YearReport& report, const ReceiverYear* only, const std::string& ask)
{
    Page page(report, only);
    layout::Letter letter;
    letter.enveloped = false;
    letter.parts.push_back({.blocks = page.blocks(ask),
                            .language = std::string(page.words().language),
                            .foot = std::string(page.words().foot)});
    return {"Reservepost report " + std::to_string(report.year) + " " +
                (only ? only->key() : "all"),
            holidays::oslo_text(holidays::start_of_day(report.as_of)), std::move(letter)};
}

std::string year_pdf(const YearPage& page, const layout::Workshop& workshop)
{
    return desk_pdf({page.title, page.created, "report", page.letter}, workshop);
}

} // namespace reservepost::batch::report

#include "batch/configuration/toml_text.h"
#include "batch/printhouse/profile.h"
#include "layout/decimal.h"

namespace reservepost::batch::printhouse {

namespace {

using configuration::toml_text;
using layout::Length;

/// In millimetres with at most three decimals, which read back as the same length.
std::string in_mm(Length length)
{
    std::string text = layout::decimal(length.in_mm(), 3);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

std::string place(const std::optional<layout::Rectangle>& place)
{
    if (!place) return "\"none\"";
    return "{ x = " + in_mm(place->at.x) + ", y = " + in_mm(place->at.y) +
           ", w = " + in_mm(place->size.width) + ", h = " + in_mm(place->size.height) + " }";
}

class Writer {
public:
    explicit Writer(const Profile& profile) : profile_(profile), page_(profile.geometry) {}

    std::string write()
    {
        out_ = "# A print profile. Lengths are millimetres from the page's top left corner.\n\n";
        member("name", toml_text(profile_.name));
        member("about", toml_text(profile_.about));
        product();
        days();
        places();
        section("envelopes");
        for (const auto& limit : profile_.envelopes)
            member(std::string(code_of(limit.envelope)), std::to_string(limit.most_sheets));
        return std::move(out_);
    }

private:
    void section(const std::string& name) { out_ += "\n[" + name + "]\n"; }
    void member(const std::string& key, const std::string& toml)
    {
        out_ += key + " = " + toml + '\n';
    }

    void product()
    {
        out_ += '\n';
        member("pdf", toml_text(to_text(profile_.pdf)));
        member("colour", toml_text("black"));
        member(
            "output_intent",
            toml_text(profile_.output_intent.empty() ? "black" : profile_.output_intent.string()));
        member("plex", toml_text(page_.plex == layout::Plex::Duplex ? "duplex" : "simplex"));
        member("grams_per_m2", std::to_string(profile_.grams_per_m2));
        member("max_pages",
               profile_.max_pages ? std::to_string(*profile_.max_pages) : toml_text("none"));
        member("transport", toml_text("directory"));
        member("seal", toml_text(word_of(profile_.seal)));
    }

    void days()
    {
        out_ += '\n';
        member("cut_off", toml_text(configuration::to_text(profile_.cut_off)));
        std::string days;
        for (const auto& day : profile_.closed_days)
            days += (days.empty() ? "{ date = " : ", { date = ") + day.date.text() +
                    ", why = " + toml_text(day.why) + " }";
        member("closed_days", "[" + days + "]");
        member("return_window_days", std::to_string(profile_.return_window_days));
    }

    void places()
    {
        section("page");
        member("width", in_mm(page_.page.width));
        member("height", in_mm(page_.page.height));
        member("left", in_mm(page_.margin_left));
        member("right", in_mm(page_.margin_right));
        member("top", in_mm(page_.margin_top));
        member("bottom", in_mm(page_.margin_bottom));
        member("clear_left", in_mm(page_.clear_left));
        member("clear_edge", in_mm(page_.clear_edge));
        member("silent_zone", place(page_.silent_zone));
        std::string heights;
        for (const Length height : page_.fold_marks)
            heights += (heights.empty() ? "" : ", ") + in_mm(height);
        member("fold_marks", "[" + heights + "]");
        section("first_page");
        member("window", place(page_.window));
        member("address", place(page_.address));
        member("head", in_mm(page_.head_left));
        member("text", in_mm(page_.first_page_top));
        section("marks");
        member("mark", place(page_.mark));
        member("mark_enclosures", page_.mark_enclosures ? "true" : "false");
        member("witness", place(page_.witness));
    }

    const Profile& profile_;
    const layout::PageGeometry& page_;
    std::string out_;
};

} // namespace

std::string profile_text(const Profile& profile)
{
    return Writer(profile).write();
}

} // namespace reservepost::batch::printhouse

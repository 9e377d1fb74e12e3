#include "batch/printhouse/profile_reader.h"
#include "layout/zones.h"

#include <string>

namespace reservepost::batch::printhouse {

namespace {

using configuration::Finding;
using configuration::TomlNode;
using layout::Length;
using layout::Rectangle;

/// Where the file names a key of a section, else where the section begins, else its first line.
const TomlNode& place_of(const TomlNode& root, std::string_view section, std::string_view key)
{
    const auto* table = section.empty() ? &root : root.find(section);
    if (table == nullptr) return root;
    const auto* member = table->find(key);
    return member == nullptr ? *table : *member;
}

Length right_of(const Rectangle& box)
{
    return box.at.x + box.size.width;
}

Length foot_of(const Rectangle& box)
{
    return box.at.y + box.size.height;
}

/// The rules between the parts of a profile.
class Check {
public:
    Check(const TomlNode& root, const Profile& profile, std::vector<Finding>& findings)
        : root_(root), profile_(profile), page_(profile.geometry),
          findings_(findings), whole_page_{{}, page_.page}
    {
    }

    void check()
    {
        margins();
        first_page();
        if (page_.mark) mark(*page_.mark);
        if (page_.witness) witness(*page_.witness);
        for (const Length height : page_.fold_marks)
            require(height > page_.clear_edge && height < page_.page.height - page_.clear_edge,
                    "page", "fold_marks", "must lie further from the edges than `clear_edge`");
        const auto& limits = profile_.envelopes;
        for (std::size_t i = 1; i < limits.size(); ++i)
            require(limits[i].most_sheets > limits[i - 1].most_sheets, "envelopes", "C4",
                    "must hold more sheets than C5");
        if (profile_.name.empty()) complain("", "name", "must be given: it stands in manifests");
    }

private:
    void complain(std::string_view section, std::string_view key, const std::string& what)
    {
        const auto& place = place_of(root_, section, key);
        findings_.push_back({place.line, place.column, '`' + std::string(key) + "` " + what});
    }

    void require(bool holds, std::string_view section, std::string_view key, const char* what)
    {
        if (!holds) complain(section, key, what);
    }

    void margins()
    {
        require(page_.margin_left >= page_.clear_left, "page", "left",
                "must be at least `clear_left`: text would stand where the house prints its code");
        require(page_.margin_right >= page_.clear_edge, "page", "right",
                "must be at least `clear_edge`");
        require(page_.margin_top >= page_.clear_edge, "page", "top",
                "must be at least `clear_edge`");
        require(page_.margin_bottom >= page_.clear_edge + Length::mm(10), "page", "bottom",
                "must leave 10 mm and `clear_edge` below the text for the foot");
        if (!page_.silent_zone) return;
        require(layout::lies_in(*page_.silent_zone, whole_page_), "page", "silent_zone",
                "must lie on the page");
        require(right_of(*page_.silent_zone) <= page_.margin_left, "page", "silent_zone",
                "must end left of the text (`left`)");
    }

    void first_page()
    {
        require(layout::lies_in(page_.window, whole_page_), "first_page", "window",
                "must lie on the page");
        require(layout::lies_in(page_.address, page_.window), "first_page", "address",
                "must lie in the `window`");
        require(page_.address.at.x >= page_.clear_left, "first_page", "address",
                "must lie right of `clear_left`");
        require(page_.address.size.height >= Length::mm(29) &&
                    page_.address.size.width >= Length::mm(60),
                "first_page", "address",
                "must be at least 60 mm wide and 29 mm high: six lines and a return line");
        require(page_.head_left >= right_of(page_.window), "first_page", "head",
                "must lie right of the `window`");
        require(page_.head_left + Length::mm(40) <= page_.page.width - page_.margin_right,
                "first_page", "head", "must leave 40 mm to the right margin");
        require(page_.first_page_top >= foot_of(page_.window), "first_page", "text",
                "must lie below the `window`");
    }

    void mark(const Rectangle& mark)
    {
        require(mark.size.width == mark.size.height && mark.size.width >= Length::mm(5.4), "marks",
                "mark", "must be a square of at least 5.4 mm (18 modules of 0.3 mm)");
        const Rectangle quiet = layout::mark_with_quiet_zone(mark);
        require(layout::lies_in(quiet, whole_page_), "marks", "mark",
                "must lie on the page with its quiet zone of two modules");
        require(right_of(quiet) <= page_.margin_left ||
                    quiet.at.x >= page_.page.width - page_.margin_right ||
                    foot_of(quiet) <= page_.margin_top,
                "marks", "mark", "must lie in a margin, with its quiet zone of two modules");
        require(!page_.silent_zone || !layout::overlap(quiet, *page_.silent_zone), "marks", "mark",
                "must not touch the silent zone");
        require(!layout::overlap(quiet, page_.window), "marks", "mark",
                "must not show in the window");
    }

    void witness(const Rectangle& witness)
    {
        const Rectangle printable{{page_.clear_left, page_.clear_edge},
                                  {page_.page.width - page_.clear_left - page_.clear_edge,
                                   page_.page.height - page_.clear_edge - page_.clear_edge}};
        require(layout::lies_in(witness, printable), "marks", "witness",
                "must lie inside `clear_left` and `clear_edge`");
        require(witness.size.width >= Length::mm(100) && witness.size.height >= Length::mm(2.5),
                "marks", "witness",
                "must be at least 100 mm wide and 2.5 mm high: one line of "
                "80 characters in 6 pt");
        require(foot_of(witness) <= page_.margin_top ||
                    witness.at.y >= page_.foot_baseline + Length::mm(2),
                "marks", "witness", "must lie above the text (`top`) or in the lowest 11 mm");
        require(!layout::overlap(witness, page_.window), "marks", "witness",
                "must not show in the window");
        require(!page_.mark || !layout::overlap(witness, layout::mark_with_quiet_zone(*page_.mark)),
                "marks", "witness", "must not touch the mark's quiet zone");
    }

    const TomlNode& root_;
    const Profile& profile_;
    const layout::PageGeometry& page_;
    std::vector<Finding>& findings_;
    Rectangle whole_page_;
};

} // namespace

void check_profile(const TomlNode& root, const Profile& profile, std::vector<Finding>& findings)
{
    Check(root, profile, findings).check();
}

} // namespace reservepost::batch::printhouse

#include "batch/printhouse/profile_reader.h"

#include "batch/disk/files.h"
#include "layout/output_intent.h"

#include <algorithm>
#include <system_error>

namespace reservepost::batch::printhouse {

namespace {

namespace fs = std::filesystem;
using configuration::Finding;
using configuration::TableReader;
using configuration::TomlNode;
using layout::Length;
using Kind = TomlNode::Kind;

constexpr std::uint64_t largest_icc_octets = 8'000'000;
constexpr double widest_mm = 210, highest_mm = 297;

/// An empty table for a section that is not there.
const TomlNode no_section;

/// Puts the sections of one file over a profile.
class ProfileReader {
public:
    ProfileReader(const TomlNode& root, fs::path directory, Profile& profile,
                  std::vector<Finding>& findings)
        : root_(root, "the profile", findings), directory_(std::move(directory)), profile_(profile),
          geometry_(profile.geometry), findings_(findings)
    {
    }

    void read()
    {
        root_.text("base");
        names();
        product();
        days();
        page();
        first_page();
        marks();
        envelopes();
        root_.finish();
        geometry_.foot_baseline = Length::mm(284) + (geometry_.page.height - layout::a4.height);
        geometry_.most_pages = profile_.most_sheets() * layout::sides_of(geometry_.plex);
    }

private:
    TableReader section(const char* name)
    {
        const auto* table = root_.find(name, Kind::Table);
        return {table == nullptr ? no_section : *table, '[' + std::string(name) + ']', findings_};
    }

    void names()
    {
        if (const auto name = root_.text("name")) {
            const bool plain = std::ranges::all_of(*name, [](char c) {
                return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
            });
            if (name->empty() || name->size() > 40 || !plain)
                root_.complain("name", "must be 1 to 40 of a-z, 0-9 and -: it stands in manifests");
            profile_.name = *name;
        }
        if (const auto about = root_.text("about")) profile_.about = *about;
    }

    /// Reads a word of which there is one only, as yet.
    void only(const char* key, const char* word, const char* why)
    {
        if (const auto text = root_.text(key); text && *text != word)
            root_.complain(key, std::string("must be \"") + word + "\": " + why);
    }

    void product()
    {
        using layout::PdfStandard;
        if (const auto pdf = root_.text("pdf")) {
            if (*pdf != to_text(PdfStandard::PdfX4PdfVt1) && *pdf != to_text(PdfStandard::Plain15))
                root_.complain("pdf", "must be \"pdfx4-pdfvt1\" or \"plain-1.5\"");
            profile_.pdf = *pdf == to_text(PdfStandard::Plain15) ? PdfStandard::Plain15
                                                                 : PdfStandard::PdfX4PdfVt1;
        }
        only("colour", "black", "letters are printed with black alone");
        if (const auto plex = root_.text("plex")) {
            if (*plex != "duplex" && *plex != "simplex")
                root_.complain("plex", "must be \"duplex\" (both sides) or \"simplex\"");
            geometry_.plex = *plex == "simplex" ? layout::Plex::Simplex : layout::Plex::Duplex;
        }
        output_intent();
        if (const auto grams = root_.integer("grams_per_m2", 60, 120))
            profile_.grams_per_m2 = *grams;
        if (is_none("max_pages", root_)) {
            profile_.max_pages.reset();
        } else if (const auto pages = root_.integer("max_pages", 1, 198)) {
            profile_.max_pages = pages;
        }
        only("transport", "directory", "packages are put into a directory or a mounted share");
        if (const auto word = root_.text("seal")) {
            const auto seal = find_seal(*word);
            if (!seal)
                root_.complain("seal", "must be \"auth-enveloped\" (CMS AuthEnvelopedData), or "
                                       "\"signed-enveloped\" (EnvelopedData inside SignedData) for "
                                       "a house that cannot open that");
            profile_.seal = seal.value_or(profile_.seal);
        }
    }

    void output_intent()
    {
        const auto text = root_.text("output_intent");
        if (!text) return;
        profile_.output_intent.clear();
        profile_.output_profile.clear();
        if (*text == "black") return;
        profile_.output_intent = (directory_ / *text).lexically_normal();
        try {
            profile_.output_profile = disk::read_file(profile_.output_intent, largest_icc_octets);
            layout::components_of(profile_.output_profile);
        } catch (const std::system_error&) {
            root_.complain("output_intent", "names a file that cannot be read; give \"black\", or "
                                            "the ICC file that the print house gave");
        } catch (const std::runtime_error&) {
            root_.complain("output_intent", "must be \"black\" or an ICC profile of class prtr "
                                            "(output) for grey or CMYK");
        }
    }

    /// Whether the member is the word "none"; it then counts as read.
    static bool is_none(const char* key, TableReader& reader)
    {
        const auto* node = reader.find_any(key);
        return node != nullptr && node->kind == Kind::Text && node->text == "none" &&
               reader.text(key).has_value();
    }

    void days()
    {
        if (const auto text = root_.text("cut_off")) {
            const auto time = configuration::find_time_of_day(*text);
            if (!time) root_.complain("cut_off", "must be written as \"10:00\", 00:00 to 23:59");
            profile_.cut_off = time.value_or(profile_.cut_off);
        }
        if (root_.has("closed_days")) profile_.closed_days.clear();
        for (const auto* table : root_.tables("closed_days")) {
            TableReader day(*table, "a closed day", findings_);
            if (!day.has("date")) day.miss("date", "a date such as 2026-12-24");
            const auto date = day.date("date");
            auto why = day.required_text("why");
            day.finish();
            if (date) profile_.closed_days.push_back({*date, std::move(why)});
        }
        if (const auto window = root_.integer("return_window_days", 7, 365))
            profile_.return_window_days = *window;
    }

    static void length(TableReader& reader, const char* key, double most, Length& length,
                       double least = 0)
    {
        if (const auto mm = reader.number(key, least, most)) length = Length::mm(*mm);
    }

    /// `{ x = 0, y = 95, w = 15, h = 80 }`, in millimetres.
    void rectangle(TableReader& reader, const char* key, layout::Rectangle& place)
    {
        const auto* table = reader.find(key, Kind::Table);
        if (table == nullptr) return;
        TableReader sides(*table, '`' + std::string(key) + '`', findings_);
        for (const char* side : {"x", "y", "w", "h"})
            if (!sides.has(side)) sides.miss(side, "a number of millimetres");
        length(sides, "x", widest_mm, place.at.x);
        length(sides, "y", highest_mm, place.at.y);
        length(sides, "w", widest_mm, place.size.width, 1);
        length(sides, "h", highest_mm, place.size.height, 1);
        sides.finish();
    }

    /// The same, or "none".
    void rectangle(TableReader& reader, const char* key, std::optional<layout::Rectangle>& place)
    {
        if (is_none(key, reader)) {
            place.reset();
            return;
        }
        const auto* node = reader.find_any(key);
        if (node == nullptr || node->kind != Kind::Table) {
            if (node != nullptr)
                reader.complain(*node, '`' + std::string(key) +
                                           "` must be \"none\" or { x = …, y = …, w = …, h = … }");
            reader.know(key);
            return;
        }
        layout::Rectangle read = place.value_or(layout::Rectangle());
        rectangle(reader, key, read);
        place = read;
    }

    void page()
    {
        auto reader = section("page");
        // A4, or up to 10 mm smaller: pages are cropped, never scaled.
        length(reader, "width", widest_mm, geometry_.page.width, widest_mm - 10);
        length(reader, "height", highest_mm, geometry_.page.height, highest_mm - 10);
        length(reader, "left", 60, geometry_.margin_left);
        length(reader, "right", 60, geometry_.margin_right);
        length(reader, "top", 60, geometry_.margin_top);
        length(reader, "bottom", 60, geometry_.margin_bottom);
        length(reader, "clear_left", 40, geometry_.clear_left);
        length(reader, "clear_edge", 20, geometry_.clear_edge);
        rectangle(reader, "silent_zone", geometry_.silent_zone);
        if (const auto* list = reader.find("fold_marks", Kind::List)) fold_marks(reader, *list);
        reader.finish();
    }

    void fold_marks(TableReader& reader, const TomlNode& list)
    {
        geometry_.fold_marks.clear();
        for (const auto& item : list.items) {
            const bool is_number = item.kind == Kind::Integer || item.kind == Kind::Float;
            if (!is_number || !(item.number > 0 && item.number < highest_mm)) {
                reader.complain(item, "each item of `fold_marks` must be a height in millimetres, "
                                      "such as 105 or 148.5");
            } else {
                geometry_.fold_marks.push_back(Length::mm(item.number));
            }
        }
    }

    void first_page()
    {
        auto reader = section("first_page");
        rectangle(reader, "window", geometry_.window);
        rectangle(reader, "address", geometry_.address);
        length(reader, "head", widest_mm, geometry_.head_left);
        length(reader, "text", 200, geometry_.first_page_top);
        reader.finish();
    }

    void marks()
    {
        auto reader = section("marks");
        rectangle(reader, "mark", geometry_.mark);
        geometry_.mark_enclosures =
            reader.boolean("mark_enclosures").value_or(geometry_.mark_enclosures);
        rectangle(reader, "witness", geometry_.witness);
        reader.finish();
    }

    void envelopes()
    {
        if (!root_.has("envelopes")) return;
        auto reader = section("envelopes");
        std::vector<EnvelopeLimit> limits;
        for (const Envelope envelope : {Envelope::C5, Envelope::C4})
            if (const auto sheets = reader.integer(code_of(envelope), 1, 99))
                limits.push_back({envelope, *sheets});
        reader.finish();
        if (limits.empty()) {
            root_.complain("envelopes", "must say how many sheets go into one of C5 and C4 at "
                                        "least, such as C5 = 6");
        } else {
            profile_.envelopes = std::move(limits);
        }
    }

    TableReader root_;
    fs::path directory_;
    Profile& profile_;
    layout::PageGeometry& geometry_;
    std::vector<Finding>& findings_;
};

} // namespace

void apply_profile(const TomlNode& root, const fs::path& directory, Profile& profile,
                   std::vector<Finding>& findings)
{
    ProfileReader(root, directory, profile, findings).read();
}

} // namespace reservepost::batch::printhouse

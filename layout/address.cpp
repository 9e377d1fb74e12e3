#include "layout/address.h"

#include "layout/decimal.h"
#include "layout/paragraph.h"
#include "layout/run_ink.h"
#include "layout/workbench.h"

#include <algorithm>
#include <optional>

namespace reservepost::layout {

namespace {

constexpr std::size_t most_lines = 6;
constexpr Length return_baseline = Length::mm(2.4); ///< An Å of 7 pt is 2.3 mm high.
constexpr Length no_limit = Length::mm(100'000);

/// Moves a line so far to the right that its ink begins at nought, where a J or an italic letter
/// reaches to the left of its place, and counts as its width what reaches beyond it at the right.
void keep_ink_inside(SetLine& line, fonts::GlyphBoxes& boxes)
{
    Length left;
    Length right = line.width;
    for (const Placed& placed : line.items) {
        const auto* const run = std::get_if<GlyphRun>(&placed.item);
        if (run == nullptr) continue;
        const Rectangle ink = ink_of(*run, placed.at, boxes);
        if (ink.size == Size{}) continue;
        left = std::min(left, ink.at.x);
        right = std::max(right, ink.at.x + ink.size.width);
    }
    for (Placed& placed : line.items)
        placed.at.x -= left;
    line.width = right - left;
}

/// A line that is never broken. What looks like a line end inside it becomes a space.
SetLine one_line(const std::string& text, Length size, std::string_view language, Workbench& bench,
                 int& uncovered)
{
    Spans joined;
    for (const Spans& part : split_at_line_ends({{text}})) {
        if (!joined.empty()) joined.push_back({" "});
        joined.insert(joined.end(), part.begin(), part.end());
    }
    const Manner manner{size, fonts::Style::Regular, language, Direction::LeftToRight};
    SetParagraph set = set_paragraph(joined, manner, no_limit, bench);
    uncovered += set.uncovered_characters;
    keep_ink_inside(set.lines.front(), bench.glyph_boxes());
    return std::move(set.lines.front());
}

void put(Frame& page, SetLine line, Point at)
{
    for (Placed& placed : line.items) {
        placed.at.x += at.x;
        placed.at.y += at.y;
        page.items.push_back(std::move(placed));
    }
}

bool is_blank(const std::string& line)
{
    return line.find_first_not_of(" \t\r\n") == std::string::npos;
}

AddressDoesNotFit too_many(std::size_t lines)
{
    return AddressDoesNotFit({.of = AddressExcess::Of::Lines,
                              .lines = static_cast<int>(lines),
                              .most_lines = static_cast<int>(most_lines)});
}

/// How close the lines of an address stand.
struct Density {
    Length size;
    Length first_baseline; ///< From the top of the safe area.
    Length leading;
};

/// Six lines and the return line fill the safe height of 29 mm to within a hair; fewer lines can
/// be larger and stand wider apart.
Density density_of(std::size_t lines, const PageGeometry& geometry)
{
    const Length size = geometry.address_size;
    if (lines == most_lines) {
        return {std::min(size, Length::pt(10)), Length::mm(6.8), Length::pt(12)};
    }
    return {size, Length::mm(7.4), Length::pt(13.5)};
}

/// Makes of an address as it was written the lines that stand in the window.
class AddressLines {
public:
    AddressLines(const std::vector<std::string>& written, int tail, const PageGeometry& geometry,
                 std::string_view language, Workbench& bench)
        : tail_(static_cast<std::size_t>(std::max(tail, 0))), geometry_(geometry),
          limit_(geometry.address.size.width), language_(language), bench_(bench)
    {
        for (std::size_t i = 0; i < written.size(); ++i)
            if (!is_blank(written[i])) lines_.push_back({written[i], static_cast<int>(i) + 1});
        tail_ = std::min(tail_, lines_.size());
        written_ = lines_.size();
    }

    /// The lines, set in one size. Throws `AddressDoesNotFit`.
    std::vector<SetLine> fit()
    {
        if (lines_.empty()) throw too_many(0);
        joined_ = lines_.size() > most_lines;
        while (lines_.size() > most_lines)
            join_two();
        if (auto set = in_one_size()) return std::move(*set);
        part_wide_lines();
        return set_in(geometry_.address_size_least);
    }

    Length size() const { return size_; } ///< In which they were set last.
    int uncovered() const { return uncovered_; }
    bool joined() const { return joined_; }
    bool parted() const { return parted_; }

private:
    struct Line {
        std::string text;
        int number; ///< Among those that were written, from 1; where joined, of the first.
    };

    SetLine one(const std::string& line, Length size)
    {
        return one_line(line, size, language_, bench_, uncovered_);
    }

    Length least_width(const std::string& line)
    {
        return one(line, geometry_.address_size_least).width;
    }

    std::vector<SetLine> set_in(Length size)
    {
        size_ = size;
        uncovered_ = 0;
        std::vector<SetLine> set;
        for (const Line& line : lines_)
            set.push_back(one(line.text, size));
        return set;
    }

    /// Joins the two neighbours that make the shortest line.
    void join_two()
    {
        std::optional<std::size_t> best;
        Length least = limit_;
        for (std::size_t i = 1; i + 1 < lines_.size() - tail_; ++i) {
            const Length width = least_width(lines_[i].text + ", " + lines_[i + 1].text);
            if (width > least || (best && width == least)) continue;
            best = i;
            least = width;
        }
        if (!best) throw too_many(written_);
        lines_[*best].text += ", " + lines_[*best + 1].text;
        lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(*best) + 1);
    }

    /// In the usual size or the largest smaller one in which all fit; nothing if none does.
    std::optional<std::vector<SetLine>> in_one_size()
    {
        constexpr Length step = Length::pt(0.25);
        const Length least = geometry_.address_size_least;
        for (Length size = density_of(lines_.size(), geometry_).size;; size -= step) {
            size = std::max(size, least);
            auto set = set_in(size);
            if (std::none_of(set.begin(), set.end(),
                             [&](const SetLine& line) { return line.width > limit_; }))
                return set;
            if (size == least) return std::nullopt;
        }
    }

    void part_wide_lines()
    {
        std::vector<Line> parted;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const Length width = least_width(lines_[i].text);
            if (width <= limit_) {
                parted.push_back(lines_[i]);
                continue;
            }
            const auto parts = i + tail_ < lines_.size() ? part(lines_[i].text) : std::nullopt;
            if (!parts || parted.size() + parts->size() + (lines_.size() - i - 1) > most_lines)
                throw AddressDoesNotFit({.of = AddressExcess::Of::Line,
                                         .line = lines_[i].number,
                                         .size = geometry_.address_size_least,
                                         .width = width,
                                         .limit = limit_});
            for (const std::string& text : *parts)
                parted.push_back({text, lines_[i].number});
        }
        lines_ = std::move(parted);
        parted_ = true;
    }

    /// A line parted at its spaces, each part as full as can be; nothing if a word is too wide.
    std::optional<std::vector<std::string>> part(const std::string& line)
    {
        std::vector<std::string> parts;
        for (std::size_t at = line.find_first_not_of(' '); at < line.size();) {
            const std::size_t end = std::min(line.find(' ', at), line.size());
            const std::string word = line.substr(at, end - at);
            if (!parts.empty() && least_width(parts.back() + ' ' + word) <= limit_) {
                parts.back() += ' ' + word;
            } else {
                if (least_width(word) > limit_) return std::nullopt;
                parts.push_back(word);
            }
            at = line.find_first_not_of(' ', end);
        }
        return parts;
    }

    std::size_t tail_;
    const PageGeometry& geometry_;
    Length limit_;
    std::string_view language_;
    Workbench& bench_;
    std::vector<Line> lines_;
    std::size_t written_ = 0;
    bool joined_ = false;
    bool parted_ = false;
    Length size_;
    int uncovered_ = 0;
};

std::string sentence_of(const AddressExcess& excess)
{
    if (excess.of == AddressExcess::Of::Lines)
        return "the address has " + std::to_string(excess.lines) +
               " lines; the envelope window holds 1 to " + std::to_string(excess.most_lines) +
               "; correct the address";
    const std::string what = excess.of == AddressExcess::Of::Line
                                 ? "address line " + std::to_string(excess.line)
                                 : "the return line";
    return what + " is " + decimal(excess.width.in_mm(), 1) + " mm wide in " +
           decimal(excess.size.in_pt(), 1) + " pt; the envelope window holds " +
           decimal(excess.limit.in_mm(), 1) + " mm; shorten the line";
}

} // namespace

AddressDoesNotFit::AddressDoesNotFit(const AddressExcess& excess)
    : DoesNotFit(sentence_of(excess)), excess_(excess)
{
}

SetAddress add_address(Frame& page, const Letter& letter, const PageGeometry& geometry,
                       Workbench& bench)
{
    const std::string language = letter.parts.empty() ? "nb" : letter.parts[0].language;
    AddressLines address(letter.address, letter.address_tail, geometry, language, bench);
    auto lines = address.fit();
    int uncovered_in_return_line = 0;
    SetLine return_line = one_line(letter.return_line, geometry.return_line_size, language, bench,
                                   uncovered_in_return_line);
    if (return_line.width > geometry.address.size.width)
        throw AddressDoesNotFit({.of = AddressExcess::Of::ReturnLine,
                                 .size = geometry.return_line_size,
                                 .width = return_line.width,
                                 .limit = geometry.address.size.width});

    const Point corner = geometry.address.at;
    const Density density = density_of(lines.size(), geometry);
    const int count = static_cast<int>(lines.size());
    put(page, std::move(return_line), {corner.x, corner.y + return_baseline});
    Length baseline = corner.y + density.first_baseline;
    for (SetLine& line : lines) {
        put(page, std::move(line), {corner.x, baseline});
        baseline += density.leading;
    }
    return {.size = address.size(),
            .lines = count,
            .joined = address.joined(),
            .parted = address.parted(),
            .uncovered_characters = address.uncovered() + uncovered_in_return_line};
}

} // namespace reservepost::layout

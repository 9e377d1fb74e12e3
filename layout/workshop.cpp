#include "layout/workshop.h"

#include "layout/frame_gate.h"

namespace reservepost::layout {

namespace {

constexpr std::size_t words_of_addresses = 1024;

} // namespace

Workshop::Workshop(Purpose purpose)
    : hyphenator_(purpose == Purpose::Letters ? Hyphenator()
                                              : Hyphenator(Hyphenator::NoPatterns())),
      words_(purpose == Purpose::Letters ? fonts::ShapedWords::usual_words : words_of_addresses)
{
}

/// A bench taken from the idle ones, or a new one; it goes back when its work is done.
class Workshop::Borrowed {
public:
    explicit Borrowed(const Workshop& shop) : shop_(shop)
    {
        const std::lock_guard lock(shop_.mutex_);
        if (!shop_.idle_.empty()) {
            bench_ = std::move(shop_.idle_.back());
            shop_.idle_.pop_back();
        }
        if (!bench_)
            bench_ = std::make_unique<Workbench>(shop_.library_, shop_.hyphenator_, shop_.words_);
    }
    ~Borrowed()
    {
        const std::lock_guard lock(shop_.mutex_);
        shop_.idle_.push_back(std::move(bench_));
    }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;

    Workbench& operator*() { return *bench_; }

private:
    const Workshop& shop_;
    std::unique_ptr<Workbench> bench_;
};

Composition Workshop::compose(const Letter& letter, const PageGeometry& geometry) const
{
    Borrowed bench(*this);
    return layout::compose(letter, geometry, *bench);
}

AddressTrial Workshop::try_address(const Letter& letter, const PageGeometry& geometry) const
{
    Borrowed bench(*this);
    Composition alone;
    alone.pages.emplace_back().size = geometry.page;
    const SetAddress set = add_address(alone.pages.front(), letter, geometry, *bench);
    return {set, FrameGate((*bench).glyph_boxes(), geometry).judge_letter(alone)};
}

std::vector<Finding> Workshop::judge(const Composition& letter, const PageGeometry& geometry,
                                     const PieceMarks* marks) const
{
    Borrowed bench(*this);
    FrameGate gate((*bench).glyph_boxes(), geometry);
    return marks == nullptr ? gate.judge_letter(letter) : gate.judge_piece(letter, *marks);
}

SetLine Workshop::set_line(const std::string& text, Length size) const
{
    constexpr Length no_limit = Length::mm(100'000);
    Borrowed bench(*this);
    const Manner manner{size, fonts::Style::Regular, "nb", Direction::LeftToRight};
    return std::move(set_paragraph({{text}}, manner, no_limit, *bench).lines.front());
}

void Workshop::mark_as_proof(std::vector<Frame>& pages, const std::string& word) const
{
    constexpr Length size = Length::pt(130);
    constexpr int times = 3; ///< One below the other, so that each part of a page has one.
    Borrowed bench(*this);
    for (Frame& page : pages) {
        const Manner manner{size, fonts::Style::Bold, "nb"};
        const SetLine line = set_paragraph({{word}}, manner, page.size.width, *bench).lines.front();
        const Length left = (page.size.width - line.width).scaled(1, 2);
        for (int i = 0; i < times; ++i) {
            const Length baseline =
                page.size.height.scaled(2 * i + 1, 2 * times) + size.scaled(1, 3);
            for (const Placed& placed : line.items)
                page.backdrop.push_back(
                    {{left + placed.at.x, baseline + placed.at.y}, placed.item});
        }
    }
}

std::string Workshop::fingerprint() const
{
    return library_.fingerprint() + hyphenator_.fingerprint();
}

} // namespace reservepost::layout

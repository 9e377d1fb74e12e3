#pragma once

#include <string>
#include <variant>
#include <vector>

// What a template makes and layout sets: words and wishes, no places yet. All text is UTF-8
// and may hold anything a person can type; layout never reads markup out of it.

namespace reservepost::layout {

/// A stretch of a paragraph in one manner.
struct Span {
    std::string text;
    bool strong = false;
    bool emphasis = false;
    /// Words that somebody else wrote, among ours: whatever direction they run in, and whatever
    /// controls they hold, the words around them stay where they are.
    bool foreign = false;
    bool operator==(const Span&) const = default;
};

using Spans = std::vector<Span>;

/// A heading: level 1 is the letter's subject, 2 a part of it, 3 a group within a part, 4 the label
/// of one long answer.
struct Heading {
    int level = 1;
    Spans spans;
    bool operator==(const Heading&) const = default;
};

enum class ParagraphStyle {
    Body,
    Lead,  ///< The first words of the letter, a little larger.
    Small, ///< Date and reference lines, notes.
    Large, ///< The reference in large type.
};

/// Our own words.
struct Paragraph {
    Spans spans;
    ParagraphStyle style = ParagraphStyle::Body;
    bool operator==(const Paragraph&) const = default;
};

/// A list; each item is one paragraph. Numbered from 1 where `ordered`.
struct List {
    std::vector<Spans> items;
    bool ordered = false;
    bool operator==(const List&) const = default;
};

/// One row of a label-and-value table. A value with line ends keeps them. Where a value goes on on
/// a new page its label stands there again.
struct LabelValue {
    std::string label;
    std::string value;
    bool operator==(const LabelValue&) const = default;
};

/// The reporter's own words, set clearly apart from ours. Line ends make new paragraphs.
struct Quotation {
    std::string text;
    bool operator==(const Quotation&) const = default;
};

/// An address, or other lines that belong together and must be read as they are: kept on one page,
/// and no word of them is parted.
struct AddressBlock {
    std::string text; ///< Line ends part its lines.
    bool operator==(const AddressBlock&) const = default;
};

/// A thin line across the measure, between what stands on the same page: where either side is
/// missing it is not drawn.
struct Separator {
    bool operator==(const Separator&) const = default;
};

/// Empty space of `lines` lines of body text.
struct Spacer {
    int lines = 1;
    bool operator==(const Spacer&) const = default;
};

/// Keeps the end of what stands before it and the beginning of what follows on one page.
struct Tie {
    bool operator==(const Tie&) const = default;
};

/// What follows starts on the front of a new sheet, in the same part: pages are numbered on. A
/// back that stays empty before it counts as a page.
struct NewSheet {
    bool operator==(const NewSheet&) const = default;
};

/// What follows starts on a new page, front or back.
struct NewPage {
    bool operator==(const NewPage&) const = default;
};

using SimpleBlock = std::variant<Heading, Paragraph, List, LabelValue, Quotation, AddressBlock,
                                 Separator, Spacer, Tie, NewSheet, NewPage>;

/// Blocks that are kept on one page where they fit on one.
struct Box {
    std::vector<SimpleBlock> blocks;
    bool outlined = true; ///< With a rule around them.
    bool operator==(const Box&) const = default;
};

using Block = std::variant<Heading, Paragraph, List, LabelValue, Quotation, AddressBlock, Separator,
                           Spacer, Tie, NewSheet, NewPage, Box>;

enum class Alignment {
    Ragged,    ///< Spaces as they are; lines end where they end.
    Justified, ///< Spaces grow and shrink, so that all lines but the last fill the measure.
};

/// A part of a letter that starts on a sheet of its own and numbers its own pages.
struct Part {
    std::vector<Block> blocks;
    std::string language = "nb"; ///< BCP 47: "nb", "nn", "en", "se".
    /// The running foot, with {page} and {pages} for the numbers: "Side {page} av {pages}".
    std::string foot = "Side {page} av {pages}";
    /// What follows a label that is repeated because its value goes on on a new page. Where it is
    /// empty no label is repeated.
    std::string continued = "(forts.)";
    /// Of running text in our own words. Headings, and whatever somebody else wrote, are always
    /// ragged.
    Alignment alignment = Alignment::Ragged;
    /// Whether running text in our own words may be hyphenated. What somebody else wrote never is:
    /// a hyphen of ours would be read as theirs.
    bool hyphenated = true;
    bool operator==(const Part&) const = default;
};

/// A whole piece of mail. The first part carries address and return line on its first page.
struct Letter {
    /// The last line is postcode and place, or the country.
    std::vector<std::string> address;
    /// Lines at the address's end that stay as they are: postcode and place, and the country.
    int address_tail = 1;
    std::string return_line;          ///< The return address in one line.
    std::vector<std::string> head;    ///< Date and reference lines, set at the right of the window.
    std::vector<Part> parts;
    /// False for pages that go into no envelope: they have no address, return line and head, and
    /// their text begins at the top.
    bool enveloped = true;
    bool operator==(const Letter&) const = default;
};

} // namespace reservepost::layout

#pragma once

#include "templates/declared_fields.h"
#include "templates/template.h"

#include <string>
#include <variant>
#include <vector>

// A template as a tree, between reading and filling. Fields stand in it as numbers, so that
// neither cmark nor anything else ever reads a value as markup.

namespace reservepost::templates {

/// Where something stands in a template's file, counted from 1.
struct Place {
    int line = 1;
    int column = 1;
};

/// How a value becomes text.
enum class Format { AsItIs, Date, Day, Time };

/// A field's name as a template uses it, resolved to the list it is an entry of.
struct FieldUse {
    Place place;
    std::string written;   ///< "section.title"
    std::string name;      ///< "title": the name within its entry.
    std::string declared;  ///< "sections.title"
    std::size_t scope = 0; ///< 0 is the letter, 1 the outermost loop's entry, and so on.
    FieldType type = FieldType::Text;
    Format format = Format::AsItIs;
};

/// Words or a field, in one manner.
struct Piece {
    std::string text;
    int field = -1; ///< Index into `Parsed::uses`; -1: `text` stands for itself.
    bool strong = false;
    bool emphasis = false;
};
using Pieces = std::vector<Piece>;

struct HeadingWords {
    int level = 1;
    Pieces pieces;
};
struct ParagraphWords {
    Pieces pieces;
    layout::ParagraphStyle style = layout::ParagraphStyle::Body;
};
struct ListWords {
    std::vector<Pieces> items;
    bool ordered = false;
};
struct RowWords {
    Pieces label;
    Pieces value;
};
struct QuotationWords {
    Pieces pieces;
};
/// Lines that are kept together as they are, such as an address.
struct AddressWords {
    Pieces pieces;
};

struct Node;
using Nodes = std::vector<Node>;

struct Condition {
    int field = -1;
    bool negated = false;
    Nodes then;
    Nodes otherwise;
};
struct Loop {
    int field = -1;
    Nodes body;
};
struct BoxWords {
    Nodes body;
    bool outlined = true;
};
/// Words that a receiver may replace by its own (own_words.h): no conditions, loops or boxes.
struct PassageWords {
    std::string name;
    Place place;
    layout::ParagraphStyle style = layout::ParagraphStyle::Body; ///< Of what is around it.
    Nodes body;
};
struct Node {
    std::variant<HeadingWords, ParagraphWords, ListWords, RowWords, QuotationWords, AddressWords,
                 layout::Separator, layout::Spacer, layout::NewPage, Condition, Loop, BoxWords,
                 PassageWords>
        words;
};

/// What reading found wrong, collected so that it can be told all at once.
struct Findings {
    std::vector<TemplateError> errors;
    void add(Place place, std::string message)
    {
        errors.push_back({place.line, place.column, std::move(message)});
    }
    /// Throws `TemplateErrors`, in the order of the file, where there are any.
    void throw_if_any(const std::string& file);
};

struct Template::Parsed {
    std::string file;
    std::string bytes;
    std::string title, kind, language, foot;
    int version = 0;
    std::vector<FieldUse> uses;
    Nodes nodes;
};

} // namespace reservepost::templates

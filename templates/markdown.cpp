#include "templates/markdown.h"

#include "templates/plain_text.h"

#include <cmark.h>

#include <memory>

// The door for cmark.

namespace reservepost::templates {

namespace {

constexpr char32_t first_mark = 0xF0000;

bool is_mark(char32_t c)
{
    return c >= first_mark && c < first_mark + most_fields;
}

/// Adds words to pieces, and parts fields from the words around them.
void append_words(Pieces& pieces, std::string_view text, bool strong, bool emphasis)
{
    Piece words{"", -1, strong, emphasis};
    const auto flush = [&] {
        if (!words.text.empty()) pieces.push_back(words);
        words.text.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        if (is_mark(c)) {
            flush();
            pieces.push_back({"", static_cast<int>(c - first_mark), strong, emphasis});
        } else {
            append_character(words.text, c);
        }
    }
    flush();
}

/// Reads the blocks of one document.
class BlockReader {
public:
    BlockReader(int first_line, layout::ParagraphStyle style, Nodes& nodes, Findings& findings)
        : first_line_(first_line), style_(style), nodes_(nodes), findings_(findings)
    {
    }

    void read(cmark_node* document)
    {
        for (cmark_node* block = cmark_node_first_child(document); block != nullptr;
             block = cmark_node_next(block))
            read_block(block);
    }

private:
    Place place(cmark_node* node) const
    {
        return {first_line_ + cmark_node_get_start_line(node) - 1,
                std::max(1, cmark_node_get_start_column(node))};
    }

    void read_block(cmark_node* block)
    {
        switch (cmark_node_get_type(block)) {
        case CMARK_NODE_HEADING: {
            const int level = cmark_node_get_heading_level(block);
            if (level > 4) findings_.add(place(block), "a heading has level 1, 2, 3 or 4");
            return add(HeadingWords{level, one_line(block)});
        }
        case CMARK_NODE_PARAGRAPH:
            return read_paragraph(block);
        case CMARK_NODE_LIST:
            return read_list(block);
        case CMARK_NODE_BLOCK_QUOTE:
            return read_quotation(block);
        case CMARK_NODE_THEMATIC_BREAK:
            return add(layout::Separator{});
        default:
            findings_.add(place(block), std::string("a letter cannot show ") + name_of(block) +
                                            "; use paragraphs, headings, lists and rows");
        }
    }

    template <class Words> void add(Words words) { nodes_.push_back(Node{std::move(words)}); }

    static const char* name_of(cmark_node* node)
    {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_CODE_BLOCK:
        case CMARK_NODE_CODE:
            return "code (is the line indented by four spaces?)";
        case CMARK_NODE_HTML_BLOCK:
        case CMARK_NODE_HTML_INLINE:
            return "HTML";
        case CMARK_NODE_LINK:
            return "a link";
        case CMARK_NODE_IMAGE:
            return "a picture";
        default:
            return "this";
        }
    }

    /// The block's source lines, each as pieces.
    std::vector<Pieces> lines(cmark_node* block)
    {
        std::vector<Pieces> out(1);
        inlines(block, block, false, false, out);
        return out;
    }

    void inlines(cmark_node* block, cmark_node* parent, bool strong, bool emphasis,
                 std::vector<Pieces>& out)
    {
        for (cmark_node* node = cmark_node_first_child(parent); node != nullptr;
             node = cmark_node_next(node)) {
            switch (cmark_node_get_type(node)) {
            case CMARK_NODE_TEXT:
                append_words(out.back(), cmark_node_get_literal(node), strong, emphasis);
                break;
            case CMARK_NODE_SOFTBREAK:
            case CMARK_NODE_LINEBREAK:
                out.emplace_back();
                break;
            case CMARK_NODE_STRONG:
                inlines(block, node, true, emphasis, out);
                break;
            case CMARK_NODE_EMPH:
                inlines(block, node, strong, true, out);
                break;
            default:
                findings_.add(place(block), std::string("a letter cannot show ") + name_of(node));
            }
        }
    }

    static Pieces joined(std::vector<Pieces> lines)
    {
        Pieces out = std::move(lines.front());
        for (std::size_t i = 1; i < lines.size(); ++i) {
            out.push_back({" "});
            out.insert(out.end(), lines[i].begin(), lines[i].end());
        }
        return out;
    }

    Pieces one_line(cmark_node* block) { return joined(lines(block)); }

    static bool is_value_line(const Pieces& line)
    {
        return !line.empty() && line.front().field < 0 &&
               (line.front().text == ":" || line.front().text.starts_with(": "));
    }

    void read_paragraph(cmark_node* block)
    {
        std::vector<Pieces> rows = lines(block);
        bool any_value = false;
        for (const Pieces& line : rows)
            any_value = any_value || is_value_line(line);
        if (!any_value) return add(ParagraphWords{joined(std::move(rows)), style_});
        read_rows(block, std::move(rows));
    }

    /// "Label" on one line, ": value" on the next, and so on.
    void read_rows(cmark_node* block, std::vector<Pieces> rows)
    {
        for (std::size_t i = 0; i < rows.size(); i += 2) {
            Place where = place(block);
            where.line += static_cast<int>(i);
            const bool good =
                i + 1 < rows.size() && !is_value_line(rows[i]) && is_value_line(rows[i + 1]);
            if (!good)
                return findings_.add(where, "a label must stand alone on its line, and its value "
                                            "after \": \" on the next");
            Pieces& value = rows[i + 1];
            value.front().text.erase(0, 2);
            refuse_styles(rows[i], where);
            refuse_styles(value, where);
            add(RowWords{std::move(rows[i]), std::move(value)});
        }
    }

    void refuse_styles(const Pieces& pieces, Place where)
    {
        for (const Piece& piece : pieces)
            if (piece.strong || piece.emphasis)
                return findings_.add(where, "rows and quotations cannot hold bold or italic words");
    }

    void read_list(cmark_node* list)
    {
        ListWords words;
        words.ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
        for (cmark_node* item = cmark_node_first_child(list); item != nullptr;
             item = cmark_node_next(item)) {
            if (!single_paragraph(item)) {
                findings_.add(place(item), "an item of a list holds exactly one paragraph");
                continue;
            }
            words.items.push_back(one_line(cmark_node_first_child(item)));
        }
        add(std::move(words));
    }

    void read_quotation(cmark_node* quotation)
    {
        if (!single_paragraph(quotation))
            return findings_.add(place(quotation), "a quotation holds exactly one paragraph");
        Pieces pieces = one_line(cmark_node_first_child(quotation));
        refuse_styles(pieces, place(quotation));
        add(QuotationWords{std::move(pieces)});
    }

    static bool single_paragraph(cmark_node* parent)
    {
        cmark_node* only = cmark_node_first_child(parent);
        return only != nullptr && cmark_node_next(only) == nullptr &&
               cmark_node_get_type(only) == CMARK_NODE_PARAGRAPH;
    }

    int first_line_;
    layout::ParagraphStyle style_;
    Nodes& nodes_;
    Findings& findings_;
};

} // namespace

std::string field_mark(int index)
{
    if (index < 0 || index >= most_fields)
        throw std::logic_error("a field's mark lies outside its range [this is a bug]");
    std::string mark;
    append_character(mark, first_mark + static_cast<char32_t>(index));
    return mark;
}

bool has_field_mark(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();)
        if (is_mark(next_character(text, at))) return true;
    return false;
}

void read_markdown(std::string_view text, int first_line, layout::ParagraphStyle style,
                   Nodes& nodes, Findings& findings)
{
    const std::unique_ptr<cmark_node, void (*)(cmark_node*)> document(
        cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT), cmark_node_free);
    cmark_consolidate_text_nodes(document.get());
    BlockReader(first_line, style, nodes, findings).read(document.get());
}

} // namespace reservepost::templates

#include "templates/field_use.h"
#include "templates/markdown.h"
#include "templates/plain_text.h"
#include "templates/structure.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace reservepost::templates {

namespace {

using layout::ParagraphStyle;

struct StyleWord {
    std::string_view word;
    ParagraphStyle style;
};
constexpr StyleWord style_words[] = {
    {"lead", ParagraphStyle::Lead},
    {"small", ParagraphStyle::Small},
    {"large", ParagraphStyle::Large},
};

/// Something that was opened and waits for its end.
struct Open {
    enum class What { File, If, Else, For, Box, Keep, Style, Address, Passage };
    What what = What::File;
    Place place;
    std::string name; ///< Of a passage.
    int field = -1;
    bool negated = false;
    ParagraphStyle style = ParagraphStyle::Body;
    Nodes nodes;
    Nodes then; ///< Of an `Else`: what stands before it.
};

/// How many characters `text` has.
int characters_in(std::string_view text)
{
    int count = 0;
    for (std::size_t at = 0; at < text.size(); ++count)
        next_character(text, at);
    return count;
}

class BodyReader {
public:
    BodyReader(Template::Parsed& parsed, Allowed allowed, Findings& findings)
        : parsed_(parsed), allowed_(allowed), findings_(findings)
    {
        open_.emplace_back();
    }

    void read(const std::vector<std::string_view>& lines, std::size_t first)
    {
        for (std::size_t i = first; i < lines.size(); ++i) {
            line_ = static_cast<int>(i) + 1;
            read_line(lines[i]);
        }
        end_markdown();
        while (open_.size() > 1) {
            findings_.add(open_.back().place, "what begins here has no end");
            close();
        }
        parsed_.nodes = std::move(open_.back().nodes);
    }

private:
    void read_line(std::string_view line)
    {
        const std::string_view text = trimmed(line);
        const Place place{line_, characters_in(line.substr(0, line.find(text))) + 1};
        if (has_field_mark(line))
            findings_.add({line_, 1}, "a template holds no characters of plane 15");
        if (text.starts_with(":::")) {
            end_markdown();
            container(trimmed(text.substr(3)), place);
        } else if (text.starts_with("{{") && text.find("}}") == text.size() - 2 &&
                   is_statement(text.substr(2))) {
            end_markdown();
            statement(trimmed(text.substr(2, text.size() - 4)), place);
        } else if (allowed_ == Allowed::Passages && open_.size() == 1 && !text.empty()) {
            findings_.add(place, "own words stand in passages: between \"::: words NAME\" and "
                                 "\":::\"");
        } else {
            if (markdown_.empty()) markdown_line_ = line_;
            markdown_ += with_marks(line);
            markdown_ += '\n';
        }
    }

    static bool is_statement(std::string_view text)
    {
        const std::string_view inner = trimmed(text);
        const std::string_view word = inner.substr(0, inner.find_first_of(" \t}"));
        return word == "if" || word == "else" || word == "for" || word == "end";
    }

    /// The line with each field replaced by its mark.
    std::string with_marks(std::string_view line)
    {
        std::string out;
        std::size_t at = 0;
        for (std::size_t begin = line.find("{{"); begin != std::string_view::npos;
             begin = line.find("{{", at)) {
            const Place place{line_, characters_in(line.substr(0, begin)) + 1};
            const std::size_t end = line.find("}}", begin);
            if (end == std::string_view::npos) {
                findings_.add(place, "\"{{\" has no \"}}\" on the same line");
                return out;
            }
            out += line.substr(at, begin - at);
            const std::string_view inner = line.substr(begin + 2, end - begin - 2);
            if (is_statement(inner))
                findings_.add(place, "if, else, for and end stand on a line of their own");
            else
                out += mark_of(inner, place);
            at = end + 2;
        }
        if (line.find("}}", at) != std::string_view::npos)
            findings_.add({line_, characters_in(line.substr(0, line.find("}}", at))) + 1},
                          "\"}}\" has no \"{{\" before it");
        return out += line.substr(at);
    }

    std::string mark_of(std::string_view inner, Place place)
    {
        const int field = add_use(inner, place, Purpose::Print);
        return field < 0 ? "" : field_mark(field);
    }

    /// The number of the field, or -1 with a finding.
    int add_use(std::string_view text, Place place, Purpose purpose)
    {
        if (parsed_.uses.size() >= most_fields) {
            if (parsed_.uses.size() == most_fields)
                findings_.add(place, "a template holds at most 4000 fields");
            return -1;
        }
        auto use = read_field_use(text, place, purpose, parsed_.kind, loops_, findings_);
        if (!use) return -1;
        parsed_.uses.push_back(std::move(*use));
        return static_cast<int>(parsed_.uses.size()) - 1;
    }

    void statement(std::string_view text, Place place)
    {
        const std::size_t space = text.find_first_of(" \t");
        const std::string_view word = text.substr(0, space);
        const std::string_view rest =
            space == std::string_view::npos ? std::string_view() : trimmed(text.substr(space));
        if (open_.back().what == Open::What::Passage)
            return findings_.add(place, "a passage of words holds no conditions and no loops");
        if (allowed_ == Allowed::Passages)
            return findings_.add(place, "own words hold no conditions and no loops");
        if (word == "if") return begin_condition(rest, place);
        if (word == "for") return begin_loop(rest, place);
        if (!rest.empty()) return findings_.add(place, "else and end stand alone");
        if (word == "else") return turn(place);
        using What = Open::What;
        const What what = open_.back().what;
        if (what != What::If && what != What::Else && what != What::For)
            return findings_.add(place, "there is no {{if …}} or {{for …}} to end here");
        close();
    }

    /// A new open thing, in the style of what is around it.
    Open opened(Open::What what, Place place) const
    {
        Open open;
        open.what = what;
        open.place = place;
        open.style = open_.back().style;
        return open;
    }

    void begin_condition(std::string_view rest, Place place)
    {
        Open open = opened(Open::What::If, place);
        if (rest.starts_with("not ")) {
            open.negated = true;
            rest = trimmed(rest.substr(4));
        }
        open.field = add_use(rest, place, Purpose::Ask);
        open_.push_back(std::move(open));
    }

    void begin_loop(std::string_view rest, Place place)
    {
        Open open = opened(Open::What::For, place);
        const std::size_t in = rest.find(" in ");
        OpenLoop loop;
        if (in == std::string_view::npos) {
            findings_.add(place, "a loop is written {{for section in sections}}");
        } else {
            loop.variable = trimmed(rest.substr(0, in));
            open.field = add_use(rest.substr(in + 4), place, Purpose::Walk);
        }
        if (open.field >= 0)
            loop.declared = parsed_.uses[static_cast<std::size_t>(open.field)].declared;
        const bool taken = find_declared(parsed_.kind, loop.variable) != nullptr ||
                           std::any_of(loops_.begin(), loops_.end(), [&](const OpenLoop& other) {
                               return other.variable == loop.variable;
                           });
        if (taken) findings_.add(place, "the loop's name is taken by a field or an outer loop");
        loops_.push_back(std::move(loop));
        open_.push_back(std::move(open));
    }

    void turn(Place place)
    {
        Open& open = open_.back();
        if (open.what != Open::What::If)
            return findings_.add(place, "there is no {{if …}} for this {{else}}");
        open.what = Open::What::Else;
        open.then = std::move(open.nodes);
        open.nodes.clear();
    }

    void container(std::string_view word, Place place)
    {
        using What = Open::What;
        const What what = open_.back().what;
        if (word.empty()) {
            const bool ends = what == What::Box || what == What::Keep || what == What::Style ||
                              what == What::Address || what == What::Passage;
            if (!ends) return findings_.add(place, "there is no \":::\" to end here");
            return close();
        }
        if (word.starts_with("words ")) return begin_passage(trimmed(word.substr(6)), place);
        if (what == What::Passage || allowed_ == Allowed::Passages)
            findings_.add(place, "words that can be replaced are paragraphs, headings, lists and "
                                 "rows alone");
        if (word == "page") return open_.back().nodes.push_back(Node{layout::NewPage{}});
        if (word.starts_with("space ")) return add_space(trimmed(word.substr(6)), place);
        Open open = opened(What::Style, place);
        for (const StyleWord& known : style_words)
            if (known.word == word) {
                open.style = known.style;
                return open_.push_back(std::move(open));
            }
        if (word != "box" && word != "keep" && word != "address")
            return findings_.add(place, "after \":::\" stands box, keep, address, lead, small, "
                                        "large, page, space N, words NAME or nothing");
        for (const Open& outer : open_)
            if (word != "address" && (outer.what == What::Box || outer.what == What::Keep))
                findings_.add(place, "a box cannot stand in a box");
        open.what = word == "box" ? What::Box : word == "keep" ? What::Keep : What::Address;
        open_.push_back(std::move(open));
    }

    void begin_passage(std::string_view name, Place place)
    {
        const bool is_name =
            !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == name.npos;
        if (!is_name)
            findings_.add(place, "a passage's name is made of a-z and -, as in \"::: words next\"");
        for (const Open& outer : open_)
            if (outer.what == Open::What::Passage || outer.what == Open::What::For)
                findings_.add(place, "a passage cannot stand in a loop or in another passage");
        if (!passages_.emplace(name).second)
            findings_.add(place, "there are two passages of this name");
        Open open = opened(Open::What::Passage, place);
        open.name = name;
        open_.push_back(std::move(open));
    }

    void add_space(std::string_view number, Place place)
    {
        int lines = 0;
        const auto [end, error] =
            std::from_chars(number.data(), number.data() + number.size(), lines);
        if (error != std::errc() || end != number.data() + number.size() || lines < 1 || lines > 20)
            return findings_.add(place, "a space is 1 to 20 lines high, as in \"::: space 4\"");
        open_.back().nodes.push_back(Node{layout::Spacer{lines}});
    }

    /// Ends the innermost open thing and puts it into the one around it.
    void close()
    {
        using What = Open::What;
        Open open = std::move(open_.back());
        open_.pop_back();
        Nodes& around = open_.back().nodes;
        switch (open.what) {
        case What::If:
            around.push_back(Node{Condition{open.field, open.negated, std::move(open.nodes), {}}});
            break;
        case What::Else:
            around.push_back(Node{
                Condition{open.field, open.negated, std::move(open.then), std::move(open.nodes)}});
            break;
        case What::For:
            loops_.pop_back();
            around.push_back(Node{Loop{open.field, std::move(open.nodes)}});
            break;
        case What::Box:
        case What::Keep:
            around.push_back(Node{BoxWords{std::move(open.nodes), open.what == What::Box}});
            break;
        case What::Address:
            add_address(open, around);
            break;
        case What::Passage:
            around.push_back(Node{
                PassageWords{std::move(open.name), open.place, open.style, std::move(open.nodes)}});
            break;
        case What::Style:
        case What::File:
            for (Node& node : open.nodes)
                around.push_back(std::move(node));
        }
    }

    /// The paragraphs of an address are lines that belong together.
    void add_address(Open& open, Nodes& around)
    {
        for (Node& node : open.nodes)
            if (auto* paragraph = std::get_if<ParagraphWords>(&node.words))
                around.push_back(Node{AddressWords{std::move(paragraph->pieces)}});
            else
                findings_.add(open.place, "an address holds paragraphs alone");
    }

    void end_markdown()
    {
        if (!markdown_.empty())
            read_markdown(markdown_, markdown_line_, open_.back().style, open_.back().nodes,
                          findings_);
        markdown_.clear();
    }

    Template::Parsed& parsed_;
    Allowed allowed_;
    Findings& findings_;
    std::vector<Open> open_;
    std::set<std::string, std::less<>> passages_;
    std::vector<OpenLoop> loops_;
    std::string markdown_;
    int markdown_line_ = 1;
    int line_ = 1;
};

} // namespace

void read_body(const std::vector<std::string_view>& lines, std::size_t first, Allowed allowed,
               Template::Parsed& parsed, Findings& findings)
{
    BodyReader(parsed, allowed, findings).read(lines, first);
}

} // namespace reservepost::templates

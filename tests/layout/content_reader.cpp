#include "content_reader.h"

#include <charconv>
#include <stdexcept>
#include <utility>

namespace reservepost::layout {

namespace {

/// An operand: a number, a name, a string, or an array of numbers and strings.
struct Operand {
    double number = 0;
    std::string octets; ///< Of a name or a string.
    bool is_string = false;
    std::vector<Operand> elements;
};

class ContentReader {
public:
    ContentReader(std::string_view content, const std::map<int, FaceCodes>& codes) : rest_(content)
    {
        for (const auto& [face, of_face] : codes)
            for (std::size_t font = 0; font < of_face.fonts().size(); ++font)
                add_font(face, font, of_face.fonts()[font]);
    }

    std::vector<std::vector<ShownGlyph>> read()
    {
        std::vector<Operand> operands;
        for (skip_space(); !rest_.empty(); skip_space()) {
            if (begins_operand()) {
                operands.push_back(read_operand());
                continue;
            }
            apply(read_word(), operands);
            operands.clear();
        }
        return std::move(lines_);
    }

private:
    struct Font {
        int face = 0;
        bool two_octets = false;
        std::map<unsigned, CodedGlyph> glyphs;
    };

    void add_font(int face, std::size_t number, const CodedFont& coded)
    {
        std::string name = "F" + std::to_string(face);
        if (number > 0) name += "-" + std::to_string(number);
        Font& font = fonts_[name];
        font.face = face;
        font.two_octets = number > 0;
        for (const CodedGlyph& glyph : coded)
            if (!font.glyphs.emplace(glyph.number, glyph).second)
                throw std::runtime_error("a code was given out twice");
    }

    void skip_space()
    {
        const auto next = rest_.find_first_not_of(" \n");
        rest_.remove_prefix(next == std::string_view::npos ? rest_.size() : next);
    }

    bool begins_operand() const
    {
        return std::string_view("0123456789-./([").find(rest_.front()) != std::string_view::npos;
    }

    std::string read_word()
    {
        const std::string word(rest_.substr(0, rest_.find_first_of(" \n([])/", 1)));
        rest_.remove_prefix(word.size());
        return word;
    }

    Operand read_operand()
    {
        Operand operand;
        if (rest_.front() == '(') {
            const std::size_t end = rest_.find(')');
            operand.octets = rest_.substr(1, end - 1);
            operand.is_string = true;
            if (operand.octets.find_first_of("(\\\r") != std::string::npos)
                throw std::runtime_error("a string needs escaping");
            rest_.remove_prefix(end + 1);
        } else if (rest_.front() == '[') {
            rest_.remove_prefix(1);
            for (skip_space(); rest_.front() != ']'; skip_space())
                operand.elements.push_back(read_operand());
            rest_.remove_prefix(1);
        } else if (rest_.front() == '/') {
            operand.octets = read_word().substr(1);
        } else {
            const std::string word = read_word();
            const auto [end, error] =
                std::from_chars(word.data(), word.data() + word.size(), operand.number);
            if (error != std::errc() || end != word.data() + word.size())
                throw std::runtime_error("no number: " + word);
        }
        return operand;
    }

    void apply(const std::string& name, const std::vector<Operand>& operands)
    {
        const auto number = [&](std::size_t i) { return operands.at(i).number; };
        if (name == "Tf") {
            font_ = &fonts_.at(operands.at(0).octets);
            size_ = number(1);
        } else if (name == "Td") {
            move(number(0), number(1));
        } else if (name == "TD") {
            leading_ = -number(1);
            move(number(0), number(1));
        } else if (name == "T*") {
            move(0, -leading_);
        } else if (name == "Tw") {
            word_space_ = number(0);
        } else if (name == "Ts") {
            rise_ = number(0);
        } else if (name == "Tj") {
            show(operands.at(0).octets);
        } else if (name == "TJ") {
            for (const Operand& element : operands.at(0).elements) {
                if (element.is_string) {
                    show(element.octets);
                } else {
                    pen_ -= element.number * size_ / 1000;
                }
            }
        } else if (name != "BT" && name != "ET" && name != "g" && name != "re" && name != "f") {
            throw std::runtime_error("what is " + name + "?");
        }
    }

    void move(double right, double up)
    {
        line_x_ += right;
        line_y_ += up;
        pen_ = 0;
        lines_.emplace_back();
    }

    void show(std::string_view octets)
    {
        if (font_ == nullptr) throw std::runtime_error("a string without a font");
        const std::size_t length = font_->two_octets ? 2 : 1;
        for (std::size_t i = 0; i + length <= octets.size(); i += length) {
            unsigned code = static_cast<unsigned char>(octets[i]);
            if (length == 2) code = code << 8U | static_cast<unsigned char>(octets[i + 1]);
            const CodedGlyph& glyph = font_->glyphs.at(code);
            lines_.back().push_back(
                {font_->face, glyph.glyph, glyph.text, size_, line_x_ + pen_, line_y_ + rise_});
            pen_ += glyph.width * size_ / 1000;
            if (length == 1 && code == 32) pen_ += word_space_;
        }
    }

    std::string_view rest_;
    std::map<std::string, Font> fonts_;
    const Font* font_ = nullptr;
    double size_ = 0, word_space_ = 0, rise_ = 0, leading_ = 0;
    double line_x_ = 0, line_y_ = 0, pen_ = 0;
    std::vector<std::vector<ShownGlyph>> lines_;
};

} // namespace

std::vector<std::vector<ShownGlyph>> read_content(std::string_view content,
                                                  const std::map<int, FaceCodes>& codes)
{
    return ContentReader(content, codes).read();
}

} // namespace reservepost::layout

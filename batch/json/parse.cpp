// The parser. It is our own because Poco's (1.11) refuses documents that are valid JSON, such as
// one with a whole number of more than 64 bits or with 1e400, takes doubled keys, names no column
// and quotes values in its messages. A report with an odd number in it is still a report.

#include "batch/json/bounds.h"
#include "batch/json/utf8.h"
#include "batch/json/value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_set>

namespace reservepost::batch::json {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// Whether the octet stands for itself inside a text and is a whole character.
constexpr bool is_plain(unsigned char octet)
{
    return octet >= 0x20 && octet < 0x80 && octet != '"' && octet != '\\';
}

/// Looked up, as nearly every octet of a document is asked for.
constexpr auto plain_octets = [] {
    std::array<bool, 256> plain{};
    for (std::size_t octet = 0; octet < plain.size(); ++octet)
        plain[octet] = is_plain(static_cast<unsigned char>(octet));
    return plain;
}();

/// The keys of one object so far. Few are compared one by one; a set is worth its making only for
/// many.
class Keys {
public:
    /// Whether `key` is new among `members`, which are those that came before it.
    bool is_new(const std::string& key, const Value::Members& members)
    {
        constexpr std::size_t few = 16;
        if (members.size() < few)
            return std::ranges::find(members, key, &Value::Member::first) == members.end();
        if (seen_.empty())
            for (const auto& member : members)
                seen_.insert(member.first);
        return seen_.insert(key).second;
    }

private:
    std::unordered_set<std::string> seen_;
};

class Parser {
public:
    Parser(std::string_view octets, const Limits& limits) : octets_(octets), limits_(limits) {}

    Value document()
    {
        if (octets_.size() > limits_.octets) {
            throw JsonError("the document has " + std::to_string(octets_.size()) +
                            " octets; at most " + std::to_string(limits_.octets) + " are read");
        }
        if (octets_.starts_with(byte_order_mark)) {
            fail("a byte order mark stands before the document; it must be UTF-8 without one");
        }
        skip_space();
        if (at_end()) fail("there is no value; one JSON value was expected");
        auto result = value(0);
        skip_space();
        if (!at_end()) fail("there is more after the end of the JSON value; nothing may follow it");
        return result;
    }

private:
    bool at_end() const { return at_ == octets_.size(); }
    /// The next octet; NUL at the end, which no rule of JSON takes.
    char peek() const { return at_end() ? '\0' : octets_[at_]; }

    [[noreturn]] void fail(const std::string& what) const { fail_at(at_, what); }

    [[noreturn]] void fail_at(std::size_t place, const std::string& what) const
    {
        const auto before = octets_.substr(0, place);
        const auto line = std::ranges::count(before, '\n') + 1;
        const auto line_start = before.rfind('\n');
        const auto column = line_start == std::string_view::npos ? place + 1 : place - line_start;
        throw SyntaxError(static_cast<std::size_t>(line), column, what);
    }

    void skip_space()
    {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
            ++at_;
    }

    Value value(std::size_t depth)
    {
        const char next = peek();
        if (next == '{') return object(depth + 1);
        if (next == '[') return list(depth + 1);
        if (next == '"') return text(limits_.text_octets, "text");
        if (next == '-' || is_digit(next)) return number();
        if (take_word("true")) return true;
        if (take_word("false")) return false;
        if (take_word("null")) return nullptr;
        if (at_end()) fail("the document ends where a value was expected; it may be cut short");
        fail("a value was expected here: a text in quotes, a number, true, false, null, [ or {");
    }

    bool take_word(std::string_view word)
    {
        if (!octets_.substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }

    /// Enters a list or object, whose opening bracket is next.
    void enter(std::size_t depth)
    {
        if (depth > limits_.depth) {
            fail("lists and objects stand more than " + std::to_string(limits_.depth) +
                 " deep in one another");
        }
        ++at_;
        skip_space();
    }

    void count_member()
    {
        if (++members_ > limits_.members) {
            fail("the document has more than " + std::to_string(limits_.members) +
                 " members and items");
        }
    }

    /// After an item: true if another follows, false if the closing bracket came.
    bool another(char closing)
    {
        skip_space();
        if (peek() == closing) {
            ++at_;
            return false;
        }
        if (peek() == ',') {
            ++at_;
            skip_space();
            return true;
        }
        if (at_end()) {
            fail(std::string("the document ends before a closing ") + closing +
                 "; it may be cut short");
        }
        fail(std::string("a comma or a closing ") + closing + " was expected here");
    }

    Value list(std::size_t depth)
    {
        enter(depth);
        Value::List items;
        if (peek() == ']') {
            ++at_;
            return items;
        }
        do {
            count_member();
            items.push_back(value(depth));
        } while (another(']'));
        return items;
    }

    Value object(std::size_t depth)
    {
        enter(depth);
        Value::Members members;
        Keys keys;
        if (peek() == '}') {
            ++at_;
            return members;
        }
        do {
            count_member();
            const auto key_place = at_;
            if (peek() != '"') fail("a key in quotes was expected here");
            auto key = text(std::min(limits_.text_octets, longest_key_octets), "key");
            if (!keys.is_new(key, members)) {
                fail_at(key_place, "this key stands twice in the same object; each may come once");
            }
            skip_space();
            if (peek() != ':') fail("a colon was expected after the key");
            ++at_;
            skip_space();
            members.emplace_back(std::move(key), value(depth));
        } while (another('}'));
        return members;
    }

    Value number()
    {
        const auto start = at_;
        bool whole = true;
        if (peek() == '-') ++at_;
        if (peek() == '0') {
            ++at_;
            if (is_digit(peek())) fail("a number may not begin with 0");
        } else {
            digits();
        }
        if (peek() == '.') {
            whole = false;
            ++at_;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            whole = false;
            ++at_;
            if (peek() == '+' || peek() == '-') ++at_;
            digits();
        }
        const auto token = octets_.substr(start, at_ - start);
        if (token.size() > limits_.text_octets) {
            fail_at(start,
                    "this number has more than " + std::to_string(limits_.text_octets) + " octets");
        }
        std::int64_t integer = 0;
        const auto* end = token.data() + token.size();
        const auto result = std::from_chars(token.data(), end, integer);
        // "-0" would become 0, so it stays as it was written.
        if (whole && result.ec == std::errc() && token != "-0") return integer;
        return Number{std::string(token)};
    }

    void digits()
    {
        if (!is_digit(peek())) fail("a digit was expected here");
        while (is_digit(peek()))
            ++at_;
    }

    /// A text of at most `most` octets, whose opening quotation mark is next; `what` it is, a text
    /// or a key, is for the message.
    std::string text(std::size_t most, const char* what)
    {
        const auto start = at_++;
        std::string result;
        for (;;) {
            if (at_end()) {
                fail_at(start, std::string("this ") + what + " has no closing quotation mark");
            }
            if (peek() == '"') break;
            if (peek() == '\\') {
                escape(result);
            } else {
                characters(result);
            }
            if (result.size() > most) {
                fail_at(start, std::string("this ") + what + " has more than " +
                                   std::to_string(most) + " octets");
            }
        }
        ++at_;
        return result;
    }

    /// All characters up to the next quotation mark, backslash or end; there is at least one.
    void characters(std::string& result)
    {
        const auto start = at_;
        while (!at_end()) {
            const auto octet = static_cast<unsigned char>(octets_[at_]);
            if (plain_octets[octet]) {
                ++at_;
                continue;
            }
            if (octet == '"' || octet == '\\') break;
            if (octet < 0x20) {
                fail("a control character or line end stands in a text; it must be written as "
                     "\\n, \\t or \\u00XX");
            }
            const auto length = character_length(octets_, at_);
            if (length == 0) fail("these octets are not UTF-8; the document must be UTF-8");
            at_ += length;
        }
        result += octets_.substr(start, at_ - start);
    }

    void escape(std::string& result)
    {
        static constexpr std::string_view letters = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        const auto start = at_++;
        if (peek() == 'u') {
            append_character(result, code_point(start));
            return;
        }
        const auto which = at_end() ? std::string_view::npos : letters.find(peek());
        if (which == std::string_view::npos) {
            fail_at(start, "a backslash must be followed by one of \" \\ / b f n r t u");
        }
        result += meanings[which];
        ++at_;
    }

    /// The character of \uXXXX, or of two of them that make a surrogate pair; 'u' is next.
    char32_t code_point(std::size_t start)
    {
        const auto first = hexadecimal(start);
        if (first < 0xD800 || first > 0xDFFF) return first;
        const bool high = first < 0xDC00;
        if (high && take_word("\\") && peek() == 'u') {
            const auto second = hexadecimal(start);
            if (second >= 0xDC00 && second <= 0xDFFF) {
                return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            }
        }
        fail_at(start, "this \\u is one half of a surrogate pair; both halves are needed");
    }

    char32_t hexadecimal(std::size_t start)
    {
        ++at_;
        const auto token = octets_.substr(at_, 4);
        unsigned int code = 0;
        const auto* end = token.data() + token.size();
        const auto result = std::from_chars(token.data(), end, code, 16);
        if (token.size() < 4 || result.ec != std::errc() || result.ptr != end) {
            fail_at(start, "\\u must be followed by four hexadecimal digits");
        }
        at_ += 4;
        return code;
    }

    std::string_view octets_;
    const Limits& limits_;
    std::size_t at_ = 0;
    std::size_t members_ = 0;
};

} // namespace

Value parse(std::string_view octets, const Limits& limits)
{
    return Parser(octets, limits).document();
}

} // namespace reservepost::batch::json

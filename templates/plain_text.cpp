#include "templates/plain_text.h"

#include <vector>

namespace reservepost::templates {

namespace {

constexpr char32_t replacement = 0xFFFD;

bool is_line_end(char32_t c)
{
    return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_control(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

/// "U+0007": the name of a character that cannot be printed.
void append_code_point(std::string& out, char32_t c)
{
    constexpr char digits[] = "0123456789ABCDEF";
    out += "U+";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += digits[(c >> shift) & 0xF];
}

/// The directions a line has opened and not yet closed (UAX #9, 3.3.2).
class OpenDirections {
public:
    void meet(char32_t c)
    {
        const bool embedding = c == 0x202A || c == 0x202B || c == 0x202D || c == 0x202E;
        const bool isolate = c >= 0x2066 && c <= 0x2068;
        if (embedding) closers_.push_back(0x202C);
        if (isolate) closers_.push_back(0x2069);
        if (c == 0x202C && !closers_.empty() && closers_.back() == c) closers_.pop_back();
        if (c == 0x2069) close_isolate();
    }
    void close_all(std::string& out)
    {
        for (; !closers_.empty(); closers_.pop_back())
            append_character(out, closers_.back());
    }

private:
    void close_isolate() // It also closes the embeddings opened within it.
    {
        for (std::size_t i = closers_.size(); i > 0; --i) {
            if (closers_[i - 1] != 0x2069) continue;
            closers_.resize(i - 1);
            return;
        }
    }
    std::vector<char32_t> closers_;
};

void trim_end(std::string& text)
{
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n'))
        text.pop_back();
}

std::string plain(std::string_view text, bool keep_lines)
{
    std::string out;
    out.reserve(text.size());
    OpenDirections directions;
    const auto space = [&] { // Our own lines hold single spaces; a person's lines stay as typed.
        if (!out.empty() && (keep_lines || out.back() != ' ')) out += ' ';
    };
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        if (is_line_end(c)) {
            if (c == 0x0D && at < text.size() && text[at] == '\n') ++at;
            if (!keep_lines) {
                space();
                continue;
            }
            directions.close_all(out);
            while (!out.empty() && out.back() == ' ')
                out.pop_back();
            if (!out.empty()) out += '\n';
        } else if (c == '\t' || c == ' ') {
            space();
        } else if (is_control(c)) {
            append_code_point(out, c);
        } else {
            directions.meet(c);
            append_character(out, c);
        }
    }
    trim_end(out);
    directions.close_all(out);
    return out;
}

} // namespace

char32_t next_character(std::string_view text, std::size_t& at)
{
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = octet(at++);
    if (first < 0x80) return first;
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    if (first < 0xC2 || first > 0xF4) return replacement;
    char32_t c = first & (0x3Fu >> more);
    std::size_t i = at;
    for (int left = more; left > 0; --left, ++i) {
        if (i >= text.size() || (octet(i) & 0xC0) != 0x80) return replacement;
        c = (c << 6) | (octet(i) & 0x3Fu);
    }
    const bool overlong = (more == 2 && c < 0x800) || (more == 3 && c < 0x10000);
    if (overlong || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return replacement;
    at = i;
    return c;
}

void append_character(std::string& text, char32_t c)
{
    const auto put = [&](char32_t octet) { text += static_cast<char>(octet); };
    const auto follow = [&](int shift) { put(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        follow(0);
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        follow(6);
        follow(0);
    } else {
        put(0xF0 | (c >> 18));
        follow(12);
        follow(6);
        follow(0);
    }
}

std::string plain_lines(std::string_view text)
{
    return plain(text, true);
}

std::string plain_line(std::string_view text)
{
    return plain(text, false);
}

} // namespace reservepost::templates

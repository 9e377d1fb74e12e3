#include "layout/pdf_value.h"

#include "layout/decimal.h"
#include "layout/hexadecimal.h"

#include <algorithm>

namespace reservepost::layout {

namespace {

/// What ends a name or a number without a space between (ISO 32000-1, 7.2.2).
constexpr bool is_delimiter(char c)
{
    switch (c) {
    case '(':
    case ')':
    case '<':
    case '>':
    case '[':
    case ']':
    case '{':
    case '}':
    case '/':
    case '%':
        return true;
    default:
        return false;
    }
}

bool is_printable(char c)
{
    return c >= ' ' && c <= '~';
}

bool needs_no_escape(char c)
{
    return is_printable(c) && c != ' ' && c != '#' && !is_delimiter(c);
}

void append_name(std::string& octets, std::string_view name)
{
    octets += '/';
    for (const char c : name) {
        if (needs_no_escape(c)) {
            octets += c;
        } else {
            octets += '#';
            append_hexadecimal(octets, static_cast<unsigned char>(c), 2);
        }
    }
}

void append_text(std::string& octets, std::string_view text)
{
    if (!std::ranges::all_of(text, is_printable)) {
        octets += "<FEFF";
        append_utf16_hexadecimal(octets, text);
        octets += '>';
        return;
    }
    octets += '(';
    for (const char c : text) {
        if (c == '(' || c == ')' || c == '\\') octets += '\\';
        octets += c;
    }
    octets += ')';
}

struct Append {
    std::string& octets;

    void separate() const
    {
        if (!octets.empty() && !is_delimiter(octets.back())) octets += ' ';
    }
    void operator()(std::int64_t number) const
    {
        separate();
        append_whole(octets, number);
    }
    void operator()(Length length) const
    {
        separate();
        append_thousandths(octets, length.in_thousandths_of_pt());
    }
    void operator()(const PdfName& name) const { append_name(octets, name.text); }
    void operator()(PdfReference reference) const
    {
        separate();
        append_whole(octets, reference.object);
        octets += " 0 R";
    }
    void operator()(const PdfText& text) const { append_text(octets, text.utf8); }
    void operator()(const PdfArray& array) const
    {
        octets += '[';
        for (const PdfValue& value : array)
            std::visit(*this, value.value);
        octets += ']';
    }
    void operator()(const PdfDictionary& dictionary) const
    {
        octets += "<<";
        for (const auto& [key, value] : dictionary) {
            append_name(octets, key);
            std::visit(*this, value.value);
        }
        octets += ">>";
    }
};

} // namespace

void append(std::string& octets, const PdfValue& value)
{
    std::visit(Append{octets}, value.value);
}

void append(std::string& octets, const PdfDictionary& dictionary)
{
    Append{octets}(dictionary);
}

} // namespace reservepost::layout

#include "batch/json/utf8.h"
#include "batch/json/value.h"

#include <algorithm>

namespace reservepost::batch::json {

namespace {

/// Adds `text` in quotes, escaping only what RFC 8259 demands, with the short forms where there
/// are any.
void write_text(std::string& out, std::string_view text)
{
    static constexpr std::string_view special = "\"\\\b\f\n\r\t";
    static constexpr std::string_view letters = "\"\\bfnrt";
    static constexpr std::string_view digits = "0123456789abcdef";
    if (!is_utf8(text)) throw JsonError("a text to be written as JSON is not UTF-8");
    out += '"';
    for (const char c : text) {
        const auto which = special.find(c);
        const auto octet = static_cast<unsigned char>(c);
        if (which != std::string_view::npos) {
            out += '\\';
            out += letters[which];
        } else if (octet < 0x20) {
            out += "\\u00";
            out += digits[octet >> 4];
            out += digits[octet & 0x0F];
        } else {
            out += c;
        }
    }
    out += '"';
}

/// Writes a value in one of the two manners.
class Writer {
public:
    explicit Writer(bool for_people) : for_people_(for_people) {}

    void write(const Value& value)
    {
        switch (value.kind()) {
        case Value::Kind::Null:
            if (!for_people_) refuse(value);
            out_ += "null";
            break;
        case Value::Kind::Number:
            if (!for_people_) refuse(value);
            out_ += value.as_number().text;
            break;
        case Value::Kind::Boolean:
            out_ += value.as_boolean() ? "true" : "false";
            break;
        case Value::Kind::Integer:
            out_ += std::to_string(value.as_integer());
            break;
        case Value::Kind::Text:
            write_text(out_, value.as_text());
            break;
        case Value::Kind::List:
            bracketed('[', ']', value.as_list(), [this](const Value& item) { write(item); });
            break;
        case Value::Kind::Object:
            write_object(value.as_object());
            break;
        }
    }

    std::string take() { return std::move(out_); }

private:
    [[noreturn]] static void refuse(const Value& value)
    {
        throw JsonError("canonical JSON holds texts, 64-bit whole numbers, true, false, lists and "
                        "objects; this is " +
                        std::string(name_of(value.kind())));
    }

    void write_object(const Value::Members& members)
    {
        std::vector<const Value::Member*> order;
        order.reserve(members.size());
        for (const auto& member : members)
            order.push_back(&member);
        if (!for_people_) std::ranges::sort(order, {}, &Value::Member::first);
        bracketed('{', '}', order, [this](const Value::Member* member) {
            write_text(out_, member->first);
            out_ += for_people_ ? ": " : ":";
            write(member->second);
        });
    }

    template <typename Items, typename Write>
    void bracketed(char opening, char closing, const Items& items, Write write_item)
    {
        out_ += opening;
        ++level_;
        bool first = true;
        for (const auto& item : items) {
            if (!first) out_ += ',';
            first = false;
            new_line();
            write_item(item);
        }
        --level_;
        if (!first) new_line();
        out_ += closing;
    }

    void new_line()
    {
        if (for_people_) out_ += '\n' + std::string(level_ * 2, ' ');
    }

    bool for_people_;
    std::size_t level_ = 0;
    std::string out_;
};

} // namespace

std::string canonical(const Value& value)
{
    Writer writer(false);
    writer.write(value);
    return writer.take();
}

std::string pretty(const Value& value)
{
    Writer writer(true);
    writer.write(value);
    return writer.take() + '\n';
}

} // namespace reservepost::batch::json

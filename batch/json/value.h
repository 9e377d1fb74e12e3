#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// JSON (RFC 8259) as Reservepost reads and writes it: one small tree, one strict parser, one
// canonical text.

namespace reservepost::batch::json {

/// JSON that cannot be read or is not what was asked for. The message names the place and what
/// would be right, and never repeats any of the content.
class JsonError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A document that is no JSON, or more of it than was allowed: where, and what would be right. The
/// message is "line 1, column 7: " and the fault.
class SyntaxError : public JsonError {
public:
    SyntaxError(std::size_t line, std::size_t column, std::string fault)
        : JsonError("line " + std::to_string(line) + ", column " + std::to_string(column) + ": " +
                    fault),
          line_(line), column_(column), fault_(std::move(fault))
    {
    }

    std::size_t line() const { return line_; }     ///< From 1.
    std::size_t column() const { return column_; } ///< From 1, in octets.
    const std::string& fault() const { return fault_; }

private:
    std::size_t line_;
    std::size_t column_;
    std::string fault_;
};

/// A number with a fraction or an exponent, or one that does not fit 64 bits: its text as it
/// stood in the document, such as "1.50". Nothing is ever computed with it.
struct Number {
    std::string text;
    bool operator==(const Number&) const = default;
};

/// One JSON value. A value type: compare it, copy it. Objects keep the order their members came
/// in, and hold each key once.
class Value {
public:
    enum class Kind { Null, Boolean, Integer, Number, Text, List, Object };
    using List = std::vector<Value>;
    using Member = std::pair<std::string, Value>;
    using Members = std::vector<Member>;

    Value() = default; ///< null
    Value(std::nullptr_t) {}
    Value(bool boolean) : content_(boolean) {}
    /// Any whole number. Throws `std::out_of_range` for an unsigned one beyond 63 bits.
    template <std::integral Integer>
    requires(!std::same_as<Integer, bool>) Value(Integer integer) : content_(checked(integer)) {}
    Value(json::Number number) : content_(std::move(number)) {}
    Value(std::string text) : content_(std::move(text)) {}
    Value(std::string_view text) : content_(std::string(text)) {}
    Value(const char* text) : content_(std::string(text)) {}
    Value(List list) : content_(std::move(list)) {}
    /// Throws `std::invalid_argument` when a key comes twice.
    Value(Members members);

    /// `Value::object({{"a", 1}, {"b", "text"}})`. Throws `std::invalid_argument` for a doubled
    /// key.
    static Value object(std::initializer_list<Member> members = {});
    /// `Value::list({1, "two"})`.
    static Value list(std::initializer_list<Value> items = {});
    /// A list of texts.
    static Value list_of(const std::vector<std::string>& texts);

    /// Sets one member of an object (null counts as an empty object), in place of an earlier one
    /// of that key. Throws `JsonError` for any other kind.
    void set(std::string key, Value value);
    /// Adds an item to a list (null counts as an empty list). Throws `JsonError` otherwise.
    void add(Value item);

    Kind kind() const;
    bool is_null() const { return kind() == Kind::Null; }
    bool is_text() const { return kind() == Kind::Text; }
    bool is_list() const { return kind() == Kind::List; }
    bool is_object() const { return kind() == Kind::Object; }

    // What is inside. Each throws `JsonError` naming the kinds expected and found when it is of
    // another kind.
    bool as_boolean() const;
    std::int64_t as_integer() const;
    const json::Number& as_number() const;
    const std::string& as_text() const;
    const List& as_list() const;
    const Members& as_object() const;

    /// The member of that key, or null where there is none. Throws `JsonError` if not an object.
    const Value* find(std::string_view key) const;
    /// The member of that key. Throws `JsonError` naming the key when it is missing.
    const Value& at(std::string_view key) const;

    // A required member of a kind. Each throws `JsonError` naming the key when the member is
    // missing or of another kind.
    bool boolean(std::string_view key) const;
    std::int64_t integer(std::string_view key) const;
    const std::string& text(std::string_view key) const;
    const List& items(std::string_view key) const;
    /// A required list of texts.
    std::vector<std::string> texts(std::string_view key) const;
    /// The text of that key; `otherwise` where it is missing or null.
    std::string text_or(std::string_view key, std::string_view otherwise) const;

    /// Equal kinds and contents; the order of an object's members does not matter.
    bool operator==(const Value& other) const;

private:
    static std::int64_t checked(std::integral auto integer)
    {
        if (!std::in_range<std::int64_t>(integer)) {
            throw std::out_of_range("a JSON integer beyond 63 bits");
        }
        return static_cast<std::int64_t>(integer);
    }

    std::variant<std::monostate, bool, std::int64_t, json::Number, std::string, List, Members>
        content_;
};

/// What a document may be at most.
struct Limits {
    std::size_t octets = 5'000'000;
    std::size_t depth = 32;              ///< Lists and objects inside one another.
    std::size_t members = 100'000;       ///< Members and items in the whole document.
    std::size_t text_octets = 5'000'000; ///< One text or key.
};

/// The value of the whole document `octets`.
///
/// Strict: RFC 8259 and UTF-8 without faults, no byte order mark, no lone surrogates, no doubled
/// keys, nothing after the value, nothing over `limits`. Throws `SyntaxError`, and `JsonError`
/// for a document that has too many octets to be looked at.
Value parse(std::string_view octets, const Limits& limits = {});

/// The one text of a value: keys sorted by octets, no spaces, least escapes. What is hashed and
/// signed. Throws `JsonError` for null, for a `Number` and for text that is not UTF-8.
std::string canonical(const Value& value);

/// The value for people and for `--json`: members in their own order, two spaces a level, a line
/// end last. Texts that are not UTF-8 throw `JsonError`.
std::string pretty(const Value& value);

/// The word for a kind in messages: "a text", "an object".
std::string_view name_of(Value::Kind kind);

} // namespace reservepost::batch::json

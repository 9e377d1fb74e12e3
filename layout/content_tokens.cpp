#include "layout/content_tokens.h"

#include <qpdf/BufferInputSource.hh>

#include <charconv>
#include <utility>

namespace reservepost::layout {

namespace {

using Type = QPDFTokenizer::token_type_e;

/// More than any operator or CMap section has; what comes before the last of them acts on nothing.
constexpr std::size_t most_operands = 1000;
/// An array of a string for each glyph of a long line has some hundred.
constexpr std::size_t most_items = 100'000;

/// Nothing if it is no number or one beyond all measure.
double number_of(const std::string& digits, bool& broken)
{
    const char* begin = digits.data();
    const char* const end = begin + digits.size();
    if (begin != end && *begin == '+') ++begin;
    double number = 0;
    const auto outcome = std::from_chars(begin, end, number, std::chars_format::fixed);
    if (outcome.ec != std::errc() || outcome.ptr != end) broken = true;
    return number;
}

} // namespace

ContentTokens::ContentTokens(const std::string& octets, JudgingBudget& budget)
    : input_(std::make_shared<BufferInputSource>("content", octets)), budget_(budget)
{
    tokenizer_.allowEOF();
}

bool ContentTokens::next(Operation& operation)
{
    operation.name.clear();
    operation.operands.clear();
    while (true) {
        budget_.run_operator(); // Of each token, since a file can have many without an operator.
        const QPDFTokenizer::Token token = tokenizer_.readToken(input_, "content", true);
        if (token.getType() == Type::tt_eof) {
            if (!operation.operands.empty() || arrays_ > 0 || dictionaries_ > 0) broken_ = true;
            return false;
        }
        if (token.getType() == Type::tt_word && dictionaries_ == 0 && token.getValue() != "null") {
            if (arrays_ > 0) broken_ = true; // An array was never closed.
            arrays_ = 0;
            operation.name = token.getValue();
            if (operation.name == "ID") pass_inline_image();
            return true;
        }
        take(operation, token);
    }
}

void ContentTokens::take(Operation& operation, const QPDFTokenizer::Token& token)
{
    const auto close = [this](int& open) { open > 0 ? void(--open) : void(broken_ = true); };
    switch (token.getType()) {
    case Type::tt_integer:
    case Type::tt_real:
        put(operation, {Operand::Kind::Number, number_of(token.getValue(), broken_), {}, {}});
        break;
    case Type::tt_bool:
        put(operation, {Operand::Kind::Other, token.getValue() == "true" ? 1.0 : 0.0, {}, {}});
        break;
    case Type::tt_string:
        put(operation, {Operand::Kind::Text, 0, token.getValue(), {}});
        break;
    case Type::tt_name:
        put(operation, {Operand::Kind::Name, 0, token.getValue(), {}});
        break;
    case Type::tt_array_open:
        if (arrays_ == 0) put(operation, {Operand::Kind::Array, 0, {}, {}});
        ++arrays_;
        break;
    case Type::tt_array_close:
        close(arrays_);
        break;
    case Type::tt_dict_open:
        if (dictionaries_ == 0) put(operation, {Operand::Kind::Other, 0, {}, {}});
        ++dictionaries_;
        break;
    case Type::tt_dict_close:
        close(dictionaries_);
        break;
    case Type::tt_word: // "null", or a word in a dictionary.
        put(operation, {});
        break;
    case Type::tt_space:
    case Type::tt_comment:
        break;
    default:
        broken_ = true;
    }
}

/// Adds an operand, or an item of the array that is open. What is in a dictionary is left out.
void ContentTokens::put(Operation& operation, Operand operand)
{
    if (dictionaries_ > 0) return;
    if (arrays_ > 0) {
        // The room of arrays is bounded by the octets that were read; that of operands here.
        auto& items = operation.operands.back().items;
        if (items.size() < most_items) {
            items.push_back(std::move(operand));
        } else {
            broken_ = true;
        }
        return;
    }
    if (operation.operands.size() == most_operands) {
        broken_ = true;
        return;
    }
    operation.operands.push_back(std::move(operand));
}

void ContentTokens::pass_inline_image()
{
    char space = 0;
    input_->read(&space, 1); // One white space belongs to the operator.
    tokenizer_.expectInlineImage(input_);
    const auto octets = tokenizer_.readToken(input_, "content", true);
    if (octets.getType() != Type::tt_inline_image) broken_ = true;
}

} // namespace reservepost::layout

#pragma once

#include "layout/judging_budget.h"

#include <qpdf/InputSource.hh>
#include <qpdf/QPDFTokenizer.hh>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

// Inside ink's files only: a content stream, or an embedded CMap, as operators with operands.

namespace reservepost::layout {

/// What stands before an operator.
struct Operand {
    enum class Kind { Number, Text, Name, Array, Other };
    Kind kind = Kind::Other;
    double number = 0;          ///< Of a number; 1 for true.
    std::string text;           ///< Octets of a string; a name with its slash.
    std::vector<Operand> items; ///< Numbers, strings and names of an array, at any depth.
};

/// An operator and what it works on.
struct Operation {
    std::string name;
    std::vector<Operand> operands;
};

/// Reads one after the other, each spent from the budget. What no token can be made of is passed
/// over and remembered.
class ContentTokens {
public:
    ContentTokens(const std::string& octets, JudgingBudget& budget);

    /// Puts the next operator into `operation`, whose room is used again; false at the end.
    bool next(Operation& operation);

    /// The octets of an inline image were passed over by the last `ID`; or it never ended.
    bool broken() const { return broken_; }

private:
    void take(Operation& operation, const QPDFTokenizer::Token& token);
    void put(Operation& operation, Operand operand);
    void pass_inline_image();

    std::shared_ptr<InputSource> input_;
    QPDFTokenizer tokenizer_;
    JudgingBudget& budget_;
    int arrays_ = 0; ///< How many are open.
    int dictionaries_ = 0;
    bool broken_ = false;
};

} // namespace reservepost::layout

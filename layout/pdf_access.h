#pragma once

#include "layout/ink_plane.h"
#include "layout/judging_budget.h"

#include <qpdf/QPDFObjectHandle.hh>

#include <optional>
#include <string>
#include <vector>

// Inside layout's files that read foreign PDF only. qpdf warns or throws where an object is of
// another kind than asked for; these ask first.

namespace reservepost::layout {

/// A number, or `otherwise` if it is none.
double number_or(QPDFObjectHandle object, double otherwise);

/// The numbers of an array, or nothing unless it is one of at least `least` and at most 1,000
/// items, all numbers.
std::optional<std::vector<double>> numbers_of(QPDFObjectHandle array, int least);

/// The box of an array of four numbers, the right way round.
std::optional<InkBox> box_of(QPDFObjectHandle array);

/// The matrix of an array of six numbers; the identity for anything else.
Matrix matrix_of(QPDFObjectHandle array);

/// A key of a dictionary or of a stream's; null for anything else.
QPDFObjectHandle value_of(QPDFObjectHandle dictionary, const std::string& key);

/// True if a name, and that one.
bool is_name(QPDFObjectHandle object, const char* name);

/// A stream without its filters, or nothing if it cannot be decoded or is no stream. What comes out
/// is spent from the budget; throws `CannotJudge` TOO_MUCH_TO_JUDGE for more than 32 MiB.
std::optional<std::string> decoded_octets_of(QPDFObjectHandle stream, JudgingBudget& budget);

} // namespace reservepost::layout

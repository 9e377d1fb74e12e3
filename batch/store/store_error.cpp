#include "batch/store/store_error.h"

#include <utility>

namespace reservepost::batch::store {

namespace {

std::string sentence(const std::string& step, const std::string& sqlstate,
                     const std::string& constraint)
{
    std::string result = "the database failed at \"" + step + "\" (SQLSTATE " + sqlstate;
    if (!constraint.empty()) result += ", " + constraint;
    return result + ")";
}

} // namespace

StoreError::StoreError(const std::string& step, std::string sqlstate, std::string constraint)
    : std::runtime_error(sentence(step, sqlstate, constraint)), sqlstate_(std::move(sqlstate)),
      constraint_(std::move(constraint))
{
}

} // namespace reservepost::batch::store

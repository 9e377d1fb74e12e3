#pragma once

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <sstream>

namespace reservepost::tests {

/// Checks a RapidCheck property with so many cases, the same in every run: for properties whose
/// cases cost too much for as many as RC_PARAMS asks for.
template <class Property> void for_any(int cases, const Property& property)
{
    rc::detail::TestParams params;
    params.seed = 20261125;
    params.maxSuccess = cases;
    const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, params);
    if (result.template is<rc::detail::SuccessResult>()) return;
    std::ostringstream told;
    rc::detail::printResultMessage(result, told);
    FAIL() << told.str();
}

} // namespace reservepost::tests

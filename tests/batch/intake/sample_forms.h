#pragma once

#include "batch/json/value.h"

// Made-up people, and every field that the forms have.

namespace reservepost::tests {

/// A private report with every field, two children.
batch::json::Value private_sample();

/// A public report with every field of v2, two children, one guardian.
batch::json::Value public_sample();

/// `document` with the value at `path` (keys and numbers joined by '/') replaced.
batch::json::Value with(const batch::json::Value& document, std::string_view path,
                        const batch::json::Value& value);

/// `document` without what stands at `path`.
batch::json::Value without(const batch::json::Value& document, std::string_view path);

} // namespace reservepost::tests

#pragma once

#include "batch/deletion/verifier.h"

#include <string>
#include <utility>

namespace reservepost::batch::deletion::verifying {

/// Collects everything that is wrong, counts all of it and keeps the first thousand.
class Findings {
public:
    explicit Findings(VerifyReport& report) : report_(report) {}

    void add(std::string code, std::string where, std::string sentence)
    {
        if (++report_.findings_in_all <= most_kept)
            report_.findings.push_back({std::move(code), std::move(where), std::move(sentence)});
    }

private:
    static constexpr std::uint64_t most_kept = 1000;
    VerifyReport& report_;
};

} // namespace reservepost::batch::deletion::verifying

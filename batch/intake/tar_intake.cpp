#include "batch/intake/tar_intake.h"

#include "batch/intake/intake_group.h"
#include "batch/intake/reference.h"
#include "batch/intake/tar_stream.h"

#include <map>

namespace reservepost::batch::intake {

namespace {

constexpr std::size_t largest_companion_octets = 64'000;
constexpr std::size_t most_companions = 10'000;

/// Companions whose reports have not come yet, bounded: a companion is a help, never a condition.
class Companions {
public:
    /// Gives false for one that is too large or one too many.
    bool keep(TarMember& member)
    {
        if (member.octets.size() > largest_companion_octets || waiting_.size() >= most_companions)
            return false;
        waiting_[member.name] = std::move(member.octets);
        return true;
    }

    std::optional<std::string> take(const std::string& report)
    {
        const auto found = waiting_.find(companion_of_file(report));
        if (found == waiting_.end()) return std::nullopt;
        auto octets = std::move(found->second);
        waiting_.erase(found);
        return octets;
    }

    void leave_all(IntakeGroup& group) const
    {
        for (const auto& [name, octets] : waiting_)
            group.leave(name, "a companion whose report did not come after it");
    }

private:
    std::map<std::string, std::string> waiting_;
};

void take(IntakeDoor& door, IntakeGroup& group, Companions& companions, TarMember member)
{
    if (!member.passed_over.empty()) {
        group.leave(member.name, member.passed_over);
        return;
    }
    if (is_companion(member.name)) {
        if (!companions.keep(member))
            group.leave(member.name, "a companion that is too large, or one too many");
        return;
    }
    ReadFile file;
    file.incoming = {member.name, std::move(member.octets), companions.take(member.name)};
    if (open_envelope_of(door, file.incoming))
        group.add(std::move(file));
    else
        group.leave(member.name, no_intake_key);
}

} // namespace

TarCount take_in_tar(IntakeDoor& door, std::istream& in,
                     const std::function<void(const IntakeAnswer&)>& told)
{
    TarCount result;
    IntakeGroup group(door, Manner::ByHand, told, result.counts);
    Companions companions;
    try {
        TarStream stream(in);
        while (auto member = stream.next(largest_file_octets))
            take(door, group, companions, std::move(*member));
    } catch (const TarError& error) {
        result.broken = error.what();
    }
    group.flush();
    companions.leave_all(group);
    return result;
}

} // namespace reservepost::batch::intake

#include "batch/commands/acting_person.h"

#include <charconv>
#include <cstdint>
#include <fstream>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

namespace reservepost::batch::commands {

namespace {

std::vector<std::string> groups_of(const passwd& entry)
{
    int count = 64;
    std::vector<gid_t> ids(static_cast<std::size_t>(count));
    if (::getgrouplist(entry.pw_name, entry.pw_gid, ids.data(), &count) < 0) {
        ids.resize(static_cast<std::size_t>(count));
        ::getgrouplist(entry.pw_name, entry.pw_gid, ids.data(), &count);
    }
    ids.resize(static_cast<std::size_t>(count));
    std::vector<std::string> names;
    for (const auto id : ids)
        if (const auto* group = ::getgrgid(id)) names.emplace_back(group->gr_name);
    return names;
}

} // namespace

uid_t acting_user(const std::string& login_uid, uid_t effective_uid)
{
    std::uint32_t number = 0;
    const char* end = login_uid.data() + login_uid.size();
    const auto read = std::from_chars(login_uid.data(), end, number);
    const bool nobody_logged_in = number == UINT32_MAX;
    if (read.ec != std::errc() || read.ptr != end || nobody_logged_in) return effective_uid;
    return number;
}

ActingPerson acting_person()
{
    std::string login_uid;
    std::getline(std::ifstream("/proc/self/loginuid"), login_uid);
    const auto uid = acting_user(login_uid, ::geteuid());
    const auto* entry = ::getpwuid(uid);
    if (entry == nullptr) return {"uid-" + std::to_string(uid), {}};
    return {entry->pw_name, groups_of(*entry)};
}

} // namespace reservepost::batch::commands

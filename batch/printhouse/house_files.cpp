#include "batch/printhouse/house_files.h"

#include "batch/disk/descriptor.h"
#include "batch/disk/failure.h"
#include "batch/printhouse/contract_error.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <tuple>
#include <unistd.h>

namespace reservepost::batch::printhouse {

std::string_view bare(std::string_view name)
{
    const bool plain = !name.empty() && name.size() <= 200 && name.front() != '.' &&
                       std::ranges::all_of(name, [](char c) {
                           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                  (c >= '0' && c <= '9') || c == '.' || c == '-';
                       });
    if (!plain) throw ContractError("a file for the print house does not have a bare, plain name");
    return name;
}

void ReceiptListing::add(const std::string& name, bool is_plain_file)
{
    if (name.starts_with('.')) return;
    try {
        if (!is_plain_file) throw ContractError("a receipt is not a plain file");
        receipts_.push_back(ReceiptName::parse(name));
    } catch (const ContractError&) {
        foreign_.push_back(name);
    }
}

std::vector<std::string> ReceiptListing::receipts() const
{
    auto sorted = receipts_;
    std::ranges::sort(sorted, {}, [](const ReceiptName& name) {
        return std::tuple(name.package.stem(), name.n, name.stage);
    });
    std::vector<std::string> names;
    for (const ReceiptName& name : sorted)
        names.push_back(name.file_name());
    return names;
}

std::vector<std::string> ReceiptListing::foreign() const
{
    auto sorted = foreign_;
    std::ranges::sort(sorted);
    return sorted;
}

void read_through(const std::filesystem::path& file, const disk::Sink& take)
{
    constexpr std::size_t part = 1 << 20;
    const disk::Descriptor from(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!from.is_open()) disk::fail(file, "open", errno);
    std::string room(part, '\0');
    while (true) {
        const ssize_t count = ::read(from.number(), room.data(), room.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) disk::fail(file, "read", errno);
        if (count == 0) return;
        take(std::string_view(room).substr(0, static_cast<std::size_t>(count)));
    }
}

} // namespace reservepost::batch::printhouse

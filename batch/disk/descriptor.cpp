#include "batch/disk/descriptor.h"

#include "batch/disk/failure.h"

#include <cerrno>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace reservepost::batch::disk {

Descriptor::~Descriptor()
{
    close();
}

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept
{
    if (this != &other) {
        close();
        number_ = std::exchange(other.number_, -1);
    }
    return *this;
}

bool Descriptor::close()
{
    const int number = std::exchange(number_, -1);
    return number < 0 || ::close(number) == 0;
}

void write_all(const Descriptor& file, std::string_view octets, std::string_view what)
{
    while (!octets.empty()) {
        const ssize_t written = ::write(file.number(), octets.data(), octets.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) fail(what, "write", written < 0 ? errno : ENOSPC);
        octets.remove_prefix(static_cast<std::size_t>(written));
    }
}

void fail(const std::filesystem::path& file, std::string_view step, int error)
{
    throw std::system_error(error, std::generic_category(),
                            file.string() + ": " + std::string(step));
}

} // namespace reservepost::batch::disk

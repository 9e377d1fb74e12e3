#pragma once

#include <string_view>

namespace reservepost::batch::disk {

/// An open file of the system, closed when this goes. It can be moved, never copied.
class Descriptor {
public:
    Descriptor() = default;
    /// Takes over `number`; a negative one stands for no file.
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    /// Closes now and says whether the system had an error to report about what was written.
    bool close();

private:
    int number_ = -1;
};

/// Writes all of `octets` at the place where `file` stands. Throws `std::system_error` naming
/// `what`; then any part of them may have been written.
void write_all(const Descriptor& file, std::string_view octets, std::string_view what);

} // namespace reservepost::batch::disk

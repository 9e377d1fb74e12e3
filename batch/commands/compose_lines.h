#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::commands {

/// A line of input without its line end.
struct InputLine {
    std::size_t number = 0;    ///< From 1.
    std::string_view octets;   ///< Valid as long as the lines it came with.
    bool too_long = false;     ///< Longer than a line may be: then `octets` is empty.
    std::uint64_t read_to = 0; ///< Octets of the input up to its end, its line end included.
};

/// Some lines that follow each other, with the octets they are made of.
class InputLines {
public:
    std::size_t size() const { return lines_.size(); }
    /// All octets of the lines kept, a measure of the work that is in them.
    std::size_t octets() const { return octets_.size(); }
    InputLine line(std::size_t index) const;

private:
    friend class LineReader;

    struct Place {
        std::size_t begin = 0;
        std::size_t length = 0;
        bool too_long = false;
        std::uint64_t read_to = 0;
    };
    std::size_t first_number_ = 1;
    std::string octets_;
    std::vector<Place> lines_;
};

/// Reads lines in portions, never more of the input than one portion and one line. A line ends
/// with LF or with the input. A line over the limit is told by its number and read past, without
/// being held in memory.
class LineReader {
public:
    /// `in` must outlive the reader. A portion ends with the line that makes it as large as
    /// `portion_octets`, or with the line of number `portion_lines`.
    LineReader(std::istream& in, std::size_t longest_line_octets, std::size_t portion_octets,
               std::size_t portion_lines);

    /// The next lines; none at the end of the input. Throws `std::runtime_error` when the input
    /// cannot be read to its end.
    InputLines next();

private:
    bool fill();
    bool read_line(InputLines& lines);

    std::istream& in_;
    std::size_t longest_line_octets_;
    std::size_t portion_octets_;
    std::size_t portion_lines_;
    std::size_t next_number_ = 1;
    std::uint64_t read_to_ = 0;
    std::string buffer_;
    std::string_view unread_; ///< What is left of the buffer.
};

} // namespace reservepost::batch::commands

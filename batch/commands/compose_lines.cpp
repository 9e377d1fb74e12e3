#include "batch/commands/compose_lines.h"

#include <stdexcept>

namespace reservepost::batch::commands {

namespace {

constexpr std::size_t buffer_octets = 256 * 1024;

} // namespace

InputLine InputLines::line(std::size_t index) const
{
    const auto& place = lines_[index];
    return {first_number_ + index, std::string_view(octets_).substr(place.begin, place.length),
            place.too_long, place.read_to};
}

LineReader::LineReader(std::istream& in, std::size_t longest_line_octets,
                       std::size_t portion_octets, std::size_t portion_lines)
    : in_(in), longest_line_octets_(longest_line_octets), portion_octets_(portion_octets),
      portion_lines_(portion_lines), buffer_(buffer_octets, '\0')
{
}

/// Reads on where the buffer is used up. False at the end of the input.
bool LineReader::fill()
{
    if (!unread_.empty()) return true;
    if (!in_.good()) return false;
    in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    if (in_.bad()) throw std::runtime_error("the input cannot be read to its end");
    unread_ = std::string_view(buffer_).substr(0, static_cast<std::size_t>(in_.gcount()));
    return !unread_.empty();
}

/// Adds one line. False where there is none: an input ends with its last line end.
bool LineReader::read_line(InputLines& lines)
{
    if (!fill()) return false;
    InputLines::Place place{.begin = lines.octets_.size()};
    bool ended = false;
    while (!ended && fill()) {
        const auto end = unread_.find('\n');
        ended = end != std::string_view::npos;
        const auto part = unread_.substr(0, end);
        const auto taken = part.size() + (ended ? 1 : 0);
        unread_.remove_prefix(taken);
        read_to_ += taken;
        if (place.too_long) continue;
        place.length += part.size();
        place.too_long = place.length > longest_line_octets_;
        if (place.too_long)
            lines.octets_.resize(place.begin);
        else
            lines.octets_ += part;
    }
    if (place.too_long) place.length = 0;
    place.read_to = read_to_;
    lines.lines_.push_back(place);
    ++next_number_;
    return true;
}

InputLines LineReader::next()
{
    InputLines lines;
    lines.first_number_ = next_number_;
    while (lines.size() < portion_lines_ && lines.octets() < portion_octets_ && read_line(lines)) {
    }
    return lines;
}

} // namespace reservepost::batch::commands

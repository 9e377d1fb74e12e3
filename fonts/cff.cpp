#include "fonts/cff.h"

#include <cstddef>
#include <map>
#include <numeric>
#include <stdexcept>

namespace reservepost::fonts {

namespace {

/// Reads numbers one after the other and never beyond the end.
class Reader {
public:
    explicit Reader(std::string_view octets, std::size_t at = 0) : octets_(octets), at_(at) {}

    std::uint32_t number(unsigned width)
    {
        std::uint32_t number = 0;
        for (const char c : octets(width))
            number = number << 8U | static_cast<unsigned char>(c);
        return number;
    }

    std::string_view octets(std::size_t count)
    {
        if (at_ > octets_.size() || count > octets_.size() - at_) {
            throw std::runtime_error("a font program in Compact Font Format ends too early; "
                                     "reinstall the font's package");
        }
        at_ += count;
        return octets_.substr(at_ - count, count);
    }

    bool at_end() const { return at_ >= octets_.size(); }

private:
    std::string_view octets_;
    std::size_t at_;
};

struct Index {
    std::uint32_t count = 0;
    std::string_view first; ///< Its first entry.
};

/// Reads a list of entries of any length (section 5).
Index read_index(Reader& reader)
{
    Index index;
    index.count = reader.number(2);
    if (index.count == 0) return index;
    const unsigned width = reader.number(1);
    const std::uint32_t first = reader.number(width);
    const std::uint32_t second = reader.number(width);
    std::uint32_t end = second;
    for (std::uint32_t i = 1; i < index.count; ++i)
        end = reader.number(width);
    const std::string_view entries = reader.octets(end - first);
    index.first = entries.substr(0, second - first);
    return index;
}

/// The number whose first octet is `lead`; real numbers are read over, for none is needed here
/// (section 4, tables 3 to 5).
std::int32_t read_operand(Reader& reader, unsigned lead)
{
    const auto signed_of = [](std::uint32_t number) { return static_cast<std::int32_t>(number); };
    if (lead == 28) return static_cast<std::int16_t>(reader.number(2));
    if (lead == 29) return signed_of(reader.number(4));
    if (lead == 30) {
        constexpr std::uint32_t end = 15;
        for (std::uint32_t pair = 0; pair % 16 != end && pair / 16 != end;)
            pair = reader.number(1);
        return 0;
    }
    if (lead <= 246) return signed_of(lead) - 139;
    if (lead <= 250) return signed_of((lead - 247) * 256 + reader.number(1)) + 108;
    return -signed_of((lead - 251) * 256 + reader.number(1)) - 108;
}

/// The last operand of each operator of a dictionary. Operators of two octets count from 1200.
std::map<unsigned, std::int32_t> read_dictionary(std::string_view octets)
{
    constexpr unsigned escape = 12, highest_operator = 21;
    std::map<unsigned, std::int32_t> values;
    std::int32_t operand = 0;
    for (Reader reader(octets); !reader.at_end();) {
        const unsigned lead = reader.number(1);
        if (lead > highest_operator) {
            operand = read_operand(reader, lead);
        } else {
            values[lead == escape ? 1200 + reader.number(1) : lead] = operand;
        }
    }
    return values;
}

/// Which CID each glyph has (section 13, "Charsets"). The first glyph always has 0.
std::vector<std::uint32_t> read_charset(Reader reader, std::size_t glyphs)
{
    std::vector<std::uint32_t> cids = {0};
    const std::uint32_t format = reader.number(1);
    while (cids.size() < glyphs) {
        const std::uint32_t first = reader.number(2);
        const std::uint32_t more = format == 0 ? 0 : reader.number(format == 1 ? 1 : 2);
        for (std::uint32_t i = 0; i <= more && cids.size() < glyphs; ++i)
            cids.push_back(first + i);
    }
    return cids;
}

} // namespace

std::vector<std::uint32_t> glyph_cids(std::string_view cff)
{
    constexpr unsigned charset = 15, char_strings = 17, registry_ordering_supplement = 1230;
    Reader head(cff, 2);
    Reader reader(cff, head.number(1));
    read_index(reader); // The names.
    const auto top = read_dictionary(read_index(reader).first);
    const auto place = [&top](unsigned key) {
        const auto found = top.find(key);
        return static_cast<std::size_t>(found == top.end() ? 0 : found->second);
    };
    Reader outlines(cff, place(char_strings));
    const std::size_t glyphs = read_index(outlines).count;
    // The three charsets that have a number instead of a place are of programs without CIDs.
    if (top.contains(registry_ordering_supplement) && place(charset) > 2) {
        return read_charset(Reader(cff, place(charset)), glyphs);
    }
    std::vector<std::uint32_t> numbers(glyphs);
    std::iota(numbers.begin(), numbers.end(), 0U);
    return numbers;
}

} // namespace reservepost::fonts

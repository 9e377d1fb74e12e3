#include "layout/paragraph.h"

#include <array>

namespace reservepost::layout {

namespace {

/// True for the octets that a line end begins with; most octets cannot, and are passed by at a
/// glance.
constexpr std::array<bool, 0x100> may_begin_line_end = [] {
    std::array<bool, 0x100> may{};
    for (const unsigned octet : {0x0AU, 0x0BU, 0x0CU, 0x0DU, 0xC2U, 0xE2U})
        may.at(octet) = true;
    return may;
}();

/// Octets of the line end that `text` begins with, 0 if it begins with none. Unicode's mandatory
/// breaks (UAX #14, classes BK, CR, LF and NL), in UTF-8.
std::size_t line_end_length(std::string_view text)
{
    constexpr auto ends = std::to_array<std::string_view>(
        {"\r\n", "\n", "\r", "\v", "\f", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"});
    for (const std::string_view end : ends) {
        if (text.substr(0, end.size()) == end) return end.size();
    }
    return 0;
}

} // namespace

std::vector<Spans> split_at_line_ends(const Spans& spans)
{
    std::vector<Spans> paragraphs(1);
    for (const Span& span : spans) {
        const std::string_view text = span.text;
        std::size_t start = 0;
        const auto keep_until = [&](std::size_t end) {
            if (end == start) return;
            paragraphs.back().push_back({std::string(text.substr(start, end - start)), span.strong,
                                         span.emphasis, span.foreign});
        };
        for (std::size_t at = 0; at < text.size();) {
            if (!may_begin_line_end[static_cast<unsigned char>(text[at])]) {
                ++at;
                continue;
            }
            const std::size_t length = line_end_length(text.substr(at));
            if (length == 0) {
                ++at;
                continue;
            }
            keep_until(at);
            paragraphs.emplace_back();
            at += length;
            start = at;
        }
        keep_until(text.size());
    }
    return paragraphs;
}

} // namespace reservepost::layout

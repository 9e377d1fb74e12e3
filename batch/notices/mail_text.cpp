#include "batch/notices/mail_text.h"

#include "batch/configuration/table_reader.h"
#include "batch/crypto/random.h"
#include "batch/crypto/text.h"
#include "batch/json/utf8.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>

namespace reservepost::batch::notices {

namespace {

constexpr std::size_t longest_subject = 500;
constexpr std::size_t longest_address = 254; // RFC 5321, 4.5.3.1.3, less its angle brackets.
constexpr std::size_t longest_line = 76;     // RFC 2045, 6.7, and RFC 2047, 2.
constexpr std::size_t octets_of_a_word = 45; // 60 characters of base64, 72 with the word's frame.

bool is_ascii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// A subject in encoded words, never a character cut in two. Plain where it is short ASCII.
std::string encoded_subject(std::string_view subject)
{
    constexpr std::string_view header = "Subject: ";
    if (is_ascii(subject) && header.size() + subject.size() <= longest_line &&
        subject.find("=?") == std::string_view::npos)
        return std::string(subject);
    std::string words;
    while (!subject.empty()) {
        std::size_t length = 0;
        // The first word shares its line with the header's name.
        const std::size_t room = words.empty() ? octets_of_a_word - 9 : octets_of_a_word;
        while (length < subject.size()) {
            const auto next = json::character_length(subject, length);
            if (length + next > room) break;
            length += next;
        }
        if (!words.empty()) words += "\r\n ";
        words += "=?UTF-8?B?" + crypto::base64(subject.substr(0, length)) + "?=";
        subject.remove_prefix(length);
    }
    return words;
}

std::string two_digits(unsigned number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

/// RFC 5322, 3.3, in UTC.
std::string date_text(holidays::Instant at)
{
    using namespace std::chrono;
    constexpr std::array days_of_week = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months_of_year = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const hh_mm_ss time(floor<seconds>(at - day));
    const auto part = [](auto duration) {
        return two_digits(static_cast<unsigned>(duration.count()));
    };
    return std::string(days_of_week.at(weekday(day).c_encoding())) + ", " +
           two_digits(static_cast<unsigned>(date.day())) + " " +
           months_of_year.at(static_cast<unsigned>(date.month()) - 1) + " " +
           std::to_string(static_cast<int>(date.year())) + " " + part(time.hours()) + ":" +
           part(time.minutes()) + ":" + part(time.seconds()) + " +0000";
}

/// One line of a body, quoted-printable (RFC 2045, 6.7), without its end.
std::string quoted_line(std::string_view line)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string quoted;
    std::size_t column = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const auto octet = static_cast<unsigned char>(line[at]);
        const bool space = octet == ' ' || octet == '\t';
        const bool last = at + 1 == line.size();
        const bool plain = (octet > ' ' && octet <= '~' && octet != '=') || (space && !last);
        const std::size_t width = plain ? 1 : 3;
        if (column + width > longest_line - (last ? 0 : 1)) {
            quoted += "=\r\n";
            column = 0;
        }
        if (plain)
            quoted += line[at];
        else
            quoted += {'=', digits[octet >> 4], digits[octet & 15]};
        column += width;
    }
    return quoted;
}

std::string quoted_body(std::string_view body)
{
    std::string quoted;
    while (!body.empty()) {
        const auto end = std::min(body.find('\n'), body.size());
        auto line = body.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        quoted += quoted_line(line) + "\r\n";
        body.remove_prefix(std::min(end + 1, body.size()));
    }
    return quoted;
}

} // namespace

void check_address(std::string_view address)
{
    if (!configuration::is_email(address) || !json::is_utf8(address))
        throw std::invalid_argument("a mail's address must be one address such as post@example.no, "
                                    "without name, brackets, comma or line end");
}

void check_subject(std::string_view subject)
{
    if (subject.size() > longest_subject || !configuration::is_one_line(subject) ||
        !json::is_utf8(subject))
        throw std::invalid_argument("a mail's subject must be one line of UTF-8 without control "
                                    "characters, at most 500 octets");
}

std::string new_message_id(std::string_view sender)
{
    constexpr std::size_t random_size = 16;
    check_address(sender);
    auto host = std::string(sender.substr(sender.find('@') + 1));
    const bool plain = std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-';
    });
    if (!plain) host = "localhost"; // An id is ASCII even where the address is not.
    return "<" + crypto::hex(crypto::random_octets(random_size)) + "@" + host + ">";
}

bool is_deliverable(std::string_view address)
{
    return is_ascii(address) && address.size() <= longest_address;
}

std::string mail_text(const MailHeader& header, std::string_view body)
{
    check_address(header.sender);
    check_address(header.recipient);
    check_subject(header.subject);
    if (!configuration::is_one_line(header.message_id))
        throw std::invalid_argument("a Message-ID must be one line");
    return "Date: " + date_text(header.written_at) + "\r\nFrom: <" + header.sender + ">\r\nTo: <" +
           header.recipient + ">\r\nMessage-ID: " + header.message_id +
           "\r\nSubject: " + encoded_subject(header.subject) +
           "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
           "charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
           quoted_body(body);
}

} // namespace reservepost::batch::notices

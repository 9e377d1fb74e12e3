#include "batch/configuration/toml_text.h"

namespace reservepost::batch::configuration {

std::string toml_text(std::string_view text)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result = "\"";
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (octet < 0x20 || octet == 0x7F) {
            result += "\\u00";
            result += digits[octet >> 4];
            result += digits[octet & 0x0F];
        } else {
            result += c;
        }
    }
    return result + '"';
}

} // namespace reservepost::batch::configuration

#include "batch/deletion/verifier_json.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace reservepost::batch::deletion::verifying {
namespace {

constexpr int deepest = 8;

// How many octets the UTF-8 character at the start of `text` has; 0 if it is none.
std::size_t character_length(std::string_view text)
{
    const auto octet = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto follows = [&](std::size_t i) { return (octet(i) & 0xc0U) == 0x80U; };
    const unsigned first = octet(0);
    const unsigned second = octet(1);
    if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        const bool overlong = first == 0xe0 && second < 0xa0;
        const bool surrogate = first == 0xed && second > 0x9f;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const bool outside = (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f);
        return follows(1) && follows(2) && follows(3) && !outside ? 4 : 0;
    }
    return 0;
}

// What stands for itself in a text: of most leaves, everything.
constexpr std::array<bool, 256> plain = [] {
    std::array<bool, 256> set{};
    for (std::size_t c = 0x20; c < 0x80; ++c)
        set[c] = c != '"' && c != '\\';
    return set;
}();

// The same of eight octets at once: the highest bit of each is set where it is itself beyond ASCII,
// below a space, a quotation mark or a backslash.
bool are_plain(const char* octets)
{
    constexpr std::uint64_t each = 0x0101010101010101U, high = 0x80 * each;
    std::uint64_t word;
    std::memcpy(&word, octets, sizeof word);
    const auto has = [&](unsigned char c) {
        const std::uint64_t other = word ^ (each * c);
        return (other - each) & ~other;
    };
    return ((word | (word - each * 0x20) | has('"') | has('\\')) & high) == 0;
}

// Walks over canonical JSON. Each function moves behind what it read, or is false.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool at_end() const { return at_ == text_.size(); }

    bool object(std::vector<Member>* members, int depth)
    {
        if (depth > deepest || !take('{')) return false;
        if (take('}')) return true;
        std::string_view before;
        for (bool first = true;; first = false) {
            Member member{};
            if (!string(member.key) || !take(':') || !value(member, depth)) return false;
            if (!first && member.key <= before) return false;
            before = member.key;
            if (members != nullptr) members->push_back(member);
            if (take('}')) return true;
            if (!take(',')) return false;
        }
    }

    bool list(std::vector<Member>* items, int depth)
    {
        if (depth > deepest || !take('[')) return false;
        if (take(']')) return true;
        for (;;) {
            Member item{};
            if (!value(item, depth)) return false;
            if (items != nullptr) items->push_back(item);
            if (take(']')) return true;
            if (!take(',')) return false;
        }
    }

private:
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    bool take(char c)
    {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    bool value(Member& member, int depth)
    {
        if (here() == '"') {
            member.kind = JsonKind::Text;
            return string(member.raw);
        }
        const std::size_t begin = at_;
        bool read = false;
        if (here() == '{') {
            member.kind = JsonKind::Object;
            read = object(nullptr, depth + 1);
        } else if (here() == '[') {
            member.kind = JsonKind::List;
            read = list(nullptr, depth + 1);
        } else {
            member.kind = JsonKind::Integer;
            read = integer();
        }
        member.raw = text_.substr(begin, at_ - begin);
        return read;
    }

    bool integer()
    {
        const bool minus = take('-');
        const std::size_t begin = at_;
        while (here() >= '0' && here() <= '9')
            ++at_;
        const std::size_t digits = at_ - begin;
        const bool zero_first = digits > 0 && text_[begin] == '0';
        return digits > 0 && digits <= 19 && !(zero_first && (digits > 1 || minus));
    }

    bool string(std::string_view& raw)
    {
        if (!take('"')) return false;
        const std::size_t begin = at_;
        for (;;) {
            while (text_.size() - at_ >= 8 && are_plain(text_.data() + at_))
                at_ += 8;
            while (at_ < text_.size() && plain[static_cast<unsigned char>(text_[at_])])
                ++at_;
            if (at_ == text_.size()) return false;
            const auto c = static_cast<unsigned char>(text_[at_]);
            if (c == '"') {
                raw = text_.substr(begin, at_ - begin);
                ++at_;
                return true;
            }
            if (c < 0x20) return false;
            if (c == '\\') {
                if (!escape()) return false;
            } else {
                const std::size_t length = character_length(text_.substr(at_));
                if (length == 0) return false;
                at_ += length;
            }
        }
    }

    // Only what must be escaped is, and by its shortest form.
    bool escape()
    {
        const std::string_view rest = text_.substr(at_);
        constexpr std::string_view letters = "\"\\bfnrt";
        if (rest.size() >= 2 && letters.find(rest[1]) != std::string_view::npos) {
            at_ += 2;
            return true;
        }
        if (rest.size() < 6 || rest.substr(1, 3) != "u00") return false;
        const char high = rest[4];
        const char low = rest[5];
        const bool hexadecimal = (low >= '0' && low <= '9') || (low >= 'a' && low <= 'f');
        const bool has_letter =
            high == '0' && (low == '8' || low == '9' || low == 'a' || low == 'c' || low == 'd');
        if ((high != '0' && high != '1') || !hexadecimal || has_letter) return false;
        at_ += 6;
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace

bool read_canonical(std::string_view leaf, std::vector<Member>& members)
{
    members.clear();
    Reader reader(leaf);
    return reader.object(&members, 0) && reader.at_end();
}

std::optional<std::vector<std::string_view>> texts_of(std::string_view raw_list)
{
    std::vector<Member> items;
    Reader reader(raw_list);
    if (!reader.list(&items, 0) || !reader.at_end()) return std::nullopt;
    std::vector<std::string_view> texts;
    for (const Member& item : items) {
        if (item.kind != JsonKind::Text) return std::nullopt;
        texts.push_back(item.raw);
    }
    return texts;
}

} // namespace reservepost::batch::deletion::verifying

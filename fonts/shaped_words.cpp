#include "fonts/shaped_words.h"

#include <algorithm>
#include <cstring>

namespace reservepost::fonts {

namespace {

/// Room in a generation for each of its words, on the average: a Norwegian word of nine letters.
constexpr std::size_t numbers_per_word = 4 + 7 * 9;

/// Slots that are looked at before a word counts as new: words that somebody chose so that they
/// all fall upon one slot cost no more than others.
constexpr std::size_t most_probes = 8;

/// Settings of a process are as many as its faces times a few; a stranger's are forgotten.
constexpr std::size_t most_settings = 4096;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t octets)
{
    hash = (hash ^ octets) * 0x9E37'79B9'7F4A'7C15U;
    return hash ^ hash >> 32U;
}

std::uint64_t hash_of(std::u16string_view text, std::uint16_t setting)
{
    std::uint64_t hash = mixed(text.size(), setting);
    while (text.size() >= 4) {
        std::uint64_t four = 0;
        std::memcpy(&four, text.data(), sizeof four);
        hash = mixed(hash, four);
        text.remove_prefix(4);
    }
    std::uint64_t rest = 0;
    for (const char16_t unit : text)
        rest = rest << 16U | unit;
    return mixed(hash, rest);
}

} // namespace

ShapedWords::ShapedWords(const Library& library, std::size_t words)
    : shaper_(library), most_words_(words)
{
}

void ShapedWords::use(const WordSetting& setting)
{
    const auto is_wanted = [&setting](const Setting& known) {
        return known.face == setting.face && known.right_to_left == setting.right_to_left &&
               known.script == setting.script && known.language == setting.language;
    };
    if (setting_ < settings_.size() && is_wanted(settings_[setting_])) return;
    auto found = std::find_if(settings_.begin(), settings_.end(), is_wanted);
    if (found == settings_.end()) {
        if (settings_.size() == most_settings) {
            settings_.clear();
            generations_ = {};
        }
        settings_.push_back({setting.face, setting.right_to_left, std::string(setting.script),
                             std::string(setting.language)});
        found = settings_.end() - 1;
    }
    setting_ = static_cast<std::uint16_t>(found - settings_.begin());
}

std::uint64_t ShapedWords::key_of(std::u16string_view text) const
{
    if (text.size() > longest_word) return 0;
    const std::uint64_t hash = hash_of(text, setting_);
    const auto& slots = generations_[young_].slots;
    if (!slots.empty()) __builtin_prefetch(&slots[hash & (slots.size() - 1)]);
    return hash;
}

void ShapedWords::fetch(std::uint64_t key) const
{
    const auto& [slots, rows, words] = generations_[young_];
    if (slots.empty()) return;
    const std::uint32_t row = slots[key & (slots.size() - 1)].row;
    if (row == 0) return;
    // Most words are three of the processor's lines long; it goes on from two by itself.
    constexpr std::size_t line = 64 / sizeof(std::uint16_t);
    __builtin_prefetch(rows.data() + row - 1);
    __builtin_prefetch(rows.data() + row - 1 + line);
}

std::optional<ShapedWord> ShapedWords::word(std::u16string_view text, std::uint64_t hash)
{
    if (text.size() > longest_word) return std::nullopt;
    const Generation& young = generations_[young_];
    if (const auto found = find(young, hash, text)) return found;
    // Where the young generation is full, keeping the word forgets the old one that it lies in.
    const auto old = find(generations_[1 - young_], hash, text);
    if (old && has_room(young, old->length())) return keep(hash, *old);
    const auto fresh = shaped(text);
    return fresh && most_words_ > 0 ? keep(hash, *fresh) : fresh;
}

std::optional<ShapedWord> ShapedWords::shaped(std::u16string_view text)
{
    const Setting& setting = settings_.at(setting_);
    const auto glyphs = shaper_.shape({text, 0, text.size(), setting.face, setting.right_to_left,
                                       setting.script, setting.language});
    if (glyphs.size() > 0xFFFFU) return std::nullopt;
    std::array<std::int32_t, longest_word + 1> advance{};
    for (const ShapedGlyph& glyph : glyphs)
        advance.at(glyph.cluster + 1) += glyph.advance;

    fresh_.assign({static_cast<std::uint16_t>(text.size()),
                   static_cast<std::uint16_t>(glyphs.size()), 0, setting_});
    fresh_.insert(fresh_.end(), text.begin(), text.end());
    std::int32_t sum = 0;
    for (std::size_t unit = 0; unit < text.size(); ++unit) {
        fresh_.push_back(static_cast<std::uint16_t>(sum));
        sum += advance.at(unit + 1);
        if (sum < 0 || sum > 0xFFFF) return std::nullopt;
    }
    fresh_[2] = static_cast<std::uint16_t>(sum);
    for (const ShapedGlyph& glyph : glyphs) {
        std::array<std::uint16_t, ShapedWord::per_glyph> five{};
        std::memcpy(five.data(), static_cast<const void*>(&glyph), ShapedWord::measures);
        five[4] =
            static_cast<std::uint16_t>(glyph.cluster << 1U | (glyph.unsafe_to_break ? 1U : 0U));
        fresh_.insert(fresh_.end(), five.begin(), five.end());
    }
    return ShapedWord(fresh_.data());
}

std::optional<ShapedWord> ShapedWords::find(const Generation& generation, std::uint64_t hash,
                                            std::u16string_view text) const
{
    if (generation.slots.empty()) return std::nullopt;
    const std::size_t mask = generation.slots.size() - 1;
    const auto rest = static_cast<std::uint32_t>(hash >> 32U);
    for (std::size_t probe = 0; probe < most_probes; ++probe) {
        const Slot slot = generation.slots[(hash + probe) & mask];
        if (slot.row == 0) break;
        if (slot.hash != rest) continue;
        const ShapedWord word(generation.rows.data() + slot.row - 1);
        if (word.is(text, setting_)) return word;
    }
    return std::nullopt;
}

bool ShapedWords::has_room(const Generation& generation, std::size_t length) const
{
    return !generation.slots.empty() && generation.words < most_words_ &&
           generation.rows.size() + length <= most_words_ * numbers_per_word;
}

/// Takes all the room that the generation may ever need, once: what is given out lies still.
void ShapedWords::empty(Generation& generation) const
{
    std::size_t slots = most_probes;
    while (slots < most_words_ * 2)
        slots *= 2;
    generation.slots.assign(slots, {});
    generation.rows.clear();
    generation.rows.reserve(most_words_ * numbers_per_word);
    generation.words = 0;
}

ShapedWord ShapedWords::keep(std::uint64_t hash, const ShapedWord& word)
{
    if (!has_room(generations_[young_], word.length())) {
        young_ = 1 - young_;
        empty(generations_[young_]);
        // Where generations are small, a word of many glyphs has no room in an empty one.
        if (!has_room(generations_[young_], word.length())) return word;
    }
    Generation& young = generations_[young_];
    const std::size_t row = young.rows.size();
    young.rows.insert(young.rows.end(), word.row_, word.row_ + word.length());
    ++young.words;

    const std::size_t mask = young.slots.size() - 1;
    std::size_t probe = 0;
    while (probe < most_probes && young.slots[(hash + probe) & mask].row != 0)
        ++probe;
    // Where all slots are taken, the word of the first is found no more.
    young.slots[(hash + probe % most_probes) & mask] = {static_cast<std::uint32_t>(hash >> 32U),
                                                        static_cast<std::uint32_t>(row + 1)};
    return ShapedWord(young.rows.data() + row);
}

std::size_t ShapedWords::octets() const
{
    std::size_t sum = 0;
    for (const Generation& generation : generations_) {
        sum += generation.slots.capacity() * sizeof(Slot) +
               generation.rows.capacity() * sizeof(std::uint16_t);
    }
    return sum;
}

} // namespace reservepost::fonts

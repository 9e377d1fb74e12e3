#include "fonts/shaped_words.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace reservepost::fonts {

namespace {

/// Room in a generation for each of its words, on the average.
constexpr std::size_t units_per_word = 8;

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

std::uint64_t hash_of(std::u16string_view text, std::uint32_t setting)
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
    setting_ = static_cast<std::uint32_t>(found - settings_.begin());
}

ShapedWord ShapedWords::word(std::u16string_view text)
{
    if (text.size() > longest_word) {
        throw std::logic_error("a stretch was given for a word [this is a bug]");
    }
    if (most_words_ == 0) return shaped(text);
    const std::uint64_t hash = hash_of(text, setting_);
    const Generation& young = generations_[young_];
    if (const Entry* const entry = find(young, hash, text)) return word_of(young, *entry);
    const Generation& old = generations_[1 - young_];
    if (const Entry* const entry = find(old, hash, text)) {
        // Growing young again may forget the old generation, so the glyphs are moved by hand.
        const ShapedWord word = word_of(old, *entry);
        if (has_room(young, text.size(), word.glyphs.size())) return keep(hash, text, word);
    }
    return keep(hash, text, shaped(text));
}

ShapedWord ShapedWords::shaped(std::u16string_view text)
{
    const Setting& setting = settings_.at(setting_);
    ShapedWord word;
    word.glyphs = shaper_.shape({text, 0, text.size(), setting.face, setting.right_to_left,
                                 setting.script, setting.language});
    advance_before_.assign(text.size(), 0);
    for (const ShapedGlyph& glyph : word.glyphs)
        advance_before_[glyph.cluster] += glyph.advance;
    for (std::int32_t& advance : advance_before_) {
        const std::int32_t own = advance;
        advance = word.advance;
        word.advance += own;
    }
    word.advance_before = advance_before_;
    return word;
}

const ShapedWords::Entry* ShapedWords::find(const Generation& generation, std::uint64_t hash,
                                            std::u16string_view text) const
{
    if (generation.table.empty()) return nullptr;
    const std::size_t mask = generation.table.size() - 1;
    for (std::size_t probe = 0; probe < most_probes; ++probe) {
        const std::uint32_t number = generation.table[(hash + probe) & mask];
        if (number == 0) return nullptr;
        const Entry& entry = generation.entries[number - 1];
        if (entry.hash == hash && entry.setting == setting_ && entry.units == text.size() &&
            std::equal(text.begin(), text.end(), generation.units.data() + entry.first_unit)) {
            return &entry;
        }
    }
    return nullptr;
}

ShapedWord ShapedWords::word_of(const Generation& generation, const Entry& entry)
{
    return {{generation.glyphs.data() + entry.first_glyph, entry.glyphs},
            {generation.advance_before.data() + entry.first_unit, entry.units},
            entry.advance};
}

bool ShapedWords::has_room(const Generation& generation, std::size_t units,
                           std::size_t glyphs) const
{
    const std::size_t most = most_words_ * units_per_word;
    return !generation.table.empty() && generation.entries.size() < most_words_ &&
           generation.units.size() + units <= most && generation.glyphs.size() + glyphs <= most;
}

/// Empties a generation, and takes all the memory it may ever use when it is used first.
void ShapedWords::make_room(Generation& generation) const
{
    std::size_t slots = most_probes;
    while (slots < most_words_ * 2)
        slots *= 2;
    generation.table.assign(slots, 0);
    generation.entries.clear();
    generation.units.clear();
    generation.advance_before.clear();
    generation.glyphs.clear();
    generation.entries.reserve(most_words_);
    generation.units.reserve(most_words_ * units_per_word);
    generation.advance_before.reserve(most_words_ * units_per_word);
    generation.glyphs.reserve(most_words_ * units_per_word);
}

ShapedWord ShapedWords::keep(std::uint64_t hash, std::u16string_view text, const ShapedWord& shaped)
{
    if (!has_room(generations_[young_], text.size(), shaped.glyphs.size())) {
        young_ = 1 - young_;
        make_room(generations_[young_]);
        // A word of more glyphs than a whole generation has room for is not kept.
        if (!has_room(generations_[young_], text.size(), shaped.glyphs.size())) return shaped;
    }
    Generation& young = generations_[young_];
    Entry entry;
    entry.hash = hash;
    entry.setting = setting_;
    entry.first_unit = static_cast<std::uint32_t>(young.units.size());
    entry.first_glyph = static_cast<std::uint32_t>(young.glyphs.size());
    entry.units = static_cast<std::uint16_t>(text.size());
    entry.glyphs = static_cast<std::uint16_t>(shaped.glyphs.size());
    entry.advance = shaped.advance;
    young.units.insert(young.units.end(), text.begin(), text.end());
    young.advance_before.insert(young.advance_before.end(), shaped.advance_before.begin(),
                                shaped.advance_before.end());
    young.glyphs.insert(young.glyphs.end(), shaped.glyphs.begin(), shaped.glyphs.end());
    young.entries.push_back(entry);

    const std::size_t mask = young.table.size() - 1;
    std::size_t slot = hash & mask;
    for (std::size_t probe = 0; probe < most_probes; ++probe) {
        if (young.table[(hash + probe) & mask] != 0) continue;
        slot = (hash + probe) & mask;
        break;
    }
    young.table[slot] = static_cast<std::uint32_t>(young.entries.size());
    return word_of(young, entry);
}

std::size_t ShapedWords::octets() const
{
    std::size_t sum = 0;
    for (const Generation& generation : generations_) {
        sum += generation.table.capacity() * sizeof(std::uint32_t) +
               generation.entries.capacity() * sizeof(Entry) +
               generation.units.capacity() * sizeof(char16_t) +
               generation.advance_before.capacity() * sizeof(std::int32_t) +
               generation.glyphs.capacity() * sizeof(ShapedGlyph);
    }
    return sum;
}

} // namespace reservepost::fonts

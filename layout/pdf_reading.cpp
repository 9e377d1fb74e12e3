#include "layout/pdf_reading.h"

#include "layout/utf8.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

namespace reservepost::layout {

namespace {

std::size_t count_characters(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += utf8_character(text, at).octets)
        ++count;
    return count;
}

/// Characters, of which equal ones that follow one another are one.
std::size_t count_readings(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += equal_characters(text, at))
        ++count;
    return count;
}

/// The first character of a text and those equal to it that follow, taken off it.
std::string_view take_equal_characters(std::string_view& text)
{
    const std::string_view characters = text.substr(0, equal_characters(text, 0));
    text.remove_prefix(characters.size());
    return characters;
}

/// The first character of a text, which is then taken off it.
std::string_view take_character(std::string_view& text)
{
    if (text.empty()) return {};
    const std::string_view character = text.substr(0, utf8_character(text, 0).octets);
    text.remove_prefix(character.size());
    return character;
}

/// In form NFD. Gives back the text where it cannot be had.
std::string decomposed(std::string_view text)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const decomposer = icu::Normalizer2::getNFDInstance(status);
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    const icu::StringPiece piece(text.data(), static_cast<int>(text.size()));
    if (U_SUCCESS(status)) decomposer->normalizeUTF8(0, piece, sink, nullptr, status);
    return U_SUCCESS(status) ? result : std::string(text);
}

/// One character a glyph; the last glyph takes what is left. Marks that take no room read as
/// nothing: they are set back over their letter, which readers take for the end of a word. So do
/// glyphs that do take room and have nothing to read: a Tamil vowel sign that stands on both sides
/// of its letter is one character for two glyphs, and each gets a part of it.
void read_from_left(const GlyphRun& run, const Cluster& cluster, Readings& readings)
{
    std::size_t last = 0, readers = 0;
    for (std::size_t i = cluster.first; i < cluster.end; ++i) {
        if (run.glyphs[i].advance == 0) continue;
        last = i - cluster.first;
        ++readers;
    }
    std::string_view rest = cluster.text;
    if (readers > 1 && readers > count_characters(rest)) {
        readings.decomposed = decomposed(rest);
        rest = readings.decomposed;
    }
    for (std::size_t i = 0; i < last; ++i) {
        if (run.glyphs[cluster.first + i].advance != 0) readings.of_glyph[i] = take_character(rest);
    }
    readings.of_glyph[last] = rest;
}

/// The glyphs without ink at the left take all characters but the first, which the letter itself
/// takes; where there are none, it takes all of them. Equal characters that follow one another are
/// read from one glyph: of two glyphs at one place some readers drop the second as a shadow.
void read_from_right(const GlyphRun& run, const Cluster& cluster, Readings& readings)
{
    std::size_t letter = readings.of_glyph.size() - 1;
    while (letter > 0 && run.glyphs[cluster.first + letter].advance == 0)
        --letter;
    const std::size_t count = count_readings(cluster.text);
    if (count == 0) return;
    if (letter + 1 < count) {
        readings.of_glyph[letter] = cluster.text;
        return;
    }
    std::string_view rest = cluster.text;
    readings.of_glyph[letter] = take_equal_characters(rest);
    for (std::size_t i = count - 1; i > 0; --i)
        readings.of_glyph[i - 1] = take_equal_characters(rest);
}

} // namespace

Cluster cluster_at(const GlyphRun& run, std::size_t first)
{
    Cluster cluster{first, first + 1, {}};
    const std::size_t begin = run.glyphs[first].text_at;
    while (cluster.end < run.glyphs.size() && run.glyphs[cluster.end].text_at == begin)
        ++cluster.end;
    // It reads up to where the next one in reading order begins.
    std::size_t text_end = run.text.size();
    if (run.right_to_left) {
        if (first > 0) text_end = run.glyphs[first - 1].text_at;
    } else if (cluster.end < run.glyphs.size()) {
        text_end = run.glyphs[cluster.end].text_at;
    }
    cluster.text = std::string_view(run.text).substr(begin, text_end - begin);
    return cluster;
}

void read_cluster(const GlyphRun& run, const Cluster& cluster, Readings& readings)
{
    readings.of_glyph.assign(cluster.end - cluster.first, {});
    if (run.right_to_left) {
        read_from_right(run, cluster, readings);
    } else {
        read_from_left(run, cluster, readings);
    }
}

} // namespace reservepost::layout

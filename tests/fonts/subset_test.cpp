#include "fonts/subset.h"

#include "fonts/cff.h"
#include "tests/support/doctored_font.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

namespace reservepost::fonts {

namespace {

const Library& library()
{
    static const Library opened;
    return opened;
}

} // namespace

TEST(Subset, HoldsWhatWasAskedForInTheOrderAsked)
{
    const std::uint32_t a = *library().glyph(0, U'a'), o_slash = *library().glyph(0, U'ø');
    const Subset both = subset(library(), 0, {o_slash, a, o_slash});
    ASSERT_EQ(both.new_ids.size(), 3U);
    EXPECT_EQ(both.new_ids[0], both.new_ids[2]);
    EXPECT_NE(both.new_ids[0], both.new_ids[1]);
    EXPECT_LT(both.octets.size(), 10'000U);
    EXPECT_EQ(both.octets, subset(library(), 0, {o_slash, a, o_slash}).octets);
    EXPECT_NE(both.octets, subset(library(), 0, {a}).octets);
}

TEST(Subset, IsTheSameInAnyThreadAndHoweverManyWereCutBefore)
{
    const Library fresh;
    std::vector<std::uint32_t> glyphs;
    for (const char32_t letter : std::u32string_view(U"barnevåt ẫỡǻ"))
        glyphs.push_back(*fresh.glyph(0, letter));
    const Subset first = subset(fresh, 0, glyphs);
    std::vector<std::string> different(4);
    std::vector<std::thread> threads;
    for (std::string& found : different) {
        threads.emplace_back([&] {
            for (int i = 0; i < 30; ++i) {
                const Subset next = subset(fresh, 0, glyphs);
                if (next.octets != first.octets || next.new_ids != first.new_ids)
                    found = "the subset number " + std::to_string(i) + " of a thread";
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    for (const std::string& found : different)
        EXPECT_EQ(found, "");
}

TEST(Subset, OfAFontWithCidsNamesThemAsTheFontDoes)
{
    const auto face = library().face_for(U"子供", Style::Regular, HanForms::Japanese);
    ASSERT_TRUE(face) << "install the package fonts-noto-cjk";
    ASSERT_EQ(library().outlines(*face), Outlines::Cubic);
    // In Noto Sans CJK glyphs are numbered by their CIDs, and stay so in a part of it.
    const std::vector<std::uint32_t> glyphs = {*library().glyph(*face, U'供'),
                                               *library().glyph(*face, U'A'),
                                               *library().glyph(*face, U'子')};
    const Subset cut = subset(library(), *face, glyphs);
    EXPECT_EQ(cut.new_ids, glyphs);
    EXPECT_LT(cut.octets.size(), 10'000U);
    EXPECT_EQ(cut.octets.substr(0, 2), std::string("\1\0", 2)) << "a bare program, version 1.0";
}

TEST(Subset, OfAFontWhoseLicenceForbidsItIsRefused)
{
    struct {
        const char* why;
        std::uint16_t bits;
        bool allowed;
    } const cases[] = {
        {"installable", 0x0000, true},
        {"restricted", 0x0002, false},
        {"preview and print", 0x0004, true},
        {"editable", 0x0008, true},
        {"the freest of several counts", 0x0006, true},
        {"no part of it", 0x0100, false},
        {"bitmaps only", 0x0200, false},
        {"editable, but no part of it", 0x0108, false},
        {"bits that mean nothing here", 0x0400, true},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const tests::TemporaryDirectory folder;
        tests::put_fonts_with_licence(folder.path(), c.bits);
        const Library doctored({folder.path()});
        const std::uint32_t a = *doctored.glyph(0, U'a');
        if (c.allowed) {
            EXPECT_FALSE(subset(doctored, 0, {a}).octets.empty());
            continue;
        }
        try {
            subset(doctored, 0, {a});
            FAIL() << "it was embedded";
        } catch (const std::runtime_error& error) {
            EXPECT_NE(std::string(error.what()).find("NotoSans-Regular"), std::string::npos);
        }
        EXPECT_FALSE(subset(doctored, 1, {a}).octets.empty()) << "the bold face is free";
    }
}

namespace {

/// A program of three glyphs: header, names, a dictionary, no strings, no subroutines, outlines,
/// and at `charset_at` what `charset` says.
std::string program(const std::string& dictionary_tail, const std::string& charset)
{
    const std::string head("\1\0\4\1", 4), names("\0\1\1\1\2A", 6);
    const std::string outlines("\0\3\1\1\2\3\4\16\16\16", 10);
    const std::string nothing("\0\0", 2);
    // Numbers of two octets after 28, so that the dictionary is as long whatever they are.
    const auto number = [](std::size_t value) {
        return std::string("\x1C") + static_cast<char>(value >> 8U) +
               static_cast<char>(value & 255U);
    };
    const std::size_t dictionary_size = 8 + dictionary_tail.size();
    const std::size_t outlines_at = head.size() + names.size() + 5 + dictionary_size + 4;
    const std::size_t charset_at = outlines_at + outlines.size();
    const std::string dictionary =
        dictionary_tail + number(charset_at) + "\x0F" + number(outlines_at) + "\x11";
    const std::string top =
        std::string("\0\1\1\1", 4) + static_cast<char>(dictionary.size() + 1) + dictionary;
    return head + names + top + nothing + nothing + outlines + charset;
}

const std::string has_cids = "\x8B\x8B\x8B\x0C\x1E";

} // namespace

TEST(Cff, TellsTheCidsOfEachForm)
{
    struct {
        const char* why;
        std::string tail;
        std::string charset;
        std::vector<std::uint32_t> cids;
    } const cases[] = {
        {"one by one", has_cids, {"\0\0\7\1\2", 5}, {0, 7, 258}},
        {"stretches of up to 256", has_cids, {"\1\0\7\1", 4}, {0, 7, 8}},
        {"stretches of any length", has_cids, {"\2\1\0\0\1", 5}, {0, 256, 257}},
        {"two stretches", has_cids, {"\1\0\7\0\1\0\0", 7}, {0, 7, 256}},
        {"a stretch beyond the glyphs", has_cids, {"\1\0\7\x09", 4}, {0, 7, 8}},
        {"names instead of CIDs", "", {"\0\0\7\0\x09", 5}, {0, 1, 2}},
        {"numbers of every length first",
         std::string("\xFE\x10\x0E\xF8\x10\x0E\x1D\0\1\2\3\x0E\x1E\x0A\x14\x05\x41\xFF\x0E", 20) +
             has_cids,
         {"\0\0\7\0\x09", 5},
         {0, 7, 9}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(glyph_cids(program(c.tail, c.charset)), c.cids);
    }
}

TEST(Cff, EveryCutIsRefused)
{
    const std::string whole = program(has_cids, {"\0\0\7\0\x09", 5});
    for (std::size_t size = 0; size < whole.size(); ++size) {
        SCOPED_TRACE(size);
        EXPECT_THROW(glyph_cids(whole.substr(0, size)), std::runtime_error);
    }
}

} // namespace reservepost::fonts

#include "batch/deletion/tiles.h"
#include "tests/batch/deletion/log_fixture.h"

namespace reservepost::batch::deletion {
namespace {

using namespace testing;
using crypto::Digest;
using TilesTest = LogTest;

std::vector<Digest> hashes(unsigned count)
{
    std::vector<Digest> hashes;
    for (unsigned i = 0; i < count; ++i)
        hashes.push_back(crypto::sha256(std::to_string(i)));
    return hashes;
}

TEST(TilePaths, AsC2spSpellsThem)
{
    struct {
        std::uint64_t number;
        const char* path;
    } rows[] = {
        {0, "000"},
        {7, "007"},
        {255, "255"},
        {999, "999"},
        {1000, "x001/000"},
        {1234067, "x001/x234/067"},
        {1000000, "x001/x000/000"},
        {987654321012, "x987/x654/x321/012"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(hash_tile_path(0, row.number), "tile/0/" + std::string(row.path));
        EXPECT_EQ(hash_tile_path(3, row.number, 8), "tile/3/" + std::string(row.path) + ".p/8");
        EXPECT_EQ(entries_path(row.number), "tile/entries/" + std::string(row.path));
        EXPECT_EQ(entries_path(row.number, 255),
                  "tile/entries/" + std::string(row.path) + ".p/255");
    }
    EXPECT_THROW(hash_tile_path(0, 0, 0), std::logic_error);
    EXPECT_THROW(entries_path(0, 257), std::logic_error);
}

TEST(TilePaths, TilesOfATree)
{
    using Places = std::vector<TilePlace>;
    EXPECT_EQ(hash_tiles_of(0), Places{});
    EXPECT_EQ(hash_tiles_of(1), (Places{{0, 0, 1}}));
    EXPECT_EQ(hash_tiles_of(255), (Places{{0, 0, 255}}));
    EXPECT_EQ(hash_tiles_of(256), (Places{{0, 0, 256}, {1, 0, 1}}));
    EXPECT_EQ(hash_tiles_of(513), (Places{{0, 0, 256}, {0, 1, 256}, {0, 2, 1}, {1, 0, 2}}));
    EXPECT_EQ(hash_tiles_of(65536).size(), 256U + 1U + 1U);
    EXPECT_EQ(hash_tiles_of(65536).back(), (TilePlace{2, 0, 1}));
}

TEST_F(TilesTest, ATileIsWrittenOnceAndReadInParts)
{
    const Tiles tiles(place("log"));
    tiles.write_hashes({0, 1234067, 7}, hashes(7));
    EXPECT_TRUE(fs::is_regular_file(place("log/tile/0/x001/x234/067.p/7")));
    tiles.write_hashes({0, 1234067, 7}, hashes(7));
    EXPECT_EQ(tiles.hashes({0, 1234067, 7}), hashes(7));
    EXPECT_THROW(tiles.hashes({0, 1234067, 6}), LogDamaged);

    tiles.write_hashes({0, 1234067, 256}, hashes(256));
    EXPECT_EQ(tiles.hashes({0, 1234067, 6}), hashes(6)) << "the beginning of the full tile";

    auto others = hashes(7);
    std::swap(others[0], others[1]);
    EXPECT_THROW(tiles.write_hashes({0, 1234067, 7}, others), LogDamaged);
    EXPECT_EQ(tiles.hashes({0, 1234067, 7}), hashes(7)) << "never overwritten";
}

TEST_F(TilesTest, LeavesOfEveryLength)
{
    const Tiles tiles(place("log"));
    const std::vector<std::string> leaves = {"a", std::string(255, 'b'), std::string(256, 'c'),
                                             std::string(65535, '\0')};
    tiles.write_entries(0, leaves);
    EXPECT_EQ(tiles.entries(0, 4), leaves);
    EXPECT_EQ(file_text(place("log/tile/entries/000.p/4")).substr(0, 5),
              std::string("\0\1a\0\xff", 5));
    EXPECT_EQ(tiles.entries_width(0), 4U);
    EXPECT_EQ(tiles.entries_width(1), 0U);
    EXPECT_THROW(tiles.write_entries(1, {""}), std::logic_error);
    EXPECT_THROW(tiles.write_entries(1, {std::string(65536, 'x')}), std::logic_error);
}

TEST_F(TilesTest, EntriesAreForTheOwnerAndReviewersAlone)
{
    const Tiles tiles(place("log"));
    tiles.write_entries(1234, {"leaf"});
    tiles.write_hashes({0, 0, 1}, hashes(1));
    const auto mode = [&](const char* path) {
        return static_cast<unsigned>(fs::status(place(path)).permissions());
    };
    EXPECT_EQ(mode("log/tile/entries"), 0750U);
    EXPECT_EQ(mode("log/tile/entries/x001"), 0750U);
    EXPECT_EQ(mode("log/tile/entries/x001/234.p/1") & 07U, 0U);
    EXPECT_EQ(mode("log/tile/0"), 0755U);
}

TEST_F(TilesTest, DamagedEntries)
{
    struct {
        const char* why;
        std::string octets;
    } rows[] = {
        {"empty", ""},
        {"cut in a length", std::string("\0\1a\0", 4)},
        {"cut in a leaf", std::string("\0\1a\0\2b", 6)},
        {"a leaf too few", std::string("\0\1a", 3)},
        {"a leaf too many", std::string("\0\1a\0\1b\0\1c", 9)},
    };
    const Tiles tiles(place("log"));
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        write_file(place("log/tile/entries/000.p/2"), row.octets);
        EXPECT_THROW(tiles.entries(0, 2), LogDamaged);
    }
}

TEST_F(TilesTest, OutgrownTilesGo)
{
    const Tiles tiles(place("log"));
    for (const unsigned width : {3U, 9U, 256U}) {
        tiles.write_hashes({0, 0, width}, hashes(width));
        tiles.write_entries(0, std::vector<std::string>(width, "leaf"));
    }
    tiles.write_hashes({0, 1, 1}, hashes(1));
    tiles.drop_outgrown(3, 257);
    EXPECT_FALSE(fs::exists(place("log/tile/0/000.p")));
    EXPECT_FALSE(fs::exists(place("log/tile/entries/000.p")));
    EXPECT_TRUE(fs::exists(place("log/tile/0/000")));
    EXPECT_TRUE(fs::exists(place("log/tile/0/001.p/1")));
}

} // namespace
} // namespace reservepost::batch::deletion

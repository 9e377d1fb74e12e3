#include "batch/crypto/text.h"
#include "batch/deletion/checkpoint.h"

#include <gtest/gtest.h>

namespace reservepost::batch::deletion {
namespace {

const std::string name = "reservepost.example/deletions";

std::string base64_of(char fill, std::size_t count)
{
    return crypto::base64(std::string(count, fill));
}

SignedNote note_with(const std::string& body, const crypto::SigningKey& key)
{
    SignedNote note{body, {}};
    note.sign(name, key);
    return note;
}

TEST(Checkpoint, KeyLineThereAndBack)
{
    const auto signer = crypto::SigningKey::generate();
    const VerifierKey key{name, signer.public_key()};
    EXPECT_EQ(VerifierKey::from_line(key.line()), key);
    EXPECT_TRUE(key.line().starts_with(name + "+" + crypto::hex(key.id()) + "+"));
    EXPECT_EQ(key.id(),
              crypto::sha256(name + "\n\x01" + signer.public_key()).octets().substr(0, 4));
}

// Written down once and recomputed by hand with sha256sum, so that the formula cannot drift.
TEST(Checkpoint, KeyIdOfAKnownKey)
{
    const VerifierKey key{"example.org/log", std::string(32, '\x2a')};
    EXPECT_EQ(crypto::hex(key.id()), "de351074");
}

TEST(Checkpoint, BadKeyLines)
{
    const VerifierKey key{name, std::string(32, 'k')};
    const std::string id = crypto::hex(key.id());
    const std::string octets = crypto::base64("\x01" + key.public_key);
    ASSERT_NO_THROW(VerifierKey::from_line(name + "+" + id + "+" + octets));
    struct {
        const char* why;
        std::string line;
    } rows[] = {
        {"empty", ""},
        {"name alone", name},
        {"no key", name + "+" + id},
        {"no name", "+" + id + "+" + octets},
        {"a space in the name", "a b+" + id + "+" + octets},
        {"another name, so another id", "other+" + id + "+" + octets},
        {"an id cut", name + "+" + id.substr(2) + "+" + octets},
        {"an id that is no number", name + "+zzzzzzzz+" + octets},
        {"a key cut", name + "+" + id + "+" + octets.substr(4)},
        {"another kind of key", name + "+" + id + "+" + crypto::base64("\x04" + key.public_key)},
        {"no base64", name + "+" + id + "+" + octets + "!"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_THROW(VerifierKey::from_line(row.line), NoteError);
    }
}

TEST(Checkpoint, BodyThereAndBack)
{
    const Checkpoint checkpoint{name, 1234, crypto::sha256("root")};
    EXPECT_EQ(checkpoint.body(),
              name + "\n1234\n" + crypto::base64(crypto::sha256("root").octets()) + "\n");
    EXPECT_EQ(Checkpoint::from_body(checkpoint.body()), checkpoint);
    EXPECT_EQ(Checkpoint::from_body(checkpoint.body() + "extension\nanother\n"), checkpoint);
}

TEST(Checkpoint, BadBodies)
{
    const std::string root = base64_of('r', 32) + "\n";
    struct {
        const char* why;
        std::string body;
    } rows[] = {
        {"empty", ""},
        {"two lines", name + "\n1\n"},
        {"no origin", "\n1\n" + root},
        {"a size with a sign", name + "\n+1\n" + root},
        {"a negative size", name + "\n-1\n" + root},
        {"a size with a zero before it", name + "\n01\n" + root},
        {"no size", name + "\n\n" + root},
        {"a size in hexadecimal", name + "\n0x10\n" + root},
        {"a size of 64 bits", name + "\n9223372036854775808\n" + root},
        {"a size of 65 bits", name + "\n18446744073709551616\n" + root},
        {"a root too short", name + "\n1\n" + base64_of('r', 31) + "\n"},
        {"a root too long", name + "\n1\n" + base64_of('r', 33) + "\n"},
        {"a root that is no base64", name + "\n1\nroot root\n"},
        {"no last line end", name + "\n1\n" + base64_of('r', 32)},
        {"an empty extension", name + "\n1\n" + root + "\nmore\n"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_THROW(Checkpoint::from_body(row.body), NoteError);
    }
}

TEST(Checkpoint, NotesThereAndBack)
{
    const auto key = crypto::SigningKey::generate();
    const SignedNote note = note_with("a line\n\nand another after an empty one\n", key);
    EXPECT_EQ(SignedNote::parse(note.text()), note);
    EXPECT_TRUE(note.signed_by({name, key.public_key()}));
    EXPECT_FALSE(note.signed_by({"other", key.public_key()}));
    EXPECT_FALSE(note.signed_by({name, crypto::SigningKey::generate().public_key()}));
}

TEST(Checkpoint, SixteenSignaturesAndMoreOfWhichOneIsKnown)
{
    const auto key = crypto::SigningKey::generate();
    const Checkpoint checkpoint{name, 7, crypto::sha256("root")};
    SignedNote note{checkpoint.body(), {}};
    for (int witness = 0; witness < 20; ++witness)
        note.signatures.push_back({"witness.example/" + std::to_string(witness), "\x04key",
                                   std::string(72, static_cast<char>('a' + witness))});
    note.sign(name, key);
    note.sign("second.example", crypto::SigningKey::generate());
    EXPECT_EQ(open_checkpoint(note.text(), {name, key.public_key()}), checkpoint);

    for (int witness = 22; witness < 64; ++witness)
        note.signatures.push_back({"w", "1234", "5"});
    EXPECT_NO_THROW(SignedNote::parse(note.text()));
    note.signatures.push_back({"w", "1234", "5"});
    EXPECT_THROW(SignedNote::parse(note.text()), NoteError) << "sixty-five of them";
}

TEST(Checkpoint, NotesThatDoNotHold)
{
    const auto key = crypto::SigningKey::generate();
    const VerifierKey verifier{name, key.public_key()};
    const std::string good = note_with(Checkpoint{name, 7, {}}.body(), key).text();
    ASSERT_NO_THROW(open_checkpoint(good, verifier));

    SignedNote doubled = SignedNote::parse(good);
    doubled.signatures.push_back(doubled.signatures[0]);
    doubled.signatures[1].signature[5] ^= 1;
    SignedNote other_body = SignedNote::parse(good);
    other_body.body = Checkpoint{name, 8, {}}.body();
    SignedNote other_log{Checkpoint{"another.example", 7, {}}.body(), {}};
    other_log.sign(name, key);
    const auto replaced = [&](const std::string& what, const std::string& by) {
        std::string text = good;
        return text.replace(text.find(what), what.size(), by);
    };
    struct {
        const char* why;
        std::string text;
    } rows[] = {
        {"empty", ""},
        {"no signature", good.substr(0, good.find("\n\n") + 2)},
        {"no empty line", replaced("\n\n", "\n")},
        {"cut in the signature", good.substr(0, good.size() - 8)},
        {"no last line end", good.substr(0, good.size() - 1)},
        {"a hyphen for the dash", replaced("\u2014", "-")},
        {"another size", other_body.text()},
        {"a carriage return", replaced("\n7\n", "\r\n7\r\n")},
        {"a signature of four octets", replaced(good.substr(good.rfind(' ') + 1), "AAAAAA==\n")},
        {"the right signature and a wrong one by the same key", doubled.text()},
        {"a right signature over another log's checkpoint", other_log.text()},
        {"another key under the same name",
         note_with(Checkpoint{name, 7, {}}.body(), crypto::SigningKey::generate()).text()},
        {"a million octets", std::string(1'000'001, 'x')},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_THROW(open_checkpoint(row.text, verifier), NoteError);
    }
}

TEST(Checkpoint, NothingIsSignedUnderABadNameOrWithoutALineEnd)
{
    const auto key = crypto::SigningKey::generate();
    for (const char* const bad : {"", "a b", "a+b", "a\nb"}) {
        SignedNote note{"text\n", {}};
        EXPECT_THROW(note.sign(bad, key), NoteError) << bad;
    }
    SignedNote unended{"text", {}};
    EXPECT_THROW(unended.sign("name", key), NoteError);
}

} // namespace
} // namespace reservepost::batch::deletion

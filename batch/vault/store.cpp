#include "batch/vault/store.h"

#include "batch/crypto/random.h"
#include "batch/crypto/text.h"
#include "batch/disk/private_files.h"

#include <algorithm>
#include <sys/stat.h>
#include <system_error>

namespace reservepost::batch::vault {

namespace {

constexpr RingNumber first_ring = 1;
constexpr mode_t private_file = S_IRUSR | S_IWUSR;
constexpr std::string_view first_line = "reservepost store 1\n";
constexpr std::string_view vault_word = "vault ";
constexpr std::string_view store_word = "store ";
constexpr std::size_t id_digits = 32;
constexpr const char* store_name = "store";
constexpr const char* refilling_name = "refilling";

bool is_id(std::string_view text)
{
    return text.size() == id_digits &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The mark that the file's text says; nothing where it is damaged.
std::optional<StoreMark> parse_mark(const std::string& text)
{
    StoreMark mark;
    constexpr std::size_t vault_at = first_line.size() + vault_word.size();
    constexpr std::size_t store_at = vault_at + id_digits + 1 + store_word.size();
    if (text.size() == store_at + id_digits + 1) {
        mark.vault = text.substr(vault_at, id_digits);
        mark.store = text.substr(store_at, id_digits);
    }
    const bool whole = is_id(mark.vault) && is_id(mark.store) && mark.text() == text;
    return whole ? std::optional(mark) : std::nullopt;
}

/// The mark in `directory`, or why there is none.
StoreMark read_mark(const std::string& store, const std::filesystem::path& directory)
{
    std::string text;
    try {
        disk::require_private_directory(directory);
        text = disk::read_file(directory / "store", 4096);
    } catch (const std::system_error&) {
        if (std::filesystem::exists(directory / refilling_name))
            throw StoreAway(store + ": " + directory.string() +
                            " is being filled; `reservepost vault refill` goes on with it");
        throw StoreAway(store + ": " + directory.string() +
                        " cannot be read or holds no store; is its disk mounted?");
    } catch (const std::runtime_error& error) { // Our own words: directory and remedy.
        throw StoreAway(store + ": " + error.what());
    }
    if (const auto mark = parse_mark(text)) return *mark;
    throw StoreAway(store + ": the file `store` in " + directory.string() +
                    " is damaged; see `vault refill`");
}

/// What the file of that name in `directory` says; nothing where it does not or is not there.
std::optional<StoreMark> find_mark(const std::filesystem::path& directory, const char* name)
{
    if (!std::filesystem::exists(directory / name)) return std::nullopt;
    return parse_mark(disk::read_file(directory / name, 4096));
}

bool is_empty_place(const std::filesystem::path& directory)
{
    return std::ranges::all_of(
        std::filesystem::directory_iterator(directory), [](const auto& entry) {
            const auto name = entry.path().filename().string();
            return name == "lost+found" ||
                   (entry.is_directory() && std::filesystem::is_empty(entry));
        });
}

/// Throws unless what lies in the place is nothing, or was this vault's.
void require_refillable(const Store& store, const std::filesystem::path& directory,
                        const std::string& vault_id)
{
    disk::make_private_directory(directory);
    for (const char* name : {refilling_name, store_name})
        if (const auto mark = find_mark(directory, name); mark && mark->vault == vault_id) return;
    if (!is_empty_place(directory))
        throw std::runtime_error(store.name + ": " + directory.string() +
                                 " is not empty and does not say that it is this vault's; name an "
                                 "empty directory, or move away what lies there");
}

bool is_unused(const Store& store)
{
    if (std::filesystem::exists(store.place.content / "content")) {
        const auto listing = store.contents.list();
        if (!listing.names.empty() || !listing.strays.empty()) return false;
    }
    const auto facts = store.place.content / "facts";
    if (std::filesystem::exists(facts) && std::filesystem::file_size(facts) > 0) return false;
    if (!std::filesystem::exists(store.place.keys)) return true;
    for (const RingNumber number : store.keys.numbers())
        if (number != first_ring || !store.keys.read(number).keys.empty()) return false;
    return true;
}

} // namespace

std::string StoreMark::text() const
{
    return std::string(first_line) + std::string(vault_word) + vault + '\n' +
           std::string(store_word) + store + '\n';
}

Store::Store(std::string store_name, StorePlace store_place)
    : name(std::move(store_name)), place(std::move(store_place)), contents(place.content),
      keys(name, place.keys), facts(name, place.content), kept(name, place.content, place.keys)
{
}

StoreMark Store::mark() const
{
    const StoreMark beside_content = read_mark(name, place.content);
    if (read_mark(name, place.keys) != beside_content)
        throw StoreAway(name + ": " + place.content.string() + " and " + place.keys.string() +
                        " belong to different stores; check what is mounted there");
    return beside_content;
}

// Order, each durable before the next: 1. the new mark in both places 2. the old mark goes, so that
// nobody takes the store for whole.
StoreMark begin_refill(const Store& store, const std::string& vault_id)
{
    for (const auto& place : {store.place.keys, store.place.content})
        require_refillable(store, place, vault_id);
    const auto mark = find_mark(store.place.keys, refilling_name)
                          .value_or(StoreMark{vault_id, crypto::hex(crypto::random_octets(16))});
    for (const auto& place : {store.place.keys, store.place.content})
        disk::replace_durably(place / refilling_name, mark.text(), private_file);
    for (const auto& place : {store.place.content, store.place.keys})
        disk::remove_durably(place / store_name);
    disk::make_private_directory(store.place.content / "content");
    return mark;
}

void finish_refill(const Store& store, const StoreMark& mark)
{
    for (const auto& place : {store.place.keys, store.place.content})
        disk::replace_durably(place / store_name, mark.text(), private_file);
    for (const auto& place : {store.place.keys, store.place.content})
        disk::remove_durably(place / refilling_name);
}

bool is_refilling(const Store& store)
{
    return std::filesystem::exists(store.place.keys / refilling_name) ||
           std::filesystem::exists(store.place.content / refilling_name);
}

void make_store(const Store& store, const StoreMark& mark)
{
    disk::make_private_directory(store.place.content / "content");
    disk::require_private_directory(store.place.content);
    disk::make_private_directory(store.place.keys);
    if (!is_unused(store))
        throw std::runtime_error(store.name + ": " + store.place.content.string() + " or " +
                                 store.place.keys.string() +
                                 " already holds reports, facts or keys; name empty directories");
    disk::replace_durably(store.place.keys / ("ring." + std::to_string(first_ring)),
                          ring_head(first_ring, 0), private_file);
    disk::replace_durably(store.place.content / "facts", "", private_file);
    disk::replace_durably(store.place.keys / "store", mark.text(), private_file);
    disk::replace_durably(store.place.content / "store", mark.text(), private_file);
}

} // namespace reservepost::batch::vault

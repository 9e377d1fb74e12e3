#include "batch/vault/store.h"

#include "batch/disk/private_files.h"

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

bool is_id(std::string_view text)
{
    return text.size() == id_digits &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The mark in `directory`, or why there is none.
StoreMark read_mark(const std::string& store, const std::filesystem::path& directory)
{
    std::string text;
    try {
        disk::require_private_directory(directory);
        text = disk::read_file(directory / "store", 4096);
    } catch (const std::system_error&) {
        throw StoreAway(store + ": " + directory.string() +
                        " cannot be read or holds no store; is its disk mounted?");
    } catch (const std::runtime_error& error) { // Our own words: directory and remedy.
        throw StoreAway(store + ": " + error.what());
    }
    StoreMark mark;
    constexpr std::size_t vault_at = first_line.size() + vault_word.size();
    constexpr std::size_t store_at = vault_at + id_digits + 1 + store_word.size();
    if (text.size() == store_at + id_digits + 1) {
        mark.vault = text.substr(vault_at, id_digits);
        mark.store = text.substr(store_at, id_digits);
    }
    if (!is_id(mark.vault) || !is_id(mark.store) || mark.text() != text)
        throw StoreAway(store + ": the file `store` in " + directory.string() +
                        " is damaged; see `vault refill`");
    return mark;
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

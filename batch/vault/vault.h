#pragma once

#include "batch/crypto/digest.h"
#include "batch/vault/fact.h"
#include "batch/vault/sealed_report.h"
#include "batch/vault/store_place.h"
#include "batch/words/record_id.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The vault holds reports and their keys outside the database, in every store the same. A report is
// there when its content and its key are on the disk of every store and both have been read back;
// it is gone when no store has its key, whatever else may be left.

namespace reservepost::batch::vault {

struct NewEntry {
    RecordId record;
    SealedReport report;
};

/// What one store holds, sorted, for the balance and for adoption.
struct StoreEntries {
    std::string store; ///< "store 1" …, in the order of the configuration.
    std::vector<RecordId> with_content;
    std::vector<RecordId> with_key;
    std::size_t lost_keys = 0;       ///< Places in the ring that are damaged or cut off.
    std::size_t unfinished = 0;      ///< Files set aside, which wait for a person.
    std::vector<std::string> strays; ///< Names in the content place that are none of ours.
};

/// A file beside a report.
struct Attachment {
    RecordId record;
    std::string name;
    auto operator<=>(const Attachment&) const = default;
};

/// Everything that lies in one store, for whoever looks through all of it.
struct StoreInspection {
    StoreEntries entries;
    std::vector<Attachment> attachments; ///< Sorted.
    std::vector<RingNumber> rings;       ///< Ascending.
    std::string ring_trouble;            ///< Why the ring that holds cannot be read; else empty.
    bool leftovers = false;              ///< Of a change of ring that was cut off.
    std::vector<RecordId> unfinished;    ///< What was set aside, sorted.
    std::vector<std::string> kept;       ///< Names of the kept texts, sorted.
};

/// What one store by itself, read from the disk, makes of one file.
struct StoreLook {
    std::string store;
    bool has_content = false;
    bool has_key = false;
    std::optional<crypto::Digest> plain; ///< SHA-256 of what it opens to.
};

struct StoreRings {
    std::string store;
    std::vector<RingNumber> numbers; ///< Ascending.
};

struct StoreFacts {
    std::string store;
    std::vector<Fact> facts;                ///< In the order of the file; one may stand twice.
    std::vector<std::size_t> damaged_lines; ///< Line numbers, from 1.
};

struct StoreStatus {
    std::string store;
    bool reachable = false;
    bool being_refilled = false;      ///< Not reachable, as its refill is not finished.
    std::string trouble;              ///< Why it is not reachable, and who mends it; else empty.
    bool keys_beside_content = false; ///< Its key place is on the same device as a content place.
};

struct StoreReport {
    std::vector<StoreStatus> stores;
    bool single_copy = false; ///< Only one store is configured.
    bool all_reachable() const;
};

/// How a ring was destroyed, for the log's `ring` leaf.
struct RingDestruction {
    RingNumber ring = 0;
    std::vector<std::string> stores; ///< Where the file was found and destroyed by this call.
    std::size_t surviving_keys = 0;  ///< Keys in the ring that holds now.
};

/// What a refill brought.
struct RefillCount {
    std::size_t reports = 0;
    std::size_t attachments = 0;
    std::size_t keys = 0;
    std::vector<RecordId> open_nowhere; ///< Contents that no store opens: they were left out.
};

/// One or more stores. Safe to use from several threads and processes at once: files are made under
/// new names only, and every writer of a ring or of facts holds the lock file beside it.
///
/// Unless it says otherwise a function throws `StoreAway` before it changes anything when a store
/// cannot be reached, `VaultDamaged` when one differs, and `std::system_error` when a disk fails.
class Vault {
public:
    static constexpr RingNumber first_ring = 1;

    /// Makes new stores in `places` with an empty ring `first_ring` in each. Throws
    /// `std::runtime_error` where a place already holds a store, two places are one, or a directory
    /// is looser than 0700. A store that was not finished may be made again.
    static Vault create(std::vector<StorePlace> places);

    /// Opens existing stores. Stores that are away are only an error when all are (`StoreAway`);
    /// `status` tells. Throws `VaultDamaged` when two stores belong to different vaults or are one.
    static Vault open(std::vector<StorePlace> places);
    /// The same without the stores whose content places stand in `let_go`. The others keep their
    /// names.
    static Vault open(const std::vector<StorePlace>& places,
                      const std::set<std::filesystem::path>& let_go);

    ~Vault();
    Vault(Vault&&) noexcept;
    Vault& operator=(Vault&&) noexcept;

    // -- Reports --

    /// Puts reports in, each under a new key. Each step is on the disks of all stores before the
    /// next: 1. content files 2. keys appended to the ring 3. all read back from every store,
    /// opened and compared. Returns only when every store opens every report.
    ///
    /// Throws before anything if ring `ring` is not in every store. On any error nothing may be
    /// answered as taken in. Content and keys of any of `entries` may be left in any store; they
    /// have no row, so `recover` adopts or sets them aside. Try again with new record ids only.
    void put(std::span<const NewEntry> entries, RingNumber ring);

    /// The report, from the first store that opens it. Throws `VaultDamaged` if none does;
    /// stores that are away are passed over.
    SealedReport open(const RecordId& record, RingNumber ring) const;

    /// Whether every store opens it, to the same octets. A store that is away does not.
    bool opens_everywhere(const RecordId& record, RingNumber ring) const;

    /// Brings content, attachments and key of an entry that opens in one store to every store, as
    /// adoption needs it. Throws `VaultDamaged` if no store opens it.
    void bring_everywhere(const RecordId& record, RingNumber ring);

    /// Moves content and attachments that open in no store out of the way, into `unfinished/`
    /// beside them. Throws `std::logic_error` if some store opens the content.
    void set_aside(const RecordId& record, RingNumber ring);

    /// A small sealed text beside a report, under the report's own key and bound to record and
    /// name. `name` is made of `a-z 0-9 -`, at most 32 characters. It goes with the content. Throws
    /// `std::system_error` (`errc::file_exists`) when there is one of that name.
    void put_attachment(const RecordId& record, std::string_view name, std::string_view octets,
                        RingNumber ring);
    /// Nothing when no store has one; throws `VaultDamaged` when there is one and none opens.
    std::optional<std::string> open_attachment(const RecordId& record, std::string_view name,
                                               RingNumber ring) const;

    /// What each reachable store holds, by the names of content files and the ring. A store that is
    /// away is not in the answer: whoever judges completeness asks `status` too.
    std::vector<StoreEntries> entries(RingNumber ring) const;

    /// Everything that lies in each reachable store. Changes nothing, and throws for no damage.
    std::vector<StoreInspection> inspect(RingNumber ring) const;
    /// What each reachable store makes of the report, or of the attachment of that name.
    std::vector<StoreLook> look(const RecordId& record, std::string_view attachment,
                                RingNumber ring) const;

    /// Destroys what lies in `unfinished/` of every store. Gives how many files that were.
    std::size_t clear_unfinished();

    /// Fills the store of that number (from 0), which was replaced by empty directories or whose
    /// refill was cut off, from the others: ring, contents, facts, kept texts. Then `bring_more`
    /// puts beside them what others keep there. It is one of the vault's only after that, and when
    /// everything that opens anywhere opens from it by itself. `told` hears how many of how many
    /// files are there. Nobody may change the ring meanwhile.
    ///
    /// Throws `std::invalid_argument` for a store that is whole or not configured,
    /// `std::runtime_error` for a place that is not empty and not this vault's, `StoreAway` when
    /// no other store can be reached; after any error call it again.
    RefillCount refill(std::size_t store, RingNumber ring,
                       const std::function<void(std::size_t done, std::size_t whole)>& told,
                       const std::function<void(const StorePlace&)>& bring_more = {});

    // -- Change of ring; DESIGN: the row is held FOR UPDATE by the caller --

    /// Which rings each store has.
    std::vector<StoreRings> rings() const;
    /// The same for the stores that are reachable.
    std::vector<StoreRings> reachable_rings() const;
    /// The ring that holds where no database says it, or an older one: the lowest number from
    /// `at_least` on that can be read in every reachable store, else in one. Keys of newer rings,
    /// into which an intake may have written since, are brought into it. Throws `VaultDamaged` when
    /// there is none.
    RingNumber settle_rings(RingNumber at_least);

    /// Makes ring `next` in every store: all keys of `old` but those of `without`, under a
    /// temporary name, synced, read back and counted, and only when that holds in every store
    /// named. A key that one store has lost is taken from another. Throws `VaultDamaged` when a key
    /// is damaged in every store, or when `next` is there already (see `remove_prepared_ring`). On
    /// an error `old` is untouched; `next` may stand in some stores. Gives the number of keys in
    /// `next`.
    std::size_t prepare_ring(RingNumber old, RingNumber next, const std::set<RecordId>& without);

    /// Destroys ring `old` in every store: overwritten with zeros, synced, unlinked, the directory
    /// synced. Throws before anything if ring `current` is not newer or not whole in every store.
    /// May be called again after a crash; a ring that is gone is no error.
    RingDestruction destroy_ring(RingNumber old, RingNumber current);

    /// Removes ring `prepared` that was never committed. Throws before anything unless `current` is
    /// whole in every store and holds every key of it.
    void remove_prepared_ring(RingNumber prepared, RingNumber current);

    // -- Removal --

    /// Unlinks contents and attachments in every store and syncs. What is gone is no error.
    void remove_contents(std::span<const RecordId> records);

    /// Which of `records` are still there: a content or attachment in some store, or a key in any
    /// ring of any store. Empty proves absence; so it throws `StoreAway` if a store was not asked.
    std::vector<RecordId> still_present(std::span<const RecordId> records) const;

    // -- Facts and run numbers: letters go out although one store is away --

    /// Appends facts in every store that is reachable, durably, and gives the names of those that
    /// are not (an incident; `level_facts` fills them later). Throws `StoreAway` if all are, and
    /// after an error some stores may have the facts: one may then stand twice.
    std::vector<std::string> append_facts(std::span<const Fact> facts);
    std::vector<std::string> append_fact(const Fact& fact);
    /// The facts of each reachable store.
    std::vector<StoreFacts> read_facts() const;
    /// Appends to each reachable store the facts that another one has and it lacks. Gives how many.
    std::size_t level_facts();

    /// Writes the number of the run into every reachable store; a lower one than stands there is
    /// not written. Gives the names of the stores that are away.
    std::vector<std::string> write_run_number(std::int64_t number);
    /// The highest number any reachable store knows; 0 before the first run.
    std::int64_t highest_run_number() const;

    // -- Kept texts: what a database can be made from again, beside the reports --

    /// Makes `octets` the text kept as `name` (`a-z 0-9 -`) in every reachable store where it is
    /// not yet, sealed and durable. Gives the names of the stores that are away.
    std::vector<std::string> keep(std::string_view name, std::string_view octets);
    /// Brings each reachable store the kept texts whose names it lacks. Gives how many.
    std::size_t level_kept();
    /// What the store of that number (from 0) keeps as `name`; nothing when it has none. Throws
    /// `StoreAway` when it is away.
    std::optional<std::string> kept(std::size_t store, std::string_view name) const;

    /// The names of all kept texts, for each reachable store.
    std::vector<std::vector<std::string>> kept_names() const;

    /// Which stores are reachable, and how safely the keys lie.
    StoreReport status() const;

    /// In the order of `status`.
    const std::vector<StorePlace>& places() const;

private:
    struct State;
    explicit Vault(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace reservepost::batch::vault

#pragma once

#include "batch/deletion/delete_originals.h"
#include "batch/night_steps.h"
#include "batch/rebuild.h"
#include "batch/refill_store.h"
#include "tests/support/files.h"
#include "tests/support/test_night.h"

// A state that loses its database, or everything but one store.

namespace reservepost::tests {

/// A copy of the database as it lies now, with nobody at work in it.
class DatabaseBackup {
public:
    explicit DatabaseBackup(TestNight& night, int number = 0)
        : copy_(night.path() / ("database.backup" + std::to_string(number)))
    {
        night.stop();
        copy_directory(night.path() / "database", copy_);
        night.start();
    }
    /// Puts it in the place of the present one.
    void restore(TestNight& night) const
    {
        night.stop();
        fs::remove_all(night.path() / "database");
        copy_directory(copy_, night.path() / "database");
        night.start();
    }

private:
    fs::path copy_;
};

inline batch::restore::RestoreFindings check_restored(const TestNight& night, holidays::Instant at)
{
    auto state = night.open(at);
    return batch::check_restored(state);
}

/// The state directory's disk dies: what is left is the configuration, the print house with what
/// lies there, the published checkpoints, and the stores.
inline void lose_state(TestNight& night, bool keys_too)
{
    night.stop();
    for (const char* name : {"database", "log", "outbox", "inbox"})
        fs::remove_all(night.path() / name);
    for (const char* name : {"initialised", "log.vkey", "heartbeat.vkey"})
        fs::remove(night.path() / name);
    if (keys_too) fs::remove_all(night.path() / "keys");
}

inline batch::vault::StorePlace store_place(const TestNight& night, std::size_t store)
{
    const auto configuration =
        batch::configuration::load_configuration(night.path() / "reservepost.toml");
    return batch::store_places(configuration).at(store - 1);
}

inline void lose_store(const TestNight& night, std::size_t store)
{
    const auto place = store_place(night, store);
    fs::remove_all(place.content);
    fs::remove_all(place.keys);
}

inline batch::restore::RestoreFindings rebuild(const TestNight& night, holidays::Instant at)
{
    return batch::rebuild({night.path(), {}, at, "tester"}, [](const std::string&) {});
}

} // namespace reservepost::tests

#pragma once

#include "batch/crypto/digest.h"
#include "batch/crypto/secret_key.h"
#include "batch/receivers/register_change.h"
#include "batch/store/installation.h"
#include "batch/store/runs.h"
#include "batch/vault/vault.h"
#include "holidays/calendar.h"
#include "holidays/oslo_time.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// An installation for a test: a database, a vault with two stores, keys and a small register, all
// of them real.

namespace reservepost::tests {

/// Numbers of no municipality that there is, each receiver there for one road of DESIGN.md §5.
inline constexpr std::string_view office_register = R"(
[[receiver]]
agreement_date = 2020-01-01
municipality = "9101"
district = "03"
municipality_name = "Prøvevik"
district_name = "Nordsida"
default_district = false
address = ["Barnevernet i Nordsida", "9003 PRØVEVIK"]
public_phone = "00 00 91 03"

[[receiver]]
agreement_date = 2020-01-01
municipality = "9101"
district = "05"
municipality_name = "Prøvevik"
district_name = "Sørsida"
default_district = true
address = ["Barnevernet i Sørsida", "9005 PRØVEVIK"]
public_phone = "00 00 91 05"

[[receiver]]
agreement_date = 2020-01-01
municipality = "9102"
district = "00"
municipality_name = "Papirnes"
address = ["Barnevernstenesta", "9102 PAPIRNES"]
language = "nn"
reception = "postal"
public_phone = "00 00 91 02"

[[receiver]]
agreement_date = 2020-01-01
municipality = "9103"
district = "00"
municipality_name = "Systemfjord"
address = ["Barnevernstjenesten", "9103 SYSTEMFJORD"]
reception = "system"
public_phone = "00 00 91 03"

[[receiver]]
agreement_date = 2020-01-01
municipality = "9104"
district = "01"
municipality_name = "Delevoll"
district_name = "Indre"
default_district = false
address = ["Barnevernet i Indre", "9104 DELEVOLL"]
public_phone = "00 00 91 04"

[[receiver]]
agreement_date = 2020-01-01
municipality = "9104"
district = "02"
municipality_name = "Delevoll"
district_name = "Ytre"
default_district = true
address = ["Barnevernet i Ytre", "9104 DELEVOLL"]
public_phone = "00 00 91 04"
valid_to = 2025-12-31

[[renumbering]]
from = "9001"
to = ["9103"]
in_force = 2020-01-01
source = "made up"

[[renumbering]]
from = "9002"
to = ["9102", "9103"]
in_force = 2020-01-01
source = "made up"
)";

/// A Wednesday, 12:00 in Oslo.
inline const holidays::Instant office_opens = holidays::parse_instant("2026-11-25T12:00:00");

/// All that intake, the life of letters and deletion stand on. It closes, and is gone, at the end.
class TestOffice {
public:
    TestOffice()
        : vault(batch::vault::Vault::create(places(directory))),
          lookup_key(batch::crypto::SecretKey::random()),
          calendar(holidays::Calendar::norway(2020, 2040)), database(server.night())
    {
        digest_secrets.push_back(batch::crypto::SecretKey::random());
        lend_register_rights();
        auto transaction = database.begin();
        batch::store::create_installation(transaction, true);
        batch::receivers::import_register(
            transaction, batch::receivers::read_register(office_register, "register.toml", {}),
            occasion());
        transaction.commit();
    }

    batch::store::Occasion occasion() const { return {now, run, "night"}; }

    /// From now on everything is done in a new run.
    void begin_run()
    {
        auto transaction = database.begin();
        run = batch::store::begin_run(transaction, "test.example", now);
        transaction.commit();
    }

    /// Runs one statement of the test's own and keeps what it did.
    batch::store::Rows execute(std::string_view sql,
                               const std::vector<batch::store::Value>& values = {})
    {
        auto transaction = database.begin();
        auto rows = transaction.execute(sql, values);
        transaction.commit();
        return rows;
    }

    /// The whole number in the one row and column `n` that `sql` gives.
    std::int64_t number(std::string_view sql, const std::vector<batch::store::Value>& values = {})
    {
        return execute(sql, values).one().integer("n");
    }

    std::int64_t receiver_id(const batch::receivers::ReceiverKey& key)
    {
        auto transaction = database.begin();
        return batch::receivers::find(transaction, key).value().id;
    }

    /// As a new process would see it.
    batch::vault::Vault vault_again() const { return batch::vault::Vault::open(vault.places()); }

    TestDatabase server;
    TemporaryDirectory directory;
    batch::vault::Vault vault;
    batch::crypto::SecretKey lookup_key;
    std::vector<batch::crypto::SecretKey> digest_secrets;
    holidays::Calendar calendar;
    batch::store::Database database; ///< As the nightly role, which may change the register here.
    holidays::Instant now = office_opens;
    std::optional<std::int64_t> run;

private:
    /// One connection for everything: what is the registrar's elsewhere, an office does too.
    void lend_register_rights()
    {
        auto owner = server.owner();
        auto transaction = owner.begin();
        transaction.execute_script(
            "grant insert, update on receiver, receiver_version, renumbering, register_change, "
            "register_change_field to reservepost_night; "
            "grant insert, update, delete on own_words to reservepost_night");
        transaction.commit();
    }
    static std::vector<batch::vault::StorePlace> places(const TemporaryDirectory& directory)
    {
        return {{directory / "content1", directory / "keys1"},
                {directory / "content2", directory / "keys2"}};
    }
};

} // namespace reservepost::tests

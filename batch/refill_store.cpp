#include "batch/refill_store.h"

#include "batch/deletion/log.h"

namespace reservepost::batch {

StoreRefill refill_store(OpenedState& state, std::size_t store,
                         const std::function<void(std::size_t, std::size_t)>& told)
{
    std::int64_t ring = 0;
    {
        auto transaction = state.database().begin();
        ring = store::read_installation(transaction).vault_ring;
    }
    StoreRefill refill;
    refill.count = state.vault().refill(store, ring, told, [&](const vault::StorePlace& place) {
        state.keys().copy_all();
        try {
            const auto log = deletion::DeletionLog::open(state.log(), state.keys().log());
            log.copy_to(place.content / "log");
        } catch (const deletion::LogDamaged& damage) {
            refill.log_not_copied = damage.what();
        }
    });
    return refill;
}

} // namespace reservepost::batch

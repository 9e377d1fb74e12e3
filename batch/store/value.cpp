#include "batch/store/value.h"

#include <stdexcept>

namespace reservepost::batch::store {

namespace {

template <class T> std::vector<Octets> octets_of(const std::vector<T>& things)
{
    std::vector<Octets> result;
    result.reserve(things.size());
    for (const T& thing : things)
        result.push_back(Octets{thing.octets()});
    return result;
}

} // namespace

Value::Value(const std::vector<RecordId>& records) : kind_(octets_of(records)) {}

Value::Value(const std::vector<crypto::Digest>& digests) : kind_(octets_of(digests)) {}

void Value::refuse_number()
{
    throw std::out_of_range("a number above 9223372036854775807 does not fit into a bigint");
}

} // namespace reservepost::batch::store

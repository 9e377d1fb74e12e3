#include "batch/crypto/random.h"

#include "batch/crypto/openssl.h"

#include <algorithm>
#include <openssl/rand.h>

namespace reservepost::batch::crypto {

std::string random_octets(std::size_t count)
{
    std::string octets(count, '\0');
    // RAND_bytes takes an int; whoever wants more than a megabyte gets it in pieces.
    constexpr std::size_t piece = 1 << 20;
    for (std::size_t done = 0; done < count; done += piece) {
        const int size = static_cast<int>(std::min(piece, count - done));
        require(RAND_bytes(bytes(octets) + done, size) == 1, "give random octets");
    }
    return octets;
}

} // namespace reservepost::batch::crypto

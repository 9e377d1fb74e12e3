#include "batch/crypto/openssl.h"

#include <limits>
#include <openssl/buffer.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <stdexcept>

namespace reservepost::batch::crypto {

void forget_errors()
{
    ERR_clear_error();
}

void require(bool held, std::string_view what)
{
    if (held) return;
    forget_errors();
    throw std::runtime_error("OpenSSL could not " + std::string(what));
}

std::string take_octets(BIO* memory)
{
    BUF_MEM* buffer = nullptr;
    BIO_get_mem_ptr(memory, &buffer);
    std::string octets;
    if (buffer != nullptr && buffer->data != nullptr) {
        octets.assign(buffer->data, buffer->length);
        OPENSSL_cleanse(buffer->data, buffer->max);
    }
    return octets;
}

BioPointer reading(std::string_view octets)
{
    if (octets.size() > std::numeric_limits<int>::max())
        throw std::length_error("more than 2 GiB in one piece; send it in smaller files");
    BioPointer bio(BIO_new_mem_buf(octets.data(), static_cast<int>(octets.size())));
    require(bio != nullptr, "read from memory");
    return bio;
}

BioPointer collecting()
{
    BioPointer bio(BIO_new(BIO_s_mem()));
    require(bio != nullptr, "write to memory");
    return bio;
}

} // namespace reservepost::batch::crypto

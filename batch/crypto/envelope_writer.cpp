#include "batch/crypto/cms.h"
#include "batch/crypto/cms_sign.h"
#include "batch/crypto/key_handle.h"
#include "batch/disk/files.h"

#include <cerrno>
#include <fcntl.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace reservepost::batch::crypto {

namespace {

constexpr unsigned int streaming = CMS_BINARY | CMS_PARTIAL | CMS_STREAM;

/// RSA by OAEP with SHA-256, P-256 by ECDH with SHA-256. The key is wrapped only when writing
/// begins (CMS_PARTIAL), so its parameters may be set after the recipient is added.
void add_recipient(CMS_ContentInfo* cms, const Certificate& recipient)
{
    const auto certificate = parsed(recipient);
    const EVP_PKEY* key = X509_get0_pubkey(certificate.get());
    require(key != nullptr, "read a recipient's key");
    const bool is_rsa = EVP_PKEY_is_a(key, "RSA") == 1;
    CMS_RecipientInfo* info =
        CMS_add1_recipient_cert(cms, certificate.get(), is_rsa ? CMS_KEY_PARAM : 0);
    require(info != nullptr, "add a recipient");
    EVP_PKEY_CTX* context = CMS_RecipientInfo_get0_pkey_ctx(info);
    const bool chosen = is_rsa
                            ? EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
                                  EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) == 1 &&
                                  EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) == 1
                            : EVP_PKEY_CTX_set_ecdh_kdf_md(context, EVP_sha256()) == 1;
    require(context != nullptr && chosen, "choose how a recipient's key is wrapped");
}

} // namespace

// The chain a piece of plain text goes down: CMS (seals and frames), where there is a signature
// that one's digest and frame -> digest -> buffer -> file.
struct EnvelopeWriter::State {
    std::filesystem::path file;
    int descriptor = -1;
    bool has_content = false;
    bool finished = false;
    CmsPointer cms;
    CmsPointer signature; ///< Around it, where there is one.
    BioPointer output;    ///< Digest, buffer and file; frees all three.
    BIO* chain = nullptr;

    void address(const EVP_CIPHER* cipher, const std::vector<Certificate>& recipients);
    void open_output();
    void push(CMS_ContentInfo* structure);
    void drop_chain();
    ~State();
};

void EnvelopeWriter::State::open_output()
{
    descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0)
        throw std::system_error(errno, std::generic_category(), file.string() + ": create");
    BioPointer digest(BIO_new(BIO_f_md()));
    BioPointer buffer(BIO_new(BIO_f_buffer()));
    BioPointer target(BIO_new_fd(descriptor, BIO_NOCLOSE));
    require(digest && buffer && target && BIO_set_md(digest.get(), EVP_sha256()) == 1 &&
                BIO_set_write_buffer_size(buffer.get(), 1 << 16) == 1,
            "prepare an envelope");
    BIO_push(buffer.get(), target.release());
    BIO_push(digest.get(), buffer.release());
    output = std::move(digest);
}

void EnvelopeWriter::State::address(const EVP_CIPHER* cipher,
                                    const std::vector<Certificate>& recipients)
{
    if (recipients.empty())
        throw std::invalid_argument("an envelope needs at least one recipient's certificate");
    cms.reset(CMS_encrypt(nullptr, nullptr, cipher, streaming));
    require(cms != nullptr, "begin an envelope");
    for (const auto& recipient : recipients)
        add_recipient(cms.get(), recipient);
}

/// Lets what is written go through `structure` first.
void EnvelopeWriter::State::push(CMS_ContentInfo* structure)
{
    BIO* below = chain == nullptr ? output.get() : chain;
    BIO* top = BIO_new_CMS(below, structure);
    require(top != nullptr, "begin an envelope");
    chain = top;
}

/// Frees what `BIO_new_CMS` put on top, down to our own output.
void EnvelopeWriter::State::drop_chain()
{
    while (chain != nullptr && chain != output.get()) {
        BIO* next = BIO_pop(chain);
        BIO_free(chain);
        chain = next;
    }
    chain = nullptr;
}

EnvelopeWriter::State::~State()
{
    drop_chain();
    output.reset();
    forget_errors();
    if (descriptor < 0) return;
    ::close(descriptor);
    if (!finished) ::unlink(file.c_str());
}

EnvelopeWriter::EnvelopeWriter(const std::filesystem::path& file,
                               const std::vector<Certificate>& recipients)
    : state_(std::make_unique<State>())
{
    state_->address(EVP_aes_256_gcm(), recipients);
    state_->file = file;
    state_->open_output();
    state_->push(state_->cms.get());
}

EnvelopeWriter::EnvelopeWriter(const std::filesystem::path& file,
                               const std::vector<Certificate>& recipients,
                               const EnvelopeSigner& signer)
    : state_(std::make_unique<State>())
{
    state_->address(EVP_aes_256_cbc(), recipients);
    state_->signature = begin_signature(signer.identity, signer.at, CMS_STREAM);
    state_->file = file;
    state_->open_output();
    state_->push(state_->signature.get());
    state_->push(state_->cms.get());
}

EnvelopeWriter::~EnvelopeWriter() = default;

void EnvelopeWriter::write(std::string_view plain)
{
    if (state_->finished) throw std::logic_error("the envelope is finished [this is a bug]");
    constexpr std::size_t piece = 1 << 20;
    while (!plain.empty()) {
        const auto part = plain.substr(0, piece);
        std::size_t written = 0;
        require(BIO_write_ex(state_->chain, part.data(), part.size(), &written) == 1 &&
                    written == part.size(),
                "write " + state_->file.string() + "; is its disk full?");
        state_->has_content = true;
        plain.remove_prefix(part.size());
    }
}

Digest EnvelopeWriter::finish()
{
    if (state_->finished) throw std::logic_error("the envelope is finished [this is a bug]");
    if (!state_->has_content)
        throw std::invalid_argument("an envelope holds at least one octet, this one has none");
    require(BIO_flush(state_->chain) == 1,
            "finish " + state_->file.string() + "; is its disk full?");
    state_->drop_chain();

    std::string octets(Digest::size, '\0');
    require(BIO_gets(state_->output.get(), octets.data(), static_cast<int>(octets.size())) ==
                static_cast<int>(octets.size()),
            "digest an envelope");
    const auto written = BIO_number_written(BIO_next(BIO_next(state_->output.get())));
    struct stat status = {};
    const bool whole = ::fstat(state_->descriptor, &status) == 0 &&
                       static_cast<std::uint64_t>(status.st_size) == written;
    require(whole, "write all of " + state_->file.string());
    if (::fsync(state_->descriptor) != 0)
        throw std::system_error(errno, std::generic_category(), state_->file.string() + ": sync");
    disk::sync_directory(state_->file.has_parent_path() ? state_->file.parent_path() : ".");
    state_->finished = true;
    return Digest::from_octets(octets);
}

} // namespace reservepost::batch::crypto

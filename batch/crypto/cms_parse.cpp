#include "batch/crypto/cms_parse.h"

namespace reservepost::batch::crypto {

CmsPointer parse_cms(std::string_view octets)
{
    const auto bio = reading(octets);
    CmsPointer cms(d2i_CMS_bio(bio.get(), nullptr));
    forget_errors();
    if (cms == nullptr)
        throw CmsError(
            "not a CMS structure in DER, or cut off; send the file again as it was made");
    if (BIO_ctrl_pending(bio.get()) != 0)
        throw CmsError("something stands behind the CMS structure; send the file as it was made");
    return cms;
}

} // namespace reservepost::batch::crypto

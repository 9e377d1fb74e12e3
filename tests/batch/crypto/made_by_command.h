#pragma once

#include "batch/crypto/certificate.h"
#include "batch/disk/files.h"
#include "tests/batch/crypto/openssl_command.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace reservepost::batch::crypto {

using tests::openssl;
using tests::TemporaryDirectory;

/// A certificate and its key made by the openssl command, valid from `from` to `to` (ASN.1 times).
inline Identity made_by_command(const TemporaryDirectory& directory, const std::string& name,
                                bool rsa, const std::string& from = "20200101000000Z",
                                const std::string& to = "20400101000000Z")
{
    const auto key = directory / (name + ".key");
    const auto request = directory / (name + ".csr");
    const auto certificate = directory / (name + ".pem");
    std::vector<std::string> make = {"genpkey",          "-out",    key, "-algorithm",
                                     rsa ? "RSA" : "EC", "-pkeyopt"};
    make.push_back(rsa ? "rsa_keygen_bits:2048" : "ec_paramgen_curve:P-256");
    EXPECT_EQ(openssl(make), 0);
    EXPECT_EQ(openssl({"req", "-new", "-key", key, "-subj", "/CN=" + name, "-out", request}), 0);
    // `openssl x509` cannot set dates; `openssl ca` can, with a small configuration.
    const auto settings = directory / (name + ".cnf");
    disk::write_new_durably(
        settings,
        "[ca]\ndefault_ca=c\n[c]\ndatabase=" + (directory / (name + ".db")).string() +
            "\nnew_certs_dir=" + directory.path().string() +
            "\nrand_serial=yes\ndefault_md=sha256\npolicy=p\n"
            "[p]\ncommonName=supplied\n",
        0600);
    disk::write_new_durably(directory / (name + ".db"), "", 0600);
    EXPECT_EQ(openssl({"ca", "-batch", "-notext", "-selfsign", "-config", settings, "-keyfile", key,
                       "-in", request, "-startdate", from, "-enddate", to, "-out", certificate}),
              0);
    ::chmod(key.c_str(), 0600);
    return {Certificate::load(certificate), PrivateKey::load(key)};
}

} // namespace reservepost::batch::crypto

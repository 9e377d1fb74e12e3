"""Opens an envelope as a reader that has nothing in common with ours: structures by asn1crypto, key
agreement, key unwrapping and ciphers put together here from RFC 5083, 5084, 5652 and 5753.

    read_envelope.py FILE CERTIFICATE KEY [SENDER]   writes the plain text to standard output

With SENDER the file is EnvelopedData inside SignedData by that certificate; without, it is
AuthEnvelopedData. Exit status 1: it does not open.
"""

import hashlib
import sys

from asn1crypto import cms, core, pem, x509
from cryptography.hazmat.primitives import hashes, keywrap, padding, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding as rsa_padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.x509 import load_pem_x509_certificate


class SharedInfo(core.Sequence):
    """ECC-CMS-SharedInfo of RFC 5753."""

    _fields = [
        ("key_info", core.Any),
        ("supp_pub_info", core.OctetString, {"explicit": 2}),
    ]


def octets(path):
    with open(path, "rb") as file:
        return file.read()


def is_named(identifier, certificate):
    named = identifier.chosen
    return named["serial_number"].native == certificate.serial_number and named["issuer"] == certificate.issuer


def agreed_key(info, certificate, key):
    for encrypted in info["recipient_encrypted_keys"]:
        if not is_named(encrypted["rid"], certificate):
            continue
        # The first octet of a BIT STRING counts unused bits.
        point = info["originator"].chosen["public_key"].contents[1:]
        other = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        shared = key.exchange(ec.ECDH(), other)
        algorithm = info["key_encryption_algorithm"]
        assert algorithm["algorithm"].dotted == "1.3.132.1.11.1", "ECDH with SHA-256"
        wrap = algorithm["parameters"]
        shared_info = SharedInfo({"key_info": wrap, "supp_pub_info": (256).to_bytes(4, "big")})
        wrapping = X963KDF(hashes.SHA256(), 32, shared_info.dump()).derive(shared)
        return keywrap.aes_key_unwrap(wrapping, encrypted["encrypted_key"].native)
    return None


def transported_key(info, certificate, key):
    if not is_named(info["rid"], certificate):
        return None
    algorithm = info["key_encryption_algorithm"]
    assert algorithm["algorithm"].native == "rsaes_oaep"
    assert algorithm["parameters"]["hash_algorithm"]["algorithm"].native == "sha256"
    oaep = rsa_padding.OAEP(rsa_padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    return key.decrypt(info["encrypted_key"].native, oaep)


def content_key(recipients, certificate, key):
    for recipient in recipients:
        found = {"ktri": transported_key, "kari": agreed_key}[recipient.name](
            recipient.chosen, certificate, key
        )
        if found:
            return found
    raise ValueError("no recipient is this certificate")


def opened(content, certificate, key):
    kind = content["content_type"].native
    envelope = content["content"]
    secret = content_key(envelope["recipient_infos"], certificate, key)
    if kind == "authenticated_enveloped_data":
        sealed = envelope["auth_encrypted_content_info"]
        nonce = sealed["content_encryption_algorithm"]["parameters"].native
        nonce = nonce["0"] if isinstance(nonce, dict) else nonce
        return AESGCM(secret).decrypt(nonce, sealed["encrypted_content"].native + envelope["mac"].native, None)
    assert kind == "enveloped_data"
    sealed = envelope["encrypted_content_info"]
    algorithm = sealed["content_encryption_algorithm"]
    assert algorithm["algorithm"].native == "aes256_cbc"
    decryptor = Cipher(algorithms.AES(secret), modes.CBC(algorithm["parameters"].native)).decryptor()
    unpadder = padding.PKCS7(128).unpadder()
    plain = decryptor.update(sealed["encrypted_content"].native) + decryptor.finalize()
    return unpadder.update(plain) + unpadder.finalize()


def signed_content(content, sender_file):
    """The content of a SignedData, if the sender's key signed it."""
    assert content["content_type"].native == "signed_data"
    data = content["content"]
    (signer,) = data["signer_infos"]
    inner = data["encap_content_info"]["content"].native
    attributes = {a["type"].native: a["values"][0].native for a in signer["signed_attrs"]}
    assert attributes["message_digest"] == hashlib.sha256(inner).digest()
    assert attributes["content_type"] == "data"
    sender = load_pem_x509_certificate(octets(sender_file)).public_key()
    signed = signer["signed_attrs"].untag().dump()
    sender.verify(signer["signature"].native, signed, ec.ECDSA(hashes.SHA256()))
    return inner


def main():
    file, certificate_file, key_file, *sender = sys.argv[1:]
    certificate = x509.Certificate.load(pem.unarmor(octets(certificate_file))[2])
    key = serialization.load_pem_private_key(octets(key_file), None)
    content = cms.ContentInfo.load(octets(file))
    if sender:
        content = cms.ContentInfo.load(signed_content(content, sender[0]))
    sys.stdout.buffer.write(opened(content, certificate, key))


main()

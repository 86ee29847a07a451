"""A certificate authority of our own, for signing tests."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

PASSWORD = "mat-khau"


def name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


class Authority:
    def __init__(self, words: str = "CA thử nghiệm") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = self._issue(name(words), self.key, is_authority=True)

    @property
    def root(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def signer(self, words: str) -> bytes:
        """A PKCS#12 file for a person."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._issue(name(words), key, is_authority=False)
        return pkcs12.serialize_key_and_certificates(
            b"ky", key, certificate, [self.certificate],
            serialization.BestAvailableEncryption(PASSWORD.encode()),
        )  # fmt: skip

    def _issue(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, is_authority: bool
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        issuer = subject if is_authority else self.certificate.subject
        usage = dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only",
             "decipher_only"), False,
        )  # fmt: skip
        usage |= {"digital_signature": not is_authority, "content_commitment": not is_authority}
        usage |= {"key_cert_sign": is_authority, "crl_sign": is_authority}
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=365))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), True)
            .add_extension(x509.KeyUsage(**usage), True)
        )
        return builder.sign(self.key, hashes.SHA256())

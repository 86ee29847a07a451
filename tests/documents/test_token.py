"""Signing with a token (PKCS#11), tried with SoftHSM: the key never leaves it."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from congvu.documents import token
from congvu.documents.errors import SigningFailed, TokenNotSupported
from congvu.documents.pdf import render_pdf
from congvu.documents.signing import sign_pdf_with, verify_pdf
from congvu.documents.stamp import Stamp, signature_places
from tests.documents.authority import PASSWORD, Authority
from tests.documents.factories import letter

pkcs11 = pytest.importorskip("pkcs11", reason="needs the extra congvu[token]")
UTIL = shutil.which("softhsm2-util")
MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so")
MODULE = next((path for path in MODULES if Path(path).exists()), "")
pytestmark = pytest.mark.skipif(not (UTIL and MODULE), reason="needs SoftHSM (softhsm2)")
TOKEN, PIN, LABEL = "So thu", "246810", "giam-doc"


def make_token(folder: Path, signer: bytes) -> None:
    """A token with the key and the certificate of a PKCS#12 file."""
    key, certificate, _ = pkcs12.load_key_and_certificates(signer, PASSWORD.encode())
    pem = folder / "key.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    for words in (
        ["--init-token", "--free", "--label", TOKEN, "--so-pin", PIN, "--pin", PIN],
        ["--import", str(pem), "--token", TOKEN, "--label", LABEL, "--id", "A1", "--pin", PIN],
    ):
        subprocess.run([UTIL, *words], check=True, capture_output=True)
    pem.unlink()
    put_certificate(certificate)


def put_certificate(certificate) -> None:
    """The tool of SoftHSM puts in keys only."""
    attribute = pkcs11.Attribute
    facts = {
        attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
        attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
        attribute.TOKEN: True,
        attribute.LABEL: LABEL,
        attribute.ID: b"\xa1",
        attribute.SUBJECT: certificate.subject.public_bytes(),
        attribute.VALUE: certificate.public_bytes(serialization.Encoding.DER),
    }
    found = pkcs11.lib(MODULE).get_token(token_label=TOKEN)
    with found.open(rw=True, user_pin=PIN) as session:
        session.create_object(facts)


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Iterator[Authority]:
    """An authority whose one signer lives in a token."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    made = Authority()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(config))
        make_token(folder, made.signer("Đặng Hồng Sơn"))
        yield made


def test_a_token_signs_and_the_signature_is_seen_and_holds(authority):
    text = letter()
    stamp = Stamp(signature_places(text)[0])
    with token.token_signer(MODULE, TOKEN, PIN, LABEL) as signer:
        signed = sign_pdf_with(render_pdf(text), signer, "Ban hành", stamp=stamp)
    (report,) = verify_pdf(signed, [authority.root])
    assert report.signer == "Đặng Hồng Sơn"
    assert (report.intact, report.trusted, report.covers_whole_document) == (True, True, True)


@pytest.mark.parametrize(
    "given", [(TOKEN, "000000", LABEL), ("Khác", PIN, LABEL), (TOKEN, PIN, "khac")]
)
def test_a_wrong_pin_token_or_certificate_is_one_sentence(authority, given):
    with pytest.raises(SigningFailed), token.token_signer(MODULE, *given) as signer:
        sign_pdf_with(render_pdf(letter()), signer)


def test_without_the_extra_it_is_said_so(monkeypatch):
    monkeypatch.setattr(token, "SUPPORTED", False)
    with pytest.raises(TokenNotSupported), token.token_signer(MODULE, TOKEN, PIN, LABEL):
        pass

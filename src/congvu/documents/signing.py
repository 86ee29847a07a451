"""Signatures on PDF: made with a PKCS#12 file, verified offline against given authorities."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from congvu.documents.errors import NotPdfFile, SigningFailed

_FIELD = "ChuKy{}"
# A later signature is no change of what was signed; anything beyond it is.
_HARMLESS = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}


@dataclass(frozen=True)
class SignatureReport:
    """What one signature in a PDF is worth."""

    signer: str
    time: datetime | None
    intact: bool
    trusted: bool
    covers_whole_document: bool
    reason: str = ""
    location: str = ""


def sign_pdf(
    pdf: bytes, pkcs12: bytes, password: str, reason: str = "", location: str = ""
) -> bytes:
    """The PDF with one more PAdES signature; earlier signatures stay valid."""
    try:
        signer = signers.SimpleSigner.load_pkcs12_data(pkcs12, [], password.encode())
    except ValueError as fault:
        raise SigningFailed() from fault
    return sign_pdf_with(pdf, signer, reason, location)


def sign_pdf_with(pdf: bytes, signer: Signer, reason: str = "", location: str = "") -> bytes:
    """Sign with any pyhanko signer, so that a token or a signing service fits in."""
    try:
        count = len(PdfFileReader(io.BytesIO(pdf)).embedded_signatures)
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        name = _FIELD.format(count + 1)
        metadata = signers.PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=reason or None,
            location=location or None,
        )
        signed = signers.sign_pdf(writer, metadata, signer, new_field_spec=SigFieldSpec(name))
    except PdfError as fault:
        raise NotPdfFile() from fault
    except SigningError as fault:
        raise SigningFailed() from fault
    return signed.getvalue()


def verify_pdf(pdf: bytes, trust_roots: Iterable[bytes] = ()) -> list[SignatureReport]:
    """A report per signature, oldest first. Nothing is fetched from a network."""
    roots = [_certificate(root) for root in trust_roots]
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        return [_report(signature, roots) for signature in reader.embedded_signatures]
    except PdfError as fault:
        raise NotPdfFile() from fault


def _report(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> SignatureReport:
    reason = str(signature.sig_object.get("/Reason", ""))
    location = str(signature.sig_object.get("/Location", ""))
    # A context of its own: verified paths must not leak from one signature to the next.
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    try:
        status = validate_pdf_signature(signature, context)
    except (SignatureValidationError, ValueError):
        name = _name(signature.signer_cert)
        return SignatureReport(name, None, False, False, False, reason, location)
    return SignatureReport(
        signer=_name(status.signing_cert),
        time=status.signer_reported_dt,
        intact=status.intact and status.valid,
        trusted=status.trusted,
        covers_whole_document=_covers(status),
        reason=reason,
        location=location,
    )


def _covers(status: PdfSignatureStatus) -> bool:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    later = status.modification_level in _HARMLESS
    return status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and later


def _certificate(source: bytes) -> x509.Certificate:
    if pem.detect(source):
        _, _, source = pem.unarmor(source)
    return x509.Certificate.load(source)


def _name(certificate: x509.Certificate) -> str:
    named = certificate.subject.native
    return str(named.get("common_name") or certificate.subject.human_friendly)

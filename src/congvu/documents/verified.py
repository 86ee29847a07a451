"""What the signatures of a file are worth to this office, as plain values that can be kept."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from congvu.documents.errors import NotPdfFile

if TYPE_CHECKING:
    from congvu.documents.signing import SignatureReport

SIGNING = "congvu.documents.signing"  # a third of a second to load: by the first PDF, not at start


def signatures_of(data: bytes) -> list[dict[str, Any]]:
    """What each signature in a PDF is worth; a photo or scan has none."""
    if not data.startswith(b"%PDF"):
        return []
    try:
        reports = import_module(SIGNING).verify_pdf(data, trust_roots())
        return [as_facts(report) for report in reports]
    except NotPdfFile:
        return []


def trust_roots() -> list[bytes]:
    """Certificates of the authorities this office trusts, from its own folder."""
    folder = settings.SIGNATURE_ROOTS
    if not folder:
        return []
    return [path.read_bytes() for path in sorted(Path(folder).glob("*")) if path.is_file()]


def as_facts(report: "SignatureReport") -> dict[str, Any]:
    """A report as plain values."""
    return {
        "signer": report.signer,
        "time": report.time.isoformat() if report.time else "",
        "intact": report.intact,
        "trusted": report.trusted,
        "covers_whole_document": report.covers_whole_document,
        "reason": report.reason,
    }

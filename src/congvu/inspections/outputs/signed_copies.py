"""What the signatures in the PDFs put beside minutes are worth."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.cache import cache
from django.core.files.storage import default_storage

from congvu.documents.verified import signatures_of
from congvu.evidence.models import Attachment

PDF = "application/pdf"
LARGEST = 50 * 1024 * 1024
KEPT = 24 * 60 * 60  # a certificate may be taken back: looked at again the day after


class SignedCopy(NamedTuple):
    """A PDF, and what each of its signatures is worth; none in a scan."""

    name: str
    signatures: list[dict[str, Any]]


def signed_copies(attachments: Iterable[Attachment]) -> list[SignedCopy]:
    """The PDFs among ``attachments``; each is read once a day however often it is looked at."""
    found = []
    for one in attachments:
        version = one.shown
        if version is None or not version.served or version.media_type != PDF:
            continue
        if version.size <= LARGEST:
            found.append(SignedCopy(one.item.title, signatures_in(version)))
    return found


def signatures_in(version: Any) -> list[dict[str, Any]]:
    """Of one file, known by its hash."""
    key = f"signatures-{version.sha256}"
    known = cache.get(key)
    if known is None:
        with default_storage.open(version.stored_name, "rb") as file:
            known = signatures_of(file.read())
        cache.set(key, known, KEPT)
    return known

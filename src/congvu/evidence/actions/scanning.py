"""Scanning again what arrived while the scanner was away."""

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

from congvu.core import audit
from congvu.core.policies import next_state
from congvu.evidence.intake import clamd, keep
from congvu.evidence.models import Version
from congvu.evidence.states import SCANNING, Scan

BATCH = 200


def rescan_pending() -> int:
    """Ask the scanner about every waiting version; answers how many it settled."""
    if not settings.CLAMD_URL:
        return 0
    return sum(1 for version in waiting() if rescan(version))


def waiting() -> Iterator[Version]:
    """Waiting versions, oldest first."""
    yield from Version.objects.unscanned().order_by("pk")[:BATCH]


def rescan(version: Version) -> bool:
    """Settle one version; False while the scanner still does not answer."""
    try:
        with keep.opened(version.stored_name) as file:
            found = clamd.scan(settings.CLAMD_URL, file)
    except clamd.ScannerDown:
        return False
    verb = "fail_scan" if found else "pass_scan"
    with transaction.atomic():
        held = audit.lock(Version.objects, version.pk)
        if held.scan != Scan.PENDING:
            return False
        state = next_state(SCANNING, held.scan, verb)
        audit.change(held, by=None, action=f"evidence.{verb}", reason=found, scan=state)
    return True

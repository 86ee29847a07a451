"""Papers an applicant gave before, and results given out before, that still hold."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from congvu.core import clock, formats
from congvu.dossiers.models import Dossier, Result, Reuse
from congvu.evidence.models import Attachment, Item

EARLIER = 50  # the newest dossiers of an applicant that are looked through


@dataclass(frozen=True)
class Paper:
    """One thing that may be used again."""

    item: Item
    dossier: Dossier
    title: str
    told: str  # where from, until when


def papers_for(row: Dossier, user: Any) -> list[Paper]:
    """What may be offered for a dossier to whoever sits at its counter; few queries.

    Only of dossiers ``user`` works on, whose files are read by whoever reads the dossier (the
    registry asks again before one is used), and only what still holds.
    """
    if row.applicant_id is None:
        return []
    seen = Dossier.objects.visible_to(user).filter(applicant=row.applicant_id, source=None)
    earlier = list(seen.exclude(pk=row.pk).order_by("-pk")[:EARLIER])
    today = clock.today()
    found = {one.item.pk: one for one in [*results_of(earlier, today), *given_in(earlier, today)]}
    used = set(Reuse.objects.filter(dossier=row).values_list("item_id", flat=True))
    return [paper for key, paper in found.items() if key not in used]


def results_of(earlier: list[Dossier], today: dt.date) -> list[Paper]:
    """Results not taken back and not out of date."""
    rows = Result.objects.filter(dossier__in=earlier, withdrawn_at=None).select_related("item")
    by_key = {one.pk: one for one in earlier}
    return [
        Paper(one.item, by_key[one.dossier_id], str(one), told("ký", one.signed_on, one.valid_to))
        for one in rows.order_by("-pk")
        if one.valid_to is None or one.valid_to >= today
    ]


def given_in(earlier: list[Dossier], today: dt.date) -> list[Paper]:
    """Papers photographed or scanned for those dossiers."""
    if not earlier:
        return []
    rows = Attachment.objects.live().of(*earlier).select_related("item").order_by("-pk")
    by_key = {one.pk: one for one in earlier}
    return [given_paper(one, by_key[one.object_id]) for one in rows if one.item.holds_on(today)]


def given_paper(attachment: Attachment, dossier: Dossier) -> Paper:
    """A paper as it was given."""
    item = attachment.item
    words = told("nộp", timezone.localdate(attachment.attached_at), item.effective_to)
    return Paper(item, dossier, attachment.purpose or item.title, words)


def told(what: str, day: dt.date, until: dt.date | None) -> str:
    """Since when, and how long it holds."""
    words = f"{what} ngày {formats.date(day)}"
    return f"{words}, có giá trị đến {formats.date(until)}" if until else words

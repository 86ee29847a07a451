"""Files of a form that is not taken yet: kept with its mark, listed with a tick."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from congvu.accounts.policies import is_citizen
from congvu.core import formed
from congvu.evidence.actions import drop_kept
from congvu.evidence.models import Upload
from congvu.petitions import actions
from congvu.portal import guessing
from congvu.portal.errors import TooManySent

TICKED, LISTED = "kept", "listed"


@dataclass
class Kept:
    """What goes along with a form, and why something does not."""

    uploads: list[Upload] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    wait: int = 0  # seconds, where too many came from this place

    @property
    def marks(self) -> list[uuid.UUID]:
        """As the action takes them."""
        return [one.uuid for one in self.uploads]


def sender_of(request: HttpRequest) -> Any:
    """The account that sends; nobody (None) for a visitor, and for an officer who reads here."""
    return request.user if is_citizen(request.user) else None


def kept_now(request: HttpRequest, ticket: uuid.UUID, by: Any) -> Kept:
    """What the page listed and left ticked, and what was chosen now. What lost its tick goes."""
    marks = {name: marks_of(request, name) for name in (TICKED, LISTED)}
    there = list(Upload.objects.kept_with(ticket, by))
    drop_kept([one for one in there if one.uuid in marks[LISTED] - marks[TICKED]])
    told = Kept([one for one in there if one.uuid in marks[TICKED]])
    files = request.FILES.getlist("files")
    try:
        guessing.check_keeping(request, len(files))
        fresh, told.wrong = actions.keep_files(
            [(file, file.name or "tep") for file in files], ticket, by=by
        )
        told.uploads += [one for one in fresh if one not in told.uploads]
    except TooManySent as error:
        told.wrong, told.wait = [error.message], error.details["retry_after"]
    return told


def marks_of(request: HttpRequest, name: str) -> set[uuid.UUID]:
    """Marks a page sent; nonsense is none."""
    return set(filter(None, map(formed.mark_of, request.POST.getlist(name))))


def carry(kept: Kept, ticket: uuid.UUID) -> None:
    """To another form, when the one they came with is spent."""
    Upload.objects.filter(pk__in=[one.pk for one in kept.uploads]).update(batch=ticket)

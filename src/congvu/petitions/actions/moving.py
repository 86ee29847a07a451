"""How every verb writes: lock, right, state, one change with its log row."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from congvu.core import audit
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require
from congvu.core.states import allowed_verbs
from congvu.petitions.errors import SourceFact
from congvu.petitions.models import Petition
from congvu.petitions.policies import fits, may
from congvu.petitions.states import (
    STATE_LABELS,
    STAYING,
    TRANSITIONS,
    VERB_LABELS,
    PetitionState,
)

RELATED = ("received_unit", "unit", "about_unit", "holder")
Work = Callable[[Petition], dict[str, Any]]


def move(
    petition: Petition,
    verb: str,
    work: Work,
    *,
    by: Any,
    expected: int | None = None,
    reason: str = "",
) -> Petition:
    """One verb on one petition; ``work`` says which fields it sets."""
    with transaction.atomic():
        rows = Petition.objects.select_related(*RELATED)
        row = audit.lock(rows, petition.pk, expected)
        require(may(by, verb, row))
        refuse_unless_fit(row, verb)
        fields = work(row)
        state = row.state if verb in STAYING else TRANSITIONS[verb][1]
        action = f"petitions.{verb}"
        return audit.change(row, by=by, action=action, reason=reason, state=state, **fields)


def refuse_unless_fit(row: Petition, verb: str) -> None:
    """A fact stays a fact; the rest goes by the table."""
    if row.fact and verb != "forget":
        raise SourceFact
    if not fits(verb, row):
        state = STATE_LABELS[PetitionState(row.state)]
        raise WrongState(
            f"{row} đang ở trạng thái “{state}”, không thực hiện được “{VERB_LABELS[verb]}”.",
            allowed=allowed_verbs(TRANSITIONS, row.state),
        )


def one_of(code: str, choices: list[tuple[str, str]], what: str, field: str) -> str:
    """A code of a list of the data."""
    if code not in dict(choices):
        raise BadInput(fields={field: what})
    return code

"""How every verb writes: right, lock, state, one change with its log row, one movement."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from congvu.core import audit, bulk, clock
from congvu.core.errors import BadInput, StaleSave, WrongState
from congvu.core.policies import require
from congvu.core.states import allowed_verbs
from congvu.dossiers.errors import CauseNeeded, ImportedFact
from congvu.dossiers.models import Dossier, Movement
from congvu.dossiers.policies import may
from congvu.dossiers.rollups import mark, shares_of, touch
from congvu.dossiers.rules import OF_MOVEMENTS, month_of
from congvu.dossiers.states import (
    CAUSE_FIRST,
    OPEN,
    STATE_LABELS,
    STAYING,
    TRANSITIONS,
    VERB_LABELS,
    DossierState,
)
from congvu.dossiers.telling import tell_filers

MOST_AT_ONCE = 1_000
AT_THE_UNIT = OPEN - {DossierState.ACCEPTED}


@dataclass
class Change:
    """What a verb does to one dossier, besides its state."""

    fields: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    handed_to: Any = None
    waits_for: str = ""
    parts: list[models.Model] = field(default_factory=list)  # rows born with the verb


Work = Callable[[Dossier], Change]


def move(
    dossier: Dossier, verb: str, work: Work, *, by: Any, expected: int | None = None, **facts: Any
) -> Dossier:
    """One verb on one dossier."""
    versions = None if expected is None else {dossier.pk: expected}
    return move_many([dossier], verb, work, by=by, expected=versions, **facts)[0]


def move_many(
    dossiers: Sequence[Dossier],
    verb: str,
    work: Work,
    *,
    by: Any,
    expected: dict[int, int] | None = None,
    reason: str = "",
    allowed: Callable[[Dossier], bool] | None = None,
) -> list[Dossier]:
    """One verb on many dossiers: all of them or none, constant queries."""
    if not dossiers:
        raise BadInput("Chưa chọn hồ sơ nào.")
    if len(dossiers) > MOST_AT_ONCE:
        raise BadInput(f"Mỗi lần làm được nhiều nhất {MOST_AT_ONCE} hồ sơ.")
    with transaction.atomic():
        rows = locked([one.pk for one in dossiers])
        for row in rows:
            if expected is not None and expected.get(row.pk, row.version) != row.version:
                raise StaleSave(current=row)
            require(allowed(row) if allowed else may(by, verb, row))
            refuse_unless_allowed(row, verb)
            refuse_without_cause(row, verb)
        befores = [(row.state, row.step, row.due_at) for row in rows]
        shares = [shares_of(row) for row in rows]
        changes = [work(row) for row in rows]
        pairs = [
            (row, {"state": target(row, verb), **change.fields})
            for row, change in zip(rows, changes, strict=True)
        ]
        audit.change_many(pairs, by=by, action=f"dossiers.{verb}", reason=reason)
        touch(shares, rows)
        keep_parts([part for change in changes for part in change.parts])
        moment = clock.now()
        if verb in OF_MOVEMENTS:
            mark([month_of(moment)])
        bulk.insert_many(
            [
                movement(row, verb, before, change, by, moment)
                for row, before, change in zip(rows, befores, changes, strict=True)
            ]
        )
        tell_filers(rows, verb)
        return rows


def locked(keys: Sequence[int]) -> list[Dossier]:
    """The rows locked in one order, so that two who take the same ones never block each other."""
    found = Dossier.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))
    related = ("limit", "procedure_version", "procedure", "point__unit", "unit", "holder")
    rows = {row.pk: row for row in found.select_related(*related)}
    if len(rows) != len(set(keys)):
        raise WrongState("Có hồ sơ không còn trong danh sách. Hãy tải lại trang.")
    return [rows[key] for key in dict.fromkeys(keys)]


def refuse_unless_allowed(row: Dossier, verb: str) -> None:
    """A fact stays a fact; the rest goes by the table."""
    if row.is_imported:
        raise ImportedFact
    sources = STAYING[verb] if verb in STAYING else TRANSITIONS[verb][0]
    if row.state not in sources:
        state, what = STATE_LABELS[DossierState(row.state)], VERB_LABELS[verb]
        raise WrongState(
            f"Hồ sơ {row} đang ở trạng thái “{state}”, không thực hiện được “{what}”.",
            allowed=allowed_verbs(TRANSITIONS, row.state),
        )


def refuse_without_cause(row: Dossier, verb: str) -> None:
    """Work on an overdue dossier goes on when its cause is named."""
    if verb in CAUSE_FIRST and not row.cause and row.is_overdue():
        raise CauseNeeded(fields={"cause": (CauseNeeded.__doc__ or "").strip()})


def target(row: Dossier, verb: str) -> str:
    """The state a verb leads to."""
    return row.state if verb in STAYING else TRANSITIONS[verb][1]


def keep_parts(parts: Sequence[models.Model]) -> None:
    """Insert rows born with a verb, one statement per model."""
    for model in dict.fromkeys(type(part) for part in parts):
        bulk.insert_many([part for part in parts if type(part) is model])


def movement(
    row: Dossier,
    verb: str,
    before: tuple[str, int | None, dt.datetime | None],
    change: Change,
    by: Any,
    moment: dt.datetime,
) -> Movement:
    """What the slip of process control, the register and the strip are made of."""
    state, step, due = before
    return Movement(
        dossier=row,
        at=moment,
        verb=verb,
        by=by,
        from_state=state,
        to_state=row.state,
        from_step=step,
        to_step=row.step,
        handed_to=change.handed_to,
        desk=desk_of(row)[:200],
        office=office_of(row)[:200],
        waits_for=change.waits_for,
        due_before=due,
        due_after=row.due_at,
        note=change.note,
    )


def desk_of(row: Dossier) -> str:
    """Whose desk it lies on."""
    return str(row.holder) if row.holder_id else office_of(row)


def office_of(row: Dossier) -> str:
    """Which office has it: the unit while it is worked on there, else the counter."""
    if row.state in AT_THE_UNIT and row.unit:
        return str(row.unit)
    return str(row.point) if row.point else str(row.unit or "")

"""Lists of the national system: answered there is a fact here, open there is worked on here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.core.workdays import ZONE
from congvu.organizations.models import Unit
from congvu.petitions import rules
from congvu.petitions.actions.receiving import Sent, fresh, number
from congvu.petitions.models import Petition
from congvu.petitions.policies import may_import
from congvu.petitions.states import AT_DOOR, Channel, PetitionState


@dataclass
class Told:
    """One row of a list."""

    code: str
    received_on: dt.date
    subject: str
    content: str = ""
    sender_name: str = ""
    sender_phone: str = ""
    sender_address: str = ""
    kind: str | None = ""
    unit: Unit | None = None
    answered_on: dt.date | None = None
    answer: str = ""
    satisfaction: str | None = ""


@dataclass
class Report:
    """What a list did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)  # worked on here: the list did not touch them


def import_petitions(rows: Sequence[Told], *, source: str, at: Unit, by: Any) -> Report:
    """All rows or none: new codes enter the book, known ones are updated, each with its log row."""
    require(may_import(by))
    if not source.strip():
        raise BadInput(fields={"source": "Ghi tên hệ thống nguồn."})
    if any((row.answered_on or row.received_on) > clock.today() for row in rows):
        raise BadInput("Danh sách có ngày sau hôm nay.")
    report, name = Report(), source.strip()
    with transaction.atomic():
        known = Petition.objects.filter(source=name, source_code__in=[row.code for row in rows])
        locked = known.order_by("pk").select_for_update(of=("self",))
        there = {row.source_code: row for row in locked}
        made = [entered(row, name, at, by) for row in rows if row.code not in there]
        number(made)
        audit.create_many(made, by=by, action="petitions.import", reason=name)
        pairs = [pair for row in rows if row.code in there
                 if (pair := update(there[row.code], row, report))]  # fmt: skip
        audit.change_many(pairs, by=by, action="petitions.import", reason=name)
        report.created, report.updated = len(made), len(pairs)
        return report


def entered(told: Told, source: str, at: Unit, by: Any) -> Petition:
    """A row nobody knew."""
    subject = rules.anonymised(told.subject, names=[told.sender_name])
    sent = Sent(
        subject=subject,
        content=told.content or told.subject,
        channel=Channel.NATIONAL,
        sender_name=told.sender_name or ("Không ghi tên" if told.sender_phone else ""),
        sender_phone=told.sender_phone,
        sender_address=told.sender_address if told.sender_name else "",
        kind=told.kind or "",
        received_at=dt.datetime.combine(told.received_on, dt.time(), tzinfo=ZONE),
    )
    row = fresh(sent, at, by)
    row.source, row.source_code = source, told.code
    for name, value in settled(row, told).items():
        setattr(row, name, value)
    return row


def settled(row: Petition, told: Told) -> dict[str, Any]:
    """What an answer given there makes of it; nothing where none was given."""
    if told.answered_on is None:
        return {}
    moment = dt.datetime.combine(told.answered_on, dt.time(12), tzinfo=ZONE)
    return {
        "fact": True,
        "state": PetitionState.ANSWERED,
        "unit": told.unit,
        "answer": told.answer,
        "answered_at": moment,
        "closed_at": moment,
        "lateness": rules.lateness(moment, row.due_at),
        "satisfaction": told.satisfaction or "",
        "satisfaction_at": moment if told.satisfaction else None,
    }


def update(row: Petition, told: Told, report: Report) -> tuple[Petition, dict[str, Any]] | None:
    """What changes on a known row; what is worked on here is left to those who work on it."""
    news = settled(row, told)
    if news and not row.fact and row.state not in AT_DOOR:
        report.kept.append(row.code)
        return None
    changed = {name: value for name, value in news.items() if getattr(row, name) != value}
    if not changed:
        report.unchanged += 1
        return None
    return row, changed

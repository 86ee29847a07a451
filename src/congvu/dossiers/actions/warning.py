"""Before and after the due date: who is told, the apology drafted, the cause named."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from congvu.core import audit, clock, formats, workdays
from congvu.core.errors import BadInput, StaleSave
from congvu.core.policies import require
from congvu.core.workdays import NoOfficeHours, Unit, YearNotAnnounced
from congvu.dossiers import rules
from congvu.dossiers.actions.ending import checked_cause
from congvu.dossiers.actions.moving import locked
from congvu.dossiers.models import ApologyDraft, DeadlineWarning, Dossier, Movement
from congvu.dossiers.models.deadlines import PARTS, calendar_for, lives_of, share_of
from congvu.dossiers.policies import may
from congvu.dossiers.rules.warnings import Level
from congvu.dossiers.states import CAUSE_FIRST, STATE_LABELS, DossierState
from congvu.notices.actions import notify_many
from congvu.notices.rules import Draft, fit
from congvu.organizations.models import Seat
from congvu.organizations.states import Role

CHUNK = 1_000


def warn_due(moment: dt.datetime | None = None) -> int:
    """Warn of every dossier that reached a further share of its time; how many warnings.

    Each warning is given once, whatever the due date does afterwards. Facts of other systems are
    followed where they come from.
    """
    now = moment or clock.now()
    given = 0
    for rows in stretches():
        with transaction.atomic():
            given += warn_some(rows, now)
    return given


def stretches() -> Iterator[list[Dossier]]:
    """Running dossiers of ours that were not warned of for the last time."""
    last = max(level.percent for level in rules.levels())
    found = Dossier.objects.running().filter(source__isnull=True, due_at__isnull=False)
    found = found.exclude(warnings__percent=last).select_related(
        "unit", "holder", "procedure", *PARTS
    )
    key = 0
    while rows := list(found.filter(pk__gt=key).order_by("pk")[:CHUNK]):
        yield rows
        key = rows[-1].pk


def warn_some(rows: Sequence[Dossier], now: dt.datetime) -> int:
    """One stretch: warnings, notices, drafts of apologies."""
    lives = lives_of(rows)
    told: dict[int, set[int]] = {row.pk: set() for row in rows}
    known = DeadlineWarning.objects.filter(dossier__in=told).values_list("dossier", "percent")
    for key, percent in known:
        told[key].add(percent)
    new = []
    for row in rows:
        try:
            due = rules.reached(share_of(row, now, lives[row.pk]), told[row.pk])
        except (YearNotAnnounced, NoOfficeHours):
            continue  # said on the dossier's own page
        if due:
            new.append((row, due))
    given = [(row, level) for row, due in new for level in due]
    DeadlineWarning.objects.bulk_create(
        [DeadlineWarning(dossier=row, percent=level.percent, at=now) for row, level in given],
        ignore_conflicts=True,
    )
    draft_apologies([row for row, _ in new if row.is_overdue(now) and not row.promised_at], now)
    notify_many(drafts_of([(row, due[-1]) for row, due in new], now))
    return len(given)


def drafts_of(pairs: Sequence[tuple[Dossier, Level]], now: dt.datetime) -> Iterator[Draft]:
    """Who is told what: the highest warning alone."""
    heads: dict[int, set[int]] = {}
    units = {row.unit_id for row, _ in pairs}
    seats = Seat.objects.in_force(timezone.localdate(now)).filter(unit__in=units)
    for unit, user in seats.filter(role=Role.UNIT_HEAD).values_list("unit_id", "user_id"):
        heads.setdefault(unit, set()).add(user)
    for row, level in pairs:
        people = set()
        if "holder" in level.tell and row.holder_id:
            people.add(row.holder_id)
        if "unit_head" in level.tell or not people:
            people |= heads.get(row.unit_id or 0, set())
        for person in sorted(people):
            yield notice(row, level, person, now)


def notice(row: Dossier, level: Level, person: int, now: dt.datetime) -> Draft:
    """One notice about one dossier."""
    due = formats.date(timezone.localdate(row.due_at))
    late = row.is_overdue(now)
    what = "đã quá hạn" if late else f"đã dùng {level.percent}% thời gian"
    more = " Đã soạn sẵn dự thảo phiếu xin lỗi; chọn nguyên nhân trễ và gửi." if late else ""
    state = STATE_LABELS[DossierState(row.state)].lower()
    return Draft(
        to_id=person,
        title=f"Hồ sơ {row} {what}",
        text=fit(f"Hồ sơ {row}, {row.procedure_words}: {what}, hạn trả {due}, {state}.{more}"),
        path=row.get_absolute_url(),
        about_kind="dossiers.dossier",
        about_id=str(row.pk),
        key=f"dossiers.due:{row.pk}:{level.percent}",
        urgent=late,
    )


def draft_apologies(rows: Sequence[Dossier], now: dt.datetime) -> None:
    """A draft for each, with a day and a reason to be corrected; nothing is sent."""
    made = []
    waits = dict(
        Movement.objects.filter(dossier__in=rows)
        .order_by("at", "pk")
        .values_list("dossier", "waits_for")
    )  # the last one of each stays
    for row in rows:
        try:
            day = workdays.due(now, rules.apology_days(), Unit.WORKING_DAYS, *calendar_for(row)).due
        except (YearNotAnnounced, NoOfficeHours):
            continue
        made.append(ApologyDraft(dossier=row, at=now, new_date=day, reason=reason_of(row, waits)))
    ApologyDraft.objects.bulk_create(made, ignore_conflicts=True)


def reason_of(row: Dossier, waits: dict[int, str]) -> str:
    """Where it stands, as a reason to begin with."""
    if waits.get(row.pk):
        return f"đang chờ {waits[row.pk]}"
    if row.state == DossierState.AWAITING_SIGNATURE:
        return "kết quả đang chờ ký"
    return f"{row.unit_words or 'cơ quan giải quyết'} cần thêm thời gian để giải quyết"


def name_cause(
    dossiers: Sequence[Dossier],
    *,
    by: Any,
    cause: str,
    cause_note: str = "",
    expected: int | None = None,
) -> list[Dossier]:
    """Why they are late (mã nguyên nhân), before anything else is done to them."""
    known = checked_cause(cause, cause_note)
    with transaction.atomic():
        rows = locked([one.pk for one in dossiers])
        for row in rows:
            if expected is not None and row.version != expected:
                raise StaleSave(current=row)
            require(not row.is_imported and any(may(by, verb, row) for verb in CAUSE_FIRST))
            if not row.is_overdue():
                raise BadInput(f"Hồ sơ {row} chưa quá hạn, không ghi nguyên nhân trễ.")
        pairs = [(row, known) for row in rows if not row.cause]
        return audit.change_many(pairs, by=by, action="dossiers.name_cause")

"""Making public: what was checked where, sheets printed, the walk along the notice board."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from congvu.core import audit, clock
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require
from congvu.organizations.models import Unit
from congvu.procedures.models import Disclosure, Posting, Procedure, ProcedureVersion
from congvu.procedures.policies import may_keep_unit
from congvu.procedures.states import Channel


def check_disclosure(
    procedure: Procedure,
    unit: Unit,
    channel: str,
    *,
    by: Any,
    on: dt.date | None = None,
    place: str | None = None,
    shown: ProcedureVersion | None = None,
) -> Disclosure:
    """Somebody looked: the procedure is public there, in that version."""
    require(may_keep_unit(by, unit.pk))
    day = on or clock.today()
    if day > clock.today():
        raise BadInput(fields={"on": "Ngày kiểm tra phải là ngày đã qua."})
    if shown is not None and shown.procedure_id != procedure.pk:
        raise BadInput(fields={"shown": "Bản này không phải của thủ tục đang ghi."})
    action = "procedures.check_disclosure"
    told = {"last_checked_on": day, "checked_by": by, "shown": shown}
    if place is not None:
        told["place"] = place.strip()
    with transaction.atomic():
        key = {"procedure": procedure, "unit": unit, "channel": channel}
        known = Disclosure.objects.select_for_update(of=("self",)).filter(**key).first()
        if known:
            return audit.change(known, by=by, action=action, **told)
        return audit.create(Disclosure(**key, **told), by=by, action=action)


def print_postings(
    unit: Unit, versions: Sequence[ProcedureVersion], *, by: Any, place: str = ""
) -> list[Posting]:
    """One marked sheet per version, ready to be printed and posted."""
    require(may_keep_unit(by, unit.pk))
    if not versions:
        raise BadInput(fields={"versions": "Chưa chọn thủ tục nào có bản đang áp dụng."})
    if any(not version.is_fixed for version in versions):
        raise WrongState("Chỉ in bản niêm yết của bản đã công bố.")
    moment = clock.now()
    sheets = [
        Posting(procedure_version=version, unit=unit, place=place.strip(), printed_at=moment,
                printed_by=by)
        for version in versions
    ]  # fmt: skip
    return audit.create_many(sheets, by=by, action="procedures.print_postings")


def check_board(
    unit: Unit, seen: Iterable[Posting], *, by: Any, on: dt.date | None = None
) -> list[Posting]:
    """These sheets hang on the unit's board: each is ticked, its procedure counts as looked at."""
    require(may_keep_unit(by, unit.pk))
    day, action = on or clock.today(), "procedures.check_board"
    with transaction.atomic():
        keys = [sheet.pk for sheet in seen]
        rows = Posting.objects.select_for_update(of=("self",)).filter(pk__in=keys, unit=unit)
        sheets = list(rows.kept().select_related("procedure_version__procedure"))
        if len(sheets) != len(set(keys)):
            raise BadInput("Có bản niêm yết không thuộc bảng của đơn vị này, hoặc đã gỡ.")
        told = {"seen_on": day, "seen_by": by}
        audit.change_many([(sheet, told) for sheet in sheets], by=by, action=action)
        checked = later_checked(unit, day)
        for sheet in newest_per_procedure(sheets):
            version = sheet.procedure_version
            if version.procedure_id in checked:
                continue  # an older look takes nothing back
            check_disclosure(version.procedure, unit, Channel.OFFICE_BOARD, by=by, on=day,
                             shown=version)  # fmt: skip
    return sheets


def later_checked(unit: Unit, day: dt.date) -> set[int]:
    """Procedures whose place on the board was looked at after a day."""
    rows = Disclosure.objects.filter(unit=unit, channel=Channel.OFFICE_BOARD)
    return set(rows.filter(last_checked_on__gt=day).values_list("procedure", flat=True))


def check_walk(
    unit: Unit, ticks: Mapping[str, dt.date], *, by: Any
) -> tuple[list[Posting], list[str]]:
    """What was ticked along the board without network, sent afterwards: seen, marks left aside.

    The same tick twice is one: a sheet already seen on that day or later stays as it is. A sheet
    that was taken down meanwhile, or hangs elsewhere, is left aside and does not stop the others.
    """
    require(may_keep_unit(by, unit.pk))
    today, by_day = clock.today(), {}
    with transaction.atomic():
        rows = Posting.objects.select_for_update(of=("self",)).kept().filter(unit=unit)
        there = {str(one.mark): one for one in rows.filter(mark__in=list(ticks))}
        for mark, sheet in there.items():
            day = min(ticks[mark], today)  # a phone's clock may be ahead
            day = max(day, timezone.localdate(sheet.printed_at))
            if sheet.seen_on is None or sheet.seen_on < day:
                by_day.setdefault(day, []).append(sheet)
        for day in sorted(by_day):
            check_board(unit, by_day[day], by=by, on=day)
    return list(there.values()), [mark for mark in ticks if mark not in there]


def newest_per_procedure(sheets: Iterable[Posting]) -> list[Posting]:
    """Of several sheets of one procedure, the one of the latest version."""
    best: dict[int, Posting] = {}
    for sheet in sorted(sheets, key=lambda one: one.procedure_version.number):
        best[sheet.procedure_version.procedure_id] = sheet
    return list(best.values())


def take_down(sheet: Posting, *, by: Any, expected: int | None = None) -> Posting:
    """The sheet no longer hangs."""
    require(may_keep_unit(by, sheet.unit_id))
    with transaction.atomic():
        held = audit.lock(Posting.objects.all(), sheet.pk, expected)
        if held.taken_down_on is not None:
            raise WrongState("Bản niêm yết này đã gỡ rồi.")
        day = clock.today()
        return audit.change(held, by=by, action="procedures.take_down", taken_down_on=day)

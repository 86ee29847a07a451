"""Making public: what was checked where, sheets printed, the walk along the notice board."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

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
        for sheet in newest_per_procedure(sheets):
            version = sheet.procedure_version
            check_disclosure(version.procedure, unit, Channel.OFFICE_BOARD, by=by, on=day,
                             shown=version)  # fmt: skip
    return sheets


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

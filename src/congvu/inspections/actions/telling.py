"""Telling units of an inspection: a list that is looked through, then sent with one button."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.assessments.states import SelfState
from congvu.core import clock, formats
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require
from congvu.inspections.actions.progress import check_scheduled, notify_units
from congvu.inspections.deadlines import self_report_due
from congvu.inspections.models import Inspection, Visit
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import AHEAD, InspectionKind, InspectionState, VisitState
from congvu.notices.actions import cancel_batch, prepare_batch
from congvu.notices.models import Batch
from congvu.notices.rules import Draft, fit
from congvu.notices.states import BatchState
from congvu.organizations.models import Seat
from congvu.organizations.states import Role

ABOUT = "inspections.inspection"
KEY = "thong-bao-kiem-tra-"
TELLABLE = (InspectionState.DECIDED, InspectionState.NOTIFIED, InspectionState.VISITING)


def prepare_notice(inspection: Inspection, *, by: User) -> Batch:
    """Who of the units would be told what; an earlier list not sent yet gives way to this one."""
    require(may_prepare(by))
    if inspection.kind == InspectionKind.UNANNOUNCED:
        raise WrongState("Kiểm tra đột xuất không báo trước cho đơn vị.")
    if inspection.state not in TELLABLE:
        raise WrongState("Thông báo gửi sau khi có quyết định thành lập đoàn và trước buổi cuối.")
    visits = visits_of(inspection)
    if inspection.state == InspectionState.DECIDED:
        check_scheduled(visits)
    with transaction.atomic():
        for old in batches_of(inspection).filter(state=BatchState.PREPARED):
            cancel_batch(old, by=by)
        title = fit(f"Thông báo kiểm tra: {inspection.title}", 200)
        return prepare_batch(drafts_of(inspection, visits), by=by, title=title)


def send_notice(batch: Batch, by: User) -> None:
    """When the list goes out, units see the schedule and are asked for their self-reports."""
    told = batch.notices.filter(about_kind=ABOUT, key__startswith=KEY)
    texts = dict(told.values_list("key", "text"))
    ids = {int(pk) for pk in told.values_list("about_id", flat=True)}
    for inspection in Inspection.objects.filter(pk__in=ids):
        fresh = {d.key: fit(d.text) for d in drafts_of(inspection, visits_of(inspection))}
        if any(fresh.get(key) != text for key, text in texts.items()):
            raise BadInput(
                "Lịch kiểm tra đã thay đổi sau khi lập danh sách. Hủy danh sách này rồi lập lại."
            )
        if inspection.state == InspectionState.DECIDED:
            notify_units(inspection, by=by)


def batches_of(inspection: Inspection) -> Any:
    """Lists made for this campaign that still hold somebody, the newest first."""
    about = {"notices__about_kind": ABOUT, "notices__about_id": str(inspection.pk)}
    return Batch.objects.filter(**about, notices__key__startswith=KEY).distinct()


def visits_of(inspection: Inspection) -> list[Visit]:
    """Its visits still ahead, in the order of the schedule; what has begun needs no notice."""
    rows = inspection.visits.filter(state__in=AHEAD).select_related("unit", "sheet")
    return list(rows.order_by("day", "starts_at", "order"))


def drafts_of(inspection: Inspection, visits: Collection[Visit]) -> list[Draft]:
    """The same text to the head and the contact officer of each unit; once per day of the visit."""
    people = people_of(clock.today(), {visit.unit_id for visit in visits})
    texts = {visit.pk: text_for(inspection, visit) for visit in visits}
    return [
        Draft(
            to_id=user,
            title="Lịch kiểm tra cải cách hành chính",
            text=texts[visit.pk],
            path=visit.get_absolute_url(),
            about_kind=ABOUT,
            about_id=str(inspection.pk),
            key=f"{KEY}{visit.pk}-{told_of(visit)}",
            urgent=True,
        )
        for visit in visits
        if texts[visit.pk]
        for user in sorted(people.get(visit.unit_id, ()))
    ]


def told_of(visit: Visit) -> str:
    """What a unit is told once: a day with its session, or that the visit was put off."""
    return f"{visit.day}-{visit.session}" if visit.day else f"hoan-{visit.version}"


def text_for(inspection: Inspection, visit: Visit) -> str:
    """A ready message of at most 300 characters; nothing before the visit has its first day."""
    if not visit.day:
        return put_off(visit) if visit.state == VisitState.POSTPONED else ""
    session = visit.get_session_display().lower()
    hours = f"{visit.starts_at:%H:%M}, " if visit.starts_at else ""
    return fit(
        f"{visit.unit}: đoàn kiểm tra cải cách hành chính làm việc {hours}{session} "
        f"{formats.date(visit.day)}{f' tại {visit.place}' if visit.place else ''}."
        f"{report_asked(inspection, visit)}"
    )


def put_off(visit: Visit) -> str:
    """What a unit is told whose visit has no day any more."""
    return fit(
        f"{visit.unit}: buổi làm việc của đoàn kiểm tra cải cách hành chính tạm hoãn, ngày mới sẽ "
        "thông báo sau."
    )


def report_asked(inspection: Inspection, visit: Visit) -> str:
    """By when the unit reports on itself; not said to whom has done so."""
    if visit.sheet is not None and visit.sheet.self_state == SelfState.SUBMITTED:
        return ""
    due = formats.date(self_report_due(inspection, visit.day))
    return f" Đề nghị gửi báo cáo tự kiểm tra trước ngày {due}."


def people_of(today: dt.date, units: Collection[int]) -> dict[int, set[int]]:
    """Heads and contact officers by unit."""
    seats = Seat.objects.in_force(today).filter(
        unit__in=units, role__in=(Role.UNIT_HEAD, Role.CONTACT), user__is_active=True
    )
    found: dict[int, set[int]] = defaultdict(set)
    for unit, user in seats.values_list("unit_id", "user_id"):
        found[unit].add(user)
    return found

"""Dossiers that wait for somebody: those on one's own desk one by one, the others counted."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.utils import timezone

from congvu.core import clock
from congvu.desk.tasks_shown import MOST, Task, door
from congvu.dossiers.models import Dossier, ReceivingPoint
from congvu.dossiers.policies import LEADERS, may_receive
from congvu.dossiers.states import DossierState
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role

KIND = "Hồ sơ"
DESKS = (Role.CASE_OFFICER, Role.UNIT_HEAD, Role.ONE_STOP_OFFICER)
# what a state asks of those who answer for it, and where they stand in the list
ASKED = {
    DossierState.AWAITING_ASSIGNMENT: ("Phân công người thụ lý", "dang"),
    DossierState.AWAITING_APPROVAL: ("Duyệt, trình ký", "dang"),
    DossierState.AWAITING_SIGNATURE: ("Ký kết quả", "dang"),
    DossierState.RESULT_READY: ("Trả kết quả", "xong"),
}


def dossiers(user: Any, today: dt.date) -> list[Task]:
    """What one works on, and what waits for one's word."""
    return [*on_desk(user), *counted(user, today)]


def on_desk(user: Any) -> list[Task]:
    """Those on the own desk whose clock runs, the nearest due date first."""
    if not rights_of(user).has(*DESKS):
        return []
    rows = Dossier.objects.running().filter(holder=user, source=None)
    rows = rows.select_related("procedure").order_by("due_at")[:MOST]
    return [desk_task(row) for row in rows]


def desk_task(row: Dossier) -> Task:
    """One dossier: late without a word to the applicant, or to be worked on."""
    late = row.is_overdue(clock.now())
    verb = "Xin lỗi, hẹn lại" if late and not row.promised_at else "Giải quyết"
    due = timezone.localdate(row.due_at) if row.due_at else None
    note = f"{row.applicant_label} · {row.procedure_words}"
    return Task(KIND, f"{verb}: {row}", row.get_absolute_url(), note, due, late)


def counted(user: Any, today: dt.date) -> list[Task]:
    """How many wait for an assignment, an approval, a signature, to be given out: one query."""
    mine = those_of(user)
    if not mine:
        return []
    every = Q()
    for condition in mine.values():
        every |= condition
    rows = Dossier.objects.filter(every, source=None).values("state")
    found = rows.annotate(number=Count("pk"), first=Min("due_at"))
    return [state_task(row, today) for row in found.order_by("state")]


def those_of(user: Any) -> dict[DossierState, Q]:
    """The states somebody answers for, and of which dossiers."""
    rights, found = rights_of(user), {}
    if units := rights.units(Role.UNIT_HEAD):
        for state in (DossierState.AWAITING_ASSIGNMENT, DossierState.AWAITING_APPROVAL):
            found[state] = Q(state=state, unit__in=units)
    if rights.has(*LEADERS):
        found[DossierState.AWAITING_SIGNATURE] = Q(state=DossierState.AWAITING_SIGNATURE)
    if may_receive(user):
        points = ReceivingPoint.objects.served_by(user).values("pk")
        found[DossierState.RESULT_READY] = Q(state=DossierState.RESULT_READY, point__in=points)
    return found


def state_task(row: dict[str, Any], today: dt.date) -> Task:
    """One line for all of a state."""
    state = DossierState(row["state"])
    words, group = ASKED[state]
    url = f"{door('dossiers:dossier_list')}?{urlencode({'nhom': group, 'trang_thai': state.value})}"
    if state == DossierState.RESULT_READY:  # signed: its day is over, only the applicant waits
        return Task(KIND, f"{words}: {row['number']} hồ sơ", url, "chờ người nộp nhận")
    due = timezone.localdate(row["first"]) if row["first"] else None
    late = due is not None and due < today
    return Task(KIND, f"{words}: {row['number']} hồ sơ", url, "hạn gần nhất", due, late)

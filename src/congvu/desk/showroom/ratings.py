"""Dossiers of the own counter, returned and rated; invented like those who filed them."""

import datetime as dt

from congvu.accounts.models import User
from congvu.desk.showroom.provincial import limited
from congvu.desk.showroom.stage import Stage, on
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier, ReceivingPoint
from congvu.procedures.models import Procedure

COUNTER = "Bộ phận một cửa của Sở (giả định)"
AGENCY = "000.00.15.H33"
# received, returned, rated; level; why; what was said
STORY = (
    (dt.date(2020, 8, 31), dt.date(2020, 9, 7), dt.date(2020, 9, 7), "very_satisfied", (), ""),
    (dt.date(2020, 9, 8), dt.date(2020, 9, 16), dt.date(2020, 9, 17), "satisfied", (), ""),
    (dt.date(2020, 9, 21), dt.date(2020, 9, 30), dt.date(2020, 9, 30), "dissatisfied",
     ("guidance", "trips"), "Phải đến hai lần vì chưa được dặn giấy tờ (ý kiến giả định)."),
    (dt.date(2020, 10, 1), dt.date(2020, 10, 9), None, "", (), ""),
)  # fmt: skip


def rate_dossiers(stage: Stage) -> None:
    """From the counter to the word of whoever got the result; the last one not asked yet."""
    procedure, chief = resolved_by(stage)
    point = counter_of(stage)
    for number, (day, back, rated, level, reasons, words) in enumerate(STORY, 1):
        row = returned(stage, point, procedure, chief, (day, back, number))
        if rated:
            with on(rated, 15):
                actions.rate(row, by=stage.people["one_stop_officer"], level=level,
                             reasons=reasons, comment=words)  # fmt: skip


def resolved_by(stage: Stage) -> tuple[Procedure, User]:
    """A procedure whose limit is known, and the head of the division that resolves it."""
    heads = {unit.pk: stage.people.get(f"unit_head_{key}") for key, unit in stage.units.items()}
    for version in limited():
        chief = heads.get(version.procedure.resolver.pk)
        if chief is not None:
            return version.procedure, chief
    raise LookupError("no procedure of the story has a limit and a head who resolves it")


def counter_of(stage: Stage) -> ReceivingPoint:
    """The Department's counter, opened where nobody has yet."""
    unit = stage.units["vps"]
    known = ReceivingPoint.objects.filter(unit=unit).first()
    with on(dt.date(2020, 8, 28)):
        return known or actions.open_point(
            by=stage.people["secretary"], unit=unit, name=COUNTER, agency_code=AGENCY
        )


def returned(
    stage: Stage,
    point: ReceivingPoint,
    procedure: Procedure,
    chief: User,
    story: tuple[dt.date, dt.date, int],
) -> Dossier:
    """One dossier through every hand."""
    day, back, number = story
    clerk = stage.people["one_stop_officer"]
    name, phone = f"Người Giả Định {number}", f"09000001{number:02d}"
    person = {"kind": "person", "name": name, "phone": phone}
    with on(day, 8):
        row = actions.receive(point=point, procedure=procedure, by=clerk, person=person)
        [row] = actions.transfer([row], by=clerk)
        [row] = actions.assign([row], by=chief, to=chief)
    with on(back, 8):
        row = actions.propose(row, by=chief)
        row = actions.approve(row, by=chief)
        row = actions.sign(row, by=stage.people["head"])
    with on(back, 14):
        return actions.return_result(row, by=clerk)

"""A list of the province's one-stop system, invented, taken in as facts.

Fixed by its seed, so that the showroom is the same at every start. The other system forgets the
holiday of 02/9/2020 when it promises days: those rows are the list of differences.
"""

import csv
import datetime as dt
import io
import random
from collections.abc import Iterator

from congvu.core import workdays
from congvu.desk.showroom.stage import Stage, on, story
from congvu.dossiers import actions
from congvu.organizations.models import calendar_of
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.states import FIXED, LimitUnit

SYSTEM = "Hệ thống một cửa điện tử của tỉnh (số liệu giả định)"
SEED = 2020
FIRST, LAST = dt.date(2020, 1, 2), dt.date(2020, 10, 9)
HOLIDAY = dt.date(2020, 9, 2)
HEADINGS = ("Mã hồ sơ", "Tên thủ tục", "Tiếp nhận", "Hẹn trả", "Có kết quả", "Trả kết quả",
            "Trạng thái", "Hình thức nộp", "Đơn vị tiếp nhận", "Đơn vị giải quyết",
            "Điện thoại")  # fmt: skip
COUNTER = "Trung tâm Phục vụ hành chính công tỉnh"
CHANNELS = ("Trực tiếp",) * 7 + ("Trực tuyến",) * 2 + ("Bưu chính công ích",)
Row = tuple[str, ...]


def take_in_provincial_list(stage: Stage) -> None:
    """The secretary takes in what the province's system exported."""
    today = story("office")["today"]
    with on(today, 8):
        by = stage.people["secretary"]
        system = actions.add_source(by=by, name=SYSTEM)
        data = exported(list(rows(today)))
        actions.import_list(data, system, by=by, name="ho-so-2020.csv")


def exported(found: list[Row]) -> bytes:
    """The list as a CSV file."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(found)
    return text.getvalue().encode("utf-8-sig")


def rows(today: dt.date) -> Iterator[Row]:
    """Some dossiers of every working day."""
    dice, calendar = random.Random(SEED), calendar_of(None)  # noqa: S311 - a story, no secret
    versions = limited()
    day = FIRST
    while day <= LAST:
        if workdays.is_working_day(day, calendar, calendar.hours):
            for number in range(1, dice.choice((0, 0, 1, 1, 2)) + 1):
                told = row(dice, calendar, dice.choice(versions), day, number, today)
                yield (*told, f"0900 {day:%d} {number:04d}")
        day += dt.timedelta(days=1)


def limited() -> list[ProcedureVersion]:
    """Published procedures of the Department whose limit is known in working days."""
    found = ProcedureVersion.objects.filter(state__in=FIXED, procedure__competence="department")
    found = found.filter(limits__unit=LimitUnit.WORKING_DAYS).distinct().order_by("pk")
    return list(found.select_related("procedure__resolving_unit").prefetch_related("limits"))


def row(
    dice: random.Random,
    calendar: workdays.Calendar,
    version: ProcedureVersion,
    day: dt.date,
    number: int,
    today: dt.date,
) -> Row:
    """One dossier: promised, mostly resolved in time, some late, the last ones under way."""
    limit = int(next(iter(version.limits.all())).amount)
    promised = later(calendar, day, limit)
    told = promised if not day < HOLIDAY <= promised else later(calendar, day, limit - 1)
    took = dice.choice((-3, -2, -1, -1, -1, 0, 0, 0, 0, 2))
    done = later(calendar, day, max(limit + took, 1))
    finished = done <= today
    back = later(calendar, done, dice.choice((0, 1, 2)))
    state = "Đã trả kết quả" if back <= today else "Có kết quả" if finished else "Đang xử lý"
    return (
        f"H33.15-{day:%y%m%d}-{number:04d}",
        version.name,
        stamp(day, 7 + dice.randrange(3), dice.randrange(60)),
        stamp(told, 17, 0),
        stamp(done, 9 + dice.randrange(6), 15) if finished else "",
        stamp(back, 10, 30) if back <= today else "",
        state,
        dice.choice(CHANNELS),
        COUNTER,
        version.procedure.resolver.name,
    )


def later(calendar: workdays.Calendar, day: dt.date, amount: int) -> dt.date:
    """The day ``amount`` working days after ``day``."""
    while amount > 0:
        day += dt.timedelta(days=1)
        amount -= workdays.is_working_day(day, calendar, calendar.hours)
    return day


def stamp(day: dt.date, hour: int, minute: int) -> str:
    """A moment as those systems write it."""
    return f"{day:%d/%m/%Y} {hour:02d}:{minute:02d}"

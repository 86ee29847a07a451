"""Taking in one by one, a list of 100,000 taken in, 100,000 open dossiers dated anew."""

import csv
import datetime as dt
import io
import json
import os
from typing import Any

from benchmarks.crowd import TODAY
from benchmarks.installation import ready
from benchmarks.report import Line
from benchmarks.timing import HOW, spent
from benchmarks.twice import database, on_postgresql

TAKEN = 1_000
LISTED = int(os.environ.get("BENCH_LISTED", "100000"))
LONG = 10  # working days
SHARE = LISTED / 100_000  # of what is promised for a hundred thousand
HEADINGS = ("Mã hồ sơ", "Tên thủ tục", "Tiếp nhận", "Hẹn trả", "Có kết quả", "Trả kết quả",
            "Trạng thái", "Hình thức nộp", "Đơn vị giải quyết")  # fmt: skip


def measure() -> list[Line]:
    """Processor time of this process and of its database; by the clock where that is asked."""
    ready()
    from congvu.core import clock
    from congvu.desk.showroom.catalogue import publish_procedures
    from congvu.desk.showroom.counters import counters
    from congvu.desk.showroom.office import set_up

    with clock.at(TODAY):
        stage = set_up()
        publish_procedures(stage)
        counter = next(one for one in counters().values() if not one.point.small)
        lines = [taken_in(counter), listed(counter, stage), redated(counter, stage)]
    return [*lines, *on_postgresql("bench_dossiers")]


def taken_in(counter: Any) -> Line:
    """Dossiers a second through the action, a list of one each time, its commit included."""
    from congvu.dossiers.actions import Filing, take_in

    filings = [
        Filing(one.procedure, counter.people[n % len(counter.people)])
        for n, one in zip(range(TAKEN), counter.versions * TAKEN, strict=False)
    ]
    take_in(filings[0], point=counter.point, by=counter.clerk)
    begun = spent()
    for filing in filings:
        take_in(filing, point=counter.point, by=counter.clerk)
    rate = TAKEN / (spent() - begun)
    return Line(f"Take in one dossier, {database()}, {HOW}", rate, "per s", 200, at_least=True)


def listed(counter: Any, stage: Any) -> Line:
    """A list of another system through its action."""
    from congvu.dossiers.actions import add_source, import_list

    by = stage.people["secretary"]
    source, data = add_source(by=by, name="Hệ thống đo"), exported(counter)
    begun = spent()
    report = import_list(data, source, by=by, name="do.csv")
    name = f"Take in a list of {report.created:,}, {database()}, {HOW}"
    assert report.created == LISTED
    return Line(name, spent() - begun, "s", 60 * SHARE)


def exported(counter: Any) -> bytes:
    """A list of the present and the last months, as such systems export it."""
    from congvu.desk.showroom.counters import working_days
    from congvu.desk.showroom.stage import story

    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    days = [
        day
        for day in working_days(story("dossiers")["begins"])
        if day < TODAY.date() - dt.timedelta(days=30)
    ]
    for number in range(LISTED):
        version, at = counter.versions[number % len(counter.versions)], number % len(days)
        told = [days[min(at + more, len(days) - 1)].strftime("%d/%m/%Y") for more in (0, 10, 9, 9)]
        words = ("Đã trả kết quả", "Trực tiếp", version.procedure.resolver.name)
        writer.writerow((f"D.{number:07d}", version.name, *told, *words))
    return text.getvalue().encode("utf-8-sig")


def redated(counter: Any, stage: Any) -> Line:
    """A holiday is announced while very many dossiers are open."""
    from congvu.dossiers.actions import tell_many
    from congvu.dossiers.models import Movement
    from congvu.organizations.actions import add_day

    stories = [waiting(counter, number) for number in range(LISTED)]
    for start in range(0, LISTED, 5_000):
        tell_many(stories[start : start + 5_000])
    day = TODAY.date() + dt.timedelta(days=1)
    begun = spent()
    add_day(by=stage.people["secretary"], date=day, kind="local", name="Nghỉ đo")
    used = spent() - begun
    moved = Movement.objects.filter(verb="redate").count()
    assert moved == LISTED + TAKEN + 1, moved  # those taken in one by one are open too
    name = f"{moved:,} open dossiers dated anew, {database()}, {HOW}"
    return Line(name, used, "s", 10 * SHARE)


def waiting(counter: Any, number: int) -> Any:
    """One of them: every applicant, the procedures that take long, a second of its own."""
    from congvu.dossiers.actions import Filing, Story

    long = [one for one in counter.versions if next(iter(one.limits.all())).amount >= LONG]
    version = long[number % len(long)]
    filing = Filing(version.procedure, counter.people[number % len(counter.people)])
    moment = TODAY.replace(hour=8) - dt.timedelta(seconds=number % 3_000)
    return Story(moment, filing, counter.point, counter.clerk)


if __name__ == "__main__":
    for line in measure():
        print(json.dumps(line.__dict__))

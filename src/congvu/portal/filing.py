"""Where a dossier is filed, by procedure and day: the rule of data/filing.yaml, unless the office
decided otherwise for a procedure; and whether it can be filed online here."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Exists, OuterRef

from congvu.dossiers.models import ReceivingPoint
from congvu.portal.directory import open_points, points_among
from congvu.portal.models import FilingDecision
from congvu.portal.states import BY_RULE, FilingWay
from congvu.procedures.models import LevelDeclaration, Procedure, ProcedureVersion
from congvu.procedures.states import Level

FILE = Path(__file__).resolve().parents[1] / "data" / "filing.yaml"
ONLINE_LEVELS = (Level.LEVEL_3, Level.LEVEL_4, Level.PARTIAL, Level.FULL)
ELSEWHERE = {
    FilingWay.FORWARD: "Hồ sơ trực tuyến nộp tại Cổng Dịch vụ công quốc gia.",
    FilingWay.DIRECT: "Thủ tục này chỉ nhận hồ sơ trực tiếp.",
}
NOT_IN_FORCE = "Thủ tục không có bản đang áp dụng."
NO_LEVEL = (
    "Thủ tục chưa được khai cung cấp trực tuyến (mức độ 3, mức độ 4, một phần hoặc toàn trình)."
)
NO_POINT = "Chưa có nơi tiếp nhận nào nhận hồ sơ của thủ tục này."


@dataclass(frozen=True)
class Filing:
    """Nộp tại đây, or the way to the national portal; with the reason and its source."""

    way: str
    why: str
    source: str
    label: str = ""
    address: str = ""
    track: str = ""  # what the way to follow a dossier there is called
    confirmed: bool = False
    decision: FilingDecision | None = None  # the office's own, when it holds instead of the rule
    version: ProcedureVersion | None = None  # by which a dossier of that day goes
    points: tuple[ReceivingPoint, ...] = ()  # counters that take it in
    obstacle: str = "chưa xét"  # why it is not filed online here; empty when it is

    @property
    def forward(self) -> bool:
        """Whether it is filed elsewhere."""
        return self.way == FilingWay.FORWARD

    @property
    def direct(self) -> bool:
        """Whether it is only taken in at a counter."""
        return self.way == FilingWay.DIRECT

    @property
    def online(self) -> bool:
        """Whether it may be filed online here."""
        return not self.obstacle


@dataclass(frozen=True)
class Period:
    """A stretch of the rule."""

    begins: dt.date
    ends: dt.date
    filing: Filing


@cache
def periods() -> Mapping[str, tuple[Period, ...]]:
    """The file that comes with the product, per group of procedures."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {group: tuple(map(period, rows)) for group, rows in read.items()}


def period(row: dict[str, Any]) -> Period:
    """A row of the file."""
    told = dict(row)
    begins, ends = told.pop("from", dt.date.min), told.pop("until", dt.date.max)
    return Period(begins, ends, Filing(**told))


def group_of(national: bool) -> str:
    """Under which name the file keeps the rule."""
    return "national" if national else "own"


def filing(*, national: bool, on: dt.date) -> Filing:
    """What the rule says on a day. The periods of the file leave no day out."""
    rows = periods()[group_of(national)]
    return next(one.filing for one in rows if one.begins <= on <= one.ends)


def next_period(*, national: bool, on: dt.date) -> Period | None:
    """What the rule will say next, and from when."""
    rows = periods()[group_of(national)]
    return min((one for one in rows if one.begins > on), key=lambda one: one.begins, default=None)


def way(procedure: Procedure, on: dt.date) -> Filing:
    """Where a dossier of this procedure is filed on a day, why, and whether online here."""
    return ways([procedure], on)[procedure.pk]


def ways(procedures: Iterable[Procedure], on: dt.date) -> dict[int, Filing]:
    """The same for many, in three queries."""
    rows = list(procedures)
    keys = [one.pk for one in rows]
    decided: dict[int, FilingDecision] = {}
    for decision in FilingDecision.objects.since(on).filter(procedure__in=keys):
        decided.setdefault(decision.procedure_id, decision)
    declared = LevelDeclaration.objects.in_force(on).filter(level__in=ONLINE_LEVELS)
    held = ProcedureVersion.objects.in_force(on).filter(procedure__in=keys).order_by("number")
    held = held.annotate(online=Exists(declared.filter(procedure=OuterRef("procedure"))))
    versions = {one.procedure_id: one for one in held}
    points = open_points()
    return {
        one.pk: complete(
            chosen(one, decided.get(one.pk), on), versions.get(one.pk), points_among(one, points)
        )
        for one in rows
    }


def chosen(procedure: Procedure, decision: FilingDecision | None, on: dt.date) -> Filing:
    """The office's decision where there is one, else the rule."""
    rule = filing(national=procedure.national, on=on)
    if decision is None or decision.way == BY_RULE:
        return rule
    told = portal() if decision.way == FilingWay.FORWARD else {}
    why = decision.reason.rstrip(". ") + "."
    return Filing(
        way=decision.way,
        why=why,
        source=decision.document,
        confirmed=True,
        decision=decision,
        **told,
    )


@cache
def portal() -> dict[str, str]:
    """Address of the national portal, and what the ways to file and to follow there are called."""
    rows = (one.filing for group in periods().values() for one in group)
    found = next(one for one in rows if one.forward)
    return {"label": found.label, "address": found.address, "track": found.track}


def complete(
    told: Filing, version: ProcedureVersion | None, points: list[ReceivingPoint]
) -> Filing:
    """With the version, the counters, and what stands in the way of filing online."""
    if told.way in ELSEWHERE:
        obstacle = ELSEWHERE[FilingWay(told.way)]
    elif version is None:
        obstacle = NOT_IN_FORCE
    elif not version.online:  # type: ignore[attr-defined]
        obstacle = NO_LEVEL
    else:
        obstacle = "" if points else NO_POINT
    return replace(told, version=version, points=tuple(points), obstacle=obstacle)

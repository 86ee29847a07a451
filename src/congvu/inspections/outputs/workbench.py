"""The findings that wait for a place, in groups, and the remarks as they will be printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from congvu.criteria.models import Area, Criterion
from congvu.inspections.models import Finding, GeneralRemark, Inspection
from congvu.inspections.outputs.campaign import with_units
from congvu.inspections.outputs.conclusion import remark_paragraph
from congvu.inspections.rules import similarity, units_in_words
from congvu.inspections.states import POLARITY_LABELS, Polarity
from congvu.organizations.models import Unit

WAITING = ("-polarity", "area__order", "criterion__order", "unit__order", "pk")
COMPARED = 12  # wordings compared with each other for a proposal


@dataclass(frozen=True)
class Group:
    """Findings of one kind on one criterion (or area) that no remark holds yet."""

    polarity: str
    area: Area
    criterion: Criterion | None
    findings: tuple[Finding, ...]
    count: str  # "03/07 đơn vị"
    proposed: str

    @property
    def key(self) -> str:
        """Its name in the form, the same as long as something waits in it."""
        return f"{self.polarity}-{self.area.pk}-{self.criterion.pk if self.criterion else 0}"

    @property
    def label(self) -> str:
        """Hạn chế or ưu điểm."""
        return POLARITY_LABELS[Polarity(self.polarity)]


@dataclass(frozen=True)
class Shown:
    """A remark with its findings, as it will stand in the conclusion."""

    remark: GeneralRemark
    findings: tuple[Finding, ...]
    units: tuple[Unit, ...]
    printed: str


@dataclass(frozen=True)
class Workbench:
    """Left and right of the page."""

    groups: tuple[Group, ...]
    strengths: tuple[Shown, ...]
    limitations: tuple[Shown, ...]
    waiting: int
    minutes_only: tuple[Finding, ...]
    hidden: bool  # something was found at the reader's own unit, which is told later


def workbench(inspection: Inspection, user: Any) -> Workbench:
    """Everything the workbench shows to ``user``, in constant queries."""
    seen = Finding.objects.of_campaign(inspection, user)
    rows = list(seen.select_related("unit", "area", "criterion").order_by(*WAITING))
    total = inspection.visits.live().count()
    shown = [
        Shown(r.remark, r.findings, r.units, remark_paragraph(r, total).text.removeprefix("- "))
        for r in with_units(inspection, tuple(rows))
    ]
    waiting = [row for row in rows if row.remark_id is None and not row.minutes_only]
    return Workbench(
        groups=groups_of(waiting, total),
        strengths=tuple(s for s in shown if s.remark.polarity == Polarity.STRENGTH),
        limitations=tuple(s for s in shown if s.remark.polarity == Polarity.LIMITATION),
        waiting=len(waiting),
        minutes_only=tuple(row for row in rows if row.minutes_only),
        hidden=inspection.findings.count() > len(rows),
    )


def groups_of(waiting: Iterable[Finding], total: int) -> tuple[Group, ...]:
    """Together what speaks of the same criterion, or of the area where there is none."""
    together: dict[tuple[str, int, int | None], list[Finding]] = {}
    for row in waiting:
        together.setdefault((row.polarity, row.area_id, row.criterion_id), []).append(row)
    return tuple(
        Group(
            polarity=polarity,
            area=rows[0].area,
            criterion=rows[0].criterion,
            findings=tuple(rows),
            count=units_in_words(len({row.unit_id for row in rows}), total),
            proposed=sentence_for([row.text for row in rows]),
        )
        for (polarity, _, _), rows in together.items()
    )


def sentence_for(texts: Sequence[str]) -> str:
    """The wording most like all the others: what the officer begins from."""
    some = list(texts[:COMPARED])
    if len(some) < 3:
        return some[0].strip()
    return max(some, key=lambda one: sum(similarity(one, other) for other in some)).strip()

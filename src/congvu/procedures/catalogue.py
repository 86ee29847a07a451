"""The list of procedures as its page shows it, in a constant number of queries."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from congvu.procedures.models import LevelDeclaration, Procedure, ProcedureVersion
from congvu.procedures.models.procedure import ProcedureQuerySet
from congvu.procedures.states import OPEN, Part, VersionState

LACKS = {
    Part.COMPONENTS: "lacks_components",
    Part.SETS: "lacks_sets",
    Part.TIME_LIMIT: "lacks_limit",
    Part.PROCESS: "lacks_process",
}


@dataclass
class Row:
    """A procedure with the version in force, else the newest, and what that lacks."""

    procedure: Procedure
    version: ProcedureVersion | None = None
    draft: ProcedureVersion | None = None
    level: LevelDeclaration | None = None
    missing: list[Part] = field(default_factory=list)

    @property
    def stated(self) -> int:
        """How many of the four parts are stated."""
        return len(LACKS) - len(self.missing)


def lacking(version: ProcedureVersion) -> list[Part]:
    """Which of the four parts a version fetched ``with_gaps`` lacks."""
    return [part for part, name in LACKS.items() if getattr(version, name)]


def rows_of(procedures: Iterable[Procedure], on: dt.date) -> list[Row]:
    """Rows of a page of procedures; two queries."""
    rows = {one.pk: Row(one) for one in procedures}
    versions = ProcedureVersion.objects.filter(procedure__in=rows).with_gaps()
    in_force = set(ProcedureVersion.objects.in_force(on).filter(procedure__in=rows)
                   .values_list("pk", flat=True))  # fmt: skip
    for version in versions.order_by("number"):
        row = rows[version.procedure_id]
        if version.state in OPEN:
            row.draft = version
        held = row.version is not None and row.version.pk in in_force
        if version.pk in in_force or not held:
            row.version = version
    for level in LevelDeclaration.objects.in_force(on).filter(procedure__in=rows):
        rows[level.procedure_id].level = level
    for row in rows.values():
        row.missing = lacking(row.version) if row.version else list(LACKS)
    return list(rows.values())


def found(user: Any, asked: Mapping[str, Any], on: dt.date) -> ProcedureQuerySet:
    """Procedures that answer to the filters of the page."""
    rows = Procedure.objects.visible_to(user).matching(asked.get("q") or "")
    for name, lookup in (("linh_vuc", "field"), ("cap", "competence")):
        if asked.get(name):
            rows = rows.filter(**{lookup: asked[name]})
    if asked.get("don_vi"):
        rows = rows.of_unit(asked["don_vi"])
    if asked.get("muc_do"):
        declared = LevelDeclaration.objects.in_force(on).filter(level=asked["muc_do"])
        rows = rows.filter(Exists(declared.filter(procedure=OuterRef("pk"))))
    return by_completeness(rows, asked.get("tinh_trang") or "", on)


def by_completeness(rows: ProcedureQuerySet, state: str, on: dt.date) -> ProcedureQuerySet:
    """Narrowed by what their version in force states, or by what is still being written."""
    mine, versions = {"procedure": OuterRef("pk")}, ProcedureVersion.objects
    gaps = Exists(versions.in_force(on).incomplete().filter(**mine))
    held = Exists(versions.in_force(on).filter(**mine))
    if state == "thieu":
        return rows.filter(gaps)
    if state == "du":
        return rows.filter(held & ~gaps)
    if state == "du_thao":
        return rows.filter(Exists(versions.filter(**mine, state=VersionState.DRAFT)))
    if state == "cho_cong_bo":
        return rows.filter(Exists(versions.filter(**mine, state=VersionState.SUBMITTED)))
    return rows


def counts(user: Any, on: dt.date) -> list[tuple[int, str, str]]:
    """(how many, words, value of the filter) for the strip above the list."""
    visible = Procedure.objects.visible_to(user)
    words = {"": "thủ tục", "du": "đủ bốn nội dung công khai", "thieu": "đang áp dụng, còn thiếu",
             "cho_cong_bo": "bản chờ công bố"}  # fmt: skip
    return [(by_completeness(visible, state, on).count(), told, state)
            for state, told in words.items()]  # fmt: skip

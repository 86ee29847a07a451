"""What a new version changes, field by field, for a person to read before accepting it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from congvu.core import formats
from congvu.criteria.rules.explain import explain, number_text
from congvu.criteria.rules.library import AreaData, CriterionData, LibraryData, Wordings
from congvu.criteria.rules.scale import Scale
from congvu.criteria.states import (
    ANSWER_KIND_LABELS,
    COMPUTABILITY_LABELS,
    NOTHING_AROSE_LABELS,
    PURPOSE_LABELS,
    STATUS_LABELS,
    AnswerKind,
)
from congvu.organizations.states import UNIT_KIND_LABELS


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, as text on the screen."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Changed:
    """A thing of the same code in both versions, with what differs."""

    code: str
    text: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Differences:
    """All of it; ``empty`` when the two say the same."""

    header: tuple[FieldChange, ...] = ()
    areas_added: tuple[AreaData, ...] = ()
    areas_removed: tuple[AreaData, ...] = ()
    areas_changed: tuple[Changed, ...] = ()
    added: tuple[CriterionData, ...] = ()
    removed: tuple[CriterionData, ...] = ()
    changed: tuple[Changed, ...] = ()

    @property
    def empty(self) -> bool:
        """Nothing differs."""
        return self == Differences()


Field = tuple[str, Callable[[Any], str]]  # (label, thing -> text)


def day_text(day: dt.date | None) -> str:
    """A day as written in Vietnamese, empty for none."""
    return formats.date(day) if day else ""


def kinds_text(kinds: tuple[str, ...]) -> str:
    """Kinds of unit by their names."""
    return ", ".join(UNIT_KIND_LABELS.get(kind, kind) for kind in kinds)


def rule_text(criterion: CriterionData) -> str:
    """The point rule of a criterion as a sentence."""
    unit = "" if criterion.answer_kind == AnswerKind.COUNT else "%"
    return explain(criterion.rule, unit)


def _wordings(rows: Wordings) -> str:
    return "; ".join(f"đến {day_text(until)}: {text}" for until, text in rows)


def _scale(scale: Scale) -> str:
    levels = "; ".join(
        f"{x.name} từ {number_text(x.start)} (cho mức: {number_text(x.points_percent)}%)"
        for x in scale.levels
    )
    return f"{scale.code}: {levels}"


HEADER: list[Field] = [
    ("Tên", lambda v: v.title),
    ("Mục đích", lambda v: PURPOSE_LABELS[v.purpose]),
    ("Áp dụng từ", lambda v: day_text(v.effective_from)),
    ("Áp dụng đến", lambda v: day_text(v.effective_to)),
    ("Căn cứ", lambda v: v.basis),
    ("Ghi chú", lambda v: v.note),
    ("Bước điểm", lambda v: number_text(v.point_step)),
    ("Thang xếp loại", lambda v: _scale(v.scale)),
    ("Nguồn của thang", lambda v: v.scale_note),
]
AREA: list[Field] = [
    ("Tên nội dung", lambda a: a.title),
    ("Tên ngắn", lambda a: a.short_title),
    ("Tên cũ", lambda a: _wordings(a.wording_by_date)),
    ("Nguồn", lambda a: a.source),
]
CRITERION: list[Field] = [
    ("Tiêu chí", lambda c: c.text),
    ("Câu chữ cũ", lambda c: _wordings(c.wording_by_date)),
    ("Cách trả lời", lambda c: ANSWER_KIND_LABELS[c.answer_kind]),
    ("Đơn vị áp dụng", lambda c: kinds_text(c.applies_to)),
    ("Điểm tối đa", lambda c: number_text(c.max_points)),
    ("Cách tính điểm", rule_text),
    ("Khi không phát sinh", lambda c: NOTHING_AROSE_LABELS[c.when_nothing_arose]),
    ("Tài liệu minh chứng", lambda c: "; ".join(c.evidence_asked)),
    ("Hướng dẫn", lambda c: c.guidance),
    ("Mã số liệu", lambda c: c.measure_code),
    ("Khả năng tính", lambda c: COMPUTABILITY_LABELS[c.computability]),
    ("Chọn mẫu", lambda c: ", ".join(value for _, value in c.sampling)),
    ("Tình trạng", lambda c: STATUS_LABELS[c.status]),
    ("Nguồn", lambda c: c.source),
]


def changes(fields: list[Field], old: Any, new: Any) -> tuple[FieldChange, ...]:
    """Fields that read differently."""
    pairs = [(label, show(old), show(new)) for label, show in fields]
    return tuple(FieldChange(*pair) for pair in pairs if pair[1] != pair[2])


def diff(old: LibraryData | None, new: LibraryData) -> Differences:
    """What ``new`` changes; without an ``old`` version everything in it is added."""
    if old is None:
        return Differences(areas_added=new.areas, added=tuple(c for _, c in new.criteria))
    was, now = {a.code: a for a in old.areas}, {a.code: a for a in new.areas}
    return Differences(
        header=changes(HEADER, old, new),
        areas_added=tuple(a for code, a in now.items() if code not in was),
        areas_removed=tuple(a for code, a in was.items() if code not in now),
        areas_changed=_areas_changed(was, now),
        **_criteria(old, new),
    )


def _areas_changed(was: dict[str, AreaData], now: dict[str, AreaData]) -> tuple[Changed, ...]:
    both = [(was[code], area) for code, area in now.items() if code in was]
    rows = [Changed(new.code, new.title, changes(AREA, old, new)) for old, new in both]
    return tuple(row for row in rows if row.fields)


def _criteria(old: LibraryData, new: LibraryData) -> dict[str, Any]:
    was = {c.code: (area, c) for area, c in old.criteria}
    now = {c.code: (area, c) for area, c in new.criteria}
    rows = []
    for code, (area, criterion) in now.items():
        if code in was:
            fields = _moved(was[code][0], area) + changes(CRITERION, was[code][1], criterion)
            rows.append(Changed(code, criterion.text, fields))
    return {
        "added": tuple(c for code, (_, c) in now.items() if code not in was),
        "removed": tuple(c for code, (_, c) in was.items() if code not in now),
        "changed": tuple(row for row in rows if row.fields),
    }


def _moved(old: AreaData, new: AreaData) -> tuple[FieldChange, ...]:
    if old.code == new.code:
        return ()
    return (FieldChange("Nội dung", f"{old.code}. {old.title}", f"{new.code}. {new.title}"),)

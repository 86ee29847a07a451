"""The team's side of one answer, as posted by the page, by autosave and by the table."""

from decimal import Decimal
from typing import Any

from django import forms

from congvu.assessments.forms.fields import PointsField, value_field, value_key
from congvu.assessments.models import Answer
from congvu.assessments.rules import Judgement
from congvu.assessments.states import Scoring
from congvu.criteria.rules import Scale, level_for, number_text, percent_of

WAS = ("level", "points", "value", "note")


class JudgeForm(forms.Form):
    """What was shown comes back beside what is meant now (``…_was``), so that only what the
    person changed counts: points typed beat a level chosen, a level beats a proposed value."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    level = forms.ChoiceField(label="Mức xếp loại", required=False, widget=forms.RadioSelect)
    note = forms.CharField(label="Ghi chú", required=False, strip=True, max_length=10_000)
    nothing_arose = forms.BooleanField(label="Không phát sinh", required=False)
    not_applicable = forms.BooleanField(label="Không áp dụng với đơn vị", required=False)
    reason = forms.CharField(label="Lý do không áp dụng", required=False, max_length=2_000)
    seen = forms.BooleanField(label="Đã xem, không có ý kiến", required=False)
    clear = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, answer: Answer, scale: Scale, **options: Any) -> None:
        self.answer, self.scale = answer, scale
        self.full = full_of(answer)
        options.setdefault("initial", initial_of(answer, scale))
        super().__init__(data, **options)
        self.fields["level"].choices = [(level.code, level.name) for level in scale.levels]
        step = answer.sheet.library_version.point_step
        self.fields["points"] = PointsField(self.full, step)
        quick = value_field(answer)
        if quick is not None:
            self.fields["value"] = quick
        for name in WAS:
            self.fields[f"{name}_was"] = forms.CharField(required=False, strip=False)

    def clean_points(self) -> Decimal | None:
        """Points typed lie on the step; those a level gave may lie between."""
        points = self.cleaned_data["points"]
        if points is not None and self.posted("points") != self.posted("points_was"):
            self.fields["points"].check_step(points)
        return points

    def clean(self) -> dict[str, Any]:
        """Not applicable needs its reason."""
        told = super().clean()
        if told.get("not_applicable") and not told.get("reason", "").strip():
            self.add_error("reason", "Đánh dấu không áp dụng thì phải ghi lý do.")
        return told

    def posted(self, name: str) -> str:
        """A value as it came, line ends made alike."""
        raw = self.data.get(self.add_prefix(name), "")
        return raw.replace("\r\n", "\n").strip()

    def differs(self, name: str) -> bool:
        """Whether the person changed this field since the page showed it."""
        return self.posted(name) != self.posted(f"{name}_was")

    @property
    def touched(self) -> bool:
        """Whether anything on this row was changed; marks are compared with what is stored."""
        marks = ("nothing_arose", "not_applicable")
        told = self.cleaned_data
        changed = any(told[name] != getattr(self.answer, name) for name in marks)
        return changed or any(self.differs(name) for name in WAS) or told["seen"] or told["clear"]

    def judgement(self) -> Judgement:
        """The change meant."""
        told = self.cleaned_data
        given = self.given()
        keep = not given  # points or a level say that it applies after all
        return Judgement(
            self.answer.pk,
            version=told["version"],
            note=told["note"],
            nothing_arose=told["nothing_arose"] and (keep or not self.answer.nothing_arose),
            not_applicable=told["not_applicable"] and (keep or not self.answer.not_applicable),
            reason=told["reason"],
            seen=told["seen"],
            clear=told["clear"],
            **given,
        )

    def given(self) -> dict[str, Any]:
        """Points, or a level, or a value: the first that was changed."""
        told = self.cleaned_data
        value = {"value": told["value"]} if self.changed_to("value") else {}
        if self.changed_to("points"):
            return value | {"points": told["points"]}
        if self.changed_to("level"):
            return value | {"level": told["level"]}
        return value

    def changed_to(self, name: str) -> bool:
        """Whether the field now holds something new."""
        return self.cleaned_data.get(name) not in (None, "") and self.differs(name)


def full_of(answer: Answer) -> Decimal:
    """Points at stake on the page; none where only comments are made."""
    comments = answer.sheet.scoring == Scoring.COMMENTS_ONLY
    return Decimal(0) if comments else answer.criterion.max_points


def level_of(answer: Answer, points: Decimal | None, scale: Scale) -> str:
    """The code of the level that points of this answer reach."""
    percent = percent_of(points, full_of(answer)) if points is not None else None
    return level_for(scale, percent).code if percent is not None else ""


def initial_of(answer: Answer, scale: Scale) -> dict[str, Any]:
    """The stored answer as the form shows it."""
    applies = not answer.not_applicable
    level = answer.judged_level or level_of(answer, answer.points, scale)
    shown = {
        "level": level if applies else "",
        "points": answer.points,
        "value": value_key(answer, answer.judged_value),
        "note": answer.judged_note,
    }
    was = {f"{name}_was": as_text(value) for name, value in shown.items()}
    return {
        "version": answer.version,
        "nothing_arose": answer.nothing_arose,
        "not_applicable": answer.not_applicable,
        "reason": answer.not_applicable_reason,
        **shown,
        **was,
    }


def as_text(value: Any) -> str:
    """A value as its input shows it."""
    return number_text(value) if isinstance(value, Decimal) else str(value or "")

"""The unit's side: one answer, the words of the outline; a criterion added by the head."""

from typing import Any

from django import forms

from congvu.assessments.forms.fields import PointsField, value_field, value_key
from congvu.assessments.forms.judge import as_text, full_of
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.rules import SelfAnswer
from congvu.criteria.models import Criterion

TEXT_LABELS = {
    "general": "Tình hình chung",
    "strengths": "Ưu điểm",
    "limitations": "Hạn chế, nguyên nhân",
    "difficulties": "Khó khăn, vướng mắc",
    "proposals": "Đề xuất, kiến nghị",
}


class SelfForm(forms.Form):
    """One answer of the unit; points are proposed from a value unless typed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    nothing_arose = forms.BooleanField(label="Không phát sinh", required=False)
    note = forms.CharField(label="Thuyết minh", required=False, max_length=10_000)

    def __init__(self, data: Any = None, *, answer: Answer, **options: Any) -> None:
        self.answer = answer
        options.setdefault("initial", self_initial(answer))
        options.setdefault("auto_id", f"a{answer.pk}-%s")
        super().__init__(data, **options)
        quick = value_field(answer)
        if quick is not None:
            self.fields["value"] = quick
        if full_of(answer):
            step = answer.sheet.library_version.point_step
            self.fields["points"] = PointsField(full_of(answer), step)
            self.fields["points_was"] = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        """Points the person typed lie on the step; proposed ones may lie between."""
        told = super().clean()
        if told.get("points") is not None and self.types_points():
            try:
                self.fields["points"].check_step(told["points"])
            except forms.ValidationError as error:
                self.add_error("points", error)
        return told

    def types_points(self) -> bool:
        """Whether the points differ from what the page showed."""
        return self.data.get("points", "").strip() != self.data.get("points_was", "").strip()

    def change(self) -> SelfAnswer:
        """The change meant; typed points beat those a value proposes."""
        told = self.cleaned_data
        value = told.get("value")
        known = self.answer.self_value
        return SelfAnswer(
            self.answer.pk,
            version=told["version"],
            points=told.get("points") if self.types_points() else None,
            value=value if value not in (None, "") and value != known else None,
            note=told["note"],
            nothing_arose=told["nothing_arose"],
        )


def self_initial(answer: Answer) -> dict[str, Any]:
    """The stored answer as the form shows it."""
    return {
        "version": answer.version,
        "value": value_key(answer, answer.self_value),
        "points": answer.self_points,
        "points_was": as_text(answer.self_points) if answer.self_points is not None else "",
        "note": answer.self_note,
        "nothing_arose": answer.self_nothing_arose,
    }


class TextForm(forms.Form):
    """What the outline asks in words; under each field what the unit wrote there last year."""

    template_name = "assessments/_text_form.html"
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, sheet: Sheet, **options: Any) -> None:
        options.setdefault("initial", {"version": sheet.version, **sheet.self_text})
        self.before = sheet.previous
        super().__init__(data, **options)
        for name, label in TEXT_LABELS.items():
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    @property
    def year_before(self) -> int | None:
        """The year of the report before."""
        return self.before.period_to.year if self.before else None

    def with_words_before(self) -> list[tuple[forms.BoundField, str]]:
        """Each field with last year's words; none where it holds the same."""
        told = self.before.self_text if self.before else {}
        words = {name: told.get(name, "") for name in TEXT_LABELS}
        return [
            (self[name], "" if words[name] == self[name].value() else words[name])
            for name in TEXT_LABELS
        ]

    def texts(self) -> dict[str, str]:
        """The words by their key."""
        return {name: self.cleaned_data[name] for name in TEXT_LABELS}


class CriterionForm(forms.Form):
    """A criterion outside the unit's kind, and why it is asked here."""

    criterion = forms.ModelChoiceField(Criterion.objects.none(), label="Tiêu chí bổ sung")
    reason = forms.CharField(
        label="Lý do bổ sung",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Bổ sung tiêu chí thì phải ghi lý do."},
    )

    def __init__(self, data: Any = None, *, sheet: Sheet, **options: Any) -> None:
        super().__init__(data, **options)
        rest = Criterion.objects.of_version(sheet.library_version)
        rest = rest.exclude(pk__in=sheet.answers.values("criterion"))
        self.fields["criterion"].queryset = rest.order_by("area__order", "order")


class ReopenForm(forms.Form):
    """Why a unit may correct what it sent."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Lý do mở lại", max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )

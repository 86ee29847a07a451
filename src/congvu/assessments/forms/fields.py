"""Fields both sides share: points in steps, a value as the criterion is answered."""

from decimal import Decimal
from typing import Any

from django import forms

from congvu.assessments.models import Answer
from congvu.criteria.rules import is_on_step, number_text
from congvu.criteria.states import AnswerKind

YES_NO = [("1", "Có"), ("0", "Không")]


class NumberInput(forms.TextInput):
    """A number typed with comma or dot; the phone shows its number keys."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off"} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        """A stored number as written in Vietnamese; what was typed stays as typed."""
        return number_text(value) if isinstance(value, Decimal) else super().format_value(value)


class NumberField(forms.DecimalField):
    """8,5 and 8.5 alike."""

    widget = NumberInput

    def to_python(self, value: Any) -> Decimal | None:
        """Comma or dot before the decimals."""
        text = value.strip().replace(",", ".") if isinstance(value, str) else value
        return super().to_python(text)


class PointsField(NumberField):
    """Points from 0 to the most, in the steps of the library."""

    def __init__(self, most: Decimal, step: Decimal, **options: Any) -> None:
        self.most, self.step = most, step
        wrong = f"Điểm phải từ 0 đến {number_text(most)}, theo bước {number_text(step)}."
        errors = {"invalid": wrong, "step": wrong}
        super().__init__(required=False, label="Điểm", error_messages=errors, **options)

    def check_step(self, points: Decimal) -> None:
        """Refuse what no inspector may write."""
        if not is_on_step(points, self.step, self.most):
            raise forms.ValidationError(self.error_messages["step"], code="step")


def value_field(answer: Answer) -> forms.Field | None:
    """The quick entry: yes or no, a percentage, a count, a described step; None for words."""
    kind = answer.criterion.answer_kind
    if kind == AnswerKind.TEXT:
        return None
    if kind == AnswerKind.YES_NO:
        return choice_field("Trả lời", YES_NO)
    if kind == AnswerKind.STEPS:
        steps = answer.criterion.point_rule().steps
        return choice_field("Mức đạt", [(str(i), when) for i, (when, _) in enumerate(steps, 1)])
    label = "Số lượng" if kind == AnswerKind.COUNT else "Tỷ lệ (%)"
    most = None if kind == AnswerKind.COUNT else 100
    errors = {"invalid": f"{label}: nhập một số.", "min_value": f"{label}: không được âm."}
    errors["max_value"] = f"{label}: không quá 100."
    return NumberField(
        label=label, required=False, min_value=0, max_value=most, error_messages=errors
    )


def choice_field(label: str, choices: list[tuple[str, str]]) -> forms.TypedChoiceField:
    """Radios that clean to a number, nothing chosen to None."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=choices,
        coerce=Decimal,
        empty_value=None,
        widget=forms.RadioSelect,
    )


def value_key(answer: Answer, value: Decimal | None) -> Decimal | str | None:
    """A stored value as the quick entry knows it."""
    if value is None:
        return None
    chosen = answer.criterion.answer_kind in (AnswerKind.YES_NO, AnswerKind.STEPS)
    return str(int(value)) if chosen else value.normalize()

"""The form a citizen fills in: who files, then the fields of the procedure's version.

A draft may be unfinished, so nothing is refused here; what is missing is told by the action.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from congvu.applicants.states import KIND_LABELS
from congvu.core import formed
from congvu.core.widgets import DateInput
from congvu.dossiers.models import OnlineForm, ReceivingPoint
from congvu.procedures.models import FormField
from congvu.procedures.states import FieldKind

PREFIX = "o_"
POINT = "point"
YES_NO = [("", "Chọn"), ("yes", "Có"), ("no", "Không")]
PERSON = {  # name: label, required, attributes of the input, hint
    "kind": ("Người nộp là", True, {}, ""),
    "name": ("Họ và tên, hoặc tên tổ chức", True, {"autocomplete": "name"}, ""),
    "identity_number": (
        "Số định danh cá nhân, hoặc mã số doanh nghiệp",
        True,
        {"inputmode": "numeric", "autocomplete": "off"},
        "",
    ),
    "phone": (
        "Số điện thoại",
        True,
        {"inputmode": "tel", "autocomplete": "tel"},
        "Bốn số cuối dùng để tra cứu hồ sơ.",
    ),
    "address": ("Địa chỉ", True, {"autocomplete": "street-address"}, ""),
    "email": (
        "Thư điện tử ghi trên hồ sơ",
        False,
        {"inputmode": "email", "autocomplete": "email"},
        "Thông báo gửi đến thư của tài khoản bạn đang dùng.",
    ),
    "birth_date": ("Ngày sinh", False, {"autocomplete": "bday"}, "Với cá nhân."),
}


class Typed(forms.CharField):
    """Whatever was typed; ``required`` only says so beside the label."""

    def validate(self, value: Any) -> None:
        """A draft may be unfinished."""


class FilingForm(forms.Form):
    """Fields of the applicant, then ``o_<name>`` for each of the version."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        asked: Sequence[FormField],
        points: Sequence[ReceivingPoint] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        self.chooses = len(points) > 1
        if self.chooses:
            self.fields[POINT] = point_field(points)
        for name, (label, required, attrs, hint) in PERSON.items():
            self.fields[name] = Typed(
                label=label, required=required, help_text=hint, widget=person_widget(name, attrs)
            )
        for one in self.asked:
            self.fields[PREFIX + one.name] = Typed(
                label=one.label, required=one.required, help_text=one.help, widget=widget_of(one)
            )

    def point(self) -> int | None:
        """The counter chosen, 0 for none yet; None where there is nothing to choose."""
        return (formed.number_of(self.cleaned_data[POINT]) or 0) if self.chooses else None

    def person(self) -> dict[str, str]:
        """Who files."""
        return {name: self.cleaned_data[name] for name in PERSON}

    def answers(self) -> dict[str, str]:
        """What was filled in."""
        return {one.name: self.cleaned_data[PREFIX + one.name] for one in self.asked}

    def person_fields(self) -> list[Any]:
        """The first part of the page."""
        return [self[name] for name in PERSON]

    def answer_fields(self) -> list[Any]:
        """The second part."""
        return [self[PREFIX + one.name] for one in self.asked]

    def tell(self, problems: Mapping[str, str]) -> None:
        """What is missing or wrong, each beside its field; papers come on the next page."""
        for name, text in problems.items():
            if name in self.fields:
                self.add_error(name, text)

    def lines(self) -> str:
        """All that was typed, for comparing two windows."""
        told = [(field.label, said(field)) for field in self]
        return "\n".join(f"{label}: {text}" for label, text in told if text)


def initial_of(kept: OnlineForm) -> dict[str, str]:
    """What the form begins with."""
    answers = {PREFIX + name: text for name, text in kept.told_answers.items()}
    return {POINT: str(kept.point_id or ""), **kept.told_person, **answers}


def point_field(points: Sequence[ReceivingPoint]) -> Typed:
    """Where the dossier shall go, each with where it is."""
    told = [(str(one.pk), " – ".join(filter(None, (str(one), one.unit.address)))) for one in points]
    return Typed(
        label="Nơi tiếp nhận hồ sơ",
        help_text="Thủ tục này có nhiều nơi nhận. Đổi được đến khi nộp.",
        widget=forms.Select(choices=[("", "Chọn nơi tiếp nhận"), *told]),
    )


def said(field: Any) -> str:
    """A value as its reader sees it: the words of a choice."""
    value = field.value()
    return dict(getattr(field.field.widget, "choices", ())).get(value, value) or ""


def person_widget(name: str, attrs: dict[str, str]) -> forms.Widget:
    """How a fact about a person is typed."""
    if name == "kind":
        return forms.Select(choices=list(KIND_LABELS.items()))
    return DateInput(attrs) if name == "birth_date" else forms.TextInput(attrs)


def widget_of(field: FormField) -> forms.Widget:
    """How an answer of a kind is typed."""
    if field.kind == FieldKind.LONG_TEXT:
        return forms.Textarea({"rows": 4})
    if field.kind == FieldKind.CHOICE:
        return forms.Select(choices=[("", "Chọn"), *((word, word) for word in field.choices)])
    if field.kind == FieldKind.YES_NO:
        return forms.Select(choices=YES_NO)
    if field.kind == FieldKind.DATE:
        return DateInput()
    numbers = field.kind in (FieldKind.WHOLE, FieldKind.MONEY)
    return forms.TextInput({"inputmode": "numeric"} if numbers else {})

"""Fields that several forms of petitions share."""

from typing import Any

from django import forms

from congvu.applicants.states import KIND_LABELS, ApplicantKind
from congvu.core import clock
from congvu.organizations.models import Unit
from congvu.petitions import rules
from congvu.petitions.states import CHANNEL_LABELS
from congvu.procedures.models import Procedure

LONGEST = 20_000


def area(label: str, needed: bool = True, rows: int = 3, **options: Any) -> forms.CharField:
    """Several lines."""
    box = forms.Textarea(attrs={"rows": rows})
    known = {"max_length": LONGEST, "required": needed, "widget": box}
    return forms.CharField(label=label, **(known | options))


def text(label: str, needed: bool = False, most: int = 300, **options: Any) -> forms.CharField:
    """One line."""
    return forms.CharField(label=label, required=needed, max_length=most, **options)


def kind(needed: bool) -> forms.ChoiceField:
    """What it is about, in the words of the decree."""
    choices = [("", "chọn nội dung" if needed else "phân loại sau"), *rules.kind_choices()]
    return forms.ChoiceField(label="Nội dung về", choices=choices, required=needed)


def unit(label: str, needed: bool, empty: str) -> forms.ModelChoiceField:
    """A unit that exists today."""
    units = Unit.objects.in_force(clock.today())
    return forms.ModelChoiceField(units, label=label, required=needed, empty_label=empty)


def procedure() -> forms.ModelChoiceField:
    """The procedure it is about, where it is about one."""
    rows = Procedure.objects.order_by("name", "pk")
    return forms.ModelChoiceField(
        rows, label="Về thủ tục hành chính", required=False, empty_label="không về thủ tục nào"
    )


def sender() -> dict[str, forms.Field]:
    """What was sent, and by whom."""
    return {
        "channel": forms.ChoiceField(label="Hình thức gửi", choices=CHANNEL_LABELS.items()),
        "subject": text(
            "Trích yếu", needed=True,
            help_text="Một dòng hiện ở danh sách; không ghi tên, số điện thoại của người gửi.",
        ),
        "content": area("Nội dung phản ánh, kiến nghị", rows=8),
        "procedure": procedure(),
        "sender_kind": forms.ChoiceField(
            label="Người gửi là", choices=KIND_LABELS.items(), initial=ApplicantKind.PERSON
        ),
        "sender_name": text("Tên người gửi", most=200),
        "sender_phone": text("Điện thoại", most=30),
        "sender_address": text("Địa chỉ"),
        "sender_email": text("Thư điện tử", most=200),
        "sender_hidden": forms.BooleanField(
            label="Người gửi đề nghị giữ kín tên với đơn vị bị phản ánh, đơn vị xử lý",
            required=False,
        ),
    }  # fmt: skip

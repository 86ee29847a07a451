"""The form of the counter: who files if new, which case, which papers, how it came."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from congvu.applicants.states import KIND_LABELS, ApplicantKind
from congvu.core.number_fields import DongField, WholeNumberField
from congvu.dossiers.rules.papers import kept_paper
from congvu.dossiers.states import (
    CHANNEL_LABELS,
    ONLINE_CHANNELS,
    WHY_NOT_ONLINE_LABELS,
    Channel,
)
from congvu.procedures.models import Component, TimeLimit

PERSON = ("kind", "name", "identity_number", "phone", "address")
COPIES = (
    ("originals", "bản chính"),
    ("certified_copies", "bản sao chứng thực"),
    ("copies", "bản sao"),
)
AT_THE_COUNTER = (Channel.DIRECT, Channel.POST, Channel.GUIDED_AT_COUNTER)


class IntakeForm(forms.Form):
    """What is typed and ticked before a dossier is taken in."""

    kind = forms.ChoiceField(
        label="Người nộp là", choices=KIND_LABELS.items(), initial=ApplicantKind.PERSON
    )
    name = forms.CharField(label="Họ tên, tên tổ chức", max_length=200)
    identity_number = forms.CharField(
        label="Số định danh, mã số doanh nghiệp", required=False, max_length=20
    )
    phone = forms.CharField(
        label="Điện thoại",
        required=False,
        max_length=20,
        help_text="Bốn số cuối dùng để tra cứu hồ sơ.",
    )
    address = forms.CharField(label="Địa chỉ", required=False, max_length=300)
    limit = forms.ChoiceField(label="Thời hạn, ngày hẹn trả", widget=forms.RadioSelect)
    papers = forms.MultipleChoiceField(
        label="Giấy tờ đã nhận", required=False, widget=forms.CheckboxSelectMultiple
    )
    why_not_online = forms.ChoiceField(
        label="Vì sao không nộp trực tuyến?", required=False, widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(label="Hình thức nộp", initial=Channel.DIRECT)
    sets = WholeNumberField(label="Số bộ hồ sơ", min_value=1, max_value=50, initial=1)
    fee = DongField(label="Phí, lệ phí (đồng)", required=False)
    note = forms.CharField(label="Ghi chú", required=False, max_length=1000)
    ticket = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self,
        *args: Any,
        limits: Sequence[tuple[TimeLimit, str]],
        components: Sequence[Component],
        new: bool,
        complete: bool = True,  # False: it is not taken in, so nothing need be there
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(limit.pk): limit for limit, _ in limits}
        self.components = components
        if not new:
            for name in PERSON:
                del self.fields[name]
        elif not self.is_bound:  # straight to what is not known yet
            asked = [name for name in PERSON[1:] if not self.initial.get(name)]
            self.fields[asked[0]].widget.attrs["autofocus"] = True
        self.fields["limit"].choices = [(str(limit.pk), words) for limit, words in limits]
        self.fields["limit"].initial = next(iter(self.by_key), None)
        self.fields["papers"].choices = [(str(one.order), paper_words(one)) for one in components]
        self.needed = [one for one in components if one.required and not one.condition and complete]
        if self.needed:
            self.fields["papers"].required = True
            self.fields["papers"].error_messages["required"] = missing_words(self.needed)
        if not components:
            del self.fields["papers"]
        self.fields["channel"].choices = [(code, CHANNEL_LABELS[code]) for code in AT_THE_COUNTER]
        self.fields["why_not_online"].choices = WHY_NOT_ONLINE_LABELS.items()

    def clean_papers(self) -> list[str]:
        """Every paper that is always needed must be there; else the dossier is not complete."""
        ticked = self.cleaned_data["papers"]
        missing = [one for one in self.needed if str(one.order) not in ticked]
        if missing:
            raise forms.ValidationError(missing_words(missing))
        return ticked

    def clean(self) -> dict[str, Any]:
        """Filed online with help at the counter: why not online is no question."""
        values = super().clean() or {}
        if values.get("channel") in ONLINE_CHANNELS:
            values["why_not_online"] = ""
        return values

    def person(self) -> dict[str, Any] | None:
        """Who files for the first time; None for somebody known."""
        known = {name: self.cleaned_data[name] for name in PERSON if name in self.fields}
        return known or None

    def filing(self) -> dict[str, Any]:
        """All else that an action needs to know."""
        values = self.cleaned_data
        ticked = values.get("papers", [])
        names = ("channel", "why_not_online", "sets", "fee", "note", "ticket")
        return {name: values[name] for name in names} | {
            "limit": self.by_key[values["limit"]],
            "papers": [kept_paper(one) for one in self.components if str(one.order) in ticked],
        }


class TurnAwayForm(forms.Form):
    """Why what was brought is not taken in, as the slip says it."""

    use_required_attribute = False  # the form it stands in mostly takes in

    reason = forms.CharField(
        label="Lý do, giấy tờ còn thiếu",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In trên phiếu giao cho người nộp.",
        error_messages={"required": "Ghi lý do, giấy tờ còn thiếu để in trên phiếu."},
    )


def missing_words(missing: Sequence[Component]) -> str:
    """What is not there yet, and what to do."""
    return (
        f"Hồ sơ chưa đủ, còn thiếu: {'; '.join(one.title for one in missing)}. Nhận đủ thì đánh"
        " dấu; chưa đủ thì hướng dẫn người nộp hoàn thiện."
    )


def paper_words(component: Component) -> str:
    """A paper with its copies, and when it is needed."""
    counts = [f"{n:02d} {word}" for name, word in COPIES if (n := getattr(component, name))]
    told = f"{component.title} ({', '.join(counts)})" if counts else component.title
    if component.condition:
        return f"{told} – {component.condition}"
    return told if component.required else f"{told} – nếu có"

"""Writing down a strength or a limitation, what is asked about it, and drawing a sample."""

from typing import Any

from django import forms

from congvu.core.number_fields import WholeNumberField
from congvu.inspections.actions import FindingText, RecommendationText
from congvu.inspections.forms.base import ActionForm
from congvu.inspections.states import (
    CAUSE_LABELS,
    POLARITY_LABELS,
    SEVERITY_LABELS,
    Cause,
    Polarity,
    Severity,
)


def text_area(rows: int = 3) -> forms.Textarea:
    """A box for some lines."""
    return forms.Textarea(attrs={"rows": rows})


class FindingForm(ActionForm):
    """Ưu điểm or hạn chế."""

    polarity = forms.ChoiceField(
        label="Loại",
        choices=list(POLARITY_LABELS.items())[::-1],
        widget=forms.RadioSelect,
        initial=Polarity.LIMITATION,
    )
    text = forms.CharField(label="Nội dung", max_length=4000, widget=text_area(4))
    basis_text = forms.CharField(
        label="Căn cứ, minh chứng", max_length=4000, required=False, widget=text_area(2)
    )
    severity = forms.ChoiceField(
        label="Mức độ", choices=SEVERITY_LABELS.items(), initial=Severity.NORMAL
    )
    cause_kind = forms.ChoiceField(
        label="Loại nguyên nhân", choices=CAUSE_LABELS.items(), required=False, initial=Cause.NONE
    )
    cause = forms.CharField(label="Nguyên nhân", max_length=500, required=False)

    def finding(self) -> FindingText:
        """What was written, as the action takes it."""
        names = ("text", "polarity", "basis_text", "cause_kind", "cause", "severity")
        return FindingText(**{name: self.cleaned_data[name] for name in names})


class RecommendationForm(ActionForm):
    """What is asked of the unit; nothing is asked while the text is empty."""

    asked_text = forms.CharField(
        label="Nội dung kiến nghị", max_length=4000, required=False, widget=text_area(3)
    )
    responsible_head = forms.CharField(
        label="Người chịu trách nhiệm", max_length=200, required=False
    )
    doer = forms.CharField(label="Người thực hiện", max_length=200, required=False)
    due_working_days = WholeNumberField(
        label="Thời hạn (ngày làm việc)", min_value=1, max_value=1000, required=False
    )

    def recommendation(self) -> RecommendationText | None:
        """What was written, None when nothing is asked."""
        told = self.cleaned_data
        if not told["asked_text"].strip():
            return None
        return RecommendationText(
            text=told["asked_text"],
            responsible_head=told["responsible_head"],
            doer=told["doer"],
            due_working_days=told["due_working_days"] or 0,
        )


class FindingAddForm(RecommendationForm, FindingForm):
    """Both at once: a finding and, if any, what is asked about it."""

    field_order = ("version", "polarity", "text", "basis_text", "severity", "cause_kind", "cause")

    def clean(self) -> dict[str, Any]:
        """Nothing is asked about a strength."""
        told = super().clean() or self.cleaned_data
        if told.get("polarity") == Polarity.STRENGTH and told.get("asked_text", "").strip():
            self.add_error("asked_text", "Chỉ hạn chế mới kèm kiến nghị.")
        return told


class AdviceForm(RecommendationForm):
    """A recommendation on its own: here the text must be there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("asked_text", "responsible_head", "doer", "due_working_days"):
            self.fields[name].required = True


class SampleForm(ActionForm):
    """Which list, how many dossiers there are, how many are drawn, and the written seed."""

    source = forms.CharField(
        label="Danh sách hồ sơ",
        max_length=300,
        help_text="Sổ hoặc danh sách nào, trong thời gian nào.",
    )
    population = WholeNumberField(label="Tổng số hồ sơ", min_value=1, max_value=1_000_000)
    size = WholeNumberField(label="Số hồ sơ chọn", min_value=1, max_value=1_000)
    seed = forms.CharField(
        label="Mã chọn mẫu",
        max_length=40,
        help_text="Ghi vào biên bản; ai dùng lại mã này cũng chọn ra đúng các hồ sơ ấy.",
    )

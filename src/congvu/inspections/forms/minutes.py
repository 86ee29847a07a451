"""Minutes as they are written on the spot, and how they were signed."""

from typing import Any

from django import forms

from congvu.core.day_fields import DateField, DateTimeField
from congvu.core.number_fields import WholeNumberField
from congvu.inspections.forms.base import ActionForm
from congvu.inspections.forms.finding import text_area


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=8000, required=False, widget=text_area(4), **kwargs)

    def to_python(self, value: Any) -> Any:
        """The lines that say something."""
        text = super().to_python(value)
        return [line.strip() for line in text.splitlines() if line.strip()]

    def run_validators(self, value: Any) -> None:
        """The limit holds for the whole text."""
        super().run_validators("\n".join(value))

    def prepare_value(self, value: Any) -> Any:
        """A list as lines."""
        return "\n".join(value) if isinstance(value, list) else value


class MinutesForm(ActionForm):
    """Everything the secretary writes; the findings come from the answers by themselves."""

    began_at = DateTimeField(label="Bắt đầu lúc", required=False)
    ended_at = DateTimeField(label="Kết thúc lúc", required=False)
    place = forms.CharField(label="Địa điểm", max_length=300, required=False)
    unit_participants = LinesField(
        label="Đại diện đơn vị", help_text="Mỗi người một dòng: họ tên, chức vụ."
    )
    papers_seen = LinesField(label="Tài liệu đã xem", help_text="Mỗi tài liệu một dòng.")
    general_view = forms.CharField(
        label="Đánh giá chung", max_length=8000, required=False, widget=text_area(4)
    )
    unit_opinion = forms.CharField(
        label="Ý kiến của đơn vị được kiểm tra",
        max_length=8000,
        required=False,
        widget=text_area(4),
    )
    commitments = forms.CharField(
        label="Cam kết của đơn vị", max_length=8000, required=False, widget=text_area(3)
    )
    copies = WholeNumberField(label="Số bản", min_value=1, max_value=50)
    read_aloud = forms.BooleanField(label="Đã đọc lại cho mọi người cùng nghe", required=False)

    def written(self) -> dict[str, Any]:
        """Fields for the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class OpinionForm(ActionForm):
    """The unit's own words."""

    unit_opinion = forms.CharField(
        label="Ý kiến của đơn vị được kiểm tra",
        max_length=8000,
        required=False,
        widget=text_area(6),
    )


class SignForm(ActionForm):
    """Who signed when, or why not and before whom; ``code``: of the text that was shown."""

    code = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    signed_on = DateField(label="Ngày ký")
    signed_by_unit = forms.CharField(label="Người ký phía đơn vị", max_length=200, required=False)
    refused = forms.BooleanField(label="Đơn vị không ký", required=False)
    refusal_reason = forms.CharField(
        label="Lý do không ký", max_length=2000, required=False, widget=text_area(2)
    )
    witness = forms.CharField(label="Người chứng kiến", max_length=300, required=False)

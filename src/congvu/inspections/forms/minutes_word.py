"""Minutes read back from Word, to be looked at once more before they are taken over."""

from typing import Any

from django import forms

from congvu.core.day_fields import DateTimeField
from congvu.criteria.models import Area
from congvu.inspections.actions import FindingText
from congvu.inspections.forms.base import ActionForm
from congvu.inspections.states import POLARITY_LABELS

TAKE = [("", "Không ghi"), *POLARITY_LABELS.items()]


def box(rows: int) -> forms.Textarea:
    """A box for some lines."""
    return forms.Textarea(attrs={"rows": rows})


class MinutesBackForm(ActionForm):
    """The fields of the minutes, and what was noted under each area."""

    began_at = DateTimeField(label="Bắt đầu lúc", required=False)
    ended_at = DateTimeField(label="Kết thúc lúc", required=False)
    place = forms.CharField(label="Tại", max_length=300, required=False)
    unit_participants = forms.CharField(label="Đại diện đơn vị", required=False, widget=box(3))
    papers_seen = forms.CharField(label="Tài liệu đã xem", required=False, widget=box(4))
    general_view = forms.CharField(label="Đánh giá chung", required=False, widget=box(4))
    unit_opinion = forms.CharField(label="Ý kiến của đơn vị", required=False, widget=box(4))
    commitments = forms.CharField(label="Cam kết của đơn vị", required=False, widget=box(3))
    read_aloud = forms.BooleanField(label="Đã đọc lại cho mọi người cùng nghe", required=False)

    def __init__(self, *args: Any, areas: dict[str, Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas
        for code, area in areas.items():
            label = f"Ghi nhận tại chỗ: {area.title}"
            self.fields[f"note-{code}"] = forms.CharField(
                label=label, required=False, widget=box(2)
            )
            self.fields[f"kind-{code}"] = forms.ChoiceField(
                label="Ghi thành", choices=TAKE, required=False
            )

    def minutes_fields(self) -> dict[str, Any]:
        """As the action takes them."""
        told = {
            name: self.cleaned_data[name]
            for name in ("place", "general_view", "unit_opinion", "commitments", "read_aloud")
        }
        for name in ("unit_participants", "papers_seen"):
            typed = self.cleaned_data[name].splitlines()
            told[name] = [line.strip() for line in typed if line.strip()]
        for name in ("began_at", "ended_at"):
            if self.cleaned_data[name]:
                told[name] = self.cleaned_data[name]
        return told

    def findings(self) -> list[tuple[Area, FindingText]]:
        """Notes that are to become findings."""
        found = []
        for code, area in self.areas.items():
            text = self.cleaned_data.get(f"note-{code}", "").strip()
            kind = self.cleaned_data.get(f"kind-{code}", "")
            if text and kind:
                found.append((area, FindingText(text, polarity=kind)))
        return found

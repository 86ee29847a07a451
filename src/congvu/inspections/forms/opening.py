"""Opening an inspection that no plan holds."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet

from congvu.assessments.states import SCORING_LABELS
from congvu.core import clock
from congvu.core.day_fields import DateField
from congvu.core.formed import number_of
from congvu.core.row_fields import RowsField
from congvu.criteria.models import LibraryVersion
from congvu.inspections.models import Recommendation
from congvu.inspections.states import InspectionKind
from congvu.organizations.models import Unit

KINDS = [
    (InspectionKind.UNANNOUNCED, "Đột xuất: không báo trước, không cần tự kiểm tra"),
    (InspectionKind.THEMATIC, "Chuyên đề: một số nội dung, có báo trước"),
]


class OutsideForm(forms.Form):
    """Unannounced or thematic: units, areas, and why."""

    kind = forms.ChoiceField(label="Loại", choices=KINDS, widget=forms.RadioSelect)
    title = forms.CharField(label="Tên đợt kiểm tra", max_length=300)
    reason = forms.CharField(
        label="Lý do kiểm tra",
        help_text="Ví dụ: xác minh phản ánh của người dân, theo chỉ đạo tại văn bản nào.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    period_from = DateField(label="Kỳ kiểm tra từ")
    period_to = DateField(label="Kỳ kiểm tra đến")
    units = RowsField(
        label="Đơn vị", queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    library_version = forms.ModelChoiceField(
        label="Bộ tiêu chí", queryset=LibraryVersion.objects.none(), empty_label=None
    )
    areas = forms.MultipleChoiceField(
        label="Nội dung kiểm tra", widget=forms.CheckboxSelectMultiple
    )
    scoring = forms.ChoiceField(label="Cách đánh giá", choices=SCORING_LABELS.items())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        self.fields["units"].queryset = Unit.objects.inspectable().in_force(today)
        versions = LibraryVersion.objects.usable().for_inspection()
        self.fields["library_version"].queryset = versions
        chosen = self.data.get("library_version") if self.is_bound else None
        version = versions.filter(pk=pk).first() if (pk := number_of(chosen)) else versions.first()
        rows = version.areas.order_by("order") if version else []
        self.fields["areas"].choices = [(area.code, area.title) for area in rows]

    def clean(self) -> dict[str, Any]:
        """The period runs forward."""
        given = super().clean()
        first, last = given.get("period_from"), given.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", "Ngày kết thúc phải sau ngày bắt đầu.")
        return given


@dataclass(frozen=True)
class Group:
    """What was asked of one unit, each with whether it is ticked."""

    unit: Unit
    whole: bool
    rows: list[tuple[Recommendation, bool]]


class FollowUpForm(forms.Form):
    """Kiểm tra lại: which recommendations, one by one or all of a unit."""

    title = forms.CharField(label="Tên đợt kiểm tra", max_length=300)
    units = RowsField(
        label="Tất cả kiến nghị của đơn vị", queryset=Unit.objects.none(), required=False
    )
    recommendations = RowsField(
        label="Kiến nghị được kiểm tra lại",
        queryset=Recommendation.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, rows: QuerySet[Recommendation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recommendations"].queryset = rows
        self.fields["units"].queryset = Unit.objects.filter(pk__in=rows.order_by().values("unit"))

    def clean(self) -> dict[str, Any]:
        """A ticked unit stands for all that was asked of it."""
        given = super().clean()
        chosen, units = given.get("recommendations", ()), set(given.get("units", ()))
        rows = self.fields["recommendations"].queryset
        given["recommendations"] = [row for row in rows if row in chosen or row.unit in units]
        if not given["recommendations"] and not self.errors:
            self.add_error("recommendations", "Chọn ít nhất một kiến nghị, hoặc cả một đơn vị.")
        return given

    @property
    def groups(self) -> list[Group]:
        """The recommendations unit by unit, with what was ticked before."""
        picked = [set(map(str, self[name].value() or ())) for name in ("units", "recommendations")]
        rows = self.fields["recommendations"].queryset
        return [
            Group(unit, str(unit.pk) in picked[0], [(r, str(r.pk) in picked[1]) for r in asked])
            for unit, asked in groupby(rows, key=lambda row: row.unit)
        ]

"""Forms of the year's plan."""

from typing import Any

from django import forms

from congvu.core.day_fields import DateField
from congvu.core.formed import number_of
from congvu.core.number_fields import WholeNumberField
from congvu.criteria.models import LibraryVersion
from congvu.documents import vietnamese
from congvu.inspections.models import Plan
from congvu.inspections.models.plan import DEFAULT_PARAMETERS
from congvu.inspections.states import VISIT_FORM_LABELS

# every number is the office's own: what it means, and where the proposal comes from
PARAMETERS = {
    "notice_working_days": ("Thông báo trước ngày làm việc", "Ngày làm việc. Đề xuất."),
    "self_report_working_days": ("Tự kiểm tra xong trước ngày làm việc", "Ngày làm việc. Đề xuất."),
    "report_working_days": ("Báo cáo sau buổi làm việc cuối", "Ngày làm việc. Đề xuất."),
    "conclusion_working_days": (
        "Thông báo kết luận sau buổi cuối",
        "Ngày làm việc. Theo Điều 46 Thông tư 02/2017/TT-VPCP về kiểm soát thủ tục hành chính.",
    ),
    "explanation_working_days": ("Đơn vị giải trình dự thảo", "Ngày làm việc. Đề xuất."),
    "remedy_working_days": ("Khắc phục sau kết luận", "Ngày làm việc. Đề xuất."),
    "minutes_copies": ("Số bản biên bản", "Theo Điều 37 Thông tư 26/2014/TT-BKHCN: 02 bản."),
    "sample_size": ("Số hồ sơ chọn mẫu", "Hồ sơ mỗi đơn vị. Đề xuất."),
    "retention_years": ("Bảo quản hồ sơ đợt kiểm tra", "Năm. Đề xuất, chưa đối chiếu văn bản."),
}
UNITS = {"minutes_copies": "bản", "sample_size": "hồ sơ mỗi đơn vị", "retention_years": "năm"}
FIELDS = (
    "year",
    "title",
    "period_from",
    "period_to",
    "library_version",
    "scoring",
    "coverage_target_percent",
    "basis",
    "purpose",
    "requirements",
    "organisation",
    "funding",
)


def told_parameters(plan: Plan) -> list[tuple[str, str]]:
    """The office's numbers as a plan says them: what each means, and of what it is one."""
    given = {**DEFAULT_PARAMETERS, **plan.parameters}
    return [
        (label, f"{vietnamese.number_text(given[name])} {UNITS.get(name, 'ngày làm việc')}")
        for name, (label, _) in PARAMETERS.items()
    ]


class PlanForm(forms.ModelForm):
    """A plan in its three sections, with areas to tick and all its parameters."""

    areas = forms.MultipleChoiceField(
        label="Nội dung kiểm tra", widget=forms.CheckboxSelectMultiple, required=False
    )
    ground_lines = forms.CharField(
        label="Các căn cứ ghi trên kế hoạch",
        help_text="Mỗi căn cứ một dòng.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    class Meta:
        model = Plan
        fields = FIELDS
        widgets = {
            name: forms.Textarea(attrs={"rows": 4})
            for name in ("purpose", "requirements", "organisation")
        }
        field_classes = dict.fromkeys(("period_from", "period_to"), DateField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = LibraryVersion.objects.usable().for_inspection()
        self.fields["library_version"].queryset = versions
        self.fields["library_version"].empty_label = None
        self.fields["areas"].choices = self.areas_of(self.chosen_version())
        codes = [code for code, _ in self.fields["areas"].choices]
        self.fields["areas"].initial = self.instance.area_codes if self.instance.pk else codes
        self.fields["ground_lines"].initial = "\n".join(self.instance.grounds)
        for name, (label, note) in PARAMETERS.items():
            given = {**DEFAULT_PARAMETERS, **self.instance.parameters}[name]
            self.fields[f"p_{name}"] = WholeNumberField(
                label=label, help_text=note, min_value=0, max_value=500, initial=given
            )

    def chosen_version(self) -> Any:
        """The library version whose areas are shown: the one posted, saved, or the first."""
        if self.is_bound:
            return self.data.get(self.add_prefix("library_version"))
        first = self.fields["library_version"].queryset.values_list("pk", flat=True).first()
        return self.instance.library_version_id or self.initial.get("library_version") or first

    def areas_of(self, version: Any) -> list[tuple[str, str]]:
        """Codes and titles of a version's areas, in order."""
        if number_of(version) is None:
            return []
        found = self.fields["library_version"].queryset.filter(pk=version).first()
        rows = found.areas.order_by("order") if found else []
        return [(area.code, area.title) for area in rows]

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        lines = given["ground_lines"].splitlines()
        return {name: given[name] for name in FIELDS} | {
            "area_codes": list(given["areas"]),
            "grounds": [line.strip() for line in lines if line.strip()],
            "parameters": {name: given[f"p_{name}"] for name in PARAMETERS},
        }

    def _post_clean(self) -> None:
        """The action checks; the object on the page stays as it is."""

    @property
    def own_fields(self) -> dict[str, list[Any]]:
        """The fields by section of the printed plan."""
        return {
            "general": [self[n] for n in ("year", "title", "basis", "ground_lines")],
            "aims": [self["purpose"], self["requirements"]],
            "scope": [self["scoring"], self["coverage_target_percent"]],
            "organisation": [self["organisation"], self["funding"]],
            "parameters": [self[f"p_{name}"] for name in PARAMETERS],
        }

    def clean(self) -> dict[str, Any]:
        """The period runs forward; at least one area."""
        given = super().clean()
        first, last = given.get("period_from"), given.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", "Ngày kết thúc phải sau ngày bắt đầu.")
        if given.get("coverage_target_percent", 0) > 100:
            self.add_error("coverage_target_percent", "Chỉ tiêu bao phủ không quá 100%.")
        return given


class PlanUnitForm(forms.Form):
    """One unit that may be chosen, with the reason why."""

    chosen = forms.BooleanField(required=False)
    reason = forms.CharField(max_length=300, required=False)
    form = forms.ChoiceField(choices=VISIT_FORM_LABELS.items(), required=False)
    month = forms.TypedChoiceField(
        choices=[("", "–"), *((n, f"Tháng {n}") for n in range(1, 13))],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, unit: Any, suggested: str = "", **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"u{unit.pk}", **kwargs)
        self.unit, self.suggested = unit, suggested
        labels = {"chosen": "Chọn", "reason": "Lý do chọn", "form": "Hình thức", "month": "Tháng"}
        for name, label in labels.items():
            self.fields[name].widget.attrs["aria-label"] = f"{label}: {unit}"

    def clean(self) -> dict[str, Any]:
        """A chosen unit has its reason."""
        given = super().clean()
        if given.get("chosen") and not given.get("reason", "").strip():
            self.add_error("reason", f"Phải ghi lý do chọn {self.unit}.")
        return given


class ReasonForm(forms.Form):
    """Why something is given back or given up."""

    reason = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 3}))


class CopyForm(forms.Form):
    """The year a copied plan is for."""

    year = WholeNumberField(label="Năm của kế hoạch mới", min_value=2000, max_value=2200)


class OpenForm(forms.Form):
    """Opening the campaign of a plan."""

    led_by_decision_maker = forms.BooleanField(
        label="Giám đốc Sở trực tiếp làm trưởng đoàn",
        help_text="Khi đó báo cáo của đoàn là bản nội bộ, chỉ ký thông báo kết luận.",
        required=False,
    )
    note = forms.CharField(label="Ghi chú", required=False, max_length=500)


class PasteForm(forms.Form):
    """A table from Word or Excel."""

    text = forms.CharField(
        label="Dán bảng từ Word hoặc Excel",
        help_text="Dòng đầu là tên cột: Đơn vị, Lý do chọn, Tháng.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

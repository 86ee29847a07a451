"""Input of a process and its steps."""

import re
from typing import Any

from django import forms
from django.http import QueryDict

from congvu.core.number_fields import WholeNumberField
from congvu.organizations.models import Unit
from congvu.organizations.states import ROLE_LABELS
from congvu.procedures.actions.process import StepRow
from congvu.procedures.forms.rows import RowForm, RowSet, row_set
from congvu.procedures.models import Process
from congvu.procedures.policies import keeps_all, kept_units
from congvu.procedures.rules import StepFacts


class ProcessForm(forms.Form):
    """Code, title and unit of a process; code and unit are fixed once it is there."""

    code = forms.CharField(label="Mã quy trình", max_length=60)
    title = forms.CharField(label="Tên quy trình", max_length=300)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị ban hành")

    def __init__(self, *args: Any, user: Any, process: Process | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        own = (
            Unit.objects.all() if keeps_all(user) else Unit.objects.filter(pk__in=kept_units(user))
        )
        self.fields["unit"].queryset = own
        if process is not None:
            del self.fields["code"], self.fields["unit"]
            self.fields["title"].initial = process.title


class StepForm(RowForm):
    """A step."""

    main = "name"
    order = WholeNumberField(label="Bước", required=False, min_value=1, max_value=999)
    name = forms.CharField(label="Việc làm", max_length=300, required=False)
    role = forms.CharField(label="Người, bộ phận thực hiện", max_length=150, required=False)
    seat_role = forms.ChoiceField(
        label="Vai trò trong hệ thống",
        required=False,
        choices=[("", "Người của đơn vị"), *ROLE_LABELS.items()],
    )
    unit = forms.ChoiceField(label="Đơn vị thực hiện", required=False)
    hours = forms.DecimalField(
        label="Giờ làm việc", required=False, localize=True, max_digits=7, decimal_places=2,
        min_value=0,
    )  # fmt: skip
    inputs = forms.CharField(label="Đầu vào", max_length=500, required=False)
    records = forms.CharField(label="Hồ sơ, kết quả", max_length=500, required=False)
    forms_used = forms.CharField(label="Biểu mẫu", max_length=300, required=False)
    onward = forms.CharField(
        label="Bước tiếp theo",
        max_length=100,
        required=False,
        help_text="Trống: bước liền sau. 0: kết thúc.",
    )

    def __init__(self, *args: Any, units: dict[str, Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        named = [(key, str(unit)) for key, unit in units.items()]
        self.fields["unit"].choices = [("", "Không ghi"), *named]

    def clean_onward(self) -> list[int]:
        """Order numbers with anything between them."""
        text = self.cleaned_data["onward"].strip()
        if not re.fullmatch(r"[\d\s,;.và]*", text):
            raise forms.ValidationError("Ghi số bước, cách nhau bằng dấu phẩy.")
        return [int(number) for number in re.findall(r"\d+", text)]

    def clean(self) -> dict[str, Any]:
        """A step needs somebody who does it."""
        data = super().clean()
        if data.get("name") and not data.get("role") and not data.get("DELETE"):
            self.add_error("role", "Cần ghi ai thực hiện bước này.")
        return data

    def facts(self, data: dict[str, Any], number: int) -> StepRow:
        """As the action takes it; without a number it follows the row above."""
        return StepRow(
            StepFacts(
                order=data["order"] or number,
                name=data["name"],
                role=data["role"],
                hours=data["hours"],
                seat_role=data["seat_role"],
                inputs=data["inputs"],
                records=data["records"],
                forms=data["forms_used"],
                next_orders=tuple(data["onward"]),
            ),
            self.units.get(data["unit"]),
        )


def step_rows(process: Process | None, data: QueryDict | None) -> RowSet:
    """The steps as rows."""
    there = [] if process is None or data else process.steps.order_by("order")
    initial = [
        {
            "order": step.order,
            "name": step.name,
            "role": step.role,
            "seat_role": step.seat_role,
            "unit": str(step.unit_id or ""),
            "hours": step.hours,
            "inputs": step.inputs,
            "records": step.records,
            "forms_used": step.forms,
            "onward": ", ".join(str(number) for number in step.next_orders),
        }
        for step in there
    ]
    units = {str(unit.pk): unit for unit in Unit.objects.order_by("order", "name")}
    return row_set(StepForm, "steps", data, initial, {"units": units})

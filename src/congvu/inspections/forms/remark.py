"""General remarks, and what is asked of several units at once."""

from typing import Any

from django import forms

from congvu.core.number_fields import WholeNumberField
from congvu.inspections.forms.base import ActionForm
from congvu.inspections.forms.finding import text_area
from congvu.organizations.models import Unit


class RemarkForm(ActionForm):
    """The officer's sentence and, for a limitation, why it came about."""

    text = forms.CharField(label="Câu nhận xét", max_length=4000, widget=text_area(3))
    cause = forms.CharField(label="Nguyên nhân", max_length=500, required=False)


class AskForm(ActionForm):
    """One request to several units; each names who answers and who does it."""

    text = forms.CharField(label="Nội dung yêu cầu", max_length=4000, widget=text_area(3))
    due_working_days = WholeNumberField(
        label="Thời hạn (ngày làm việc)", min_value=1, max_value=1000
    )
    units = forms.MultipleChoiceField(label="Đơn vị", widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, choose: list[Unit], people: dict[int, tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose, self.people = choose, people
        self.fields["units"].choices = [(str(u.pk), u.short_name) for u in choose]

    def rows(self) -> list[dict[str, Any]]:
        """Per unit: ticked or not, head and doer as typed or proposed."""
        ticked = self.data.getlist("units") if self.is_bound else [str(u.pk) for u in self.choose]
        return [
            {
                "unit": unit,
                "ticked": str(unit.pk) in ticked,
                "head": self.typed(f"nguoi-{unit.pk}", self.people[unit.pk][0]),
                "doer": self.typed(f"lam-{unit.pk}", self.people[unit.pk][1]),
            }
            for unit in self.choose
        ]

    def typed(self, name: str, proposed: str) -> str:
        """What was typed, before that what is proposed."""
        return self.data.get(name, "").strip()[:200] if self.is_bound else proposed

    def chosen(self) -> tuple[list[Unit], dict[int, tuple[str, str]]]:
        """Ticked units, and per unit who answers and who does it."""
        rows = [row for row in self.rows() if row["ticked"]]
        heads = {row["unit"].pk: (row["head"], row["doer"]) for row in rows}
        return [row["unit"] for row in rows], heads

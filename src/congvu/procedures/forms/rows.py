"""Rows that are typed one below the other: blank ones are dropped, more are asked for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from congvu.core.formed import number_of

MOST = 200
SPARE = 2


class RowForm(forms.Form):
    """A row; empty while its main field and every other say nothing."""

    main = "title"
    use_required_attribute = False

    def is_blank(self) -> bool:
        """Whether nothing was typed that counts."""
        data = self.cleaned_data
        counted = [
            name for name in self.fields if name not in ("DELETE", "required", "unit", "kind")
        ]
        return not any(data.get(name) not in (None, "", [], 0) for name in counted)

    def clean(self) -> dict[str, Any]:
        """What was typed beside an empty main field is not lost silently."""
        data = super().clean() or {}
        if data.get("DELETE") or self.main in self.errors:
            return data
        if not data.get(self.main) and not self.is_blank() and self.needs_main(data):
            self.add_error(self.main, f"Cần ghi {self.fields[self.main].label.lower()}.")
        return data

    def needs_main(self, data: dict[str, Any]) -> bool:
        """Whether an empty main field is a mistake here."""
        return True


class RowSet(forms.BaseFormSet):
    """The rows in the order they were numbered, then as they stand."""

    def kept(self) -> list[dict[str, Any]]:
        """Values of the rows that say something."""
        rows = [form for form in self.forms
                if not form.is_blank() and not form.cleaned_data.get("DELETE")]  # fmt: skip
        return [form.cleaned_data for form in rows]


def row_set(
    form: type[RowForm],
    prefix: str,
    data: QueryDict | None,
    initial: Sequence[dict[str, Any]],
    form_kwargs: dict[str, Any] | None = None,
    files: Any = None,
) -> RowSet:
    """Bound to what was sent, else with what there is and some spare rows."""
    made = forms.formset_factory(
        form, formset=RowSet, extra=SPARE, can_delete=True, max_num=MOST, absolute_max=MOST,
        validate_max=True,
    )  # fmt: skip
    rows = made(data, files, prefix=prefix, initial=None if data else list(initial),
                form_kwargs=form_kwargs or {})  # fmt: skip
    rows.management_form.use_required_attribute = False
    return rows


def with_more(data: QueryDict, prefix: str) -> QueryDict:
    """What was sent, with spare rows added to one set."""
    more = data.copy()
    name = f"{prefix}-TOTAL_FORMS"
    told = number_of(more.get(name, "0"))
    if told is not None:
        more[name] = str(min(MOST, told + 3))
    return more

"""Căn cứ of a paper: one row each, in order; one more from the office's list or typed."""

import datetime as dt
from typing import Any

from django import forms

from congvu.core.formed import number_of
from congvu.inspections.forms.base import ActionForm
from congvu.inspections.outputs.grounds import LONGEST, basis_line, not_in_force, tidied
from congvu.legal.models import Basis


class Rows(forms.Field):
    """Several lines under one name, in the order they were sent."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        """Each on one line, empty ones left out."""
        return tidied(value or ())


class GroundsForm(ActionForm):
    """The rows; what was chosen or typed below them goes to their end, also when saving."""

    grounds = Rows(label="Căn cứ", required=False)
    basis = forms.ChoiceField(
        label="Thêm từ danh mục căn cứ pháp lý",
        required=False,
        help_text="Văn bản còn hiệu lực vào ngày của văn bản này; lời văn sửa được sau khi thêm.",
    )
    typed = forms.CharField(label="Hoặc tự ghi", required=False, max_length=LONGEST)

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.bases = {str(one.pk): one for one in Basis.objects.select_related("replaced_by")}
        offered = [
            (pk, f"{one.number}: {one.subject}"[:120])
            for pk, one in self.bases.items()
            if one.holds_on(on)
        ]
        self.fields["basis"].choices = [("", "Chọn văn bản"), *offered]

    def lines(self) -> list[str]:
        """All the lines, with what is to be added."""
        told = self.cleaned_data
        added = [basis_line(self.bases[told["basis"]])] if told["basis"] else []
        return tidied([*told["grounds"], *added, told["typed"]])

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Each line as it stands on the page, with what is doubtful about it."""
        lines = list(self["grounds"].value() or ())
        return list(zip(lines, not_in_force(lines, self.bases.values(), self.on), strict=True))


def arranged(lines: list[str], verb: str) -> list[str]:
    """The lines after "len-2", "xuong-1" or "bo-3", counted from 1; anything else leaves them."""
    name, _, place = verb.partition("-")
    at = (number_of(place) or 0) - 1
    if name not in ("len", "xuong", "bo") or not 0 <= at < len(lines):
        return lines
    rest = [*lines[:at], *lines[at + 1 :]]
    if name == "bo":
        return rest
    to = max(0, at - 1) if name == "len" else at + 1
    return [*rest[:to], lines[at], *rest[to:]]

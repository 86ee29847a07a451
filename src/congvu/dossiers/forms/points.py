"""The form of a receiving point."""

from django import forms

from congvu.core.widgets import TimeInput
from congvu.dossiers.models import ReceivingPoint


class PointForm(forms.ModelForm):
    """A counter with its own numbers and rules of time."""

    class Meta:
        model = ReceivingPoint
        fields = ("unit", "name", "address", "phone", "agency_code", "code_pattern", "cutoff",
                  "supplement_within", "small", "active")  # fmt: skip
        widgets = {"cutoff": TimeInput()}
        help_texts = {
            "code_pattern": "{agency} mã định danh, {yymmdd} ngày, {seq:04d} số thứ tự trong ngày.",
        }

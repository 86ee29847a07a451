"""Numbers typed as offices write them: dots or spaces between thousands, a comma for decimals."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from congvu.core import formats

GROUPED = re.compile(r"[+-]?\d{1,3}([.\s]\d{3})+")
WHOLE = "Ghi số nguyên bằng chữ số, ví dụ 12 hoặc 1.250."
DONG = "Ghi số đồng nguyên bằng chữ số, ví dụ 50.000; không ghi phần lẻ."
DIGITS_FIRST = {"inputmode": "numeric", "autocomplete": "off"}


def ungrouped(value: Any) -> Any:
    """1.250.000 and 1 250 000 as 1250000; anything else as it is."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    return re.sub(r"[.\s]", "", text) if GROUPED.fullmatch(text) else text


class WholeNumberField(forms.IntegerField):
    """A whole number. Django's own takes 1.000 for 1."""

    widget = forms.TextInput
    default_error_messages = {"invalid": WHOLE}

    def to_python(self, value: Any) -> int | None:
        """Dots between thousands are no decimals; decimals are refused, also .0."""
        text = ungrouped(value)
        if isinstance(text, str) and re.search(r"[.,]", text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Digits come first on a phone."""
        return super().widget_attrs(widget) | DIGITS_FIRST


class DongField(forms.DecimalField):
    """Whole đồng: 50.000, 1 250 000 or 50000."""

    widget = forms.TextInput
    default_error_messages = {"invalid": DONG}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 14, "decimal_places": 0, "min_value": 0} | kwargs)

    def to_python(self, value: Any) -> Any:
        """Parts of a đồng are refused, however they are written."""
        text = ungrouped(value)
        if isinstance(text, str) and text and not re.fullmatch(r"[+-]?\d+", text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)

    def prepare_value(self, value: Any) -> Any:
        """A number is shown with its dots; what was typed is shown as typed."""
        return formats.number(value) if isinstance(value, Decimal | int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Digits come first on a phone."""
        return super().widget_attrs(widget) | DIGITS_FIRST

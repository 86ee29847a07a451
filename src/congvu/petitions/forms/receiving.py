"""What is written into the book when a petition comes in."""

from collections.abc import Iterable
from typing import Any

from django import forms

from congvu.core.day_fields import DateTimeField
from congvu.organizations.models import Unit
from congvu.petitions.actions import Sent
from congvu.petitions.forms import fields


class ReceiveForm(forms.Form):
    """Where, when, how, from whom, what."""

    def __init__(self, units: Iterable[int], data: Any = None) -> None:
        super().__init__(data)
        ours = Unit.objects.filter(pk__in=units)
        at = forms.ModelChoiceField(ours, label="Nơi tiếp nhận", empty_label=None)
        came = DateTimeField(
            label="Tiếp nhận lúc", required=False,
            help_text="Để trống nếu là bây giờ.",
        )  # fmt: skip
        self.fields |= {"at": at, "received_at": came, **fields.sender()}
        self.fields["kind"] = fields.kind(needed=False)

    def sent(self) -> Sent:
        """As the action takes it."""
        return Sent(**{n: value for n, value in self.cleaned_data.items() if n != "at"})

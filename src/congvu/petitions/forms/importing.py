"""Which system, into whose book, and its exported file."""

from collections.abc import Iterable
from typing import Any

from django import forms

from congvu.organizations.models import Unit
from congvu.petitions.states import CHANNEL_LABELS, Channel


class ImportForm(forms.Form):
    """The file is left out once its rows travel in the form."""

    source = forms.CharField(
        label="Hệ thống nguồn", max_length=150, initial=CHANNEL_LABELS[Channel.NATIONAL]
    )
    file = forms.FileField(
        label="Tệp danh sách", help_text="Excel (.xlsx) hoặc CSV xuất từ hệ thống đó."
    )

    def __init__(self, units: Iterable[int], *args: Any, packed: bool = False) -> None:
        super().__init__(*args)
        ours = Unit.objects.filter(pk__in=units)
        self.fields["at"] = forms.ModelChoiceField(
            ours, label="Vào sổ của", empty_label=None, initial=ours.first()
        )
        if packed:
            del self.fields["file"]

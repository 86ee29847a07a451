"""Forms of lists from other systems: the file, what its words mean."""

from typing import Any

from django import forms

from congvu.dossiers.models import SourceSystem
from congvu.dossiers.states import STATE_LABELS
from congvu.organizations.models import Unit

MOST_BYTES = 40 * 2**20


class ListForm(forms.Form):
    """Which system, known or new, and its exported file."""

    source = forms.ModelChoiceField(
        SourceSystem.objects.none(),
        label="Hệ thống nguồn",
        required=False,
        empty_label="hệ thống mới, ghi tên bên dưới",
    )
    name = forms.CharField(
        label="Tên hệ thống mới",
        required=False,
        max_length=150,
        help_text="Ví dụ: Hệ thống một cửa điện tử tỉnh.",
    )
    file = forms.FileField(
        label="Tệp danh sách hồ sơ", help_text="Excel (.xlsx) hoặc CSV xuất từ hệ thống đó."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = SourceSystem.objects.all()

    def clean(self) -> dict[str, Any]:
        """A known system or the name of a new one, not neither."""
        values = super().clean() or {}
        file = values.get("file")
        if file is not None and file.size > MOST_BYTES:
            self.add_error(
                "file", f"Tệp lớn hơn {MOST_BYTES // 2**20} MB. Hãy tách thành nhiều tệp."
            )
        if not values.get("source") and not (values.get("name") or "").strip():
            self.add_error("source", "Chọn hệ thống nguồn, hoặc ghi tên hệ thống mới.")
        return values


class MeaningForm(forms.Form):
    """What words and unit names of a list mean here."""

    def __init__(self, *args: Any, words: list[str], units: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words, self.units = words, units
        states = [("", "chưa chọn"), *STATE_LABELS.items()]
        for number, word in enumerate(words):
            label = f"Trạng thái “{word}”"
            self.fields[f"word_{number}"] = forms.ChoiceField(
                label=label, choices=states, required=False
            )
        names = [("", "chưa chọn"), ("0", "không thuộc cơ quan này")] if units else []
        names += [(str(unit.pk), unit.short_name) for unit in Unit.objects.all() if units]
        for number, name in enumerate(units):
            self.fields[f"unit_{number}"] = forms.ChoiceField(
                label=f"Đơn vị “{name}”", choices=names, required=False
            )

    def meant_words(self) -> dict[str, str]:
        """Word of the list -> state here."""
        given = [self.cleaned_data[f"word_{n}"] for n in range(len(self.words))]
        return {word: state for word, state in zip(self.words, given, strict=True) if state}

    def meant_units(self) -> dict[str, int]:
        """Name in the list -> unit here, 0 for none of ours."""
        given = [self.cleaned_data[f"unit_{n}"] for n in range(len(self.units))]
        return {name: int(key) for name, key in zip(self.units, given, strict=True) if key}

"""Forms of lists from other systems: the file, what its words mean."""

from collections.abc import Iterable
from typing import Any

from django import forms

from congvu.dossiers.models import SourceSystem
from congvu.dossiers.states import CHANNEL_LABELS, STATE_LABELS
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

    def __init__(
        self,
        *args: Any,
        words: list[str],
        units: list[str],
        channels: list[str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.words, self.units, self.channels = words, units, channels or []
        self.ask("word", "Trạng thái", words, STATE_LABELS.items())
        self.ask("channel", "Hình thức nộp", self.channels, CHANNEL_LABELS.items())
        names = [("0", "không thuộc cơ quan này")] if units else []
        names += [(str(unit.pk), unit.short_name) for unit in Unit.objects.all() if units]
        self.ask("unit", "Đơn vị", units, names)

    def ask(self, name: str, label: str, words: list[str], choices: Iterable) -> None:
        """A question for each word, all with the same answers."""
        offered = [("", "chưa chọn"), *choices]
        for number, word in enumerate(words):
            self.fields[f"{name}_{number}"] = forms.ChoiceField(
                label=f"{label} “{word}”", choices=offered, required=False
            )

    def meant(self, name: str, words: list[str]) -> dict[str, str]:
        """Word of the list -> what was chosen for it."""
        given = [self.cleaned_data[f"{name}_{n}"] for n in range(len(words))]
        return {word: choice for word, choice in zip(words, given, strict=True) if choice}

    def meanings(self) -> dict[str, Any]:
        """All that was answered, as it is remembered."""
        units = {name: int(key) for name, key in self.meant("unit", self.units).items()}
        words, channels = self.meant("word", self.words), self.meant("channel", self.channels)
        return {"words": words, "channels": channels, "units": units}

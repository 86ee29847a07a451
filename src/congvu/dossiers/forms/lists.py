"""Forms of lists from other systems: the file, what its words mean."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django import forms

from congvu.dossiers.lists.columns import LABELS, NOT_USED, REQUIRED
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


ABSENT = "-"  # the answer that a list has no such column, or that it is not to be read


class ColumnForm(forms.Form):
    """Under which heading of a list each field stands."""

    def __init__(self, *args: Any, findings: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = findings.get("found", {})
        self.asked = [*findings.get("missing", []), *findings.get("vanished", {})]
        headings = [(one, one) for one in findings.get("headings", [])]
        for name in sorted(LABELS, key=lambda name: name not in self.asked):
            unanswered = [("", "chưa chọn")] if name in self.asked else []
            none = [] if name in REQUIRED else [(ABSENT, "danh sách không có cột này")]
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name],
                choices=[*unanswered, *none, *headings],
                required=name in REQUIRED,
                initial="" if name in self.asked else self.found.get(name, ABSENT),
            )

    def clean(self) -> dict[str, Any]:
        """One column is one thing."""
        values, taken = super().clean() or {}, {}
        for name, heading in [*values.items()]:
            if heading in ("", ABSENT):
                continue
            other = taken.setdefault(heading, name)
            if other != name:
                told = f"Cột “{heading}” đã chọn cho {LABELS[other].lower()}."
                self.add_error(name, told)
        return values

    def columns(self) -> dict[str, str | None]:
        """What was answered otherwise than it was read, as it is remembered."""
        news: dict[str, str | None] = {}
        for name, heading in self.cleaned_data.items():
            if heading == ABSENT and (name in self.found or name in self.asked):
                news[name] = NOT_USED if name in self.found else None
            elif heading not in ("", ABSENT, self.found.get(name)):
                news[name] = heading
        return news


class SourceForm(forms.Form):
    """What is remembered of a system, to be put right or forgotten."""

    def __init__(self, *args: Any, source: SourceSystem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source
        for name, label in LABELS.items():
            known = source.columns.get(name)
            self.fields[f"column_{name}"] = forms.CharField(
                label=f"Cột {label.lower()}", required=False, max_length=200,
                initial=ABSENT if known == NOT_USED else known,
            )  # fmt: skip
        self.keep("word", "Trạng thái", source.words, STATE_LABELS.items())
        self.keep("channel", "Hình thức nộp", source.channels, CHANNEL_LABELS.items())
        names = [("0", "không thuộc cơ quan này")] if source.units else []
        names += [(str(unit.pk), unit.short_name) for unit in Unit.objects.all() if source.units]
        self.keep("unit", "Đơn vị", source.units, names)

    def keep(self, name: str, label: str, meant: dict[str, Any], choices: Iterable) -> None:
        """Each word with what it means now, and the way to forget it."""
        offered = [("", "quên, hỏi lại khi gặp"), *choices]
        for word, value in meant.items():
            self.fields[asked_as(name, word)] = forms.ChoiceField(
                label=f"{label} “{word}”", choices=offered, required=False, initial=str(value)
            )

    def clean(self) -> dict[str, Any]:
        """What must stand in every list can't be left unread."""
        values = super().clean() or {}
        for name in REQUIRED:
            if values.get(f"column_{name}") == ABSENT:
                told = "Danh sách phải có cột này; hãy ghi tiêu đề, hoặc để trống."
                self.add_error(f"column_{name}", told)
        return values

    def meanings(self) -> dict[str, Any]:
        """All of it as it is remembered; None forgets."""
        given = {name: self.cleaned_data[f"column_{name}"] for name in LABELS}
        columns = {name: NOT_USED if w == ABSENT else w or None for name, w in given.items()}
        units = self.kept("unit", self.source.units)
        return {
            "columns": columns,
            "words": self.kept("word", self.source.words),
            "channels": self.kept("channel", self.source.channels),
            "units": {name: int(key) if key else None for name, key in units.items()},
        }

    def kept(self, name: str, meant: dict[str, Any]) -> dict[str, str | None]:
        """Word -> what it means from now on."""
        return {word: self.cleaned_data[asked_as(name, word)] or None for word in meant}


def asked_as(name: str, word: str) -> str:
    """The field that asks what a word means.

    Not its number: once a colleague has answered for one word, the others move up, and a page
    opened before would answer for the wrong one.
    """
    return f"{name}_{sha256(word.encode()).hexdigest()[:12]}"


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
        for word in words:
            self.fields[asked_as(name, word)] = forms.ChoiceField(
                label=f"{label} “{word}”", choices=offered, required=False
            )

    def meant(self, name: str, words: list[str]) -> dict[str, str]:
        """Word of the list -> what was chosen for it."""
        given = {word: self.cleaned_data[asked_as(name, word)] for word in words}
        return {word: choice for word, choice in given.items() if choice}

    def settled(self) -> int:
        """How many answers are for words that were answered since this page was opened."""
        asked = tuple(f"{name}_" for name in ("word", "channel", "unit"))
        given = [name for name, value in self.data.items() if value and name.startswith(asked)]
        return len({*given} - {*self.fields})

    def meanings(self) -> dict[str, Any]:
        """All that was answered, as it is remembered."""
        units = {name: int(key) for name, key in self.meant("unit", self.units).items()}
        words, channels = self.meant("word", self.words), self.meant("channel", self.channels)
        return {"words": words, "channels": channels, "units": units}

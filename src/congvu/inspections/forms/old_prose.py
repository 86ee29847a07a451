"""The lines of an old conclusion: what each is taken for, of which unit, in which area."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from congvu.core import formats
from congvu.core.day_fields import DateField
from congvu.criteria.models import Area
from congvu.inspections.actions import OldRow
from congvu.inspections.prose import Kind, Line, Reading
from congvu.organizations.models import Unit

EVERYBODY = "all"
KINDS = [
    (Kind.LIMITATION, "Hạn chế"),
    (Kind.REQUEST, "Kiến nghị"),
    (Kind.LEFT_OUT, "Không đưa vào"),
]
SHOWN = 60  # letters of a limitation in the list a request chooses from


def mark_of(text: str, version: int, on: dt.date) -> str:
    """Tells a text that was read from one changed since."""
    return hashlib.sha256(f"{version} {on} {text}".encode()).hexdigest()[:16]


class ProseForm(forms.Form):
    """Every clause as one line; bound from the first, so that what is doubtful is asked at once."""

    read = forms.CharField(widget=forms.HiddenInput)
    units = forms.MultipleChoiceField(
        label="Đơn vị được kiểm tra trong đợt",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = DateField(
        label="Hạn chung",
        required=False,
        help_text="Dùng cho kiến nghị không ghi hạn riêng.",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        reading: Reading,
        mark: str,
        units: list[Unit],
        areas: list[Area],
    ) -> None:
        super().__init__(data or proposed(reading, mark))
        self.reading = reading
        self.known = {str(unit.pk): unit for unit in units}
        self.areas = {str(area.pk): area for area in areas}
        self.fields["units"].choices = [(key, str(unit)) for key, unit in self.known.items()]
        named = set(self["units"].value() or self.known)
        self.there = [(key, str(unit)) for key, unit in self.known.items() if key in named]
        self.kinds = {}
        for line in reading.lines:
            self.add_kind(line)
        for line in reading.lines:
            self.add_line(line)

    def add_kind(self, line: Line) -> None:
        """What a line is taken for; the other fields depend on it."""
        label = f"Dòng {line.number} là"
        self.fields[f"kind-{line.number}"] = forms.ChoiceField(label=label, choices=KINDS)
        self.kinds[line.number] = self[f"kind-{line.number}"].value()

    def add_line(self, line: Line) -> None:
        """The text of a line, and what its kind asks for."""
        number, kind = line.number, self.kinds[line.number]
        shown = forms.HiddenInput() if kind == Kind.LEFT_OUT else forms.Textarea(attrs={"rows": 2})
        self.fields[f"text-{number}"] = forms.CharField(
            label=f"Nội dung dòng {number}",
            max_length=10_000,
            widget=shown,
        )
        if kind == Kind.LEFT_OUT:
            return
        self.fields[f"units-{number}"] = forms.MultipleChoiceField(
            label=f"Đơn vị (dòng {number})",
            required=kind == Kind.LIMITATION,
            error_messages={"required": "Chọn đơn vị."},
            choices=[(EVERYBODY, "Tất cả đơn vị được kiểm tra"), *self.there],
            widget=forms.CheckboxSelectMultiple,
        )
        if kind == Kind.LIMITATION:
            choices = [("", "— chọn —"), *((k, a.short_title) for k, a in self.areas.items())]
            self.fields[f"area-{number}"] = forms.ChoiceField(
                label="Nội dung kiểm tra",
                choices=choices,
                error_messages={"required": self.ask_area(line)},
            )
            return
        choices = [("", "— chọn —"), *self.limitation_choices()]
        self.fields[f"answers-{number}"] = forms.ChoiceField(
            label="Cho hạn chế",
            choices=choices,
            error_messages={"required": "Chọn hạn chế, hoặc chuyển thành “Không đưa vào”."},
        )
        self.fields[f"due-{number}"] = DateField(label="Hạn", required=False)
        self.fields[f"done-{number}"] = forms.BooleanField(label="Đã khắc phục", required=False)

    def ask_area(self, line: Line) -> str:
        """The question for an area that is not clear, with the likeliest."""
        likely = self.areas.get(str(line.likely))
        return f"Chọn nội dung. Có thể là: {likely.short_title}." if likely else "Chọn nội dung."

    def limitation_choices(self) -> Iterator[tuple[str, str]]:
        """The limitations, by number and beginning."""
        for line in self.of_kind(Kind.LIMITATION):
            text = self.data.get(f"text-{line.number}") or line.text
            yield str(line.number), f"{line.number}. {text[:SHOWN]}"

    def of_kind(self, kind: Kind) -> list[Line]:
        """The lines taken for ``kind``."""
        return [line for line in self.reading.lines if self.kinds[line.number] == kind]

    def clean(self) -> dict[str, Any]:
        """Every limitation with unit and area, every request with its limitation and last day."""
        told = super().clean()
        if not self.of_kind(Kind.LIMITATION):
            self.add_error(None, "Không thấy câu nào nêu hạn chế. Chọn “Hạn chế” ở câu cần nhập.")
        for line in self.of_kind(Kind.LIMITATION):
            if f"units-{line.number}" in told and not self.units_of(line):
                self.add_error(f"units-{line.number}", "Chưa chọn đơn vị được kiểm tra ở trên.")
        for line in self.of_kind(Kind.REQUEST):
            self.check_request(line, told)
        return told

    def check_request(self, line: Line, told: dict[str, Any]) -> None:
        """A request belongs to a limitation of its unit and says by when, unless it is done."""
        answers, number = told.get(f"answers-{line.number}"), line.number
        if not answers:
            return
        theirs = self.units_of_number(answers)
        if strange := [str(self.known[key]) for key in self.units_of(line) if key not in theirs]:
            message = f"Hạn chế này không phải của {', '.join(strange)}."
            self.add_error(f"answers-{number}", message)
        if f"due-{number}" not in self.errors and self.until(line) == (False, None):
            self.add_error(f"due-{number}", "Ghi hạn, hoặc đánh dấu đã khắc phục.")
        for one in self.of_kind(Kind.REQUEST):
            meets = one.number < number and self.same_limitation(one, line)
            if meets and self.until(one) != self.until(line):
                message = f"Dòng {one.number} kiến nghị cho cùng hạn chế mà khác hạn."
                self.add_error(f"due-{number}", message)

    def same_limitation(self, one: Line, other: Line) -> bool:
        """Whether two requests meet in a row that is taken in."""
        key = f"answers-{other.number}"
        same = self.cleaned_data.get(f"answers-{one.number}") == self.cleaned_data.get(key)
        mine, theirs = self.units_of(one), self.units_of(other)
        return same and (not mine or not theirs or bool(set(mine) & set(theirs)))

    def until(self, line: Line) -> tuple[bool, dt.date | None]:
        """Whether a request is done, and the last day it had; the common one where it is open."""
        told = self.cleaned_data
        done = bool(told.get(f"done-{line.number}"))
        return done, told.get(f"due-{line.number}") or (None if done else told.get("due_on"))

    def units_of(self, line: Line) -> list[str]:
        """Keys of the units a line is of."""
        return self.units_of_number(line.number)

    def units_of_number(self, number: int | str) -> list[str]:
        """The same by the number of the line."""
        chosen = self.cleaned_data.get(f"units-{number}") or []
        if EVERYBODY in chosen:
            return list(self.cleaned_data.get("units") or [])
        return list(chosen)

    def rows(self) -> list[OldRow]:
        """Limitation by unit, with what was asked about it."""
        return [
            self.row_of(line, key)
            for line in self.of_kind(Kind.LIMITATION)
            for key in self.units_of(line)
        ]

    def row_of(self, line: Line, key: str) -> OldRow:
        """One row as the action takes it."""
        told = self.cleaned_data
        asked = [
            request
            for request in self.of_kind(Kind.REQUEST)
            if told[f"answers-{request.number}"] == str(line.number)
            and key in (self.units_of(request) or [key])
        ]
        done, due_on = self.until(asked[0]) if asked else (False, None)
        return OldRow(
            unit=self.known[key],
            area=self.areas[told[f"area-{line.number}"]],
            limitation=told[f"text-{line.number}"],
            recommendation="\n".join(told[f"text-{request.number}"] for request in asked),
            due_on=due_on,
            done=done,
        )

    def cards(self) -> Iterator[dict[str, Any]]:
        """The lines with their fields, as the page shows them."""
        for line in self.reading.lines:
            names = ("kind", "text", "units", "area", "answers", "due", "done")
            fields = {n: self[key] for n in names if (key := f"{n}-{line.number}") in self.fields}
            wrong = any(field.errors for field in fields.values())
            words = self.unit_words(line)
            yield {
                "line": line,
                "taken": self.kinds[line.number],
                "wrong": wrong,
                "unit_words": words,
                **fields,
            }

    def unit_words(self, line: Line) -> str:
        """The units a line is of, or that none is chosen."""
        keys = self.units_of(line)
        if not keys:
            like = "như hạn chế" if self.kinds[line.number] == Kind.REQUEST else "chưa chọn"
            return like
        return ", ".join(str(self.known[key]) for key in keys)


def proposed(reading: Reading, mark: str) -> dict[str, Any]:
    """What is read, as if a person had filled it in."""
    data: dict[str, Any] = {"read": mark, "units": [str(key) for key in reading.units]}
    data["due_on"] = formats.date(reading.due_on) if reading.due_on else ""
    for line in reading.lines:
        told = {
            "kind": line.kind.value,
            "text": line.text[:1].upper() + line.text[1:],
            "units": [EVERYBODY] if line.everybody else [str(key) for key in line.units],
            "area": str(line.area or ""),
            "answers": str(line.answers or ""),
            "due": formats.date(line.due_on) if line.due_on else "",
        }
        data |= {f"{name}-{line.number}": value for name, value in told.items()}
    return data

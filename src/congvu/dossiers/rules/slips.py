"""Which form a slip is on a day, read from data/dossiers.yaml."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parents[2] / "data" / "dossiers.yaml"


@dataclass(frozen=True)
class SlipForm:
    """A form as the law of its day numbers it."""

    kind: str
    title: str
    number: str
    basis: str
    asks: tuple[str, ...] = ()  # about the applicant

    @property
    def law(self) -> str:
        """Number of the law alone: 01/2018/TT-VPCP."""
        return self.basis.rsplit(" ", 1)[-1]

    @property
    def words(self) -> str:
        """Mẫu số 01 · Thông tư 01/2018/TT-VPCP; nothing for a paper of the office itself."""
        if not self.number:
            return ""
        return f"Mẫu số {self.number} · {self.basis}"


@cache
def slip_data() -> dict[str, Any]:
    """The file."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def slip_form(kind: str, on: dt.date) -> SlipForm | None:
    """The form of that kind on a day; None where the law of the day has none."""
    data = slip_data()
    if kind in data["own"]:
        return SlipForm(kind, data["titles"][kind], "", "")
    for row in data["forms"]:
        if row.get("from", dt.date.min) <= on <= row.get("until", dt.date.max):
            number, asks = row["numbers"].get(kind), tuple(row["asks"].get(kind, ()))
            if not number:
                return None
            return SlipForm(kind, data["titles"][kind], number, row["basis"], asks)
    return None

"""What law says about procedures, read from data/procedures.yaml."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from congvu.procedures.states import LEVEL_LABELS, Level

FILE = Path(__file__).resolve().parents[2] / "data" / "procedures.yaml"


@dataclass(frozen=True)
class Law:
    """The file, asked by subject."""

    data: Mapping[str, Any]

    @property
    def hours_per_day(self) -> Decimal:
        """Working hours of an office day."""
        return Decimal(self.data["working_day"]["hours"])

    def level_words(self, on: dt.date) -> tuple[str, ...]:
        """Codes of the levels a declaration of that day may use."""
        for row in self.data["levels"]:
            if row.get("from", dt.date.min) <= on <= row.get("until", dt.date.max):
                return tuple(row["words"])
        return ()

    def competence_holds(self, competence: str, on: dt.date) -> bool:
        """Whether that level of government decided anything on a day."""
        ended = self.data["competence_until"].get(competence)
        return ended is None or on <= ended["day"]

    def publication(self, competence: str) -> Mapping[str, int]:
        """Days of the publication's limits."""
        return self.data["publication"]["ministry" if competence == "ministry" else "province"]

    @property
    def days_after_shortened(self) -> int:
        """Days after signing in which a shortened instrument's procedures are published."""
        return self.data["publication"]["shortened"]["after_signing_days"]

    @property
    def publication_source(self) -> str:
        """Where these limits stand."""
        return self.data["publication"]["source"]

    def channels(self, *, national: bool) -> tuple[str, ...]:
        """On which channels it must be public."""
        return tuple(self.data["disclosure"]["obligatory" if national else "school"])

    @property
    def supplement_effect(self) -> str:
        """What asking for papers does when the version says nothing."""
        return self.data["supplement_effect"]["default"]


def level_problem(level: str, on: dt.date) -> str:
    """Why a level may not be declared from a day; none is converted into another time's word."""
    words = law().level_words(on)
    if level in words:
        return ""
    used = ", ".join(LEVEL_LABELS[Level(word)] for word in words)
    return f"Ngày {on:%d/%m/%Y} khai theo các mức: {used}. Không quy đổi từ cách gọi khác."


@cache
def law() -> Law:
    """The file that comes with the product."""
    return Law(yaml.safe_load(FILE.read_text(encoding="utf-8")))

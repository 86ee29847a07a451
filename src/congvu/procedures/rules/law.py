"""What law says about procedures, read from data/procedures.yaml."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from congvu.core import formats
from congvu.procedures.states import LEVEL_LABELS, Level

FILE = Path(__file__).resolve().parents[2] / "data" / "procedures.yaml"


@dataclass(frozen=True)
class SupplementRule:
    """What asking for papers does to the limit, how often it may be done, and by what."""

    effect: str
    source: str
    most: int
    most_source: str


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
        row = holding(self.data["levels"], on)
        return tuple(row["words"]) if row else ()

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

    def supplement(
        self, on: dt.date, effect: str = "", rounds: int | None = None, decision: str = ""
    ) -> SupplementRule:
        """What holds for a dossier accepted on a day.

        ``effect`` and ``rounds`` are what its version says, published by ``decision``: the effect
        goes before the default of the law, the rounds may be fewer than the law allows.
        """
        row = holding(self.data["supplement"], on) or self.data["supplement"][-1]
        most, own = row["rounds"]["most"], f"theo thủ tục công bố tại {decision}".rstrip()
        own = own if decision else "theo thủ tục đã công bố"
        fewer = rounds is not None and rounds < most
        first, *others = row["effects"]
        bases = [cited(one) for one in others if one["effect"] == effect]
        return SupplementRule(
            effect or first["effect"],
            "; ".join([own, *bases]) if effect else cited(first),
            rounds if fewer else most,
            own if fewer else cited(row["rounds"]),
        )

    @property
    def supplement_offers(self) -> list[tuple[str, str, dt.date | None, dt.date | None]]:
        """(effect, source, from, until) of every effect a version may rest on."""
        return [(one["effect"], cited(one), row.get("from"), row.get("until"))
                for row in self.data["supplement"] for one in row["effects"]]  # fmt: skip


def holding(rows: Sequence[Mapping[str, Any]], on: dt.date) -> Mapping[str, Any] | None:
    """The row of a dated list that holds on a day."""
    for row in rows:
        if row.get("from", dt.date.min) <= on <= row.get("until", dt.date.max):
            return row
    return None


def cited(row: Mapping[str, Any]) -> str:
    """Where a row stands, with its status when it is not confirmed."""
    return row["source"] + ("" if row.get("confirmed", True) else " (chưa đối chiếu bản gốc)")


def level_problem(level: str, on: dt.date) -> str:
    """Why a level may not be declared from a day; none is converted into another time's word."""
    words = law().level_words(on)
    if level in words:
        return ""
    used = ", ".join(LEVEL_LABELS[Level(word)] for word in words)
    return f"Ngày {formats.date(on)} khai theo các mức: {used}. Không quy đổi từ cách gọi khác."


@cache
def law() -> Law:
    """The file that comes with the product."""
    return Law(yaml.safe_load(FILE.read_text(encoding="utf-8")))

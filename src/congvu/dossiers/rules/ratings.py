"""The scale of a day, read from data/ratings.yaml."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parents[2] / "data" / "ratings.yaml"


@dataclass(frozen=True)
class Scale:
    """Levels and reasons in the order they are offered, and what they rest on."""

    basis: str
    levels: dict[str, str]
    satisfied: frozenset[str]
    reasons: dict[str, str]


@cache
def rating_data() -> dict[str, Any]:
    """The file."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@cache
def scale_on(day: dt.date) -> Scale:
    """The scale that holds on a day; the first one before any did."""
    rows = rating_data()["scales"]
    row = [one for one in rows if one["from"] <= day][-1:] or rows[:1]
    levels = row[0]["levels"]
    return Scale(
        basis=row[0]["basis"],
        levels={code: level["words"] for code, level in levels.items()},
        satisfied=frozenset(code for code, level in levels.items() if level["satisfied"]),
        reasons=dict(row[0]["reasons"]),
    )


def level_choices() -> list[tuple[str, str]]:
    """Every level any scale had, so that an old rating keeps its words."""
    found: dict[str, str] = {}
    for row in rating_data()["scales"]:
        found |= {code: level["words"] for code, level in row["levels"].items()}
    return list(found.items())


def reason_words(codes: list[str]) -> list[str]:
    """Reasons in words, as any scale had them."""
    known: dict[str, str] = {}
    for row in rating_data()["scales"]:
        known |= row["reasons"]
    return [known.get(code, code) for code in codes]

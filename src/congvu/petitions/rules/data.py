"""What is data about petitions, read from data/petitions.yaml."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parents[2] / "data" / "petitions.yaml"


@dataclass(frozen=True)
class Limit:
    """So many working days, by what."""

    working_days: int
    basis: str
    confirmed: bool = False


@cache
def petition_data() -> dict[str, Any]:
    """The file."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def limit_on(step: str, day: dt.date, kind: str = "") -> Limit:
    """The limit of a step (``forward``, ``answer``) for what was received on a day."""
    rows = petition_data()["limits"]
    held = [row for row in rows if row["from"] <= day] or rows[:1]
    limits = held[-1][step]
    group = group_of(kind)
    return Limit(**limits.get(group, limits["default"]))


def group_of(kind: str) -> str:
    """Conduct of officials, or a rule; empty before classification."""
    return petition_data()["kinds"].get(kind, {}).get("group", "")


def is_conduct(kind: str) -> bool:
    """Whether it is about what an office or official does, not about a rule."""
    return group_of(kind) == "conduct"


def own_conduct_allowed() -> bool:
    """Whether the unit complained of may answer itself."""
    return bool(petition_data()["own_conduct"]["may_answer"])


def warnings() -> list[int]:
    """Percents of the limit after which one is reminded, rising."""
    return sorted(petition_data()["warnings"]["percents"])


def kind_choices() -> list[tuple[str, str]]:
    """Kinds of the decree."""
    return words_of("kinds")


def refusal_choices() -> list[tuple[str, str]]:
    """Reasons not to take in."""
    return words_of("refusals")


def outcome_choices() -> list[tuple[str, str]]:
    """Ways to settle."""
    return words_of("outcomes")


def words_of(part: str) -> list[tuple[str, str]]:
    """Code and words of a list of the file."""
    return [(code, row["words"]) for code, row in petition_data()[part].items()]


def topic_choices() -> list[tuple[str, str]]:
    """What somebody says on the office's own site that it is about."""
    return [(code, row["words"]) for code, row in petition_data()["online"]["topics"].items()]


def kind_of_topic(topic: str) -> str:
    """The kind a topic stands under until it is classified; empty for an unknown one."""
    return petition_data()["online"]["topics"].get(topic, {}).get("kind", "")


def receiving_kinds() -> list[str]:
    """Kinds of unit that take in what is sent through the site, the first there is."""
    return list(petition_data()["online"]["received_by"]["kinds"])


def identity_words() -> str:
    """What the law asks about the sender, with its source."""
    told = petition_data()["online"]["identity"]
    return f"{told['words']} ({told['basis']})"


def files_limit() -> tuple[int, int]:
    """How many files may come along, and how many megabytes each."""
    told = petition_data()["online"]["files"]
    return int(told["most"]), int(told["each_mb"])


def file_taken(media_type: str) -> bool:
    """Whether a file of this kind may come along."""
    return media_type.startswith(tuple(petition_data()["online"]["files"]["kinds"]))


def files_words() -> str:
    """Which kinds of file may come along, as a page says it."""
    return str(petition_data()["online"]["files"]["words"])


def short_kind(kind: str) -> str:
    """A kind in a few words, for lists."""
    return petition_data()["kinds"].get(kind, {}).get("short", "")


def basis_of(part: str, code: str) -> str:
    """What an entry of a list rests on."""
    return petition_data()[part].get(code, {}).get("basis", "")


def composed_code(year: int, number: int) -> str:
    """The number in the book of petitions: PAKN-2020-0001."""
    pattern: str = petition_data()["code"]["pattern"]
    return pattern.format(yyyy=f"{year:04d}", seq=number)

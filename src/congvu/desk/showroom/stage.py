"""What the players of the story share: data, people, units, and the clock of a day."""

import datetime as dt
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.workdays import ZONE
from congvu.evidence.models import Item
from congvu.organizations.models import Unit

DATA = Path(__file__).resolve().parents[2] / "data" / "demo"


@cache
def story(name: str) -> dict[str, Any]:
    """One file of the story."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def on(day: dt.date, hour: int = 9, minute: int = 0) -> AbstractContextManager[None]:
    """The clock held at a moment of the story."""
    return clock.at(dt.datetime.combine(day, dt.time(hour, minute), tzinfo=ZONE))


@dataclass
class Stage:
    """Who plays and where."""

    people: dict[str, User] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)  # evidence shown again later

    def heads(self, key: str) -> tuple[str, str]:
        """(responsible head, doer) of a unit, by their posts."""
        head = self.people[f"unit_head_{key}"] if key != "tglx" else self.people["unit_head"]
        contact = self.people[f"contact_{key}"] if key != "tglx" else self.people["contact"]
        return str(head), str(contact)

    def contact(self, key: str) -> User:
        """The contact officer of a unit."""
        return self.people["contact" if key == "tglx" else f"contact_{key}"]

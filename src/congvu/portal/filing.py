"""Where a dossier is filed, by procedure and day, read from data/filing.yaml."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parents[1] / "data" / "filing.yaml"
FORWARD = "forward"


@dataclass(frozen=True)
class Filing:
    """Nộp tại đây, or the way to the national portal; with the reason and its source."""

    way: str
    why: str
    source: str
    label: str = ""
    address: str = ""
    confirmed: bool = False

    @property
    def forward(self) -> bool:
        """Whether it is filed elsewhere."""
        return self.way == FORWARD


@cache
def periods() -> Mapping[str, Any]:
    """The file that comes with the product."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def filing(*, national: bool, on: dt.date) -> Filing:
    """What holds on a day. The periods of the file leave no day out."""
    rows = periods()["national" if national else "own"]
    row = next(
        one for one in rows if one.get("from", dt.date.min) <= on <= one.get("until", dt.date.max)
    )
    return Filing(**{k: v for k, v in row.items() if k not in ("from", "until")})

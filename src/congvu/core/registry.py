"""What packages above hand down: checks of ``verify``, who may see the log, who administers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was written; ``message`` says exactly what, in Vietnamese."""

    kind: str  # "inspections.finding", or "core.seal"
    object_id: str
    message: str
    field: str = ""
    log_row: int | None = None


@dataclass
class Tally:
    """What a run has looked at so far; ``report`` hears about it."""

    rows: int = 0
    values: int = 0
    files: int = 0
    report: Callable[["Tally", str], None] = field(default=lambda tally, what: None)


Check = Callable[[Tally], Iterator[Fault]]
_checks: dict[str, Check] = {}
_log_readers: list[Callable[[Any], bool]] = []
_administrators: list[Callable[[Any], bool]] = []


def register_check(name: str, check: Check) -> None:
    """Add a check to ``verify``. It counts in the tally (``files``) and yields its faults."""
    _checks[name] = check


def checks() -> dict[str, Check]:
    """The registered checks by name, in the order they came."""
    return dict(_checks)


def register_log_reader(allowed: Callable[[Any], bool]) -> None:
    """Let those users see the whole log whom ``allowed`` says yes to."""
    _log_readers.append(allowed)


def register_administrator(allowed: Callable[[Any], bool]) -> None:
    """Let those users look after the installation whom ``allowed`` says yes to."""
    _administrators.append(allowed)


def is_administrator(user: Any) -> bool:
    """Whether ``user`` looks after the installation: background work, mail, tokens."""
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or any(allowed(user) for allowed in _administrators)


def may_see_log(user: Any) -> bool:
    """Whether ``user`` may read everybody's log rows: administrators, and who is registered."""
    if is_administrator(user):
        return True
    signed_in = user is not None and user.is_authenticated and user.is_active
    return signed_in and any(allowed(user) for allowed in _log_readers)


_action_titles: dict[str, str] = {}


def register_action_titles(titles: Mapping[str, str]) -> None:
    """Vietnamese words for the action codes of a package, as histories show them."""
    _action_titles.update(titles)


@cache
def shipped_titles() -> dict[str, str]:
    """The words that come with the product, by action code."""
    path = Path(__file__).resolve().parent.parent / "data" / "action_titles.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def action_title(code: str) -> str:
    """The words of an action; empty when nobody gave any."""
    return _action_titles.get(code) or shipped_titles().get(code, "")

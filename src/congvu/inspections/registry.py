"""Doors for packages above: what must be done next in a campaign, the news item for visitors."""

from collections.abc import Callable
from typing import Any

# (inspection, user, visits at hand or None) -> an object with label, url, why, due, or None
NextStepRule = Callable[[Any, Any, Any], Any]

_next_steps: list[NextStepRule] = []


def register_next_step(rule: NextStepRule) -> None:
    """Let ``rule`` say what must be done next. Called in ``AppConfig.ready``."""
    _next_steps.append(rule)


def next_step(inspection: Any, user: Any, visits: Any = None) -> Any:
    """What ``user`` must do next in the campaign; None when nothing, or nobody says."""
    told = (rule(inspection, user, visits) for rule in _next_steps)
    return next((step for step in told if step), None)


# (number of a sentence) -> what a page of the news item shows, or None without one
OpenArticle = Callable[[str | None], dict[str, Any] | None]

_articles: list[OpenArticle] = []


def register_open_article(rule: OpenArticle) -> None:
    """Let ``rule`` tell the news item to visitors of a showroom. Called in ``AppConfig.ready``."""
    _articles.append(rule)


def open_article(number: str | None) -> dict[str, Any] | None:
    """The last news item with its sentences numbered; None before the first conclusion."""
    return next((item for rule in _articles if (item := rule(number))), None)


# (inspection, kind, format, user, visit or None) -> a file with data, media_type, name, or None
Printer = Callable[[Any, str, str, Any, Any], Any]

_printers: list[Printer] = []


def register_printer(printer: Printer) -> None:
    """Let ``printer`` make files of a campaign's papers. Called in ``AppConfig.ready``."""
    _printers.append(printer)


def paper_file(inspection: Any, kind: str, fmt: str, user: Any, visit: Any = None) -> Any:
    """A paper as a file; None when there is none that ``user`` may see."""
    made = (printer(inspection, kind, fmt, user, visit) for printer in _printers)
    return next((file for file in made if file is not None), None)

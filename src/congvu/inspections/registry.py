"""Doors for packages above: the next step of a campaign, its news item, what is disclosed."""

from collections.abc import Callable
from dataclasses import dataclass, field
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


# (paper, format) -> a file with data, media_type, name
DocumentPrinter = Callable[[Any, str], Any]

_document_printers: list[DocumentPrinter] = []


def register_document_printer(printer: DocumentPrinter) -> None:
    """Let ``printer`` make the file of one paper. Called in ``AppConfig.ready``."""
    _document_printers.append(printer)


def document_file(document: Any, fmt: str) -> Any:
    """One paper as it stands, as a file; whoever asks has looked whether it may be seen."""
    return next((printer(document, fmt) for printer in _document_printers), None)


@dataclass(frozen=True)
class ToldArticle:
    """The news item of a campaign as plain text, with what a reviewer compares it with."""

    title: str
    paragraphs: tuple[str, ...]
    photos_after: int  # photos stand after this paragraph, as in the department's news
    office: str  # whose office writes it, by its symbol
    facts: tuple[tuple[str, str], ...]  # (label, words the text must say)
    holders: tuple[str, ...]  # office-holders the item names


@dataclass(frozen=True)
class AreaLevels:
    """How many units reached each level in one area; names only where these are disclosed."""

    area: str
    levels: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class UnitLevels:
    """The levels of one unit, area by area."""

    unit: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Disclosed:
    """What the head ticked when the conclusion was issued, and nothing else."""

    article: bool = False
    strengths: tuple[str, ...] = ()
    limitations: tuple[str, ...] = ()
    areas: tuple[AreaLevels, ...] = ()
    units: tuple[UnitLevels, ...] = field(default=())

    @property
    def has_results(self) -> bool:
        """Whether there is anything to show beside the news item."""
        return bool(self.strengths or self.limitations or self.areas)


TellArticle = Callable[[Any], ToldArticle]
Disclose = Callable[[Any], Disclosed]
_tellers: list[TellArticle] = []
_disclosers: list[Disclose] = []


def register_article(rule: TellArticle) -> None:
    """Let ``rule`` tell the news item of a campaign. Called in ``AppConfig.ready``."""
    _tellers.append(rule)


def told_article(inspection: Any) -> ToldArticle | None:
    """The news item of a campaign as its data tell it now."""
    return next((told for rule in _tellers if (told := rule(inspection))), None)


def register_disclosed(rule: Disclose) -> None:
    """Let ``rule`` say what of a campaign anybody may see. Called in ``AppConfig.ready``."""
    _disclosers.append(rule)


def disclosed(inspection: Any) -> Disclosed:
    """What of a campaign anybody may see; nothing before the conclusion."""
    return next((found for rule in _disclosers if (found := rule(inspection))), Disclosed())


@dataclass(frozen=True)
class ArticleDoor:
    """A button beside the news item of a campaign; ``post``: it does something."""

    label: str
    url: str
    post: bool = False


# (inspection, user) -> the button this person gets, or None
ArticleDoorRule = Callable[[Any, Any], ArticleDoor | None]
_article_doors: list[ArticleDoorRule] = []


def register_article_door(rule: ArticleDoorRule) -> None:
    """Let ``rule`` offer a button beside the news item. Called in ``AppConfig.ready``."""
    _article_doors.append(rule)


def article_doors(inspection: Any, user: Any) -> list[ArticleDoor]:
    """The buttons ``user`` gets beside the news item of a campaign."""
    return [door for rule in _article_doors if (door := rule(inspection, user))]

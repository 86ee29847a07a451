"""Lists of other systems: taken in as facts, all or nothing, again and again."""

import hashlib
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.imports import read
from congvu.core.policies import require
from congvu.core.search import fold
from congvu.dossiers.errors import ListHasProblems
from congvu.dossiers.lists.columns import ALIASES, LABELS, NOT_USED, REQUIRED
from congvu.dossiers.lists.comparing import compare, stretches
from congvu.dossiers.lists.places import OUTSIDE, Places, look_up, unknown_units
from congvu.dossiers.lists.reading import LIMITS, Reading, understand
from congvu.dossiers.models import ImportRun, SourceSystem
from congvu.dossiers.policies import may_import
from congvu.dossiers.rollups import shares_of, touch
from congvu.dossiers.states import Channel, DossierState, RunState
from congvu.organizations.errors import validated
from congvu.organizations.models import Unit

Say = Callable[[int, int], None]  # how many of how many rows are written


def unsaid(done: int, total: int) -> None:
    """Where nobody watches."""


@dataclass
class Report:
    """What a list would do, or did."""

    reading: Reading
    unknown_units: dict[str, int] = field(default_factory=dict)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    different: int = 0
    run: ImportRun | None = None

    @property
    def good(self) -> bool:
        """Whether all may be taken in."""
        return self.reading.good

    @property
    def counts(self) -> dict[str, int]:
        """As an import run keeps them."""
        names = ("created", "updated", "unchanged", "different")
        return {name: getattr(self, name) for name in names}


Study = tuple[Report, Places]


def add_source(*, by: Any, name: str, note: str = "") -> SourceSystem:
    """A system whose lists will be taken in."""
    require(may_import(by))
    with transaction.atomic():
        source = validated(SourceSystem(name=" ".join(name.split()), note=note.strip()))
        return audit.create(source, by=by, action="dossiers.add_source")


def remember_source(
    source: SourceSystem,
    *,
    by: Any,
    columns: Mapping[str, str | None] | None = None,
    words: Mapping[str, str | None] | None = None,
    channels: Mapping[str, str | None] | None = None,
    units: Mapping[str, int | None] | None = None,
    expected: int | None = None,
) -> SourceSystem:
    """Which headings, words and unit names of a system mean what; added to what is known.

    None forgets a thing; ``NOT_USED`` as a heading says that the field is not to be read.
    """
    require(may_import(by))
    refuse_meanings(columns or {}, words or {}, channels or {}, units or {})
    with transaction.atomic():
        kept = audit.lock(SourceSystem.objects.all(), source.pk, expected)
        news = with_meanings(kept, columns or {}, words or {}, channels or {}, units or {})
        return audit.change(kept, by=by, action="dossiers.remember_source", **news)


def as_if(
    source: SourceSystem | None,
    *,
    columns: Mapping[str, str | None],
    words: Mapping[str, str | None],
    channels: Mapping[str, str | None],
) -> SourceSystem:
    """A system as it would be with these meanings; not written, to read a list with."""
    refuse_meanings(columns, words, channels, {})
    trial = copy(source) if source else SourceSystem()
    for name, value in with_meanings(trial, columns, words, channels, {}).items():
        setattr(trial, name, value)
    return trial


def with_meanings(
    source: SourceSystem,
    columns: Mapping[str, str | None],
    words: Mapping[str, str | None],
    channels: Mapping[str, str | None],
    units: Mapping[str, int | None],
) -> dict[str, dict[str, Any]]:
    """What a system would remember then."""
    return {
        "columns": known(source.columns, columns),
        "words": known(source.words, folded(words)),
        "channels": known(source.channels, folded(channels)),
        "units": known(source.units, folded(units)),
    }


def known(before: Mapping[str, Any], news: Mapping[str, Any]) -> dict[str, Any]:
    """What is known with the news; what is None is forgotten."""
    return {name: value for name, value in {**before, **news}.items() if value is not None}


def folded(meant: Mapping[str, Any]) -> dict[str, Any]:
    """Words as they are looked up, tone marks and capitals aside."""
    return {fold(word): value for word, value in meant.items()}


def refuse_meanings(
    columns: Mapping[str, str | None],
    words: Mapping[str, str | None],
    channels: Mapping[str, str | None],
    units: Mapping[str, int | None],
) -> None:
    """What can't be meant is not remembered."""
    refuse_columns(columns)
    refuse_what_is_not("words", "trạng thái", words, set(DossierState))
    refuse_what_is_not("channels", "hình thức nộp", channels, set(Channel))
    refuse_units(units)


def refuse_columns(columns: Mapping[str, str | None]) -> None:
    """Only fields there are, and without some of them no row can be read."""
    for name, told in columns.items():
        if name not in ALIASES:
            raise BadInput(fields={"columns": f"Không có cột {name!r}."})
        if name in REQUIRED and told == NOT_USED:
            raise BadInput(fields={"columns": f"Danh sách phải có cột: {LABELS[name]}."})


def refuse_what_is_not(
    name: str, label: str, meant: Mapping[str, str | None], known: set[str]
) -> None:
    """Only what is one of a closed list."""
    for value in meant.values():
        if value is not None and value not in known:
            raise BadInput(fields={name: f"Không có {label} {value!r}."})


def refuse_units(units: Mapping[str, int | None]) -> None:
    """Only units there are, or none of ours."""
    wanted = set(units.values()) - {OUTSIDE, None}
    if wanted - set(Unit.objects.filter(pk__in=wanted).values_list("pk", flat=True)):
        raise BadInput(fields={"units": "Có đơn vị không còn trong danh sách."})


def rehearse_list(
    data: bytes | str, source: SourceSystem | None, *, by: Any, name: str = ""
) -> Report:
    """What a list would do; nothing is written."""
    require(may_import(by))
    report, places = studied(data, source, name)
    if report.good:
        for facts in stretches(report.reading.facts):
            news = compare(facts, source, places, absent=report.reading.absent)
            report.created += len(news.new)
            report.updated += len(news.changed)
            report.unchanged += news.unchanged
            report.different += news.different
    return report


def import_list(
    data: bytes | str,
    source: SourceSystem,
    *,
    by: Any,
    name: str = "",
    run: ImportRun | None = None,
    study: Study | None = None,
    say: Say = unsaid,
) -> Report:
    """Take a list in: new codes become facts, known ones are updated, each with its log row.

    One transaction; a list with a single doubtful cell writes nothing. The same list once more
    changes nothing. ``study``: the list as it was read for ``source`` a moment ago.
    """
    require(may_import(by))
    study = study or studied(data, source, name)
    with transaction.atomic():
        kept = audit.lock(SourceSystem.objects.all(), source.pk)
        # what words of that system mean was changed meanwhile: read with what they mean now
        report, places = study if kept.version == source.version else studied(data, kept, name)
        if not report.good:
            raise ListHasProblems(first_words(report.reading))
        run = run or begun(kept, data, name, by, report)
        facts_done, every = 0, len(report.reading.facts)
        for facts in stretches(report.reading.facts):
            say(facts_done, every)
            write(facts, kept, places, run, report, by)
            facts_done += len(facts)
        written = report.created + report.updated
        state = RunState.TAKEN_IN if written else RunState.NOTHING_NEW
        facts_now = {"state": state, "skipped": report.reading.skipped_count, **report.counts}
        audit.change(run, by=by, action="dossiers.import_run", at=clock.now(), **facts_now)
        audit.change(
            kept,
            by=by,
            action="dossiers.remember_source",
            columns=kept.columns | report.reading.found,
        )
        report.run = run
        return report


def begun(
    source: SourceSystem, data: bytes | str, name: str, by: Any, report: Report, **fields: Any
) -> ImportRun:
    """A run of its own for a list."""
    digest = hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()
    run = ImportRun(
        source=source,
        file_name=name[:300],
        sha256=digest,
        at=clock.now(),
        by=by,
        skipped=report.reading.skipped_count,
        **({"state": RunState.TAKEN_IN} | fields),
    )
    return audit.create(run, by=by, action="dossiers.import_run")


def studied(data: bytes | str, source: SourceSystem | None, name: str) -> Study:
    """The list read, its names looked up."""
    reading = understand(read(data, name, LIMITS), source)
    places = look_up(source)
    report = Report(reading)
    report.unknown_units = unknown_units(reading, places)
    return report, places


def write(
    facts: list, source: SourceSystem, places: Places, run: ImportRun, report: Report, by: Any
) -> None:
    """One stretch of a list into the tables."""
    news = compare(facts, source, places, absent=report.reading.absent, lock=True)
    for row in news.new:
        row.run_id = run.pk
    reason = f"{source}, tệp {run.file_name or run.pk}"
    audit.create_many(news.new, by=by, action="dossiers.import", reason=reason)
    shares = [set() for _ in news.new] + [shares_of(row) for row, _ in news.changed]
    pairs = [(row, {**fields, "run": run}) for row, fields in news.changed]
    audit.change_many(pairs, by=by, action="dossiers.import", reason=reason)
    touch(shares, [*news.new, *(row for row, _ in news.changed)])
    report.created += len(news.new)
    report.updated += len(news.changed)
    report.unchanged += news.unchanged
    report.different += news.different


def first_words(reading: Reading) -> str:
    """Why nothing was taken in, with the first problem."""
    if not reading.facts and not reading.problems:
        return "Danh sách không có hồ sơ nào."
    first = reading.problems[0]
    return f"Chưa nhập dòng nào: có {reading.problem_count} chỗ chưa đúng, trước hết là dòng \
{first.row}: {first.message}"

"""A list by the page: read and kept aside, corrected, then taken in or thrown away."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from congvu.core import audit
from congvu.core.errors import BadInput, WrongState
from congvu.core.jobs import defer
from congvu.core.policies import require
from congvu.core.staged import bytes_of, decided, kept_aside
from congvu.dossiers.actions.importing import (
    Report,
    Say,
    add_source,
    begun,
    import_list,
    rehearse_list,
    remember_source,
    studied,
    unsaid,
)
from congvu.dossiers.models import ImportRun, SourceSystem
from congvu.dossiers.policies import may_import
from congvu.dossiers.states import RunState

TAKE_IN = "dossiers.take_in_list"
MOST_ROWS = 30_000  # by the page; longer lists by the command, which no browser waits for


def stage_list(data: bytes, source: SourceSystem | str, *, by: Any, name: str) -> ImportRun:
    """Read a list of a system, known or named for the first time, and keep it aside.

    What was found is kept with it; no dossier is written.
    """
    known = source if isinstance(source, SourceSystem) else None
    report = rehearse_list(data, known, by=by, name=name)
    if len(report.reading.facts) > MOST_ROWS:
        raise BadInput(
            f"Danh sách có hơn {MOST_ROWS} hồ sơ. Hãy tách tệp, hoặc nhờ quản trị hệ thống nhập"
            " bằng lệnh congvu import-dossiers."
        )
    with transaction.atomic():
        system = known or add_source(by=by, name=str(source))
        run = begun(
            system, data, name, by, report, state=RunState.WAITING, findings=findings_of(report),
            **report.counts,
        )  # fmt: skip
        return kept_aside(run, "dossier-lists", data, by=by, action="dossiers.import_run")


def map_list(
    run: ImportRun,
    *,
    by: Any,
    columns: Mapping[str, str | None] | None = None,
    words: Mapping[str, str] | None = None,
    channels: Mapping[str, str] | None = None,
    units: Mapping[str, int] | None = None,
) -> ImportRun:
    """Say what words of that system mean, remembered from now on, and read the list again."""
    with transaction.atomic():
        kept = waiting(run, by)
        source = remember_source(
            kept.source, by=by, columns=columns, words=words, channels=channels, units=units
        )
        report = rehearse_list(bytes_of(kept), source, by=by, name=kept.file_name)
        facts = {"findings": findings_of(report), **report.counts}
        return audit.change(kept, by=by, action="dossiers.import_run", **facts)


def take_in_list(
    run: ImportRun, *, by: Any, job: int | None = None, say: Say = unsaid
) -> ImportRun:
    """Take in a list that waits. Its file is thrown away with the commit.

    It is read before the transaction, so that others wait for the writing alone. ``job``: the
    background job that does it.
    """
    refuse_unless_waiting(run, by, job)
    data, source = bytes_of(run), run.source
    study = studied(data, source, run.file_name)
    with transaction.atomic():
        kept = waiting(run, by, job)
        report = import_list(
            data, source, by=by, name=kept.file_name, run=kept, study=study, say=say
        )
        findings = findings_of(report)
        return decided(kept, by=by, action="dossiers.import_run", findings=findings)


def take_in_later(run: ImportRun, *, by: Any) -> ImportRun:
    """Have a long list taken in by the background, which says how far it is."""
    with transaction.atomic():
        kept = waiting(run, by)
        job = defer(TAKE_IN, owner=by, run_id=kept.pk, user_id=by.pk)
        return audit.change(kept, by=by, action="dossiers.import_run", job=job)


def discard_list(run: ImportRun, *, by: Any) -> ImportRun:
    """Throw away a list that waits; nothing of it was written."""
    with transaction.atomic():
        facts: dict[str, Any] = {"state": RunState.DISCARDED, "findings": {}}
        return decided(waiting(run, by), by=by, action="dossiers.import_run", **facts)


def waiting(run: ImportRun, by: Any, job: int | None = None) -> ImportRun:
    """The run, locked; refused when it was taken in or thrown away meanwhile."""
    require(may_import(by))
    kept = audit.lock(ImportRun.objects.all(), run.pk)
    refuse_unless_waiting(kept, by, job)
    return kept


def refuse_unless_waiting(run: ImportRun, by: Any, job: int | None) -> None:
    """What waits for somebody's word, or for this very job."""
    require(may_import(by))
    if not run.is_waiting:
        raise WrongState("Danh sách này đã được nhập hoặc đã bỏ.")
    if run.under_way and run.job_id != job:
        raise WrongState("Danh sách này đang được nhập. Hãy chờ xong rồi xem kết quả.")


def findings_of(report: Report) -> dict[str, Any]:
    """What the page shows of a list."""
    reading = report.reading
    return {
        "good": report.good,
        "rows": len(reading.facts),
        "found": reading.found,
        "headings": reading.headings,
        "missing": reading.missing,
        "vanished": reading.vanished,
        "ignored": reading.ignored,
        "skipped": reading.skipped,
        "problem_count": reading.problem_count,
        "problems": [vars(problem) for problem in reading.problems],
        "unknown_states": reading.unknown_states,
        "unknown_channels": reading.unknown_channels,
        "unsaid_channels": reading.unsaid_channels,
        "followed": reading.followed,
        "unread_phones": reading.unread_phones,
        "unknown_units": report.unknown_units,
    }

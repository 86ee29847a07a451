"""One run of everything, kept with what it found."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import chain

from congvu.core import clock, registry
from congvu.core.garbage import few_searches
from congvu.core.models import VerifyRun
from congvu.core.registry import Fault, Tally
from congvu.core.verify.log import log_faults
from congvu.core.verify.values import value_faults

KEPT = 200  # faults stored with a run; all are counted
Listener = Callable[[Tally, str], None]


def run_all(
    report: Listener = lambda tally, what: None,
    heard: Callable[[Fault], None] = lambda fault: None,
    by_id: int | None = None,
) -> VerifyRun:
    """Check everything; ``report`` hears of progress and ``heard`` of each fault as it is found."""
    run = VerifyRun.objects.create(started_at=clock.now(), by_id=by_id)
    tally, found = Tally(report=report), []
    with few_searches():
        for fault in all_faults(tally):
            run.fault_count += 1
            heard(fault)
            if len(found) < KEPT:
                found.append(fault)
    run.faults = [asdict(fault) for fault in found]
    run.first_fault = found[0].message if found else ""
    run.rows, run.values, run.files = tally.rows, tally.values, tally.files
    run.finished_at = clock.now()
    run.save()
    return run


def all_faults(tally: Tally) -> Iterator[Fault]:
    """Log, values, then the registered checks; one that breaks down is a fault itself."""
    checks = {"nhật ký": log_faults, "giá trị": value_faults, **registry.checks()}
    return chain.from_iterable(guarded(name, check, tally) for name, check in checks.items())


def guarded(name: str, check: registry.Check, tally: Tally) -> Iterator[Fault]:
    """A check that raises must not hide what the others find."""
    try:
        yield from check(tally)
    except Exception as error:  # noqa: BLE001 anything a tampered row can provoke
        text = f"Không kiểm tra được phần {name}: {type(error).__name__}: {error}"
        yield Fault("core.check", name, text)

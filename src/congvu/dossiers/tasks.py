"""Background work: months added up, long reports as Excel, old files and marks thrown away."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.jobs import GiveUp, Running, daily, every, job, progress, progress_aside
from congvu.core.policies import require
from congvu.documents.xlsx import render_xlsx
from congvu.dossiers.actions import (
    expire_drafts,
    forget_tickets,
    take_in_list,
    warn_due,
    warn_of_drafts,
)
from congvu.dossiers.actions.lists import TAKE_IN
from congvu.dossiers.actions.reports import MAKE, drop_report_files, keep_report_file
from congvu.dossiers.ledgers import LEDGERS
from congvu.dossiers.models import ImportRun, ReportFile
from congvu.dossiers.outputs.reports import Summary
from congvu.dossiers.outputs.takings import TakingReport, TakingSums, taking_report
from congvu.dossiers.policies import may_see_money
from congvu.dossiers.reporting import Asked, book_of, every_entry, spec_of, table_of
from congvu.dossiers.rollups import JOB, roll_up, to_roll_up
from congvu.dossiers.taking_reporting import every_line, scope_of, taking_book, taking_table

TOLD_EVERY = 500  # rows
Line = TypeVar("Line")


@every(minutes=15)
@job(JOB, title="Cộng dồn số liệu hồ sơ theo tháng")
def add_up(running: Running) -> None:
    """Every month that is over and was touched, or has no totals yet."""
    work = [(month, ledger) for ledger in LEDGERS for month in to_roll_up(ledger)]
    for number, (month, ledger) in enumerate(work, start=1):
        roll_up(month, ledger)
        progress(running, number, len(work), f"Tháng {month:%m/%Y}")


@job(MAKE, title="Lập tệp Excel báo cáo hồ sơ")
def make_report_file(running: Running, slug: str, asked: dict[str, Any], user_id: int) -> None:
    """A report of any length as Excel, with the rights its owner has now."""
    by, about = User.objects.get(pk=user_id), Asked.of(asked)
    fees = taking_report(slug)
    spec = fees or spec_of(slug)
    if spec is None:
        raise GiveUp
    name = f"reports/{running.id}.xlsx"
    kept = ReportFile.objects.filter(stored_name=name).first()
    if kept is not None:  # all was done but to say so
        progress(running, kept.rows, kept.rows, result_url=kept.get_absolute_url())
        return
    default_storage.delete(name)  # half of it, from a worker that died
    made = fee_file(running, fees, about, by) if fees else dossier_file(running, slug, about, by)
    count, data = made
    name = default_storage.save(name, ContentFile(data))
    try:
        row = keep_report_file(
            by=by,
            slug=slug,
            title=spec.title,
            asked=about.words()[:300],
            stored_name=name,
            rows=count,
            size=len(data),
        )
    except BaseException:
        default_storage.delete(name)
        raise
    progress(running, count, count, result_url=row.get_absolute_url())


def dossier_file(running: Running, slug: str, about: Asked, by: User) -> tuple[int, bytes]:
    """A report of dossiers: how many rows, and the workbook."""
    spec, scope = spec_of(slug), about.scope(by, clock.now())
    if spec is None:
        raise GiveUp
    count = table_of(spec, scope).count
    rows = None if isinstance(spec, Summary) else told(running, every_entry(spec, scope), count)
    return count, render_xlsx(book_of(spec, about, scope, by, rows))


def fee_file(running: Running, spec: TakingReport, about: Asked, by: User) -> tuple[int, bytes]:
    """A report of fees."""
    require(may_see_money(by))
    scope = scope_of(about, by, clock.now())
    count = taking_table(spec, scope).count
    rows = None if isinstance(spec, TakingSums) else told(running, every_line(spec, scope), count)
    return count, render_xlsx(taking_book(spec, about, scope, by, rows))


def told(running: Running, entries: Iterator[Line], count: int) -> Iterator[Line]:
    """The same rows; says how far it is."""
    for number, one in enumerate(entries, start=1):
        if number % TOLD_EVERY == 0:
            progress(running, min(number, count - 1), count, "Ghi từng dòng")
        yield one


@job(TAKE_IN, title="Nhập danh sách hồ sơ")
def take_in_run(running: Running, run_id: int, user_id: int) -> None:
    """A long list of another system: all rows or none; one that is in already is left alone."""
    run = ImportRun.objects.select_related("source", "job__task").get(pk=run_id)
    rows = run.findings.get("rows", 0)
    progress(running, 0, 2 * rows, "Đọc danh sách")

    def say(done: int, total: int) -> None:
        progress_aside(running, total + done, 2 * total, "Ghi vào sổ, tất cả hoặc không dòng nào")

    if run.is_waiting:
        run = take_in_list(run, by=User.objects.get(pk=user_id), job=running.id, say=say)
    progress(running, 2 * rows, 2 * rows, result_url=run.get_absolute_url())


@daily("02:20")
@job("dossiers.tidy_report_files", title="Bỏ tệp báo cáo đã cũ")
def tidy_report_files(running: Running) -> None:
    """Rows first, then what they pointed to."""
    for name in drop_report_files():
        default_storage.delete(name)


@daily(at="02:45")
@job("dossiers.forget_tickets", title="Dọn dấu phiếu tiếp nhận cũ")
def forget(job: Running | None = None) -> int:
    """Marks of forms sent long ago."""
    return forget_tickets()


@every(minutes=30)
@job("dossiers.warn", title="Nhắc hạn giải quyết hồ sơ")
def warn(job: Running | None = None) -> int:
    """Warnings by the share of the time that has run, each once."""
    return warn_due()


@daily(at="07:15")
@job("dossiers.expire_drafts", title="Báo và xóa hồ sơ nháp quá lâu")
def expire(job: Running | None = None) -> int:
    """Writers are told first; what they were told of long enough ago goes."""
    warn_of_drafts()
    return expire_drafts()

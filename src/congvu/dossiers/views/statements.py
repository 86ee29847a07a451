"""Đối chiếu sao kê: a file read, looked at, taken in; what does not match decided by a person."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.core import formats
from congvu.core.formed import form_page
from congvu.core.paging import cut
from congvu.core.policies import require
from congvu.dossiers.actions import (
    discard_statement,
    set_aside_entry,
    settle_entry,
    stage_statement,
    take_in_statement,
)
from congvu.dossiers.bank.reading import LABELS
from congvu.dossiers.forms.statements import AsideForm, SettleForm, StatementForm
from congvu.dossiers.models import BankAccount, BankEntry, BankStatement
from congvu.dossiers.policies import may_reconcile
from congvu.dossiers.states import OUTCOME_LABELS, TO_BE_LOOKED_AT, Outcome, RunState
from congvu.dossiers.views.common import crumb_list, opened_version, sent

SHOWN = 50
TONES = {Outcome.MATCHED: "ok", Outcome.SETTLED: "ok", Outcome.SET_ASIDE: "muted"}


@login_required
@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    """What still waits for somebody, then what was taken in and when."""
    require(may_reconcile(request.user))
    entries = BankEntry.objects.filter(account__in=mine(request)).select_related(
        "dossier", "account"
    )
    statements = BankStatement.objects.filter(account__in=mine(request))
    waiting = list(entries.to_look_at().order_by("day", "pk")[: SHOWN + 1])
    context = {
        "waiting": [line(one) for one in waiting[:SHOWN]],
        "more": len(waiting) > SHOWN,
        "statements": statements.select_related("account", "by").order_by("-at", "-pk")[:SHOWN],
        "has_account": mine(request).exists(),
        "crumbs": [crumb_list(), {"label": "Đối chiếu sao kê"}],
    }
    return render(request, "dossiers/statement_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def statement_add(request: HttpRequest) -> HttpResponse:
    """Choose account and file; it is read and shown, nothing is written yet."""
    require(may_reconcile(request.user))
    form = StatementForm(sent(request), request.FILES or None, user=request.user)

    def run(values: dict[str, Any]) -> HttpResponse:
        file = values["file"]
        statement = stage_statement(file.read(), values["account"], by=request.user, name=file.name)
        return redirect(statement)

    back = reverse("dossiers:statement_list")
    crumbs = [crumb_list(), crumb_statements(), {"label": "Tệp mới"}]
    lead = "Tệp được đọc và cho xem trước; chưa ghi giao dịch nào cho đến khi bạn xác nhận."
    return form_page(
        request, form, run, title="Chọn tệp sao kê", button="Đọc tệp", back=back, crumbs=crumbs,
        lead=lead, template="dossiers/upload_form.html",
    )  # fmt: skip


@login_required
@require_safe
def statement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking it in would do, or did."""
    statement = statement_of(request, pk)
    found = statement.findings
    entries = statement.entries.select_related("dossier").order_by("row", "pk")
    page = cut(entries, ("row",), request.GET)
    problems = [one | {"label": LABELS.get(one["column"], "")} for one in found.get("problems", [])]
    context = {
        "statement": statement,
        "is_waiting": statement.state == RunState.WAITING,
        "found": found,
        "counts": [(OUTCOME_LABELS[Outcome(key)], n) for key, n in found.get("counts", {}).items()],
        "problems": problems[:SHOWN],
        "preview": [preview_line(one) for one in found.get("rows", [])[:SHOWN]],
        "entries": [line(one) for one in page.rows],
        "next_cursor": page.next_cursor,
        "previous_cursor": page.previous_cursor,
        "crumbs": [crumb_list(), crumb_statements(), {"label": statement.file_name}],
    }
    return render(request, "dossiers/statement_detail.html", context)


@login_required
@require_POST
def statement_take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """All credits or none."""
    statement = take_in_statement(statement_of(request, pk), by=request.user)
    told = f"Đã nhập {statement.created} giao dịch, {statement.known} đã nhập trước đó."
    messages.success(request, told)
    return redirect(statement)


@login_required
@require_POST
def statement_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing of it is kept."""
    discard_statement(statement_of(request, pk), by=request.user)
    messages.success(request, "Đã bỏ sao kê, không nhập giao dịch nào.")
    return redirect("dossiers:statement_list")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Which dossier it is for."""
    entry = entry_of(request, pk)
    code = entry.dossier.code if entry.dossier else ""
    form = SettleForm(sent(request), initial={"code": code})

    def run(values: dict[str, Any]) -> None:
        settle_entry(entry, by=request.user, expected=opened_version(request), **values)

    return decided(request, entry, form, run, "Ghi thu cho hồ sơ")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """For none here."""
    entry = entry_of(request, pk)
    form = AsideForm(sent(request))

    def run(values: dict[str, Any]) -> None:
        set_aside_entry(entry, by=request.user, expected=opened_version(request), **values)

    return decided(request, entry, form, run, "Không phải khoản thu ở đây")


def decided(
    request: HttpRequest, entry: BankEntry, form: Any, run: Any, title: str
) -> HttpResponse:
    """A small form about one credit."""
    lead = f"{formats.number(entry.amount)} đồng ngày {formats.date(entry.day)} · {entry.memo}"
    return form_page(
        request, form, run, title=title, button="Lưu", back=reverse("dossiers:statement_list"),
        crumbs=[crumb_list(), crumb_statements(), {"label": title}], version=entry.version,
        lead=lead, done="Đã xử lý giao dịch.",
    )  # fmt: skip


def mine(request: HttpRequest) -> Any:
    """Accounts whose statements this person takes in."""
    return BankAccount.objects.reconciled_by(request.user)


def statement_of(request: HttpRequest, pk: int) -> BankStatement:
    """A statement of one of them."""
    rows = BankStatement.objects.filter(account__in=mine(request))
    return get_object_or_404(rows.select_related("account", "by"), pk=pk)


def entry_of(request: HttpRequest, pk: int) -> BankEntry:
    """A credit of one of them."""
    rows = BankEntry.objects.filter(account__in=mine(request)).select_related("dossier", "account")
    return get_object_or_404(rows, pk=pk)


def line(entry: BankEntry) -> dict[str, Any]:
    """A credit with its outcome in words, and whether a person must decide."""
    outcome = Outcome(entry.outcome)
    return {
        "entry": entry,
        "word": OUTCOME_LABELS[outcome],
        "tone": TONES.get(outcome, "warn"),
        "undecided": outcome in TO_BE_LOOKED_AT,
    }


def preview_line(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a statement that waits."""
    outcome = Outcome(row["outcome"])
    words = {"word": OUTCOME_LABELS[outcome], "tone": TONES.get(outcome, "warn")}
    return row | words | {"day": parse_date(row["day"])}


def crumb_statements() -> dict[str, str]:
    """The list of statements."""
    return {"label": "Đối chiếu sao kê", "url": reverse("dossiers:statement_list")}

"""Books of receipts and accounts: kept by the office, books by the counter too."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from congvu.core.formed import form_page
from congvu.core.policies import require
from congvu.dossiers.actions import edit_account, edit_book, open_account, open_book
from congvu.dossiers.forms.money import AccountForm, BookForm
from congvu.dossiers.models import BankAccount, ReceiptBook, ReceivingPoint
from congvu.dossiers.policies import (
    keeps_books,
    may_keep_accounts,
    may_keep_books,
    may_keep_points,
)
from congvu.dossiers.views.common import crumb_list, opened_version, sent

ABOVE = {"dossiers:book_list": "Quyển biên lai", "dossiers:account_list": "Tài khoản thu"}


@login_required
@require_safe
def book_list(request: HttpRequest) -> HttpResponse:
    """Every book with how far it is written."""
    require(keeps_books(request.user))
    rows = books_seen(request.user).select_related("point").order_by("-active", "point", "series")
    rows = rows.annotate(used=Count("receipts"), highest=Max("receipts__number"))
    crumbs = [crumb_list(), {"label": "Quyển biên lai"}]
    return render(request, "dossiers/book_list.html", {"rows": rows, "crumbs": crumbs})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def book_add(request: HttpRequest) -> HttpResponse:
    """Take a book into use."""
    require(keeps_books(request.user))
    form = BookForm(sent(request), points=points_of(request.user))

    def act() -> Any:
        return open_book(by=request.user, **form.cleaned_data)

    return kept(request, form, "Quyển biên lai mới", act, "dossiers:book_list")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def book_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct it, or put it away."""
    require(keeps_books(request.user))
    book = get_object_or_404(books_seen(request.user).select_related("point"), pk=pk)
    require(may_keep_books(request.user, book.point))
    title, version = str(book), book.version
    form = BookForm(sent(request), instance=book, points=points_of(request.user))

    def act() -> Any:
        fields, expected = form.cleaned_data, opened_version(request)
        return edit_book(book, by=request.user, expected=expected, **fields)

    return kept(request, form, title, act, "dossiers:book_list", version)


@login_required
@require_safe
def account_list(request: HttpRequest) -> HttpResponse:
    """Where fees are transferred to, unit by unit."""
    require(may_keep_accounts(request.user))
    rows = BankAccount.objects.visible_to(request.user).select_related("unit")
    crumbs = [crumb_list(), {"label": "Tài khoản thu"}]
    return render(request, "dossiers/account_list.html", {"rows": rows, "crumbs": crumbs})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account_add(request: HttpRequest) -> HttpResponse:
    """One more."""
    require(may_keep_accounts(request.user))
    form = AccountForm(sent(request))

    def act() -> Any:
        return open_account(by=request.user, **form.cleaned_data)

    return kept(request, form, "Tài khoản thu mới", act, "dossiers:account_list")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct it, or put it out of use."""
    require(may_keep_accounts(request.user))
    account = get_object_or_404(BankAccount.objects.visible_to(request.user), pk=pk)
    title, version = str(account), account.version
    form = AccountForm(sent(request), instance=account)

    def act() -> Any:
        fields, expected = form.cleaned_data, opened_version(request)
        return edit_account(account, by=request.user, expected=expected, **fields)

    return kept(request, form, title, act, "dossiers:account_list", version)


def points_of(user: Any) -> Any:
    """Counters somebody keeps books for."""
    points = ReceivingPoint.objects.visible_to(user)
    return points if may_keep_points(user) else ReceivingPoint.objects.served_by(user)


def books_seen(user: Any) -> Any:
    """Books of those counters."""
    return ReceiptBook.objects.filter(point__in=points_of(user))


def kept(
    request: HttpRequest,
    form: Any,
    label: str,
    act: Callable[[], Any],
    after: str,
    version: int | None = None,
) -> HttpResponse:
    """The form; refused, it says why beside the field."""
    above, back = ABOVE[after], reverse(after)

    def run(values: dict[str, Any]) -> None:
        act()

    return form_page(
        request,
        form,
        run,
        title=label,
        button="Lưu",
        back=back,
        crumbs=[crumb_list(), {"label": above, "url": back}, {"label": label}],
        version=version,
        done=f"Đã lưu {above.lower()}.",
    )

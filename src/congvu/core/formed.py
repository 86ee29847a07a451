"""What form pages share: bind, act, answer 422 or 409 with what was typed."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from congvu.core.errors import ActionError, BadInput, StaleSave

Run = Callable[[dict[str, Any]], str | HttpResponse | None]
DIGITS = 18  # a key or a version with more is none
UNREADABLE = "Trang gửi lên bị sai số phiên bản. Vui lòng tải lại trang rồi làm lại."


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    run: Run,
    *,
    title: str,
    button: str,
    back: str,
    crumbs: list[dict[str, str]],
    version: int | None = None,
    lead: str = "",
    done: str = "Đã lưu.",
    template: str = "core/form.html",
    **more: Any,
) -> HttpResponse:
    """A page with one form; ``run`` calls the action and may name or be where to go next."""
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                target = run(form.cleaned_data)
                if isinstance(target, HttpResponse):
                    return target
                messages.success(request, done)
                return redirect(target or back)
        except ActionError as error:
            status, version = refused(form, error, version)
    context = {"form": form, "title": title, "button": button, "back": back, "crumbs": crumbs}
    context |= {"version": version, "lead": lead, **more}
    return render(request, template, context, status=status)


def refused(
    form: forms.BaseForm, error: ActionError, version: int | None
) -> tuple[int, int | None]:
    """Texts of a refused action beside their fields; status, and version to go on with."""
    if isinstance(error, StaleSave):
        form.add_error(None, f"{error.message} Lưu lần nữa sẽ thay bản đang lưu.")
        return error.status, getattr(error.details.get("current"), "version", version)
    return explain(form, error), version


def explain(form: forms.BaseForm, error: ActionError, place: str | None = None) -> int:
    """Put the texts of a refused action beside their fields; the status to answer with.

    What is said of no field stands above the form, or at the field ``place``. Who may not do it at
    all is told by the middleware, not beside a field.
    """
    if error.status == 403:
        raise error
    fields = getattr(error, "fields", {})
    for name, text in fields.items():
        form.add_error(name if name in form.fields else None, text)
    if not fields or error.message not in "; ".join(fields.values()):
        form.add_error(place if place in form.fields else None, error.message)
    return error.status


def expected(request: HttpRequest) -> int | None:
    """The version the page was opened at; None where the page does not say.

    A version that is no number is refused: taken for none, it would let a stale save through.
    """
    given = request.POST.get("version", "").strip()
    if not given:
        return None
    found = number_of(given)
    if found is None:
        raise BadInput(UNREADABLE)
    return found


def number_of(text: object) -> int | None:
    """A whole number sent by a page; None for anything else, also for "²" and endless digits."""
    digits = str(text or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) <= DIGITS else None


def mark_of(text: object) -> uuid.UUID | None:
    """The mark of a form or of an upload, sent by a page; nonsense is none."""
    try:
        return uuid.UUID(str(text or ""))
    except ValueError:
        return None

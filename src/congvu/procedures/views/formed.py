"""What the form pages share: bind, act, answer 422 or 409 with what was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from congvu.core.errors import ActionError, StaleSave

Run = Callable[[dict[str, Any]], str | None]


def crumbs(*more: tuple[str, str] | str) -> list[dict[str, str]]:
    """Where we are: (label, url) for what stands above, a string for the page itself."""
    found = [{"label": "Thủ tục hành chính", "url": reverse("procedures:procedure_list")}]
    for one in more:
        label, url = one if isinstance(one, tuple) else (one, "")
        found.append({"label": label, "url": url})
    return found


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
    **more: Any,
) -> HttpResponse:
    """A page with one form; ``run`` calls the action and may name where to go next."""
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                target = run(form.cleaned_data)
                messages.success(request, done)
                return redirect(target or back)
        except ActionError as error:
            status, version = refused(form, error, version)
    context = {"form": form, "title": title, "button": button, "back": back, "crumbs": crumbs}
    context |= {"version": version, "lead": lead, **more}
    return render(request, "procedures/form.html", context, status=status)


def refused(
    form: forms.BaseForm, error: ActionError, version: int | None
) -> tuple[int, int | None]:
    """Texts of a refused action beside their fields; status, and version to go on with.

    Who may not do it at all is told by the middleware, not beside a field.
    """
    if error.status == 403:
        raise error
    if isinstance(error, StaleSave):
        form.add_error(None, f"{error.message} Lưu lần nữa sẽ thay bản đang lưu.")
        return error.status, getattr(error.details.get("current"), "version", version)
    fields = getattr(error, "fields", {})
    for name, text in fields.items():
        form.add_error(name if name in form.fields else None, text)
    if not fields:
        form.add_error(None, error.message)
    return error.status, version


def expected(request: HttpRequest) -> int | None:
    """The version the page was opened at."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() else None

"""What the form pages of campaigns share: bind, act, answer 422 or 409 with what was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from congvu.core.errors import ActionError, StaleSave

Run = Callable[[dict[str, Any]], str | None]


class NoFields(forms.Form):
    """A form that only asks to be confirmed."""


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
    template: str = "inspections/form.html",
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
        except StaleSave as error:
            form.add_error(None, f"{error.message} Lưu lần nữa sẽ thay bản đang lưu.")
            version, status = getattr(error.details.get("current"), "version", None), error.status
        except ActionError as error:
            status = explain(form, error)
    context = {"form": form, "title": title, "button": button, "back": back, "crumbs": crumbs}
    context |= {"version": version, "lead": lead, **more}
    return render(request, template, context, status=status)


def explain(form: forms.BaseForm, error: ActionError) -> int:
    """Put the texts of a refused action beside their fields; the status to answer with.

    Who may not do it at all is told by the middleware, not beside a field.
    """
    if error.status == 403:
        raise error
    fields = getattr(error, "fields", {})
    for name, text in fields.items():
        form.add_error(name if name in form.fields else None, text)
    if not fields:
        form.add_error(None, error.message)
    return error.status


def expected(request: HttpRequest) -> int | None:
    """The version the page was opened at."""
    given = request.POST.get("version", "")
    return int(given) if given.isdigit() else None

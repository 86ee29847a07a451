"""What the form pages of this package share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from congvu.core.errors import ActionError, BadInput, StaleSave

Run = Callable[[dict[str, Any]], str | HttpResponse | None]


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    run: Run,
    *,
    title: str,
    button: str,
    back: str,
    done: str = "",
    lead: str = "",
    version: int | None = None,
) -> HttpResponse:
    """A page with one form; ``run`` calls the action and may name where to go next."""
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid():
                target = run(form.cleaned_data)
                if isinstance(target, HttpResponse):
                    return target
                messages.success(request, done or "Đã lưu.")
                return redirect(target or back)
            status = 422
        except StaleSave as error:
            form.add_error(None, f"{error.message} Lưu lần nữa sẽ thay bản đang lưu.")
            version, status = getattr(error.details.get("current"), "version", None), error.status
        except BadInput as error:
            explain(form, error)
            status = error.status
    context = {"form": form, "title": title, "button": button, "back": back, "lead": lead}
    context |= {"version": version, "crumbs": crumbs(title)}
    return render(request, "organizations/form.html", context, status=status)


def explain(form: forms.BaseForm, error: ActionError) -> None:
    """Put the texts of a refused action beside their fields."""
    fields = getattr(error, "fields", {})
    for name, text in fields.items():
        form.add_error(name if name in form.fields else None, text)
    if not fields or error.message not in "; ".join(fields.values()):
        form.add_error(None, error.message)


def crumbs(*labels: str) -> list[dict[str, str]]:
    """Where a page stands."""
    home = {"label": "Tổ chức, cán bộ", "url": reverse("organizations:unit_list")}
    return [home, *({"label": label} for label in labels)]


def expected(request: HttpRequest) -> int | None:
    """The version the form was opened at."""
    given = request.POST.get("version", "")
    return int(given) if given.isdigit() else None

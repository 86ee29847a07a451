"""What the form pages of this package share."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from congvu.core import formed


def form_page(
    request: HttpRequest, form: forms.BaseForm, run: formed.Run, *, title: str, **page: Any
) -> HttpResponse:
    """A page with one form, under the crumbs of this package."""
    return formed.form_page(request, form, run, title=title, crumbs=crumbs(title), **page)


def crumbs(*labels: str) -> list[dict[str, str]]:
    """Where a page stands."""
    home = {"label": "Tổ chức, cán bộ", "url": reverse("organizations:unit_list")}
    return [home, *({"label": label} for label in labels)]

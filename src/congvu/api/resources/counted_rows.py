"""A number and the way to its rows; the rows, each with the object it tells of."""

import datetime as dt
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.utils import timezone

from congvu.api.kinds import Out
from congvu.api.replies import ROOT
from congvu.dossiers.models import Dossier, Rating
from congvu.petitions.models import Petition
from congvu.procedures.models import ProcedureVersion

COLLECTIONS = {
    Dossier: "dossiers",
    Petition: "petitions",
    ProcedureVersion: "procedure-versions",
    Rating: "ratings",
}
Plain = str | int | float | bool | None


class CountedRow(Out):
    """A row that was counted; ``url`` is the dossier, petition… it tells of."""

    id: int
    collection: str
    object: int
    label: str
    url: str


def counted_row(row: Model, about: Model) -> dict[str, Any]:
    """As the API names it."""
    name = COLLECTIONS[type(about)]
    return {
        "id": row.pk,
        "collection": name,
        "object": about.pk,
        "label": str(about),
        "url": f"{ROOT}/{name}/{about.pk}",
    }


def address(path: str, **asked: Any) -> str:
    """An address of the API with what is asked; None is not asked."""
    told = {name: value for name, value in asked.items() if value is not None}
    return f"{ROOT}/{path}?{urlencode(told)}"


def number(value: Any) -> int | float | None:
    """A JSON number: whole where it is whole."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def plain(value: Any) -> Plain:
    """A cell as JSON; days as 2020-09-08, moments with the office's offset."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return number(value)

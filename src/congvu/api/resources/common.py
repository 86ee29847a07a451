"""What the collections share when they narrow a list and show an object."""

import datetime as dt
from typing import Annotated, Any

from django.db.models import Model, QuerySet
from pydantic import AfterValidator, Field

from congvu.api.kinds import utter
from congvu.api.replies import ROOT
from congvu.core.workdays.zone import opening

Code = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(utter)]


def base(obj: Model, name: str) -> dict[str, Any]:
    """What every object carries."""
    return {
        "id": obj.pk,
        "version": obj.version,
        "updated_at": obj.updated_at,
        "url": f"{ROOT}/{name}/{obj.pk}",
    }


def same(obj: Model, *names: str) -> dict[str, Any]:
    """Fields the API calls as the model does."""
    return {name: getattr(obj, name) for name in names}


def day_from(name: str) -> Any:
    """From a day on, on the office's clock."""

    def narrow(found: QuerySet, day: dt.date) -> QuerySet:
        return found.filter(**{f"{name}__gte": opening(day)})

    return narrow


def day_until(name: str) -> Any:
    """Until the end of a day, on the office's clock."""

    def narrow(found: QuerySet, day: dt.date) -> QuerySet:
        return found.filter(**{f"{name}__lt": opening(day) + dt.timedelta(days=1)})

    return narrow

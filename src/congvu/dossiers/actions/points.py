"""Counters: open one, change its rules."""

import copy
from typing import Any

from django.db import transaction

from congvu.core import audit
from congvu.core.policies import require
from congvu.dossiers.models import ReceivingPoint
from congvu.dossiers.policies import may_keep_points
from congvu.organizations.errors import validated


def open_point(*, by: Any, **fields: Any) -> ReceivingPoint:
    """A new place where dossiers are taken in."""
    require(may_keep_points(by))
    with transaction.atomic():
        point = validated(ReceivingPoint(**fields))
        return audit.create(point, by=by, action="dossiers.open_point")


def edit_point(
    point: ReceivingPoint, *, by: Any, expected: int | None = None, **fields: Any
) -> ReceivingPoint:
    """Other rules from now on; codes already drawn stay as they are."""
    require(may_keep_points(by))
    with transaction.atomic():
        kept = audit.lock(ReceivingPoint.objects.all(), point.pk, expected)
        proposed = copy.copy(kept)
        for name, value in fields.items():
            setattr(proposed, name, value)
        validated(proposed)
        return audit.change(kept, by=by, action="dossiers.edit_point", **fields)

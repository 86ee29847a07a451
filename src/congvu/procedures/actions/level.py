"""Declaring the level of online service."""

import datetime as dt
from typing import Any

from django.db import transaction

from congvu.core import audit
from congvu.core.policies import require
from congvu.legal.models import Basis
from congvu.procedures import rules
from congvu.procedures.errors import BadLevel
from congvu.procedures.models import LevelDeclaration, Procedure
from congvu.procedures.policies import may_keep

ACTION = "procedures.declare_level"


def declare_level(
    procedure: Procedure,
    level: str,
    valid_from: dt.date,
    *,
    by: Any,
    decision: str = "",
    basis: Basis | None = None,
) -> LevelDeclaration:
    """A level in the words of its day; the declaration before it ends the day before."""
    require(may_keep(by, procedure))
    if problem := rules.level_problem(level, valid_from):
        raise BadLevel(fields={"level": problem})
    with transaction.atomic():
        held = audit.lock(Procedure.objects.all(), procedure.pk)
        for earlier in held.levels.all():
            if earlier.valid_from >= valid_from:
                told = f"Đã có mức độ khai từ ngày {earlier.valid_from:%d/%m/%Y}."
                raise BadLevel(fields={"valid_from": told})
            if earlier.valid_to is None or earlier.valid_to >= valid_from:
                last = valid_from - dt.timedelta(days=1)
                audit.change(earlier, by=by, action=ACTION, valid_to=last)
        made = LevelDeclaration(procedure=held, level=level, valid_from=valid_from,
                                decision=decision.strip(), basis=basis)  # fmt: skip
        return audit.create(made, by=by, action=ACTION)

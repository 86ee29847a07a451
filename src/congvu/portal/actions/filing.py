"""Deciding where one procedure is filed, otherwise than the rule says."""

import datetime as dt
from typing import Any

from django.db import transaction

from congvu.core import audit, clock, formats
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require
from congvu.organizations.errors import validated
from congvu.portal.models import FilingDecision
from congvu.portal.policies import may_decide_filing
from congvu.portal.states import BY_RULE
from congvu.procedures.models import Procedure

PAST = "Quyết định áp dụng từ hôm nay trở đi: hồ sơ đã nộp không đổi nơi nộp."
NOTHING_DECIDED = "Thủ tục này đang theo quy định chung, không có quyết định riêng nào để thôi."


def decide_filing(
    procedure: Procedure,
    *,
    way: str,
    valid_from: dt.date,
    reason: str,
    document: str,
    by: Any,
) -> FilingDecision:
    """From a day on; an earlier decision stays as it is and holds until then."""
    require(may_decide_filing(by))
    today = clock.today()
    if valid_from < today:
        raise BadInput(fields={"valid_from": f"{PAST} Hôm nay là {formats.date(today)}."})
    made = FilingDecision(
        procedure=procedure,
        way=way,
        valid_from=valid_from,
        reason=" ".join(reason.split()),
        document=" ".join(document.split()),
        decided_by=by,
    )
    with transaction.atomic():
        Procedure.objects.select_for_update(of=("self",)).get(pk=procedure.pk)
        if way == BY_RULE and not holds(procedure, valid_from):
            raise WrongState(NOTHING_DECIDED)
        return audit.create(validated(made), by=by, action="portal.decide_filing")


def holds(procedure: Procedure, on: dt.date) -> bool:
    """Whether a decision of the office holds on a day."""
    rows = FilingDecision.objects.since(on).filter(procedure=procedure)
    last = rows.first()
    return last is not None and last.way != BY_RULE

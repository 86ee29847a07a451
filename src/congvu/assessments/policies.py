"""Who may open, answer and judge sheets."""

from collections.abc import Iterable, Sequence
from typing import Any

from congvu.assessments.models import Answer, Sheet
from congvu.assessments.models.sheet import UNIT_SIDE
from congvu.assessments.registry import judgeable, readable
from congvu.assessments.states import SelfState
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role

OPENERS = (Role.ADMINISTRATOR, Role.HEAD, Role.DEPUTY, Role.SECRETARY)
# the văn thư issues signed papers, and what they order happens by her hand
CARRIERS = (*OPENERS, Role.RECORDS_CLERK)


def may_open_sheets(user: Any) -> bool:
    """Opening sheets belongs to those who run campaigns."""
    return rights_of(user).has(*OPENERS)


def may_carry_out(user: Any) -> bool:
    """Asking for self-reports and freezing sheets follow from an issued paper."""
    return rights_of(user).has(*CARRIERS)


def may_answer_for_unit(user: Any, sheet: Sheet) -> bool:
    """The unit's own side: its head and its contact officer."""
    return rights_of(user).in_unit(sheet.unit_id, *UNIT_SIDE)


def may_submit_self(user: Any, sheet: Sheet) -> bool:
    """The unit's report goes out by its head or its contact officer."""
    return may_answer_for_unit(user, sheet)


def may_judge(user: Any, sheet: Sheet) -> bool:
    """What packages above allow; nobody otherwise, and never one's own unit."""
    own = rights_of(user).in_unit(sheet.unit_id)
    return not own and sheet.pk in judgeable(user, [sheet.pk])


def may_read(user: Any, sheet: Sheet) -> bool:
    """The unit itself once asked, and whoever a package above lets read."""
    return may_read_own(user, sheet) or may_see_judged(user, sheet)


def may_read_own(user: Any, sheet: Sheet) -> bool:
    """The unit itself, once asked for its report."""
    asked = sheet.self_state != SelfState.NOT_REQUESTED
    return asked and may_answer_for_unit(user, sheet)


def may_see_judged(user: Any, sheet: Sheet) -> bool:
    """The team's side: whoever a package above lets read."""
    return sheet.pk in readable(user, [sheet.pk])


def may_edit_self(user: Any, sheet: Sheet) -> bool:
    """The unit's side while its report is asked for and not yet sent."""
    open_now = sheet.self_state == SelfState.REQUESTED and not sheet.frozen
    return open_now and may_answer_for_unit(user, sheet)


def may_attach(user: Any, answer: Any) -> bool:
    """Whether ``user`` may put evidence to this answer."""
    return answer.pk in attachable(user, [answer])


def attachable(user: Any, answers: Sequence[Any]) -> set[int]:
    """Answers that take files of ``user``: the unit before sending, the team while it judges."""
    own = rights_of(user)
    sheets = {a.sheet_id: a.sheet for a in answers}
    others = [pk for pk, row in sheets.items() if not row.frozen and not own.in_unit(row.unit_id)]
    able = judgeable(user, others) if others else set()
    able |= {pk for pk, sheet in sheets.items() if may_edit_self(user, sheet)}
    return {answer.pk for answer in answers if answer.sheet_id in able}


def answers_read_by(user: Any) -> Any:
    """The answers ``user`` may read, as a query, for rights over files."""
    sheets = Sheet.objects.read_by(user).values("pk")
    return Answer.objects.order_by().filter(sheet_id__in=sheets)


def read_rule(user: Any, answer_ids: Iterable[int]) -> set[int]:
    """Out of ``answer_ids`` those ``user`` may read."""
    return set(answers_read_by(user).filter(pk__in=list(answer_ids)).values_list("pk", flat=True))

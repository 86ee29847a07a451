"""Who may open, answer and judge sheets."""

from typing import Any

from congvu.assessments.models import Sheet
from congvu.assessments.registry import judgeable, readable
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role

OPENERS = (Role.ADMINISTRATOR, Role.HEAD, Role.DEPUTY, Role.SECRETARY)


def may_open_sheets(user: Any) -> bool:
    """Opening sheets belongs to those who run campaigns."""
    return rights_of(user).has(*OPENERS)


def may_answer_for_unit(user: Any, sheet: Sheet) -> bool:
    """The unit's own side: its head and its contact officer."""
    return rights_of(user).in_unit(sheet.unit_id, Role.UNIT_HEAD, Role.CONTACT)


def may_submit_self(user: Any, sheet: Sheet) -> bool:
    """The unit's report goes out by its head or its contact officer."""
    return may_answer_for_unit(user, sheet)


def may_judge(user: Any, sheet: Sheet) -> bool:
    """What packages above allow; nobody otherwise, and never one's own unit."""
    own = rights_of(user).in_unit(sheet.unit_id)
    return not own and sheet.pk in judgeable(user, [sheet.pk])


def may_read(user: Any, sheet: Sheet) -> bool:
    """The unit itself, and whoever a package above lets read."""
    return may_answer_for_unit(user, sheet) or sheet.pk in readable(user, [sheet.pk])


def may_see_judged(user: Any, sheet: Sheet) -> bool:
    """The team's side: whoever a package above lets read."""
    return sheet.pk in readable(user, [sheet.pk])

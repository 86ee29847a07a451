from congvu.inspections.actions.opening import OpeningSpec, open_from_plan, open_inspection
from congvu.inspections.actions.plan import (
    PlanUnitRow,
    approve_plan,
    cancel_plan,
    copy_plan,
    create_plan,
    edit_plan,
    return_plan,
    set_plan_units,
    submit_plan,
)
from congvu.inspections.actions.team import MemberRow, set_team

__all__ = [
    "MemberRow",
    "OpeningSpec",
    "PlanUnitRow",
    "approve_plan",
    "cancel_plan",
    "copy_plan",
    "create_plan",
    "edit_plan",
    "open_from_plan",
    "open_inspection",
    "return_plan",
    "set_plan_units",
    "set_team",
    "submit_plan",
]

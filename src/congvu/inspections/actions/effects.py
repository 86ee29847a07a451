"""What issuing a paper does to the campaign; one place, so that no page forgets it."""

from typing import Any

from congvu.accounts.models import User
from congvu.core.errors import WrongState
from congvu.inspections.actions.conclude import check_ready, conclude
from congvu.inspections.actions.plan import approve_plan, return_plan, submit_plan
from congvu.inspections.actions.progress import decide, notify_units, report
from congvu.inspections.models import OfficialDocument
from congvu.inspections.states import DocumentKind, InspectionState, PlanState


def before_submit(document: OfficialDocument, by: User) -> None:
    """What must be true before a text is frozen for signature."""
    if document.kind == DocumentKind.PLAN and document.plan is not None:
        submit_plan(document.plan, by=by)
    if document.kind == DocumentKind.CONCLUSION and document.inspection is not None:
        check_ready(document.inspection)


def after_send_back(document: OfficialDocument, reason: str, by: User) -> None:
    """A plan goes back to draft with its paper."""
    plan = document.plan
    if (
        document.kind == DocumentKind.PLAN
        and plan is not None
        and plan.state == PlanState.SUBMITTED
    ):
        return_plan(plan, reason=reason, by=by)


def after_issue(document: OfficialDocument, disclosure: dict[str, Any], by: User) -> None:
    """Plan approved, team created, units told, report made, campaign concluded."""
    inspection = document.inspection
    match document.kind:
        case DocumentKind.PLAN if document.plan is not None:
            approve_plan(document.plan, by=by)
        case DocumentKind.DECISION if inspection is not None:
            decide(inspection, number=document.code, decided_on=document.dated_on, by=by)
        case DocumentKind.NOTICE if inspection is not None:
            if inspection.state == InspectionState.DECIDED:
                notify_units(inspection, by=by)
        case DocumentKind.REPORT if inspection is not None:
            if inspection.state == InspectionState.MINUTES_SIGNED:
                report(inspection, by=by)
        case DocumentKind.CONCLUSION:
            if inspection is None:
                raise WrongState("Thông báo kết luận phải thuộc một đợt kiểm tra.")
            conclude(inspection, document, disclosure, by=by)

"""What issuing a paper does to the campaign; one place, so that no page forgets it."""

from congvu.accounts.models import User
from congvu.core.errors import WrongState
from congvu.inspections.actions.conclude import Resting, check_ready, conclude, gathered
from congvu.inspections.actions.plan import approve_plan, moved_plan, submit_plan
from congvu.inspections.actions.progress import notify_units, report, team_created
from congvu.inspections.models import OfficialDocument
from congvu.inspections.states import DocumentKind, InspectionKind, InspectionState, PlanState


def check_submit(document: OfficialDocument) -> None:
    """What must be true before a text is made for signature."""
    if document.kind == DocumentKind.CONCLUSION and document.inspection is not None:
        check_ready(document.inspection)


def before_submit(document: OfficialDocument, by: User) -> None:
    """A plan goes for signature with its paper; a conclusion must be ready, looked at again."""
    plan = document.plan
    if document.kind == DocumentKind.PLAN and plan is not None and plan.state == PlanState.DRAFT:
        submit_plan(plan, by=by)
    check_submit(document)


def after_send_back(document: OfficialDocument, reason: str, by: User) -> None:
    """A plan goes back to draft with its paper."""
    plan = document.plan
    if (
        document.kind == DocumentKind.PLAN
        and plan is not None
        and plan.state == PlanState.SUBMITTED
    ):
        moved_plan(plan, "return_plan", by, None, reason)


def prepare_issue(document: OfficialDocument) -> Resting | None:
    """What takes time and needs no lock: all that a conclusion rests on."""
    if document.kind == DocumentKind.CONCLUSION and document.inspection is not None:
        return gathered(document.inspection, document)
    return None


def after_issue(document: OfficialDocument, prepared: Resting | None, by: User) -> None:
    """Plan approved, team created, units told, report made, campaign concluded."""
    inspection = document.inspection
    match document.kind:
        case DocumentKind.PLAN if document.plan is not None:
            if document.plan.state != PlanState.APPROVED:
                approve_plan(document.plan, by=by)
        case DocumentKind.DECISION if inspection is not None:
            if inspection.state == InspectionState.PREPARING:  # else by the verb, from this paper
                given = {"number": document.code, "decided_on": document.dated_on}
                team_created(inspection, **given, by=by)
        case DocumentKind.NOTICE if inspection is not None:
            # a second notice, after the schedule moved, tells no one anew; an unannounced
            # inspection is not told of at all
            waiting = inspection.state in (InspectionState.PREPARING, InspectionState.DECIDED)
            if waiting and inspection.kind != InspectionKind.UNANNOUNCED:
                notify_units(inspection, by=by)
        case DocumentKind.REPORT if inspection is not None:
            if inspection.state == InspectionState.MINUTES_SIGNED:
                report(inspection, by=by)
        case DocumentKind.CONCLUSION:
            if inspection is None or prepared is None:
                raise WrongState("Thông báo kết luận phải thuộc một đợt kiểm tra.")
            conclude(inspection, document, prepared, by=by)

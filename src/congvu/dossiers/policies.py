"""Who may do what to a dossier; the only place here that knows roles."""

from typing import Any

from congvu.dossiers.models import Dossier, ReceivingPoint
from congvu.dossiers.models.source import IMPORTERS
from congvu.organizations.policies import has_role, rights_of
from congvu.organizations.states import Role, UnitKind

LEADERS = (Role.HEAD, Role.DEPUTY)
OWN_SEAL = (UnitKind.SCHOOL, UnitKind.PUBLIC_SERVICE_UNIT)

COUNTER_VERBS = frozenset(
    {
        "submit",
        "check",
        "return_for_completion",
        "resubmit",
        "refuse",
        "accept",
        "transfer",
        "receive_supplement",
        "receive_payment",
        "post_result",
        "return_result",
        "withdraw",
    }
)
CASE_VERBS = frozenset(
    {
        "hand_over",
        "request_supplement",
        "request_opinion",
        "receive_opinion",
        "request_payment",
        "propose",
        "pause",
        "resume",
        "apologise",
    }
)
UNIT_VERBS = frozenset({"assign", "approve", "send_back", "extend", "stop", *CASE_VERBS})
SIGNER_VERBS = frozenset(
    {"sign", "finish", "refuse_after_assessment", "send_back", "extend", "stop"}
)


def may(user: Any, verb: str, dossier: Dossier) -> bool:
    """Whether ``user`` may do ``verb`` to ``dossier``; its state is asked elsewhere."""
    rights = rights_of(user)
    if verb in COUNTER_VERBS:
        return may_serve(user, dossier.point)
    if verb in CASE_VERBS and dossier.holder_id == user.pk and rights.staff:
        return True
    if verb in UNIT_VERBS and rights.in_unit(dossier.unit_id, Role.UNIT_HEAD):
        return True
    if verb == "assign":
        return may_serve(user, dossier.point) and bool(dossier.point and dossier.point.small)
    return verb in SIGNER_VERBS and may_sign(user, dossier)


def may_serve(user: Any, point: ReceivingPoint | None) -> bool:
    """The officers of a counter."""
    return point is not None and rights_of(user).in_unit(point.unit_id, Role.ONE_STOP_OFFICER)


def may_sign(user: Any, dossier: Dossier) -> bool:
    """The department's head or deputy; a school's or centre's own head under its own seal."""
    rights = rights_of(user)
    if rights.has(*LEADERS):
        return True
    own = dossier.unit is not None and dossier.unit.kind in OWN_SEAL
    return own and rights.in_unit(dossier.unit_id, Role.UNIT_HEAD)


def may_keep_points(user: Any) -> bool:
    """Counters and their formats of numbers."""
    return has_role(user, Role.ADMINISTRATOR, Role.SECRETARY)


def may_import(user: Any) -> bool:
    """Lists of other systems; None is the system itself, from the command line."""
    return user is None or has_role(user, *IMPORTERS)

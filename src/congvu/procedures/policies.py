"""Who reads, writes and publishes procedures. ``None`` is the system itself."""

from typing import Any

from congvu.organizations.models import Unit
from congvu.organizations.policies import has_role, is_staff, rights_of
from congvu.organizations.states import Role, UnitKind
from congvu.procedures.models import Procedure

KEEPERS = (Role.ADMINISTRATOR, Role.SECRETARY, Role.HEAD)
UNIT_KEEPERS = (Role.UNIT_HEAD, Role.CONTACT, Role.ONE_STOP_OFFICER)
OWN_HEADS = frozenset({UnitKind.SCHOOL, UnitKind.PUBLIC_SERVICE_UNIT})


def may_read(user: Any) -> bool:
    """Every officer with a seat."""
    return user is None or is_staff(user)


def keeps_all(user: Any) -> bool:
    """Who keeps the procedures of every unit."""
    return user is None or has_role(user, *KEEPERS)


def kept_units(user: Any) -> frozenset[int]:
    """Ids of the units whose own procedures this person keeps."""
    return frozenset() if user is None else rights_of(user).units(*UNIT_KEEPERS)


def may_begin(user: Any) -> bool:
    """Whether there is any unit this person may write a procedure for."""
    return keeps_all(user) or bool(kept_units(user))


def may_keep_unit(user: Any, unit_id: int | None) -> bool:
    """Whether this person writes the procedures, processes and sheets of a unit."""
    return keeps_all(user) or unit_id in kept_units(user)


def may_keep(user: Any, procedure: Procedure) -> bool:
    """Whether this person writes a procedure: of the unit that decides, or that resolves it."""
    return may_keep_unit(user, procedure.owner_id) or may_keep_unit(
        user, procedure.resolving_unit_id
    )


def may_publish(user: Any, owner: Unit) -> bool:
    """The head for the Department; in a school or centre also its own head."""
    if user is None or has_role(user, Role.HEAD):
        return True
    return owner.kind in OWN_HEADS and rights_of(user).in_unit(owner.pk, Role.UNIT_HEAD)

"""Who may do what to a petition; the only place here that knows roles."""

from typing import Any

from congvu.accounts.policies import is_citizen
from congvu.organizations.models import Unit
from congvu.organizations.policies import has_role, rights_of
from congvu.organizations.states import OWN_SEAL, Role
from congvu.petitions.models import READERS, RECEIVERS, UNIT_SIDE, Petition
from congvu.petitions.states import (
    NEXT_VERBS,
    STAYING,
    TRANSITIONS,
    VERB_LABELS,
    Channel,
    PetitionState,
)

LEADERS = (Role.HEAD, Role.DEPUTY)
DIRECTORS = (*LEADERS, Role.SECRETARY)

DIRECTING = frozenset({"classify", "assign", "forward", "refuse", "publish", "unpublish"})
ASKING = frozenset({"edit", "withdraw", "record_satisfaction"})
OWN = frozenset({"withdraw", "record_satisfaction", "forget"})  # what the sender's account may
SIGNING = frozenset({"answer", "send_back", "extend"})


def may(user: Any, verb: str, row: Petition) -> bool:
    """Whether ``user`` may do ``verb`` to ``row``; its state is asked elsewhere."""
    if verb in DIRECTING:
        return may_direct(user, row)
    if verb in OWN and is_sender(user, row):
        return True
    if verb == "edit" and not sees_sender(user, row):
        return False
    if verb in ASKING:
        received = rights_of(user).in_unit(row.received_unit_id, *RECEIVERS)
        return received or may_direct(user, row)
    if verb in SIGNING:
        return may_sign(user, row)
    if verb == "propose":
        return may_handle(user, row)
    if verb == "hand_to":
        return rights_of(user).in_unit(row.unit_id, *UNIT_SIDE)
    return verb == "forget" and may_forget(user)


def is_sender(user: Any, row: Petition) -> bool:
    """Whether it came from this account, of a citizen in use."""
    return (
        row.sent_by_id is not None
        and row.sent_by_id == getattr(user, "pk", None)
        and is_citizen(user)
    )


def sees_sender(user: Any, row: Petition) -> bool:
    """Whether who works on it may know who sent it.

    Where the sender asked, only who received it, who directs it and the sender: nobody of the unit
    that answers or is complained of.
    """
    rights, key = rights_of(user), getattr(user, "pk", None)
    if not row.sender_hidden or rights.has(*READERS) or is_sender(user, row):
        return True
    if key is None or row.holder_id == key:
        return False
    if row.received_by_id == key:
        return True
    inside = rights.in_unit(row.unit_id) or rights.in_unit(row.about_unit_id)
    return not inside and rights.in_unit(row.received_unit_id, *RECEIVERS)


def veil(user: Any, *rows: Petition) -> None:
    """Each of ``rows`` told as ``user`` may read it; called by whatever shows one."""
    for row in rows:
        row.veiled = not sees_sender(user, row)


def may_send(user: Any) -> bool:
    """Through the office's own site: citizens with an account, and visitors without (None)."""
    return user is None or is_citizen(user)


def may_send_along(user: Any, row: Petition) -> bool:
    """Files come with what is sent, from whoever sends it, before anybody looked at it."""
    fresh = row.channel == Channel.PORTAL and row.state == PetitionState.RECEIVED
    return fresh and row.sent_by_id == getattr(user, "pk", None) and may_send(user)


def may_direct(user: Any, row: Petition) -> bool:
    """The department's leaders and secretary; the head of a school or centre for its own."""
    rights = rights_of(user)
    if rights.has(*DIRECTORS):
        return True
    place = row.received_unit
    return place.kind in OWN_SEAL and rights.in_unit(place.pk, Role.UNIT_HEAD)


def may_give_to(user: Any, unit: Unit) -> bool:
    """Leaders give to any unit, a school's head to the own one."""
    rights = rights_of(user)
    return rights.has(*DIRECTORS) or rights.in_unit(unit.pk, Role.UNIT_HEAD)


def may_handle(user: Any, row: Petition) -> bool:
    """Head and contact officer of the unit, and whom they gave it to."""
    rights = rights_of(user)
    own = row.holder_id is not None and row.holder_id == getattr(user, "pk", None)
    return rights.in_unit(row.unit_id, *UNIT_SIDE) or (own and rights.staff)


def may_sign(user: Any, row: Petition) -> bool:
    """The department's head or deputy; a school's or centre's own head under its own seal."""
    rights = rights_of(user)
    if rights.has(*LEADERS):
        return True
    own = row.unit is not None and row.unit.kind in OWN_SEAL
    return own and rights.in_unit(row.unit_id, Role.UNIT_HEAD)


def may_receive(user: Any, at: Unit | None = None) -> bool:
    """Whoever takes in papers of a unit; without ``at`` of any."""
    rights = rights_of(user)
    return rights.has(*RECEIVERS) if at is None else rights.in_unit(at.pk, *RECEIVERS)


def receiving_units(user: Any) -> frozenset[int]:
    """The units this person takes petitions in for."""
    return rights_of(user).units(*RECEIVERS)


def may_import(user: Any) -> bool:
    """Lists of other systems; None is the system itself, from the command line."""
    return user is None or has_role(user, *DIRECTORS, Role.ONE_STOP_OFFICER)


def may_add_files(user: Any, row: Petition) -> bool:
    """Whoever took it in, directs it, works on it or signs the answer; not after it is erased."""
    if row.fact or row.forgotten_at:
        return False
    received = rights_of(user).in_unit(row.received_unit_id, *RECEIVERS)
    return received or may_direct(user, row) or may_handle(user, row) or may_sign(user, row)


def may_forget(user: Any) -> bool:
    """Erasing is decided by the head, carried out by the administrator."""
    return has_role(user, Role.HEAD, Role.ADMINISTRATOR)


def may_see_figures(user: Any) -> bool:
    """Shares of all units: those who direct; a unit's side sees its own."""
    return has_role(user, *DIRECTORS, *UNIT_SIDE)


def figures_of(user: Any) -> Any:
    """What somebody's figures count: all for those who direct, the own unit's for its side."""
    rows, rights = Petition.objects.visible_to(user), rights_of(user)
    return rows if rights.has(*DIRECTORS) else rows.filter(unit__in=rights.units(*UNIT_SIDE))


def fits(verb: str, row: Petition) -> bool:
    """Whether state and standing allow it."""
    sources = STAYING[verb] if verb in STAYING else TRANSITIONS[verb][0]
    if row.fact and verb != "forget":
        return False
    if row.state not in sources or (row.forgotten_at and verb in ("forget", "publish")):
        return False
    if verb == "publish":
        return row.published_at is None
    return row.published_at is not None if verb == "unpublish" else True


def offered(user: Any, row: Petition) -> list[str]:
    """Verbs ``user`` may do to ``row`` as it stands, in the order of the table."""
    return [verb for verb in VERB_LABELS if fits(verb, row) and may(user, verb, row)]


def next_verb(row: Petition, able: list[str]) -> str:
    """The one thing to do now among those somebody is ``able`` to; empty when it is not theirs."""
    verb = NEXT_VERBS.get(PetitionState(row.state), "")
    if row.state == PetitionState.ANSWERED:
        verb = "record_satisfaction" if not row.satisfaction else "publish"
    return verb if verb in able else ""

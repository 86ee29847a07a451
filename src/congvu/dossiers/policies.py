"""Who may do what to a dossier; the only place here that knows roles."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from congvu.applicants.policies import may_file
from congvu.dossiers.models import BankAccount, Dossier, ReceivingPoint
from congvu.dossiers.models.dossier import READERS
from congvu.dossiers.models.fees import BOOK_KEEPERS, MONEY_READERS
from congvu.dossiers.models.source import IMPORTERS
from congvu.dossiers.models.substitutes import holds
from congvu.dossiers.states import (
    BY_HAND,
    NEXT_VERBS,
    NOT_WHILE_PAUSED,
    SMALL_NEXT_VERBS,
    STAYING,
    TRANSITIONS,
    VERB_LABELS,
    DossierState,
)
from congvu.organizations.policies import has_role, rights_of
from congvu.organizations.states import OWN_SEAL, Role

LEADERS = (Role.HEAD, Role.DEPUTY)
REPORTERS = (*READERS, Role.UNIT_HEAD, Role.ONE_STOP_OFFICER)

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
FILER_VERBS = frozenset({"submit", "resubmit", "receive_supplement", "withdraw"})
FILER_WRITES = frozenset({DossierState.DRAFT, DossierState.RETURNED_FOR_COMPLETION})
FILER_SENDS = FILER_WRITES | {DossierState.AWAITING_SUPPLEMENT}
SIGNER_VERBS = frozenset(
    {"sign", "finish", "refuse_after_assessment", "send_back", "extend", "stop"}
)


def may(user: Any, verb: str, dossier: Dossier) -> bool:
    """Whether ``user`` may do ``verb`` to ``dossier``; its state is asked elsewhere."""
    if verb in FILER_VERBS and is_filer(user, dossier):
        return True
    rights = rights_of(user)
    if verb in COUNTER_VERBS:
        return may_serve(user, dossier.point)
    if verb in CASE_VERBS and rights.staff and holds(user, dossier):
        return True
    if verb in UNIT_VERBS and rights.in_unit(dossier.unit_id, Role.UNIT_HEAD):
        return True
    if verb == "assign":
        return may_serve(user, dossier.point) and bool(dossier.point and dossier.point.small)
    return verb in SIGNER_VERBS and may_sign(user, dossier)


def offered(user: Any, row: Dossier, among: Iterable[str] = VERB_LABELS) -> list[str]:
    """Verbs ``user`` may do to ``row`` as it stands, in the order of the table."""
    if row.is_imported:
        return []
    return [verb for verb in among if verb in BY_HAND and fits(verb, row)
            and may(user, verb, row)]  # fmt: skip


def fits(verb: str, row: Dossier) -> bool:
    """Whether state, pause and kind of counter allow it."""
    sources = STAYING[verb] if verb in STAYING else TRANSITIONS[verb][0]
    if row.state not in sources or (row.paused and verb in NOT_WHILE_PAUSED):
        return False
    if verb == "finish":
        return bool(row.point and row.point.small)
    return row.paused if verb == "resume" else True


def next_verb(user: Any, row: Dossier, able: list[str], now: dt.datetime) -> str:
    """The one thing ``user`` must do now; empty when it is somebody else's turn."""
    small = bool(row.point and row.point.small)
    table = SMALL_NEXT_VERBS if small else NEXT_VERBS
    wanted = list(table.get(DossierState(row.state), ()))
    if row.paused:
        wanted.insert(0, "resume")
    if row.is_overdue(now) and not row.promised_at:
        wanted.insert(0, "apologise")
    theirs = [verb for verb in wanted if verb not in CASE_VERBS or holds(user, row)]
    return next((verb for verb in theirs if verb in able), "")


def is_filer(user: Any, dossier: Dossier) -> bool:
    """The account that filed it online; an officer's never does."""
    own = dossier.filed_by_id is not None and dossier.filed_by_id == user.pk
    return own and may_file(user)


def may_write_form(user: Any, dossier: Dossier) -> bool:
    """Before it is handed in, and again when it was returned."""
    return is_filer(user, dossier) and dossier.state in FILER_WRITES


def may_hand_in(user: Any, dossier: Dossier) -> bool:
    """Files of the filer: with the form, and to answer a request for more."""
    return is_filer(user, dossier) and dossier.state in FILER_SENDS


def may_withdraw(user: Any, dossier: Dossier) -> bool:
    """Whether its filer may take it back as it stands; a draft is thrown away instead."""
    own = is_filer(user, dossier) and dossier.state != DossierState.DRAFT
    return own and fits("withdraw", dossier)


def sends_files(user: Any) -> bool:
    """Whether some dossier of this account waits for files."""
    own = Dossier.objects.filed_from(user)
    return own.filter(state__in=FILER_SENDS).exists()


def may_serve(user: Any, point: ReceivingPoint | None) -> bool:
    """The officers of a counter."""
    return point is not None and rights_of(user).in_unit(point.unit_id, Role.ONE_STOP_OFFICER)


def may_receive(user: Any) -> bool:
    """Whoever sits at some counter."""
    return has_role(user, Role.ONE_STOP_OFFICER)


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


def reads_dossiers(user: Any) -> bool:
    """Whether some dossiers are theirs to read: what else the list may say is nothing."""
    return has_role(user, *REPORTERS, Role.CASE_OFFICER)


def opens_list(user: Any) -> bool:
    """Whether the list leads them anywhere: to dossiers, or to what is kept beside them."""
    return reads_dossiers(user) or may_keep_points(user)


def may_report(user: Any) -> bool:
    """Reports and register books: who answers for dossiers of a unit, a counter, or of all."""
    return has_role(user, *REPORTERS)


def answers_for(user: Any) -> tuple[frozenset[int] | None, frozenset[int]]:
    """Units and counters whose dossiers somebody's reports count; None: all units."""
    rights = rights_of(user)
    if rights.has(*READERS):
        return None, frozenset()
    counters = rights.units(Role.ONE_STOP_OFFICER)
    points = ReceivingPoint.objects.filter(unit__in=counters) if counters else []
    return frozenset(rights.units(Role.UNIT_HEAD)), frozenset(point.pk for point in points)


def may_import(user: Any) -> bool:
    """Lists of other systems; None is the system itself, from the command line."""
    return user is None or has_role(user, *IMPORTERS)


def may_charge(user: Any, dossier: Dossier) -> bool:
    """What is owed is written by the counter, or by the unit that works on the dossier."""
    rights = rights_of(user)
    if may_serve(user, dossier.point) or rights.in_unit(dossier.unit_id, Role.UNIT_HEAD):
        return True
    return dossier.holder_id is not None and dossier.holder_id == user.pk and rights.staff


def may_collect(user: Any, dossier: Dossier) -> bool:
    """Money is taken, and taken back, at the counter."""
    return may_serve(user, dossier.point)


def may_keep_books(user: Any, point: ReceivingPoint | None) -> bool:
    """Books of receipts: the office, and the counter that writes in them."""
    return has_role(user, *BOOK_KEEPERS) or may_serve(user, point)


def keeps_books(user: Any) -> bool:
    """The office, and every counter for its own."""
    return may_keep_points(user) or may_receive(user)


def may_see_money(user: Any) -> bool:
    """Sheets of the day: counters, and who answers for the office."""
    return may_receive(user) or has_role(user, *MONEY_READERS)


def may_keep_accounts(user: Any) -> bool:
    """Where money goes is decided by the office alone."""
    return has_role(user, *BOOK_KEEPERS)


def may_reconcile(user: Any, account: BankAccount | None = None) -> bool:
    """Statements of an account; without one, of any."""
    if account is None:
        return may_receive(user) or has_role(user, Role.SECRETARY)
    return BankAccount.objects.reconciled_by(user).filter(pk=account.pk).exists()


def may_photograph(user: Any, dossier: Dossier) -> bool:
    """Papers of our own dossiers: the counter that took them in, and who works on them."""
    if dossier.is_imported:
        return False
    rights = rights_of(user)
    if may_serve(user, dossier.point) or rights.in_unit(dossier.unit_id, Role.UNIT_HEAD):
        return True
    return rights.staff and holds(user, dossier)


def may_put_result(user: Any, dossier: Dossier) -> bool:
    """Who prepares, signs or hands out the result."""
    rights = rights_of(user)
    if may_serve(user, dossier.point) or may_sign(user, dossier):
        return True
    if rights.in_unit(dossier.unit_id, Role.UNIT_HEAD):
        return True
    return dossier.holder_id is not None and dossier.holder_id == user.pk and rights.staff


def may_see_ratings(user: Any) -> bool:
    """Those who answer for the way people are served; the counter itself does not look."""
    return has_role(user, *READERS, Role.UNIT_HEAD)

"""Money counted over a period, and the rows behind each figure; one place says what each is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import DecimalField, ExpressionWrapper, F, Q, QuerySet, Sum, Value

from congvu.dossiers.counting import Scope
from congvu.dossiers.models import FeeDue, Payment, ReceivingPoint
from congvu.dossiers.models.fees import MONEY_READERS
from congvu.dossiers.rules import opening
from congvu.dossiers.rules.takings import OF_DUES, OF_PAYMENTS, Taking, Takings
from congvu.dossiers.states import PaymentMethod
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role

T = Taking
WHOLE = DecimalField(max_digits=20, decimal_places=0)
TOTAL = ExpressionWrapper(F("rate") * F("quantity"), output_field=WHOLE)
OWED = ExpressionWrapper(F("rate") * F("quantity") - F("relief_amount"), output_field=WHOLE)
FIRST_TIME, REVERSAL = Q(reverses__isnull=True), Q(reverses__isnull=False)
CASH, STANDING = Q(method=PaymentMethod.CASH), Q(dropped_at__isnull=True)


@dataclass(frozen=True)
class Part:
    """One figure: the rows that make it, what each adds, and with which sign."""

    rows: Q
    of: Any
    sign: int = 1


PARTS = {
    T.TIMES: Part(FIRST_TIME, Value(1)),
    T.FEE: Part(FIRST_TIME & ~Q(fee_amount=0), F("fee_amount")),
    T.CHARGE: Part(FIRST_TIME & ~Q(charge_amount=0), F("charge_amount")),
    T.TAKEN: Part(FIRST_TIME, F("amount")),
    T.TAKEN_BACK: Part(REVERSAL, F("amount"), -1),
    T.CASH: Part(CASH, F("amount")),
    T.CASHLESS: Part(~CASH, F("amount")),
    T.NET: Part(Q(), F("amount")),
    T.CHARGED: Part(Q(), TOTAL),
    T.RELIEVED: Part(STANDING & Q(relief_amount__gt=0), F("relief_amount")),
    T.LET_GO: Part(~STANDING, TOTAL),
    T.PAID: Part(STANDING & Q(payment__isnull=False), OWED),
    T.LEFT: Part(STANDING & Q(payment__isnull=True) & Q(relief_amount__lt=TOTAL), OWED),
}


def counters_of(user: Any) -> frozenset[int] | None:
    """Counters whose money somebody answers for; None: all of the office."""
    rights = rights_of(user)
    if rights.has(*MONEY_READERS):
        return None
    units = rights.units(Role.ONE_STOP_OFFICER)
    return frozenset(ReceivingPoint.objects.filter(unit__in=units).values_list("pk", flat=True))


def within(name: Taking, scope: Scope) -> QuerySet:
    """Entries of money of the period, or amounts charged in it, whatever figure they make."""
    if name in OF_DUES:
        rows, moment = FeeDue.objects.all(), "created_at"
    else:
        rows, moment = Payment.objects.all(), "at"
    period = {f"{moment}__gte": scope.begin, f"{moment}__lt": opening(scope.end)}
    return rows.filter(scope.where("dossier__"), **period)


def rows_of_taking(name: Taking, scope: Scope) -> QuerySet:
    """The rows behind one figure."""
    return within(name, scope).filter(PARTS[name].rows)


def takings(scope: Scope) -> dict[int | None, Takings]:
    """Every figure by procedure; two queries whatever there is."""
    found: dict[int | None, Takings] = {}
    for names in (OF_PAYMENTS, OF_DUES):
        totals = {name.value: total_of(name) for name in names}
        rows = within(names[0], scope).values_list("dossier__procedure").order_by()
        for key, *numbers in rows.annotate(**totals):
            kept = found.setdefault(key, Takings())
            for name, number in zip(names, numbers, strict=True):
                kept.enter(name, (number or 0) * PARTS[name].sign)
    return found


def total_of(name: Taking) -> Any:
    """A figure as an aggregate."""
    one = PARTS[name]
    return Sum(one.of, filter=one.rows) if one.rows else Sum(one.of)


def worth(name: Taking, row: Any) -> Any:
    """What one row adds to a figure."""
    if name == T.TIMES:
        return 1
    if name in OF_DUES:
        whole = name in (T.CHARGED, T.LET_GO)
        return row.relief_amount if name == T.RELIEVED else row.charge.total if whole else row.owed
    part = {T.FEE: row.fee_amount, T.CHARGE: row.charge_amount}.get(name, row.amount)
    return part * PARTS[name].sign

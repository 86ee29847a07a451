"""Money counted over a period, months from their totals and the rest from the rows; the rows
behind each figure. One place says what each is."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Q, QuerySet, Sum, Value

from congvu.dossiers.counting import Scope, fits, stretches, usable_months
from congvu.dossiers.models import FeeDue, Payment, ReceivingPoint, TakingTotal
from congvu.dossiers.models.fees import MONEY_READERS
from congvu.dossiers.rules import Totals, left_over, opening
from congvu.dossiers.rules.takings import KEPT_OF_PAYMENTS, OF_DUES, OfDetail, Taking, Takings
from congvu.dossiers.states import PaymentMethod
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role

T, ZERO = Taking, Decimal(0)
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


PARTS: dict[str, Part] = {
    T.TIMES: Part(FIRST_TIME, Value(1)),
    T.FEE: Part(FIRST_TIME & ~Q(fee_amount=0), F("fee_amount")),
    T.CHARGE: Part(FIRST_TIME & ~Q(charge_amount=0), F("charge_amount")),
    T.TAKEN: Part(FIRST_TIME, F("amount")),
    T.TAKEN_BACK: Part(REVERSAL, F("amount"), -1),
    T.CASH: Part(CASH, F("amount")),
    T.CASHLESS: Part(~CASH, F("amount")),
    T.NET: Part(Q(), F("amount")),
    OfDetail.NET_FEE: Part(Q(), F("fee_amount")),
    OfDetail.NET_CHARGE: Part(Q(), F("charge_amount")),
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


@dataclass(frozen=True)
class Side:
    """Entries of money, or amounts charged: their moment, and the figures they make."""

    of: Totals
    model: type[Payment] | type[FeeDue]
    moment: str
    names: tuple[str, ...]


PAYMENTS = Side(Totals.PAYMENTS, Payment, "at", KEPT_OF_PAYMENTS)
DUES = Side(Totals.DUES, FeeDue, "created_at", OF_DUES)
Sums = dict[tuple[Any, ...], tuple[int, Decimal]]


def rows_of_taking(name: Taking, scope: Scope) -> QuerySet:
    """The rows behind one figure."""
    side = DUES if name in OF_DUES else PAYMENTS
    period = {f"{side.moment}__gte": scope.begin, f"{side.moment}__lt": opening(scope.end)}
    return side.model.objects.filter(scope.where("dossier__"), PARTS[name].rows, **period)


def takings(sums: Sums) -> dict[int | None, Takings]:
    """Every figure, by what the sums are by."""
    found: dict[int | None, Takings] = {}
    for (name, *keys), (_, amount) in sums.items():
        if name in set(Taking):
            kept = found.setdefault(keys[0] if keys else None, Takings())
            kept.enter(name, amount * PARTS[name].sign)
    return found


def summed(scope: Scope, *keys: str) -> Sums:
    """How many rows make each figure of the period and what they come to, by some keys.

    Whole months come from their totals where these hold, the rest from the rows.
    """
    found: Sums = {}
    for side in (PAYMENTS, DUES):
        months = [month for month in usable_months(side.of) if fits(month, scope)]
        if months:
            rows = TakingTotal.objects.filter(scope.where(), month__in=months)
            named = rows.filter(figure__in=side.names).values_list("figure", *keys).order_by()
            for *key, count, amount in named.annotate(n=Sum("count"), sum=Sum("amount")):
                add(found, tuple(key), count, amount)
        if ranges := left_over(months, [scope.begin, opening(scope.end)]):
            for key, (count, amount) in live(side, scope, ranges, keys).items():
                add(found, key, count, amount)
    return found


def add(sums: Sums, key: tuple[Any, ...], count: int, amount: Decimal) -> None:
    """So much more under one key."""
    before, sum_before = sums.get(key, (0, ZERO))
    sums[key] = (before + count, sum_before + amount)


def live(side: Side, scope: Scope, ranges: Sequence[Any], keys: Sequence[str]) -> Sums:
    """What the rows of some stretches of time say: {(figure, *key): (rows, amount)}."""
    totals: dict[str, Any] = {}
    for name in side.names:
        part = PARTS[name]
        totals |= {f"n_{name}": Count("pk", filter=part.rows or None), name: total_of(part)}
    rows = side.model.objects.filter(scope.where("dossier__"), stretches(side.moment, ranges))
    named = rows.values_list(*(f"dossier__{key}" for key in keys)).order_by()
    if not keys:
        named = named.annotate(whole=Value(1)).values_list("whole")
    found: Sums = {}
    for row in named.annotate(**totals):
        key, numbers = row[: len(keys)], row[-len(totals) :]
        for at, name in enumerate(side.names):
            count, amount = numbers[2 * at : 2 * at + 2]
            if count:
                found[(name, *key)] = (count, Decimal(amount))
    return found


def total_of(part: Part) -> Any:
    """A figure as an aggregate."""
    return Sum(part.of, filter=part.rows) if part.rows else Sum(part.of)


def worth(name: Taking, row: Any) -> Any:
    """What one row adds to a figure."""
    if name == T.TIMES:
        return 1
    if name in OF_DUES:
        whole = name in (T.CHARGED, T.LET_GO)
        return row.relief_amount if name == T.RELIEVED else row.charge.total if whole else row.owed
    part = {T.FEE: row.fee_amount, T.CHARGE: row.charge_amount}.get(name, row.amount)
    return part * PARTS[name].sign

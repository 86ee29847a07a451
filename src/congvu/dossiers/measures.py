"""What dossiers measure: sums of a period by unit or procedure, shares by unit and month, and the
rows behind every one of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from congvu.dossiers import rules
from congvu.dossiers.counting import (
    IS_OPEN,
    Scope,
    counted,
    open_then,
    overdue_then,
    paused_then,
    standing,
)
from congvu.dossiers.models import Dossier, Movement
from congvu.dossiers.monthly import sums_by_month
from congvu.dossiers.rules import (
    CLOSING,
    WHY,
    Figure,
    Figures,
    Name,
    complete,
    enter,
)
from congvu.dossiers.states import (
    ONLINE_CHANNELS,
    RESOLVED,
    Channel,
    DossierState,
    Lateness,
    WhyNotOnline,
)

ON_TIME_DEFINITION = (
    "Tỷ lệ đúng hạn = (giải quyết trước hạn + giải quyết đúng hạn) ÷ (đã giải quyết + đang giải"
    " quyết quá hạn). Hồ sơ nguồn không ghi hạn trả không tính vào tỷ lệ. Tiến độ được chốt khi ký"
    " kết quả, theo hạn trả đã trừ thời gian tạm dừng; gia hạn, hẹn lại không làm đổi hạn trả."
)
IDENTITY = (
    "Kỳ trước chuyển sang + mới tiếp nhận = đã giải quyết + đang giải quyết + tạm dừng"
    " + không giải quyết + người nộp rút"
)


def summed(
    scope: Scope, key: str = "", figures: Iterable[Figure] = tuple(Figure)
) -> dict[Any, Figures]:
    """Figures of a period by ``key`` (unit, procedure, point), or under None all together.

    Of ``figures`` those of the identity are always counted.

    What is open is counted from the open rows where the period reaches to the present, so that
    the identity proves something; of a past moment it is the difference.
    """
    keys = [key] if key else []
    found: dict[Any, Figures] = defaultdict(Figures)
    if not key:
        found[None] = Figures()
    wanted = {Figure.RECEIVED, *CLOSING, *figures}
    counts = counted(scope, wanted, [*keys, "channel", "imported"], carried=True)
    for (before, figure, *rest), number in counts.items():
        *place, channel, imported = rest
        enter(found[place[0] if place else None].numbers, before, figure, channel, imported, number)
    now = standing(scope, keys)
    for name, part in ((Name.LATE, now.overdue), (Name.PAUSED, now.paused)):
        for place, number in part.items():
            found[place[0] if place else None].numbers[name] = number
    if now.in_time is not None:
        for place, number in now.in_time.items():
            found[place[0] if place else None].numbers[Name.IN_TIME] = number
    for sums in found.values():
        complete(sums.numbers, derived=now.in_time is None)
    return dict(found)


def rows_behind(name: str, scope: Scope) -> QuerySet:
    """The dossiers a figure of a period counts, each as often as it counts them.

    Of supplements and returns for completion these are movements: a dossier may have several.
    """
    if name in OF_MOVES:
        moves = Movement.objects.filter(scope.where("dossier__"), within("at", scope))
        return moves.filter(verb__in=OF_MOVES[name])
    rows = Dossier.objects.filter(scope.where())
    return rows.filter(CONDITIONS[name](scope))


def parts_behind(name: str, scope: Scope) -> list[QuerySet]:
    """The same rows in parts, each of which the database finds in its order."""
    rows = Dossier.objects.filter(scope.where())
    if name == Name.TAKEN:
        return [rows.filter(open_then(scope.begin)), rows.filter(received(scope))]
    if name in OF_MOVES:
        return [rows_behind(name, scope).filter(verb=verb) for verb in OF_MOVES[name]]
    return [rows_behind(name, scope)]


OF_MOVES: dict[str, tuple[str, ...]] = {
    Figure.SUPPLEMENTED: ("request_supplement",),
    Figure.SENT_BACK: ("return_for_completion",),
    Name.ASKED: ("request_supplement", "return_for_completion"),
    Figure.HANDED: ("transfer",),
}


def within(moment: str, scope: Scope) -> Q:
    """In the period."""
    return Q(**{f"{moment}__gte": scope.begin, f"{moment}__lt": scope.moment})


def received(scope: Scope) -> Q:
    """Taken in during the period."""
    return within("accepted_at", scope)


def taken(scope: Scope) -> Q:
    """Open at the beginning, or taken in since."""
    return Q(accepted_at__lt=scope.moment) & (IS_OPEN | Q(closed_at__gte=scope.begin))


def ended(scope: Scope, **how: Any) -> Q:
    """Taken in once, and ended in the period in some way."""
    return within("closed_at", scope) & Q(accepted_at__isnull=False, **how)


def refused(scope: Scope) -> Q:
    """Not taken in."""
    moves = Movement.objects.filter(within("at", scope), verb="refuse")
    facts = Dossier.objects.filter(
        within("submitted_at", scope), source__isnull=False, state=DossierState.REFUSED
    )
    # one list of keys: an OR of the two would read every dossier
    keys = moves.order_by().values("dossier").union(facts.order_by().values("pk"))
    return Q(pk__in=keys)


def of_channels(*channels: str) -> Callable[[Scope], Q]:
    """Taken in by some channels."""
    return lambda scope: received(scope) & Q(channel__in=channels)


def because(reason: str) -> Callable[[Scope], Q]:
    """Taken in, with a reason for not filing online."""
    return lambda scope: received(scope) & Q(why_not_online=reason)


def resolved_as(*lateness: str) -> Callable[[Scope], Q]:
    """Resolved early, on time, overdue, or without a due date."""
    return lambda scope: ended(scope, state__in=RESOLVED, lateness__in=lateness)


CONDITIONS: dict[str, Callable[[Scope], Q]] = {
    Name.CARRIED: lambda scope: open_then(scope.begin),
    Name.TAKEN: taken,
    Name.ONLINE: of_channels(*ONLINE_CHANNELS),
    Name.GUIDED: of_channels(Channel.GUIDED_AT_COUNTER),
    Name.DIRECT: of_channels(Channel.DIRECT),
    Name.BY_POST: of_channels(Channel.POST),
    Name.RESOLVED: lambda scope: ended(scope, state__in=RESOLVED),
    Name.PENDING: lambda scope: open_then(scope.moment) & ~paused_then(scope.moment),
    Name.IN_TIME: lambda scope: (
        open_then(scope.moment) & ~paused_then(scope.moment) & ~late_then(scope)
    ),
    Name.LATE: lambda scope: overdue_then(scope.moment, leads=True) & ~paused_then(scope.moment),
    Name.PAUSED: lambda scope: paused_then(scope.moment),
    Name.UNRESOLVED: lambda scope: ended(
        scope, state__in=(DossierState.REFUSED_AFTER_ASSESSMENT, DossierState.STOPPED)
    ),
    Name.IMPORTED: lambda scope: taken(scope) & Q(source__isnull=False),
    Figure.RECEIVED: received,
    Figure.EARLY: resolved_as(Lateness.EARLY),
    Figure.ON_TIME: resolved_as(Lateness.ON_TIME),
    Figure.OVERDUE: resolved_as(Lateness.OVERDUE),
    Figure.UNDATED: resolved_as(""),
    Figure.NOT_ELIGIBLE: lambda scope: ended(scope, state=DossierState.REFUSED_AFTER_ASSESSMENT),
    Figure.STOPPED: lambda scope: ended(scope, state=DossierState.STOPPED),
    Figure.WITHDRAWN: lambda scope: ended(scope, state=DossierState.WITHDRAWN),
    Figure.RETURNED: lambda scope: within("returned_at", scope) & Q(accepted_at__isnull=False),
    Figure.REFUSED: refused,
    **{Figure(f"why_{reason}"): because(reason) for reason in WhyNotOnline},
}


def late_then(scope: Scope) -> Q:
    """Past its due date; a dossier without one never is. Written so that its negation is exact."""
    return Q(due_at__isnull=False) & overdue_then(scope.moment)


@dataclass(frozen=True)
class Measure:
    """A share that others may quote, with its definition and what it divides."""

    code: str
    label: str
    definition: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]


MEASURES = {
    one.code: one
    for one in (
        Measure(
            "on_time_rate",
            "Tỷ lệ giải quyết đúng hạn",
            ON_TIME_DEFINITION,
            (Figure.EARLY, Figure.ON_TIME),
            (Figure.EARLY, Figure.ON_TIME, Figure.OVERDUE, Name.LATE),
        ),
        Measure(
            "online_rate",
            "Tỷ lệ hồ sơ nộp trực tuyến",
            "Hồ sơ mới tiếp nhận nộp trực tuyến (kể cả hướng dẫn tại quầy) ÷ mới tiếp nhận.",
            (Name.ONLINE,),
            (Figure.RECEIVED,),
        ),
        Measure(
            "guided_rate",
            "Tỷ lệ hướng dẫn nộp trực tuyến tại quầy",
            "Hồ sơ nộp trực tuyến do cán bộ hướng dẫn tại quầy ÷ hồ sơ nộp trực tuyến.",
            (Name.GUIDED,),
            (Name.ONLINE,),
        ),
        Measure(
            "supplement_rate",
            "Số lần yêu cầu bổ sung trên một trăm hồ sơ",
            "Số lần yêu cầu bổ sung trong kỳ ÷ hồ sơ mới tiếp nhận trong kỳ.",
            (Figure.SUPPLEMENTED,),
            (Figure.RECEIVED,),
        ),
        *(
            Measure(
                why.value,
                f"Tỷ lệ {rules.FIGURE_LABELS[why][0].lower()}{rules.FIGURE_LABELS[why][1:]}",
                "Hồ sơ mới tiếp nhận ghi lý do này ÷ hồ sơ nộp trực tiếp và qua bưu chính.",
                (why,),
                (Name.DIRECT, Name.BY_POST),
            )
            for why in WHY
        ),
    )
}


@dataclass(frozen=True)
class Measurement:
    """A measure of one unit in one month; ``imported`` is the share of imported rows, percent."""

    measure: Measure
    unit: int | None
    month: dt.date
    numerator: int
    denominator: int
    imported: float | None
    scope: Scope

    @property
    def value(self) -> float | None:
        """In percent."""
        return 100 * self.numerator / self.denominator if self.denominator else None

    def rows(self) -> list[QuerySet]:
        """The rows behind the numerator, one list per figure."""
        return [rows_behind(name, self.scope) for name in self.measure.numerator]


def measured(code: str, scope: Scope) -> Iterator[Measurement]:
    """A measure by unit and month, over the months of a period."""
    measure = MEASURES[code]
    names = (*measure.numerator, *measure.denominator)
    figures = [Figure(name) for name in names if name in set(Figure)]
    for one, sums_of in sums_by_month(scope, figures, late=Name.LATE in names):
        for unit, sums in sorted(sums_of.items(), key=lambda pair: str(pair[0])):
            yield Measurement(
                measure, unit, one.start,
                sum(sums[name] for name in measure.numerator),
                sum(sums[name] for name in measure.denominator),
                sums.share(Name.IMPORTED, Name.TAKEN),
                replace(one, unit=unit, nowhere=unit is None),
            )  # fmt: skip

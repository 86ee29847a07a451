"""What people say of a returned dossier; invented like those who filed it."""

import datetime as dt
import random
from collections.abc import Sequence

from congvu.core import clock
from congvu.desk.showroom.stage import story
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier
from congvu.dossiers.states import DossierState, Lateness

SEED = 14
PLEASED = ("very_satisfied",) * 5 + ("satisfied",) * 4 + ("neutral",)
# what those say who waited too long, or came twice
SORE = (
    ("dissatisfied", ("late",), "Trả kết quả trễ hẹn (ý kiến giả định)."),
    ("dissatisfied", ("guidance", "trips"),
     "Phải đến hai lần vì chưa được dặn giấy tờ (ý kiến giả định)."),
    ("very_dissatisfied", ("late", "attitude"), ""),
    ("neutral", (), ""),
)  # fmt: skip


def rate_returned(rows: Sequence[Dossier]) -> int:
    """Each third is asked at the counter as soon as the result is given out; how many."""
    dice = random.Random(SEED)  # noqa: S311 - a story, no secret
    back = [row for row in rows if row.state == DossierState.RETURNED]
    asked = back[:: story("dossiers")["rated"]]
    for row in asked:
        late = row.lateness == Lateness.OVERDUE
        level, reasons, words = (dice.choice(PLEASED), (), "")
        if late or dice.random() < 0.04:
            level, reasons, words = dice.choice(SORE[:1] if late else SORE[1:])
        assert row.returned_at is not None and row.point is not None
        with clock.at(row.returned_at + dt.timedelta(minutes=5)):
            clerk = row.movements.filter(verb="return_result").get().by
            actions.rate(row, by=clerk, level=level, reasons=reasons, comment=words)
    return len(asked)

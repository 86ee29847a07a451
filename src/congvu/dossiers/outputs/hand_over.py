"""The list that goes along with dossiers handed over together: who gave, who took, which ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from congvu.core import formats
from congvu.documents.slip import PrintedSlip, SlipTable
from congvu.dossiers import rules
from congvu.dossiers.models import Dossier, Movement
from congvu.dossiers.outputs.slips import parent_of
from congvu.dossiers.states import BULK_VERBS, VERB_LABELS
from congvu.organizations.models import Unit

COLUMNS = ("TT", "Mã hồ sơ", "Người nộp", "Thủ tục", "Giấy tờ", "Hạn trả", "Ghi chú")
NAMES = ("giver", "taker", "handed_at", "count")
WIDTHS = (1.0, 6.2, 3.2, 4.6, 1.6, 2.4, 2.2)
RELATED = ("dossier__procedure", "dossier__point__unit__parent", "dossier__unit__parent", "by",
           "handed_to")  # fmt: skip


@dataclass(frozen=True)
class HandOver:
    """Dossiers one person handed to one taker in one stroke."""

    moves: Sequence[Movement]

    @property
    def first(self) -> Movement:
        """The one the list is known by."""
        return self.moves[0]

    @property
    def unit(self) -> Unit | None:
        """Whose letterhead the list carries."""
        row = self.first.dossier
        return row.point.unit if row.point and self.first.verb == "transfer" else row.unit

    @property
    def giver(self) -> str:
        """The counter of the first dossier, or whoever handed on inside the unit."""
        row = self.first.dossier
        return row.point_words if self.first.verb == "transfer" else row.unit_words

    @property
    def taker(self) -> str:
        """A person of the unit, or the unit."""
        if self.first.handed_to is None:
            return self.first.office
        return f"{self.first.handed_to}, {self.first.office}"

    @property
    def title(self) -> str:
        """What was done."""
        return VERB_LABELS[self.first.verb]


def handed_with(move: Movement, seen: QuerySet[Dossier]) -> list[HandOver]:
    """All that was handed over in the same stroke and may be seen, one list a taker."""
    rows = Movement.objects.filter(at=move.at, verb=move.verb, by=move.by, dossier__in=seen)
    lists: dict[tuple[str, int | None, int | None], list[Movement]] = {}
    for row in rows.select_related(*RELATED).order_by("dossier__code", "pk"):
        point = row.dossier.point_id if row.verb == "transfer" else None
        lists.setdefault((row.office, row.handed_to_id, point), []).append(row)
    return [HandOver(moves) for moves in lists.values()]


def last_hand_over(moves: Sequence[Movement]) -> Movement | None:
    """The latest time a dossier was handed over."""
    fitting = [move for move in moves if move.verb in BULK_VERBS]
    return fitting[-1] if fitting else None


def hand_over_slip(listed: HandOver) -> PrintedSlip:
    """The list on paper, signed by both sides."""
    first = listed.first
    at, unit = timezone.localtime(first.at), listed.unit
    form = rules.slip_form("hand_over", at.date())
    facts = (
        ("Bên giao", f"{first.by}, {listed.giver}" if first.by else listed.giver),
        ("Bên nhận", listed.taker),
        ("Thời gian", rules.moment_words(first.at)),
        ("Số lượng", f"{len(listed.moves):02d} hồ sơ"),
    )
    return PrintedSlip(
        parent_agency=parent_of(unit),
        agency=unit.name if unit else "",
        form="",
        code="",
        place=unit.locality if unit else "",
        date=at.date(),
        title=form.title if form else "",
        facts=facts,
        named=tuple(zip(NAMES, (words for _, words in facts), strict=True)),
        tables=(
            SlipTable(COLUMNS, WIDTHS, tuple(line(n, m) for n, m in enumerate(listed.moves, 1))),
        ),
        signers=(
            ("Bên giao", str(first.by or "")),
            ("Bên nhận", str(first.handed_to or "")),
        ),
    )


def line(number: int, move: Movement) -> tuple[str, ...]:
    """One dossier of the list; names stay short, the papers carry them in full."""
    row = move.dossier
    due = formats.date(timezone.localdate(row.due_at)) if row.due_at else ""
    papers = f"{len(row.papers):02d}" if row.papers else ""
    return (str(number), row.code, row.applicant_label, row.procedure_words, papers, due, "")

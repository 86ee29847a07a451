"""Opening, widening and freezing sheets."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from congvu.accounts.models import User
from congvu.assessments.errors import ReasonMissing, SheetFrozen
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.policies import may_carry_out, may_open_sheets
from congvu.assessments.states import Scoring
from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.criteria.models import Criterion, LibraryVersion
from congvu.organizations.models import Unit


@dataclass(frozen=True)
class SheetSpec:
    """What a new sheet is made of. ``area_codes`` empty means every area."""

    unit: Unit
    library_version: LibraryVersion
    period_from: dt.date
    period_to: dt.date
    scoring: str = Scoring.POINTS
    previous: Sheet | None = None
    area_codes: tuple[str, ...] = field(default_factory=tuple)


def open_sheets(specs: Sequence[SheetSpec], *, by: User) -> list[Sheet]:
    """One sheet per spec with the answers that concern the unit's kind; constant queries."""
    require(may_open_sheets(by))
    versions = {spec.library_version.pk for spec in specs}
    criteria: dict[int, list[Criterion]] = {pk: [] for pk in versions}
    for criterion in Criterion.objects.filter(area__library_version__in=versions).select_related(
        "area"
    ):
        criteria[criterion.area.library_version_id].append(criterion)
    with transaction.atomic():
        sheets = audit.create_many(
            [new_sheet(spec) for spec in specs], by=by, action="assessments.open_sheet"
        )
        answers = [
            Answer(
                sheet=sheet,
                criterion=criterion,
                max_points=counted_max(criterion, spec.scoring),
            )
            for sheet, spec in zip(sheets, specs, strict=True)
            for criterion in criteria[spec.library_version.pk]
            if concerns(criterion, spec)
        ]
        audit.create_many(answers, by=by, action="assessments.open_answer")
    return sheets


def new_sheet(spec: SheetSpec) -> Sheet:
    """An unsaved sheet made of ``spec``."""
    return Sheet(
        unit=spec.unit,
        library_version=spec.library_version,
        period_from=spec.period_from,
        period_to=spec.period_to,
        scoring=spec.scoring,
        previous=spec.previous,
    )


def concerns(criterion: Criterion, spec: SheetSpec) -> bool:
    """Whether the criterion concerns this kind of unit and lies in the areas inspected."""
    in_areas = not spec.area_codes or criterion.area.code in spec.area_codes
    return in_areas and spec.unit.kind in criterion.applies_to


def counted_max(criterion: Criterion, scoring: str) -> object:
    """Points at stake: none for questions answered in words, none where only comments are made."""
    words = scoring == Scoring.COMMENTS_ONLY or criterion.answer_kind == "text"
    return 0 if words else criterion.max_points


def add_criterion(sheet: Sheet, criterion: Criterion, *, reason: str, by: User) -> Answer:
    """The head of team adds a criterion outside the unit's kind, with a reason."""
    require(may_open_sheets(by))
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        sheet = audit.lock(Sheet.objects.all(), sheet.pk)
        if sheet.frozen:
            raise SheetFrozen
        if sheet.answers.filter(criterion=criterion).exists():
            raise BadInput(fields={"criterion": "Phiếu đã có tiêu chí này."})
        answer = Answer(
            sheet=sheet,
            criterion=criterion,
            max_points=counted_max(criterion, sheet.scoring),
            added_reason=reason.strip(),
        )
        return audit.create(answer, by=by, action="assessments.add_criterion", reason=reason)


def freeze_sheets(sheets: Sequence[Sheet], *, by: User) -> list[Sheet]:
    """After this nothing on the sheets may change: the conclusion rests on them.

    Answers are locked first: saves that have begun end before, later ones find the sheet frozen.
    """
    require(may_carry_out(by))
    moment = clock.now()
    pairs = [(sheet, {"frozen_at": moment}) for sheet in sheets if not sheet.frozen]
    with transaction.atomic():
        held = Answer.objects.filter(sheet__in=[sheet for sheet, _ in pairs]).order_by("pk")
        list(held.select_for_update(of=("self",)).values_list("pk"))
        return audit.change_many(pairs, by=by, action="assessments.freeze_sheet")

"""Dossiers drawn at random, and what was wrong with them."""

from django.db import transaction

from congvu.accounts.models import User
from congvu.assessments.models import Answer
from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.inspections.actions.finding import check_open, hold_open
from congvu.inspections.models import Sample, Visit
from congvu.inspections.policies import may_work_at
from congvu.inspections.rules import draw


def draw_sample(
    visit: Visit,
    *,
    source: str,
    population: int,
    size: int,
    seed: str,
    by: User,
    answer: Answer | None = None,
) -> Sample:
    """Draw dossiers at random; the seed is written down so that anyone can draw them again."""
    require(may_work_at(by, visit))
    check_open(visit)
    problems = {}
    if not source.strip():
        problems["source"] = "Ghi danh sách hồ sơ được chọn mẫu (sổ nào, thời gian nào)."
    if not 1 <= size <= population:
        problems["size"] = f"Số hồ sơ chọn phải từ 1 đến {population}."
    if not seed.strip():
        problems["seed"] = "Phải ghi mã chọn mẫu."
    if problems:
        raise BadInput(fields=problems)
    sample = Sample(
        visit=visit,
        answer=answer,
        source=source.strip(),
        population=population,
        size=size,
        seed=seed.strip(),
        drawn=draw(population, size, seed.strip()),
    )
    with transaction.atomic():
        hold_open(visit)
        return audit.create(sample, by=by, action="inspections.draw_sample")


def record_sample_errors(
    sample: Sample, errors_found: dict[str, str], *, by: User, expected: int | None = None
) -> Sample:
    """What was wrong in which drawn dossier; nothing wrong is said by an empty list."""
    with transaction.atomic():
        sample = audit.lock(Sample.objects.select_related("visit"), sample.pk, expected)
        require(may_work_at(by, sample.visit))
        hold_open(sample.visit)
        strangers = set(errors_found) - {str(code) for code in sample.drawn}
        if strangers:
            text = f"Hồ sơ số {', '.join(sorted(strangers))} không nằm trong mẫu đã chọn."
            raise BadInput(fields={"errors_found": text})
        return audit.change(
            sample,
            by=by,
            action="inspections.record_sample",
            errors_found=errors_found,
            checked_at=clock.now(),
        )

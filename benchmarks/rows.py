"""A campaign of the size the promises speak of, and lists of 200,000 rows around it."""

import itertools
import os
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.installation import ready

ROWS = int(os.environ.get("BENCH_ROWS", "200000"))
SENTENCES = (
    "Chưa niêm yết đầy đủ thủ tục hành chính tại bộ phận tiếp nhận và trả kết quả",
    "Việc cập nhật văn bản quy phạm pháp luật mới ban hành còn chậm so với quy định",
    "Hồ sơ giải quyết quá hạn chưa có văn bản xin lỗi tổ chức, cá nhân theo quy định",
    "Chưa xây dựng kế hoạch rà soát, đánh giá thủ tục hành chính thuộc phạm vi quản lý",
    "Tỷ lệ hồ sơ tiếp nhận trực tuyến mức độ 3, mức độ 4 còn thấp so với chỉ tiêu được giao",
)


@dataclass(frozen=True)
class Bench:
    """The campaign and its people; ``campaign`` is the factory's."""

    campaign: Any

    @property
    def answers(self) -> list:
        """Answers of the first unit, with their criteria."""
        return list(self.campaign.sheet.answers.with_criteria())


@cache
def campaign(units: int = 100, criteria: int = 120) -> Bench:
    """An inspection of ``units`` × ``criteria`` that has begun, opened through the actions."""
    ready()
    from tests.inspections.factories import make_inspection, make_library
    from tests.organizations.factories import UnitFactory

    from congvu.inspections.models import Visit

    chosen = [UnitFactory() for _ in range(units)]
    library = make_library(areas=10, criteria=criteria // 10)
    made = make_inspection(chosen, library=library, until="visiting")
    Visit.objects.filter(inspection=made.inspection).update(state="in_progress")
    return Bench(made)


def sentence(number: int) -> str:
    """A sentence as inspectors write them, every one another."""
    return f"{SENTENCES[number % len(SENTENCES)]}; {number % 97 + 3} hồ sơ, việc số {number}"


@cache
def many() -> Bench:
    """Findings, recommendations, evidence, notices and log rows, ``ROWS`` of each."""
    bench = campaign()
    from django.db import connection

    for fill in (findings, recommendations, items, attached, notices, log_rows):
        model, rows = fill(bench.campaign)
        for batch in iter(lambda rows=rows: list(itertools.islice(rows, 5000)), []):
            model._base_manager.bulk_create(batch)
    with connection.cursor() as cursor:
        # what a PostgreSQL that runs does by itself within a minute of such an import
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return bench


def findings(made: Any) -> tuple:
    """Findings over the units, folded as the action folds them."""
    from congvu.core.search import fold
    from congvu.inspections.models import Finding

    criteria = [answer.criterion for answer in made.answers()]
    return Finding, (
        Finding(
            inspection=made.inspection,
            visit=made.visits[n % len(made.visits)],
            unit=made.units[n % len(made.units)],
            area_id=criteria[n % len(criteria)].area_id,
            criterion=criteria[n % len(criteria)],
            polarity="limitation" if n % 3 else "strength",
            text=sentence(n),
            search_text=fold(sentence(n)),
        )
        for n in range(ROWS)
    )


def recommendations(made: Any) -> tuple:
    """Recommendations, open and closed."""
    import datetime as dt

    from congvu.core.search import fold
    from congvu.inspections.models import Recommendation

    day = dt.date(2020, 10, 1)
    return Recommendation, (
        Recommendation(
            inspection=made.inspection,
            unit=made.units[n % len(made.units)],
            text=sentence(n),
            responsible_head="Trưởng phòng",
            doer="Chuyên viên",
            due_on=day + dt.timedelta(days=n % 90),
            original_due_on=day + dt.timedelta(days=n % 90),
            state="open" if n % 4 else "closed",
            closed_on=None if n % 4 else day,
            search_text=fold(sentence(n)),
        )
        for n in range(ROWS)
    )


def items(made: Any) -> tuple:
    """Evidence, attached."""
    from congvu.core.search import fold
    from congvu.evidence.models import Item

    return Item, (
        Item(
            title=sentence(n),
            document_number=f"{n}/BC-PNCC",
            source="paper",
            owner_unit=made.units[n % len(made.units)],
            created_by=made.secretary,
            attached=True,
            search_text=fold(f"{sentence(n)} {n}/BC-PNCC"),
        )
        for n in range(ROWS)
    )


def attached(made: Any) -> tuple:
    """Each piece of evidence attached to an answer."""
    from congvu.evidence.models import Attachment, Item

    answers = list(made.answers())
    pks = list(Item.objects.order_by("pk").values_list("pk", flat=True))
    return Attachment, (
        Attachment(item_id=pk, target=answers[n % len(answers)], attached_by=made.secretary)
        for n, pk in enumerate(pks)
    )


def notices(made: Any) -> tuple:
    """All of them told to the secretary, every tenth not read yet."""
    from congvu.core import clock
    from congvu.notices.models import Notice

    now = clock.now()
    return Notice, (
        Notice(
            recipient=made.secretary,
            kind="task",
            title="Việc cần làm",
            text=sentence(n),
            released_at=now,
            read_at=now if n % 10 else None,
        )
        for n in range(ROWS)
    )


def log_rows(made: Any) -> tuple:
    """The log as long as the lists."""
    from congvu.core.models import LogEntry

    return LogEntry, (
        LogEntry(
            actor=made.inspector,
            actor_name=str(made.inspector),
            action="inspections.record_finding",
            kind="inspections.finding",
            object_id=str(n),
            label=sentence(n),
            changes={"text": [None, sentence(n)]},
        )
        for n in range(ROWS)
    )

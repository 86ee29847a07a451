"""The units' own answers and the team's judgements, from the levels of the story."""

import datetime as dt
from decimal import Decimal
from typing import Any

from congvu.accounts.models import User
from congvu.assessments.actions import judge_many, save_self_many, save_self_text, submit_self
from congvu.assessments.models import Answer
from congvu.assessments.rules import Judgement, SelfAnswer
from congvu.criteria.rules import Scale
from congvu.desk.showroom import files
from congvu.desk.showroom.stage import Stage, on
from congvu.inspections.models import Visit

LEVELS = {"E": "excellent", "G": "good", "F": "fair", "A": "average", "W": "weak"}
# how answers of an area differ around its level, in half points of ten; sums to nothing
SPREAD = (0, 1, -1, 0, 2, -2, 0)
STEP = Decimal("0.5")


def points_for(scale: Scale, level: str, full: Decimal, place: int, places: int) -> Decimal:
    """Believable points: the level's own share, spread a little, on the half-point step."""
    share = scale.level(LEVELS[level])
    assert share is not None
    base = (full * share.points_percent / 100 / STEP).to_integral_value() * STEP
    whole = places - places % 3
    moved = SPREAD[place % 3] if place < whole else 0
    return min(max(base + moved * STEP, Decimal(0)), full)


def answers_by_area(visit: Visit) -> dict[str, list[Answer]]:
    """Answers of a visit's sheet by area, in order."""
    rows = Answer.objects.filter(sheet=visit.sheet).select_related("criterion__area")
    found: dict[str, list[Answer]] = {}
    for answer in rows.order_by("criterion__area__order", "criterion__order"):
        found.setdefault(answer.criterion.area.code, []).append(answer)
    return found


def self_report(stage: Stage, key: str, visit: Visit, levels: dict[str, str], day: dt.date) -> None:
    """The unit answers for itself, a little kindlier than the team will, and sends it."""
    contact = stage.contact(key)
    scale = visit.sheet.library_version.scale.as_rule()
    changes = []
    for area, answers in answers_by_area(visit).items():
        better = {"W": "A", "A": "F", "F": "G", "G": "G", "E": "E"}[levels[area]]
        scored = [a for a in answers if a.criterion.answer_kind != "text"]
        for place, answer in enumerate(scored):
            points = points_for(scale, better, answer.criterion.max_points, place, len(scored))
            changes.append(SelfAnswer(answer.pk, points=points, note=""))
        for answer in answers:
            if answer.criterion.answer_kind == "text":
                note = "Chức năng, nhiệm vụ được phân định rõ, không chồng chéo."
                changes.append(SelfAnswer(answer.pk, note=note))
    with on(day, 15, 20):
        save_self_many(changes, by=contact)
        texts = {
            "general": "Đơn vị đã triển khai đầy đủ các nhiệm vụ cải cách hành chính được giao.",
            "difficulties": "Công chức, viên chức phụ trách còn kiêm nhiệm nhiều việc.",
            "proposals": "Đề nghị Sở tổ chức tập huấn nghiệp vụ cải cách hành chính.",
        }
        save_self_text(visit.sheet, texts, by=contact)
        files.with_report(stage, key, visit, contact)
        submit_self(visit.sheet, by=contact)


def judge(visit: Visit, levels: dict[str, str], judges: list[User]) -> None:
    """The team judges every answer; members take turns by area."""
    scale = visit.sheet.library_version.scale.as_rule()
    for turn, (area, answers) in enumerate(answers_by_area(visit).items()):
        judge_many(judgements(scale, levels[area], answers), by=judges[turn % len(judges)])


def judgements(scale: Scale, level: str, answers: list[Answer]) -> list[Judgement]:
    """One judgement per answer; words where words are asked."""
    scored = [a for a in answers if a.criterion.answer_kind != "text"]
    found = [
        Judgement(
            answer.pk, points=points_for(scale, level, answer.criterion.max_points, i, len(scored))
        )
        for i, answer in enumerate(scored)
    ]
    words = "Không có chồng chéo; phân công cụ thể trong quy chế làm việc."
    found += [Judgement(a.pk, note=words) for a in answers if a not in scored]
    return found


def members_of(stage: Stage, team: list[dict[str, Any]]) -> list[User]:
    """Those of the team who judge."""
    return [stage.people[row["user"]] for row in team if row["role"] == "member"]

"""The news item for the portal: plain paragraphs, and the facts a reviewer compares it with."""

from congvu.inspections.models import Inspection
from congvu.inspections.outputs.article import (
    article,
    author,
    contents,
    strengths,
)
from congvu.inspections.outputs.campaign import (
    Campaign,
    bare_name,
    code_and_date,
    counts_by_kind,
    gather,
    span_text,
)
from congvu.inspections.registry import ToldArticle


def told(inspection: Inspection) -> ToldArticle:
    """The news item as text; constant queries."""
    campaign = gather(inspection)
    item = article(inspection)
    return ToldArticle(
        title=item.title,
        paragraphs=tuple(" ".join(s.text for s in rows) for rows in item.paragraphs),
        photos_after=2 + bool(contents(campaign).text) + bool(strengths(campaign)),
        office=author(),
        facts=tuple(row for row in facts(campaign) if row[1]),
        holders=(bare_name(campaign.head.name),) if campaign.head else (),
    )


def facts(campaign: Campaign) -> list[tuple[str, str]]:
    """Numbers, days and counts the text has to say as they are."""
    inspection = campaign.inspection
    plan = code_and_date(campaign.plan_document) if campaign.plan_document else ""
    decided = code_and_date(campaign.decision, inspection.decision_number, inspection.decision_on)
    parts = counts_by_kind(campaign.units).split(" và ")
    counts = [("Số đơn vị được kiểm tra", part) for part in parts]
    return [
        ("Kế hoạch", plan),
        ("Quyết định thành lập đoàn", decided),
        ("Thời gian kiểm tra", span_text(campaign.days)),
        *counts,
        *(("Đơn vị được kiểm tra", unit.short_name) for unit in campaign.units),
    ]

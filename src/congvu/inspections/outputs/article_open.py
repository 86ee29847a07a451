"""The news item as anybody may read it in a showroom: sentences numbered, sources as labels."""

from typing import Any

from congvu.documents import vietnamese
from congvu.inspections.models import Finding, Inspection
from congvu.inspections.outputs.article import Article, ArticleSentence, article
from congvu.inspections.outputs.article_doors import Door
from congvu.inspections.states import AFTER_ISSUING, Polarity


def open_article(number: str | None) -> dict[str, Any] | None:
    """The item of the last concluded campaign, and what sentence ``number`` rests on."""
    shown = Inspection.objects.filter(state__in=AFTER_ISSUING).order_by("-year", "-pk").first()
    if shown is None:
        return None
    context = opened(article(shown), number)
    if context["chosen"]:
        context["doors"] = told_openly(context["chosen"], limits_of(shown))
    return {**context, "inspection": shown}


def opened(item: Article, number: str | None) -> dict[str, Any]:
    """The prose numbered sentence by sentence, and the one that was asked for."""
    count, paragraphs, chosen = 0, [], None
    for paragraph in item.paragraphs:
        rows = []
        for sentence in paragraph:
            count += 1
            rows.append((count, sentence))
            chosen = sentence if str(count) == number else chosen
        paragraphs.append(rows)
    return {"item": item, "paragraphs": paragraphs, "chosen": chosen, "number": number}


def told_openly(sentence: ArticleSentence, campaign_limits: set[int]) -> tuple[Door, ...]:
    """What anybody may know a sentence rests on: no unit is named beside a limitation."""
    limits = [s for s in sentence.sources if s.kind == "finding" and s.id in campaign_limits]
    if not limits:
        return tuple(Door(s.label, s.url) for s in sentence.sources)
    count = vietnamese.number_text(len(limits))
    return (Door(f"{count} hạn chế ghi trong biên bản kiểm tra", limits[0].url),)


def limits_of(inspection: Inspection) -> set[int]:
    """Ids of the limitations of a campaign."""
    rows = Finding.objects.filter(inspection=inspection, polarity=Polarity.LIMITATION)
    return set(rows.values_list("pk", flat=True))

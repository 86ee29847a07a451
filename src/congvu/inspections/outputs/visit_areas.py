"""What minutes say of each area: strengths, limitations with their basis, samples drawn."""

from collections import defaultdict

from django.db.models import Prefetch, prefetch_related_objects

from congvu.documents import vietnamese
from congvu.documents.model import Block, Fact, Fill, Heading, Paragraph
from congvu.inspections.models import Finding, Sample, Visit
from congvu.inspections.outputs.campaign import Campaign
from congvu.inspections.rules import sample_sentence
from congvu.inspections.states import Polarity, RepeatState

NOTE = "note-"  # tag of the room under an area, before the code of the area


def areas(visit: Visit, campaign: Campaign, notes: bool) -> list[Block]:
    """Every area inspected at this unit with what was found there, strengths first, and the
    dossiers drawn for it; those drawn for no area at the end."""
    found: dict[int, list[Finding]] = defaultdict(list)
    for finding in sorted(campaign.of_unit(visit.unit), key=not_strength):
        found[finding.area_id].append(finding)
    drawn = samples_by_area(visit)
    blocks: list[Block] = []
    asked = asked_areas(campaign)
    said = {*found, *drawn}
    listed = [a for a in campaign.areas if not asked or a.pk in asked or a.pk in said]
    for i, area in enumerate(listed, start=1):
        title = f"{i}. {area.wording(visit.inspection.period_to)}"
        blocks.append(Heading(title, level=2, tag=f"area-{area.pk}"))
        rows = [*(finding_line(finding) for finding in found[area.pk]), *drawn.pop(area.pk, [])]
        none = Paragraph("Không có ý kiến.", tag=f"none-{area.pk}")
        if notes:
            blocks += [*rows, Fill("Ghi nhận tại chỗ", tag=f"{NOTE}{area.code}", lines=2)]
        else:
            blocks += rows or [none]
    return [*blocks, *(line for lines in drawn.values() for line in lines)]


def not_strength(finding: Finding) -> bool:
    """Strengths are told before limitations."""
    return finding.polarity != Polarity.STRENGTH


def asked_areas(campaign: Campaign) -> set[int]:
    """Areas with a question for this unit; an area without any is outside its scope."""
    return {area.pk for area in campaign.areas if getattr(area, "asked", False)}


def finding_line(finding: Finding) -> Paragraph:
    """ "- Hạn chế: … (căn cứ: …)."."""
    word = "Ưu điểm" if finding.polarity == Polarity.STRENGTH else "Hạn chế"
    text = vietnamese.sentence(finding.text)
    basis = f" Căn cứ: {vietnamese.sentence(finding.basis_text)}" if finding.basis_text else ""
    confirmed = finding.repeat_state == RepeatState.CONFIRMED and finding.repeat_of
    year = finding.repeat_of.inspection.year if confirmed else None
    again = f" Lặp lại hạn chế năm {year}." if year else ""
    return Paragraph(
        f"- {word}: {text}{basis}{again}",
        tag=f"finding-{finding.pk}",
        facts=(Fact("finding", "finding", text),),
    )


def samples_by_area(visit: Visit) -> dict[int | None, list[Paragraph]]:
    """Dossiers drawn at random and looked through, in words anyone signs; None: for no area.

    A sample only drawn proves nothing yet.
    """
    lines: dict[int | None, list[Paragraph]] = defaultdict(list)
    for sample in drawn_at(visit):
        if sample.checked_at is not None:
            area = sample.answer.criterion.area_id if sample.answer else None
            lines[area].append(sample_line(sample))
    return dict(lines)


def drawn_at(visit: Visit) -> list[Sample]:
    """Every sample of a visit, in the order drawn."""
    if "samples" in getattr(visit, "_prefetched_objects_cache", {}):
        return list(visit.samples.all())
    return list(visit.samples.select_related("answer__criterion").order_by("pk"))


def with_samples(visit: Visit) -> Visit:
    """Read once, for a page that shows them and does nothing more."""
    rows = Sample.objects.select_related("answer__criterion").order_by("pk")
    prefetch_related_objects([visit], Prefetch("samples", rows))
    return visit


def sample_line(sample: Sample) -> Paragraph:
    """The list drawn from, and what was found: counts only, no interval."""
    errors = len(sample.errors_found)
    said = sample_sentence(sample.size, sample.population, sample.seed, errors)
    return Paragraph(
        f"{vietnamese.sentence(sample.source)} {said}",
        tag=f"sample-{sample.pk}",
        facts=(
            Fact("drawn", "number", f"{sample.size}/{sample.population}"),
            Fact("said", "text", said),
        ),
    )

"""What minutes say of each area: strengths, limitations with their basis, samples drawn."""

from collections import defaultdict

from congvu.documents import vietnamese
from congvu.documents.model import Block, Fact, Fill, Heading, Paragraph
from congvu.inspections.models import Finding, Sample, Visit
from congvu.inspections.outputs.campaign import Campaign
from congvu.inspections.rules import sample_sentence
from congvu.inspections.states import Polarity, RepeatState

NOTE = "note-"  # tag of the room under an area, before the code of the area


def areas(visit: Visit, campaign: Campaign, notes: bool) -> list[Block]:
    """Every area inspected at this unit with what was found there."""
    found: dict[int, list[Finding]] = defaultdict(list)
    for finding in campaign.of_unit(visit.unit):
        found[finding.area_id].append(finding)
    blocks: list[Block] = []
    asked = asked_areas(visit)
    listed = [a for a in campaign.areas if not asked or a.pk in asked or a.pk in found]
    for i, area in enumerate(listed, start=1):
        title = f"{i}. {area.wording(visit.inspection.period_to)}"
        blocks.append(Heading(title, level=2, tag=f"area-{area.pk}"))
        rows = [finding_line(finding) for finding in found[area.pk]]
        none = Paragraph("Không có ý kiến.", tag=f"none-{area.pk}")
        if notes:
            blocks += [*rows, Fill("Ghi nhận tại chỗ", tag=f"{NOTE}{area.code}", lines=2)]
        else:
            blocks += rows or [none]
    return blocks


def asked_areas(visit: Visit) -> set[int]:
    """Areas with a question for this unit; an area without any is outside its scope."""
    if visit.sheet is None:
        return set()
    return set(visit.sheet.answers.order_by().values_list("criterion__area_id", flat=True))


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


def checked_samples(visit: Visit) -> list[tuple[Sample, str]]:
    """Samples looked through, each with its sentence; one only drawn proves nothing yet."""
    return [(row, sentence(row)) for row in visit.samples.all() if row.checked_at]


def sentence(sample: Sample) -> str:
    """A sample as minutes say it: counts only, no interval."""
    errors = len(sample.errors_found)
    return sample_sentence(sample.size, sample.population, sample.seed, errors)


def samples(visit: Visit) -> list[Block]:
    """Dossiers drawn at random, in words anyone signs."""
    blocks: list[Block] = []
    for sample, said in checked_samples(visit):
        blocks.append(
            Paragraph(
                f"{vietnamese.sentence(sample.source)} {said}",
                tag=f"sample-{sample.pk}",
                facts=(
                    Fact("drawn", "number", f"{sample.size}/{sample.population}"),
                    Fact("said", "text", said),
                ),
            )
        )
    return blocks

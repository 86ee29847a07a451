"""Words proposed to the officer, who changes them: never decided here."""

import re

from django.contrib.contenttypes.models import ContentType

from congvu.assessments.models import Answer
from congvu.core import clock
from congvu.evidence.models import Attachment, attachments_by_object
from congvu.inspections.models import Inspection, Visit
from congvu.organizations.models import Seat, Unit
from congvu.organizations.states import Role

# "Đơn vị có niêm yết đủ … không?" asks what a limitation denies
QUESTION = re.compile(r"^(?P<who>.*?)\b(?:đã |có )(?P<what>.+?)(?:,? hay)?,? (?:không|chưa)\?$")


def limitation_of(question: str) -> str:
    """A criterion's question turned into the sentence of a limitation."""
    text = " ".join(question.split())
    found = QUESTION.match(text)
    if not found:
        return text.rstrip("?.")
    said = f"{found['who']}chưa {found['what']}".strip()
    return said[:1].upper() + said[1:]


def finding_proposal(answer: Answer) -> dict[str, str]:
    """Wording and basis: the inspector's own note first, else the criterion's question denied."""
    question = answer.criterion.wording(answer.sheet.period_to)
    titles = [a.item.title for a in attachments_by_object([answer])[answer.pk]]
    return {
        "text": answer.judged_note.strip() or limitation_of(question),
        "basis_text": "; ".join(titles),
    }


def people_of(units: list[Unit]) -> dict[int, tuple[str, str]]:
    """Per unit the responsible head and the doer, from the seats in force today."""
    roles = (Role.UNIT_HEAD, Role.CONTACT)
    seats = Seat.objects.in_force(clock.today()).filter(unit__in=units, role__in=roles)
    named: dict[tuple[int, str], str] = {}
    for seat in seats.select_related("user").order_by("-pk"):
        named[seat.unit_id, seat.role] = str(seat.user)
    return {
        unit.pk: (
            named.get((unit.pk, Role.UNIT_HEAD), ""),
            named.get((unit.pk, Role.CONTACT), named.get((unit.pk, Role.UNIT_HEAD), "")),
        )
        for unit in units
    }


def advice_proposal(inspection: Inspection, unit: Unit) -> dict[str, object]:
    """Who answers, who does it, by when; the words are left to the officer."""
    head, doer = people_of([unit])[unit.pk]
    days = int(inspection.parameters.get("remedy_working_days", 30))
    return {"responsible_head": head, "doer": doer, "due_working_days": days}


def sample_seed(visit: Visit) -> str:
    """ "2020-07": the campaign's year and a running number, said by whoever writes minutes."""
    number = visit.inspection.visits.filter(samples__isnull=False).count() + 1
    return f"{visit.inspection.year}-{number:02d}"


def papers_proposed(visit: Visit) -> list[str]:
    """Titles of the evidence on the unit's answers, each once, in the sheet's order."""
    if visit.sheet_id is None:
        return []
    kind = ContentType.objects.get_for_model(Answer)
    answers = Answer.objects.filter(sheet=visit.sheet_id).order_by().values("pk")
    # answers are written in the order of the sheet
    held = Attachment.objects.live().filter(content_type=kind, object_id__in=answers)
    titles = held.order_by("object_id", "pk").values_list("item__title", flat=True)
    return list(dict.fromkeys(titles))

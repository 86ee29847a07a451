"""Papers of the story, from draft to issued, each on its own day."""

import datetime as dt
from typing import Any

from congvu.desk.showroom import files
from congvu.desk.showroom.stage import Stage, on
from congvu.inspections import actions
from congvu.inspections.models import OfficialDocument
from congvu.inspections.states import DocumentKind, TeamRole

RECIPIENTS = (
    "- Giám đốc, các Phó Giám đốc Sở;",
    "- Các phòng, đơn vị thuộc Sở;",
    "- Lưu: VT, VPS.",
)


def carry(
    stage: Stage, kind: str, facts: dict[str, Any], subject: str, **parts: Any
) -> OfficialDocument:
    """A paper drafted the day before, signed, numbered, scanned and issued on its day."""
    secretary, clerk = stage.people["secretary"], stage.people["records_clerk"]
    day: dt.date = facts["dated_on"]
    with on(day - dt.timedelta(days=1), 10):
        document = actions.create_document(
            kind, by=secretary, subject=subject, recipients=RECIPIENTS, **parts
        )
        document = actions.initial(document, by=secretary)
        document = actions.submit(document, by=secretary, **signer(stage, document))
    with on(day, 9):
        document = actions.sign(document, signed_on=day, by=clerk)
    with on(day, 14):
        document = actions.number(
            document, number=facts["number"], symbol=facts["symbol"], dated_on=day, by=clerk
        )
    with on(day, 14, 30):
        document = files.of_paper(document, clerk)
    with on(day, 15):
        return actions.issue(document, issued_on=day, by=clerk)


def signer(stage: Stage, document: OfficialDocument) -> dict[str, str]:
    """The Director signs, the report the head of the team; a letterhead needs no "ông"."""
    if document.kind == DocumentKind.REPORT:
        name = document.inspection.team.get(role=TeamRole.HEAD).name.removeprefix("ông ")
        return {"signer_name": name, "signer_title": "Trưởng đoàn"}
    name = stage.people["head"].full_name.removeprefix("ông ")
    return {"signer_name": name, "signer_title": "Giám đốc"}

"""Objects that ``with:`` in access.yaml may name: one line each, made only when asked for.

Everything here belongs to the inspected unit (``house.unit``), so that whoever heads another
unit is a stranger to it.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser

from congvu.api.hooks.actions import create_webhook
from congvu.api.models import Webhook
from congvu.core import clock
from congvu.dossiers.actions import rating_token, stage_list
from congvu.dossiers.models import Dossier, Rating
from congvu.evidence.actions import open_upload
from congvu.inspections import actions
from congvu.inspections.models import Explanation, Finding, Plan, Recheck, Recommendation, Remedy
from congvu.inspections.states import RecommendationState
from congvu.organizations.models import Unit
from congvu.organizations.states import Role
from congvu.petitions.actions import receipt_token
from congvu.portal.actions import set_up
from congvu.procedures.actions import print_postings
from tests.criteria.factories import draft
from tests.dossiers.factories import dossier_at
from tests.dossiers.filings import filed_by
from tests.dossiers.lists import row, workbook
from tests.dossiers.money import (
    bank_account_of,
    bank_entry_of,
    due_of,
    payment_of,
    receipt_book_of,
    result_of,
    signed_dossier,
    statement_of,
)
from tests.evidence.factories import stored
from tests.inspections.factories import Campaign, make_inspection
from tests.legal.factories import BasisFactory
from tests.notices.factories import BatchFactory
from tests.organizations.factories import (
    CalendarDayFactory,
    SeatFactory,
    UnitFactory,
    UserFactory,
    officer,
)
from tests.petitions.factories import petition_at
from tests.portal.factories import drafted, out
from tests.procedures import factories as procedures

UNIT_ROLES = {Role.UNIT_HEAD, Role.CONTACT}


@dataclass
class House:
    """One department, one inspected unit, one person per role, and a stranger."""

    department: Unit
    unit: Unit
    actors: dict[str, Any]
    made: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """The value of an object's id, made at first use."""
        if name not in self.made:
            self.made[name] = MAKERS[name](self)
        return self.made[name]


def build() -> House:
    """The public site's frame; people in their units, all but the inspected unit's elsewhere."""
    set_up()
    department = UnitFactory(department=True)
    unit = UnitFactory(parent=department)
    actors: dict[str, Any] = {"anonymous": AnonymousUser()}
    for role in Role:
        if role != Role.CITIZEN:
            seat = {Role.VIEWER: department} | dict.fromkeys(UNIT_ROLES, unit)
            actors[role.value] = officer(role, seat.get(role) or UnitFactory())
    actors["citizen"] = UserFactory(citizen=True)
    actors["outsider"] = officer(Role.UNIT_HEAD, UnitFactory(parent=department))
    return House(department, unit, actors)


def campaign(house: House) -> Campaign:
    """A campaign at the inspected unit, asked for its report; head, secretary, inspector judge."""
    if "campaign" not in house.made:
        people = {name: house.actors[name] for name in ("head", "secretary", "inspector")}
        house.made["campaign"] = make_inspection([house.unit], people=people)
    return house.made["campaign"]


def finding(house: House) -> Finding:
    """A limitation there, with what is asked about it; neither issued nor told to the unit."""
    if "found" not in house.made:
        made = campaign(house)
        asked = actions.RecommendationText("Làm lại", "Trưởng phòng", "Đầu mối")
        house.made["found"] = actions.raise_finding(
            made.answer, actions.FindingText("Chưa làm"), recommendation=asked, by=made.inspector
        )
    return house.made["found"]


def remark(house: House) -> Any:
    """A general remark of that campaign."""
    made = campaign(house)
    return actions.add_remark(
        made.inspection, polarity="limitation", text="Nhận xét", by=made.secretary
    )


def sample(house: House) -> Any:
    """Three dossiers out of ten."""
    made = campaign(house)
    return actions.draw_sample(
        made.visit, source="Sổ", population=10, size=3, seed="1", by=made.inspector
    )


def issued(house: House) -> Recommendation:
    """Something asked of the unit, as a conclusion opens it."""
    if "issued_row" not in house.made:
        text = actions.RecommendationText("Làm ngay", "Trưởng phòng", "Đầu mối")
        row = actions.add_recommendation(finding(house), text, by=campaign(house).inspector)
        row.state, row.due_on = RecommendationState.OPEN, dt.date(2020, 10, 20)
        row.save()
        house.made["issued_row"] = row
    return house.made["issued_row"]


def recheck(house: House) -> Recheck:
    """The same looked at again, at the visit there; nothing recorded yet."""
    return issued(house).rechecks.create(visit=campaign(house).visit)


def remedy(house: House) -> Remedy:
    """What the unit reported of the recommendation there."""
    told = {"text": "Đã làm", "done_on": dt.date(2020, 9, 9), "submitted_at": clock.now()}
    row = issued(house)
    return Remedy.objects.create(recommendation=row, submitted_by=house.actors["contact"], **told)


def explanation(house: House) -> Explanation:
    """What the unit says about the draft."""
    told = {"text": "Đã niêm yết", "submitted_by": house.actors["contact"]}
    visit = campaign(house).visit
    return Explanation.objects.create(visit=visit, submitted_at=clock.now(), **told)


def rating(house: House) -> Rating:
    """What the applicant thinks of the result of that dossier."""
    told = {"level": "satisfied", "satisfied": True, "reasons": [], "at": clock.now()}
    return Rating.objects.create(dossier=dossier(house), way="tablet", **told)


def webhook(house: House) -> Webhook:
    """An address of the secretary's."""
    told: dict[str, Any] = {"address": "https://nhan.example.vn/", "kinds": []}
    secretary = house.actors["secretary"]
    return create_webhook(name="Nhận", known=frozenset(), by=secretary, **told)[0]


def plan(house: House) -> Plan:
    """A draft plan that holds the inspected unit."""
    version = campaign(house).inspection.library_version
    year = {"year": 2021, "period_from": dt.date(2021, 1, 1), "period_to": dt.date(2021, 12, 31)}
    fields = year | {"title": "Kế hoạch 2021", "library_version": version, "area_codes": ["A1"]}
    secretary, row = house.actors["secretary"], actions.PlanUnitRow(house.unit, "Theo đề nghị")
    made = actions.create_plan(by=secretary, **fields)
    actions.set_plan_units(made, [row], by=secretary)
    return made


def paper(house: House) -> Any:
    """The decision of that campaign, a draft."""
    made = campaign(house)
    return actions.create_document("decision", inspection=made.inspection, by=made.secretary)


def sent_online(house: House) -> Any:
    """A petition the citizen sent through the site, at work in the inspected unit."""
    if "sent_online_row" not in house.made:
        clerk = house.actors["one_stop_officer"]
        told = {"channel": "portal", "sent_by": house.actors["citizen"]}
        house.made["sent_online_row"] = petition_at(clerk, house.unit, **told)
    return house.made["sent_online_row"]


def dossier(house: House) -> Any:
    """A dossier of the inspected unit, at the desk of the case officer."""
    clerk, holder = house.actors["one_stop_officer"], house.actors["case_officer"]
    return dossier_at(clerk, house.unit, holder=holder)


def hand_over(house: House) -> Any:
    """The moment that dossier was handed over."""
    row = dossier(house)
    state = {"from_state": "accepted", "to_state": "awaiting_assignment", "office": "Phòng"}
    return row.movements.create(verb="transfer", by=house.actors["one_stop_officer"], **state)


def waiting_list(house: House) -> Any:
    """A list of another system that was read and waits."""
    if "waiting_list_row" not in house.made:
        clerk = house.actors["one_stop_officer"]
        made = stage_list(workbook([row(1)]), "Hệ thống thử", by=clerk, name="ds.xlsx")
        house.made["waiting_list_row"] = made
    return house.made["waiting_list_row"]


def procedure_version(house: House) -> Any:
    """A published version of the inspected unit's own procedure."""
    if "procedure_version_row" not in house.made:
        house.made["procedure_version_row"] = procedures.published(house.unit)
    return house.made["procedure_version_row"]


def posting(house: House) -> Any:
    """A sheet of it on the unit's board."""
    if "posting_row" not in house.made:
        version, unit_head = procedure_version(house), house.actors["unit_head"]
        [sheet] = print_postings(house.unit, [version], by=unit_head)
        house.made["posting_row"] = sheet
    return house.made["posting_row"]


def news_item(house: House) -> Any:
    """A draft of the portal."""
    return drafted(house.actors["secretary"])


MAKERS = {
    "petition": lambda house: petition_at(house.actors["one_stop_officer"], house.unit).pk,
    "sent_petition": lambda house: sent_online(house).pk,
    "petition_receipt": lambda house: receipt_token(sent_online(house)),
    "petition_verb": lambda house: "propose",
    "petition_paper": lambda house: "receipt",
    "petition_form": lambda house: "docx",
    "dossier": lambda house: dossier(house).pk,
    "dossier_code": lambda house: Dossier.objects.get(pk=house["dossier"]).code,
    "hand_over": lambda house: hand_over(house).pk,
    "filed_here": lambda house: filed_by(house.actors["citizen"]).place.procedure.pk,
    "filing": lambda house: filed_by(house.actors["citizen"]).draft().pk,
    "online_paper": lambda house: filed_by(house.actors["citizen"]).draft().online.papers.get().pk,
    "filed": lambda house: filed_by(house.actors["citizen"]).asked_for_more().pk,
    "order": lambda house: 1,
    "slip": lambda house: "acceptance",
    "no_gateway": lambda house: "khong-co",
    "rating_token": lambda house: rating_token(dossier(house)),
    "owing": lambda house: due_of(dossier(house)).dossier_id,
    "due": lambda house: due_of(dossier(house)).pk,
    "payment": lambda house: payment_of(dossier(house), house.actors["one_stop_officer"]).pk,
    "receipt_book": lambda house: receipt_book_of(dossier(house)).pk,
    "signed": lambda house: signed_dossier(dossier(house)).pk,
    "result": lambda house: (
        result_of(signed_dossier(dossier(house)), house.actors["one_stop_officer"]).pk
    ),
    "statement": lambda house: statement_of(dossier(house), house.actors["one_stop_officer"]).pk,
    "bank_entry": lambda house: bank_entry_of(dossier(house), house.actors["one_stop_officer"]).pk,
    "bank_account": lambda house: bank_account_of(dossier(house)).pk,
    "dossier_verb": lambda house: "hand_over",
    "report": lambda house: "tong-hop",
    "register_book": lambda house: "so-theo-doi",
    "fee_report": lambda house: "phi-linh-vuc",
    "counter": lambda house: house.actors["one_stop_officer"].seats.get().unit_id,
    "point": lambda house: dossier(house).point_id,
    "run": lambda house: waiting_list(house).pk,
    "source": lambda house: waiting_list(house).source_id,
    "procedure": lambda house: procedure_version(house).procedure_id,
    "procedure_version": lambda house: procedure_version(house).pk,
    "procedure_draft": lambda house: procedures.draft(house.unit).pk,
    "process": lambda house: procedures.five_steps(house.unit).pk,
    "process_draft": lambda house: procedures.five_steps(house.unit, in_use=False).pk,
    "posting": lambda house: posting(house).pk,
    "posting_mark": lambda house: posting(house).mark,
    "news_item": lambda house: news_item(house).pk,
    "news": lambda house: out(house.actors["head"]).page.slug,
    "paper": lambda house: paper(house).pk,
    "visit": lambda house: campaign(house).visit.pk,
    "finding": lambda house: finding(house).pk,
    "recommendation": lambda house: finding(house).recommendations.earliest("pk").pk,
    "remark": lambda house: remark(house).pk,
    "sample": lambda house: sample(house).pk,
    "recheck": lambda house: recheck(house).pk,
    "remedy": lambda house: remedy(house).pk,
    "explanation": lambda house: explanation(house).pk,
    "rating": lambda house: rating(house).pk,
    "webhook": lambda house: webhook(house).pk,
    "issued": lambda house: issued(house).pk,
    "item": lambda house: stored(house.actors["contact"], attach_to=campaign(house).answer).item_id,
    "upload": lambda house: open_upload("a.txt", 5, by=house.actors["contact"]).uuid,
    "library": lambda house: campaign(house).inspection.library_version_id,
    "plan": lambda house: plan(house).pk,
    "inspection": lambda house: campaign(house).inspection.pk,
    "sheet": lambda house: campaign(house).sheet.pk,
    "answer": lambda house: campaign(house).answer.pk,
    "area": lambda house: campaign(house).answer.criterion.area_id,
    "batch": lambda house: BatchFactory(prepared_by=house.actors["secretary"]).pk,
    "unit": lambda house: house.unit.pk,
    "user": lambda house: UserFactory().pk,
    "basis": lambda house: BasisFactory().pk,
    "draft_version": lambda house: draft().pk,
    "day": lambda house: CalendarDayFactory().pk,
    "seat": lambda house: SeatFactory(unit=house.unit).pk,
}


def kinds_of_actor() -> list[str]:
    """Names that a row of the table may use."""
    return ["anonymous", *[r.value for r in Role], "outsider"]

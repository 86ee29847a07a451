"""An office that takes petitions in, gives them to a unit and answers."""

from dataclasses import dataclass
from typing import Any

from congvu.accounts.models import User
from congvu.core import clock
from congvu.organizations.models import Unit
from congvu.organizations.states import Role
from congvu.petitions import actions
from congvu.petitions.models import Petition
from congvu.petitions.states import Channel
from tests.dossiers.factories import at, national_calendar
from tests.organizations.factories import UnitFactory, officer

NAME, PHONE, ADDRESS = "Trần Thị Bích Hạnh", "0912 345 678", "ấp Hòa Bình, xã Nam Thái Sơn"
TEXT = f"Tôi là {NAME}, số {PHONE}. Tôi phải đi lại ba lần mà không ai hướng dẫn."
REPLY = "Sở đã yêu cầu đơn vị hướng dẫn một lần, đầy đủ và xin lỗi người dân."


@dataclass
class Office:
    """Everybody a petition meets."""

    department: Unit
    counter: Unit
    unit: Unit
    other: Unit
    clerk: User
    secretary: User
    head: User
    unit_head: User
    contact: User
    worker: User

    def sent(self, **fields: Any) -> actions.Sent:
        """What somebody sends."""
        known = {
            "subject": "Hướng dẫn hồ sơ chưa đầy đủ",
            "content": TEXT,
            "channel": Channel.COUNTER,
            "sender_name": NAME,
            "sender_phone": PHONE,
            "sender_address": ADDRESS,
        }
        return actions.Sent(**(known | fields))

    def received(self, day: int = 1, **fields: Any) -> Petition:
        """One in the book, in September 2020."""
        with clock.at(at(day)):
            return actions.receive(self.sent(**fields), at=self.counter, by=self.clerk)

    def classified(self, day: int = 1, **fields: Any) -> Petition:
        """One about the conduct of another unit."""
        row = self.received(day, **fields)
        with clock.at(at(day)):
            return actions.classify(
                row, by=self.secretary, kind="conduct", about_unit=self.other
            )  # fmt: skip

    def assigned(self, day: int = 1, **fields: Any) -> Petition:
        """One that lies with the unit."""
        row = self.classified(day, **fields)
        with clock.at(at(day)):
            return actions.assign(row, by=self.secretary, unit=self.unit)

    def proposed(self, day: int = 1, **fields: Any) -> Petition:
        """One that waits for the signature."""
        row = self.assigned(day, **fields)
        with clock.at(at(day)):
            return actions.propose(row, by=self.contact, answer=REPLY, outcome="explained")

    def answered(self, day: int = 1, on: int = 10, **fields: Any) -> Petition:
        """One that was answered."""
        row = self.proposed(day, **fields)
        with clock.at(at(on)):
            return actions.answer(row, by=self.head, number="15/SLĐTBXH-VP")


def office() -> Office:
    """A department with a counter and two units, in the calendar of 2020."""
    national_calendar()
    top = UnitFactory(department=True)
    unit, other = UnitFactory(parent=top), UnitFactory(parent=top)
    counter = UnitFactory(parent=top, kind="counter")
    return Office(
        department=top,
        counter=counter,
        unit=unit,
        other=other,
        clerk=officer(Role.ONE_STOP_OFFICER, counter),
        secretary=officer(Role.SECRETARY, UnitFactory(parent=top, office=True)),
        head=officer(Role.HEAD, top),
        unit_head=officer(Role.UNIT_HEAD, unit),
        contact=officer(Role.CONTACT, unit),
        worker=officer(Role.CASE_OFFICER, unit),
    )


def finished(place: Office, row: Petition, verb: str) -> Petition:
    """A petition that came through the site, brought to its end by one of three verbs."""
    if verb == "refuse":
        return actions.refuse(row, by=place.secretary, refusal="unclear")
    row = actions.classify(row, by=place.secretary, kind="conduct", about_unit=place.other)
    if verb == "forward":
        return actions.forward(row, by=place.secretary, to="Bảo hiểm xã hội")
    row = actions.assign(row, by=place.secretary, unit=place.unit)
    row = actions.propose(row, by=place.contact, answer="Đã nhắc.", outcome="explained")
    return actions.answer(row, by=place.head)


def petition_at(clerk: User, unit: Unit, **fields: Any) -> Petition:
    """One row at work in ``unit``, received at the clerk's counter; without the way there."""
    number = Petition.objects.count() + 1
    known = {
        "code": f"PAKN-2020-{number:04d}",
        "state": "in_progress",
        "channel": Channel.COUNTER,
        "kind": "rule_unfit",
        "subject": f"Thủ tục phải đi lại nhiều lần, lần {number}",
        "content": TEXT,
        "sender_name": NAME,
        "sender_label": "Trần T. B. H.",
        "sender_phone": PHONE,
        "received_at": at(8),
        "received_unit": clerk.seats.get().unit,
        "received_by": clerk,
        "unit": unit,
        "forward_due_at": at(15, hour=17),
        "limit_days": 15,
        "limit_basis": "Quy chế",
        "due_at": at(29, hour=17),
        "search_text": f"pakn-2020-{number:04d} thu tuc phai di lai nhieu lan",
    }
    return Petition.objects.create(**(known | fields))

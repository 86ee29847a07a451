"""Somebody who files online: an account, a procedure that is filed here, a dossier handed in."""

import io
from dataclasses import dataclass

from PIL import Image

from congvu.accounts.models import User
from congvu.core import clock
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier, ReceivingPoint
from congvu.procedures.models import Component, FormField, LevelDeclaration, ProcedureVersion
from tests.dossiers.factories import Office, at, office
from tests.organizations.factories import UnitFactory, UserFactory

PERSON = {"kind": "person", "name": "Trần Thị Bình", "identity_number": "089300001234",
          "phone": "0912 345 678", "address": "12 Lê Lợi, Long Xuyên"}  # fmt: skip
ANSWERS = {"so_hieu": "A 123", "co_giay": "A4"}


def png(color: str = "white") -> io.BytesIO:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), color).save(out, "PNG")
    out.seek(0)
    return out


def filed_here(place: Office) -> ProcedureVersion:
    """The office's procedure, offered online since 2019: two fields, two papers."""
    version = place.procedure.versions.get()
    LevelDeclaration.objects.create(
        procedure=place.procedure, level="legacy_level_4", valid_from=at(1, 1, year=2019).date()
    )
    Component.objects.create(procedure_version=version, order=1, title="Đơn đề nghị", originals=1)
    Component.objects.create(
        procedure_version=version, order=2, title="Giấy ủy quyền", condition="Khi nộp thay"
    )
    FormField.objects.create(
        procedure_version=version, order=1, name="so_hieu", label="Số hiệu văn bằng"
    )
    FormField.objects.create(
        procedure_version=version, order=2, name="co_giay", label="Cỡ giấy", kind="choice",
        choices=["A4", "A3"], required=False,
    )  # fmt: skip
    return version


@dataclass
class Online:
    """An office whose procedure is filed online, and who files."""

    place: Office
    version: ProcedureVersion
    account: User

    def draft(self, **more: str) -> Dossier:
        """Begun, with everything filled in and the paper uploaded."""
        row = actions.open_draft(self.place.procedure, by=self.account)
        told = {"person": PERSON | more, "answers": ANSWERS, "point": self.place.point.pk}
        actions.write_form(row, by=self.account, **told)
        actions.add_paper(row, by=self.account, order=1, stream=png(), name="don.png")
        return row

    def handed_in(self, moment=None, **more: str) -> Dossier:
        """At the counter, waiting to be checked."""
        with clock.at(moment or at(7)):
            return actions.hand_in_dossier(self.draft(**more), by=self.account)

    def accepted(self, moment=None) -> Dossier:
        """Taken in by the counter."""
        row = self.handed_in(moment)
        with clock.at(moment or at(8)):
            return actions.accept(row, by=clerk_of(row))

    def at_work(self) -> Dossier:
        """On the case officer's desk."""
        row = self.accepted()
        with clock.at(at(8)):
            actions.transfer([row], by=clerk_of(row))
            return actions.assign([row], by=self.place.unit_head, to=self.place.case)[0]

    def asked_for_more(self) -> Dossier:
        """Waiting for what the case officer asked."""
        row = self.at_work()
        with clock.at(at(9)):
            return actions.request_supplement(row, by=self.place.case, reasons="Thiếu bản sao.")


def clerk_of(row: Dossier) -> User:
    """Who sits at the counter it came to."""
    return User.objects.filter(seats__unit=row.point.unit).first()


def online(place: Office) -> Online:
    """Everything for filing."""
    account = UserFactory(citizen=True, email="binh@example.vn")
    return Online(place, filed_here(place), account)


def filed_by(account: User) -> Online:
    """An office of its own for somebody who files."""
    place = office()
    return Online(place, filed_here(place), account)


def second_counter(place: Office) -> ReceivingPoint:
    """One more counter of the same Department, where the same procedure is filed."""
    unit = UnitFactory(parent=place.department, kind="department_office")
    return ReceivingPoint.objects.create(
        unit=unit, name=f"Một cửa {unit.symbol}", agency_code=f"Q{unit.pk}.H33"
    )

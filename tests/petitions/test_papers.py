"""Papers: receipt, answer, passing on, refusal, as Word and PDF."""

import io

import docx
import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.organizations.states import Role
from congvu.petitions import actions
from congvu.petitions.outputs import paper_of, papers_of
from tests.dossiers.factories import at
from tests.organizations.factories import UnitFactory, officer
from tests.petitions.factories import NAME, PHONE, REPLY

pytestmark = pytest.mark.django_db


def words(row, kind):
    text = paper_of(row, kind)
    return "\n".join(getattr(one, "full_text", "") for one in text.body), text


def fetched(client, row, kind, form):
    return client.get(reverse("petitions:petition_paper", args=[row.pk, kind, form]))


def test_each_stage_has_its_papers(place):
    assert [kind for kind, _ in papers_of(place.received())] == ["receipt"]
    assert [kind for kind, _ in papers_of(place.proposed())] == ["receipt", "answer"]
    sent_on = actions.forward(place.received(), by=place.secretary, to="Sở Y tế")
    assert [kind for kind, _ in papers_of(sent_on)] == ["receipt", "forward"]
    refused = actions.refuse(place.received(), by=place.secretary, refusal="unclear")
    assert [kind for kind, _ in papers_of(refused)] == ["receipt", "refusal"]


def test_the_receipt_says_number_and_day_and_masks_the_phone(place):
    body, text = words(place.received(1), "receipt")
    for said in ("PAKN-2020-0001", NAME, "0xx xxx 5678", "23/9/2020", "09:00 ngày 01/9/2020"):
        assert said in body
    assert PHONE not in body and text.letterhead.agency == place.department.name


def test_the_answer_is_a_draft_until_it_is_signed(place):
    row = place.proposed()
    assert paper_of(row, "answer").draft is True
    with clock.at(at(10)):
        row = actions.answer(row, by=place.head, number="15/SLĐTBXH-VP")
    body, text = words(row, "answer")
    assert REPLY in body and text.draft is False and text.number == "15/SLĐTBXH-VP"
    assert text.addressees == (NAME,) and text.date == at(10).date()
    assert (text.signatures[0].title, text.signatures[0].authority) == ("Giám đốc", "")


def test_a_deputy_signs_in_the_heads_place(place):
    deputy = officer(Role.DEPUTY, place.department)
    row = actions.answer(place.proposed(), by=deputy)
    [signed] = paper_of(row, "answer").signatures
    assert (signed.authority, signed.title) == ("KT. Giám đốc", "Phó Giám đốc")


def test_a_school_writes_under_its_own_name(place):
    school = UnitFactory(parent=place.department, school=True)
    principal = officer(Role.UNIT_HEAD, school)
    with clock.at(at(1)):
        row = actions.receive(place.sent(), at=school, by=principal)
    text = paper_of(row, "receipt")
    assert text.letterhead.agency == school.name
    assert text.letterhead.parent_agency == place.department.name


def test_passing_on_and_refusing_say_to_whom_and_why(place):
    sent_on = actions.forward(place.received(), by=place.secretary, to="Sở Y tế")
    body, text = words(sent_on, "forward")
    assert text.addressees == ("Sở Y tế",) and "đi lại ba lần" in body
    refused = actions.refuse(
        place.received(), by=place.secretary, refusal="complaint", note="Đã gọi"
    )
    body, _ = words(refused, "refusal")
    assert "Là khiếu nại, tố cáo" in body and "Đã gọi" in body and "20/2008/NĐ-CP" in body


def test_word_and_pdf_come_out(place, client_of):
    row, client = place.answered(), client_of(place.head)
    for kind in ("receipt", "answer"):
        pdf = fetched(client, row, kind, "pdf")
        assert pdf.content[:5] == b"%PDF-" and pdf["Cache-Control"] == "no-store"
        word = docx.Document(io.BytesIO(fetched(client, row, kind, "docx").content))
        text = "\n".join(p.text for p in word.element.body.iter() if p.tag.endswith("}t"))
        assert row.code in text
    assert fetched(client, row, "forward", "pdf").status_code == 404
    assert fetched(client, row, "receipt", "odt").status_code == 404
    assert fetched(client_of(place.worker), row, "receipt", "pdf").status_code == 404

"""An office's own Word form of a slip: by day and law, linted, filled with what the slip says."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from docx import Document

from congvu.core import clock
from congvu.dossiers import actions
from congvu.dossiers.outputs import hand_over as lists
from congvu.dossiers.outputs import money, slips
from congvu.dossiers.outputs.slips import slip_of
from congvu.dossiers.states import Cause
from congvu.legal.models import Basis
from congvu.organizations.states import Role
from congvu.stationery.models import template_for
from congvu.stationery.states import SLIP_FACTS, SlipKind
from tests.dossiers.factories import at
from tests.organizations.factories import officer
from tests.stationery.factories import template, word

pytestmark = pytest.mark.django_db
OLD, NEW = "01/2018/TT-VPCP", "03/2025/TT-VPCP"
FORM = ("MẪU RIÊNG", "{{ form }}", "{{ applicant }}", "{{ procedure }}", "{{ due }}",
        "{% for paper in papers %}{{ paper }}; {% endfor %}", "{{ qr }}", "{{ point_phone }}",
        "{{p table_blocks }}")  # fmt: skip


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def keeper():
    return officer(Role.RECORDS_CLERK)


def own_form(keeper, number=OLD, since=dt.date(2018, 11, 23), paragraphs=FORM, **fields):
    basis = Basis.objects.filter(number=number).first() or Basis.objects.create(
        number=number, issuer="Văn phòng Chính phủ", subject="Một cửa"
    )
    known = {"kind": SlipKind.ACCEPTANCE, "name": "Giấy tiếp nhận", "basis": basis,
             "effective_from": since}  # fmt: skip
    return template(keeper, data=word(*paragraphs), **known | fields)


def opened(client, dossier, kind="acceptance"):
    answer = client.get(reverse("dossiers:dossier_slip_word", args=[dossier.pk, kind]))
    assert answer.status_code == 200
    file = Document(io.BytesIO(answer.content))
    return " ".join(" ".join(file.element.body.itertext()).split()), file


def test_a_slip_is_written_in_the_offices_own_form(place, keeper, client_of):
    own_form(keeper)
    place.point.phone = "0297 000 0000"
    place.point.save()
    dossier = place.taken(papers=[{"order": 1, "title": "Đơn <đề nghị>", "originals": 1}])
    text, file = opened(client_of(place.clerk), dossier)
    wanted = ("MẪU RIÊNG", "Mẫu số 01 · Thông tư 01/2018/TT-VPCP", dossier.procedure_words,
              dossier.applicant.full_name, "17:00 ngày 22/9/2020", "0297 000 0000",
              "Đơn <đề nghị> (01 bản chính)")  # fmt: skip
    for words in wanted:
        assert words in text, (words, text)
    assert len(file.inline_shapes) == 1  # the code to scan


def test_a_form_serves_slips_of_its_own_law_and_time_alone(place, keeper, client_of):
    client = client_of(place.clerk)
    own_form(keeper, NEW)  # of the law of 2025, though its period begins in 2018
    dossier = place.taken()
    assert "MẪU RIÊNG" not in opened(client, dossier)[0]
    own_form(keeper, OLD, since=dt.date(2021, 1, 1))
    assert "MẪU RIÊNG" not in opened(client, dossier)[0]
    own_form(keeper, OLD)
    assert "MẪU RIÊNG" in opened(client, dossier)[0]


@pytest.mark.parametrize("number,when", [(OLD, dt.date(2020, 9, 8)), (NEW, dt.date(2026, 1, 6))])
def test_two_laws_have_two_forms_side_by_side(place, keeper, number, when):
    old, new = own_form(keeper, OLD), own_form(keeper, NEW)
    form = slips.rules.slip_form("acceptance", when)
    found = slips_template(place, when, form.law)
    assert found == (old if number == OLD else new) and form.law == number


def slips_template(place, when, law):
    return template_for("acceptance", place.point.unit, when, law)


def test_another_units_form_is_not_used(place, keeper, client_of):
    own_form(keeper, unit=place.unit)
    assert "MẪU RIÊNG" not in opened(client_of(place.clerk), place.taken())[0]
    own_form(keeper, unit=place.point.unit)
    assert "MẪU RIÊNG" in opened(client_of(place.clerk), place.taken())[0]


def test_tables_and_pictures_find_their_place(place, keeper, client_of):
    paragraphs = ("MẪU RIÊNG", "{{ picture }}", "{{ promised }}", "{{ round }}")
    own_form(keeper, kind=SlipKind.APOLOGY, paragraphs=paragraphs)
    own_form(keeper, kind=SlipKind.PROCESS_CONTROL)
    dossier = place.at_work()
    text, file = opened(client_of(place.case), dossier, "process_control")
    assert "MẪU RIÊNG" in text and "Giao:" in text and len(file.tables) == 1
    with clock.at(at(30)):
        actions.apologise(
            dossier, by=place.case, new_date=at(15, 10), cause=Cause.COMPLEX, reason="Xác minh"
        )
    text, file = opened(client_of(place.case), dossier, "apology")
    assert "15/10/2020" in text and len(file.inline_shapes) == 1


def test_every_fact_of_a_slip_has_a_name_an_own_form_may_use(place):
    named = {*slips.NAMES.values(), *lists.NAMES, *money.NAMES.values()}
    assert named == set(SLIP_FACTS)
    assert set(slips.TELLERS) | {"hand_over", "payment", "payment_order"} == set(SlipKind)
    dossier = place.taken()
    slip = slip_of(dossier, [*dossier.movements.all()], "acceptance", place.clerk)
    assert {"applicant", "due", "point_address"} <= dict(slip.named).keys() <= SLIP_FACTS.keys()

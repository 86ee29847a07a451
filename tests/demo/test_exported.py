"""The list a visitor takes in by hand: untidy as real ones, read whole, doubts asked once."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from congvu.accounts.models import User
from congvu.desk.showroom import SAMPLE_NAME, exported_list
from congvu.desk.showroom.catalogue import publish_procedures
from congvu.desk.showroom.exported import phone
from congvu.desk.showroom.office import set_up
from congvu.desk.showroom.provincial import SYSTEM as PROVINCE
from congvu.desk.showroom.provincial import take_in_provincial_list
from congvu.desk.showroom.stage import on, story
from congvu.dossiers import actions
from congvu.dossiers.lists.columns import last_four
from congvu.dossiers.models import Difference, Dossier, ImportRun
from congvu.organizations.models import Unit, forget_calendars
from tests.demo.pages import client_of

pytestmark = pytest.mark.django_db
SYSTEM = "Hệ thống một cửa của tỉnh, bản xuất"
HOLIDAY = dt.date(2020, 9, 2)


@pytest.fixture
def stage():
    made = set_up()
    forget_calendars()
    publish_procedures(made)
    with on(story("office")["today"]):
        yield made
    forget_calendars()


def test_the_list_is_as_untidy_as_real_ones(stage):
    sheet = load_workbook(io.BytesIO(exported_list())).active
    assert sheet.merged_cells.ranges and sheet["E6"].value == "Tiếp nhận"
    cells = [cell.value for row in sheet.iter_rows(min_row=8) for cell in row if cell.value]
    assert "ĐÃ TRẢ KẾT QUẢ" in cells and "Tổng cộng" in cells
    assert not [cell for cell in cells if isinstance(cell, dt.datetime)]
    assert len(cells) > 500


def test_it_is_read_its_doubts_answered_and_taken_in(stage):
    by, unit = stage.people["secretary"], stage.units["ldvl"]
    run = actions.stage_list(exported_list(), SYSTEM, by=by, name=SAMPLE_NAME)
    assert {one["column"] for one in run.findings["problems"]} == {"state", "unit"}
    assert list(run.findings["unknown_states"]) == ["Luân chuyển nội bộ"]
    assert "P.LĐVL-GDNN" in run.findings["unknown_units"]
    units = {"P.LĐVL-GDNN": unit.pk}
    actions.map_list(run, by=by, words={"Luân chuyển nội bộ": "in_progress"}, units=units)
    taken = actions.take_in_list(ImportRun.objects.get(pk=run.pk), by=by)
    rows = Dossier.objects.filter(source__name=SYSTEM)
    assert rows.count() == taken.created > 60
    assert rows.filter(unit=unit).exists() and rows.filter(state="in_progress").exists()
    differing = rows.exclude(difference=Difference.NONE)
    assert differing.count() == taken.different > 0
    for row in differing:
        assert row.accepted_at.date() < HOLIDAY <= row.original_due_at.date(), row


def test_its_phones_let_one_follow_what_was_taken_in(stage, client):
    take_in_provincial_list(stage)
    for number, phone_is in ((1, True), (5, True), (7, True), (9, False)):
        assert (last_four(phone(number)) == f"{number:04d}") == phone_is
    code = Dossier.objects.filter(code__endswith="-0001").earliest("pk").code
    answer = client.post(reverse("portal:tracking"), {"ma": code, "so_cuoi": "0001"})
    assert answer.status_code == 200 and PROVINCE in answer.content.decode()


def test_the_showroom_alone_offers_it_to_those_who_may_take_lists_in(stage, settings, client):
    address, form = reverse("desk:sample_list"), reverse("dossiers:run_add")
    secretary = client_of(User.objects.get(username="secretary"))
    viewer = client_of(User.objects.get(username="viewer"))
    settings.DEMO = False
    assert secretary.get(address).status_code == 404
    assert address not in secretary.get(form).content.decode()
    settings.DEMO = True
    assert address in secretary.get(form).content.decode()
    answer = secretary.get(address)
    assert SAMPLE_NAME in answer.headers["Content-Disposition"]
    assert viewer.get(address).status_code == 403 and secretary.post(address).status_code == 405
    assert client.get(address).status_code == 302
    file = SimpleUploadedFile(SAMPLE_NAME, answer.content)
    sent = secretary.post(form, {"name": SYSTEM, "file": file})
    assert sent.status_code == 302, sent.content.decode()
    assert Unit.objects.exists() and ImportRun.objects.get().get_absolute_url() == sent.url

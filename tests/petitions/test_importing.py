"""Lists again: facts follow their source, what is worked on here is left alone."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed
from congvu.core.models import LogEntry
from congvu.petitions import actions
from congvu.petitions.models import Petition
from tests.dossiers.factories import at
from tests.petitions.factories import NAME, PHONE

pytestmark = pytest.mark.django_db


def told(code="A1", **fields):
    known = {"received_on": dt.date(2020, 9, 1), "subject": "Chờ lâu", "content": "Chờ ba giờ"}
    return actions.Told(code, **(known | fields))


def take_in(place, *rows, by=None, day=25):
    with clock.at(at(day)):
        return actions.import_petitions(
            rows, source="PAKN", at=place.counter, by=by or place.clerk
        )  # fmt: skip


DONE = {"answered_on": dt.date(2020, 9, 24), "answer": "Đã xin lỗi"}


def test_a_fact_follows_its_source_with_a_log_row(place):
    take_in(place, told(**DONE))
    row = Petition.objects.get()
    assert (row.fact, row.lateness) == (True, "overdue")
    again = take_in(place, told(**DONE | {"satisfaction": "satisfied"}))
    row.refresh_from_db()
    assert (again.updated, row.satisfaction) == (1, "satisfied")
    assert LogEntry.objects.filter(action="petitions.import", object_id=str(row.pk)).count() == 2
    assert take_in(place, told(**DONE | {"satisfaction": "satisfied"})).unchanged == 1


def test_what_nobody_has_begun_here_is_settled_by_the_list(place):
    take_in(place, told())
    assert Petition.objects.get().fact is False
    assert take_in(place, told(**DONE)).updated == 1
    assert Petition.objects.get().fact is True


def test_what_is_worked_on_here_is_left_alone(place):
    take_in(place, told(kind="other"))
    row = Petition.objects.get()
    actions.classify(row, by=place.secretary, kind="other")
    actions.assign(row, by=place.secretary, unit=place.unit)
    report = take_in(place, told(**DONE))
    assert (report.kept, report.updated) == ([row.code], 0)
    assert Petition.objects.get().state == "in_progress"


def test_a_name_in_the_subject_is_taken_out(place):
    take_in(place, told(subject=f"{NAME} ({PHONE}) phản ánh", sender_name=NAME))
    assert Petition.objects.get().subject == "[người gửi] ([số điện thoại]) phản ánh"


def test_wrong_people_and_wrong_lists(place):
    with pytest.raises(NotAllowed):
        take_in(place, told(), by=place.contact)
    with pytest.raises(BadInput):
        take_in(place, told(received_on=dt.date(2020, 12, 1)))
    with pytest.raises(BadInput):
        actions.import_petitions([told()], source=" ", at=place.counter, by=place.clerk)
    assert not Petition.objects.exists()


def test_one_bad_row_and_nothing_is_written(place):
    with pytest.raises(BadInput):
        take_in(place, told(), told("A2", sender_name="X", sender_phone="12"))
    assert not Petition.objects.exists()


LIST = (
    "Mã phản ánh, kiến nghị;Ngày tiếp nhận;Trích yếu;Nội dung;Ngày trả lời;Trả lời\n"
    "A1;01/09/2020;Chờ lâu;Chờ ba giờ;;\n"
    "A2;02/09/2020;Thiếu mẫu đơn;Quầy hết mẫu đơn;04/09/2020;Đã bổ sung mẫu đơn\n"
)


def command(file, *words):
    out = StringIO()
    with clock.at(at(25)):
        call_command("import-petitions", str(file), *words, stdout=out)
    return json.loads(out.getvalue())


def test_the_command_rehearses_then_takes_in_as_the_page_does(place, tmp_path):
    file, unit = tmp_path / "ds.csv", ("--unit", place.counter.symbol)
    file.write_text(LIST, encoding="utf-8")
    trial = command(file, *unit, "--dry-run")
    assert (trial["good"], trial["written"], trial["rows"]) == (True, False, 2)
    assert not Petition.objects.exists()
    done = command(file, *unit)
    assert (done["written"], done["created"], done["updated"]) == (True, 2, 0)
    assert {row.fact for row in Petition.objects.all()} == {True, False}
    assert all(row.received_unit == place.counter for row in Petition.objects.all())
    assert LogEntry.objects.filter(action="petitions.import", actor=None).count() == 2
    again = command(file, *unit)
    assert (again["created"], again["unchanged"]) == (0, 2)


def test_the_command_tells_what_is_wrong_and_writes_nothing(place, tmp_path):
    file, unit = tmp_path / "ds.csv", ("--unit", place.counter.symbol)
    file.write_text(LIST.replace("02/09/2020", "31/02/2020"), encoding="utf-8")
    with pytest.raises(CommandError, match="chưa nhập dòng nào"):
        command(file, *unit)
    file.write_text(LIST, encoding="utf-8")
    with pytest.raises(CommandError, match="Không có đơn vị nào"):
        command(file, "--unit", "KHONG-CO")
    with pytest.raises(CommandError, match="không đọc được"):
        command(tmp_path / "no.csv", *unit)
    assert not Petition.objects.exists()

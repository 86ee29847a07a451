"""Adding, editing and loading legal documents."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from congvu.core.errors import BadInput, NotAllowed, StaleSave
from congvu.core.models import LogEntry
from congvu.legal.actions import add_basis, edit_basis, load_bases
from congvu.legal.errors import CircularReplacement, SameBasis
from congvu.legal.loading import SHIPPED, read_bases
from congvu.legal.models import Basis
from congvu.legal.states import Standing
from tests.legal.factories import BasisFactory

pytestmark = pytest.mark.django_db
FIELDS = {"number": "30/2020/NĐ-CP", "issuer": "Chính phủ", "subject": "Về công tác văn thư"}


def test_the_secretary_adds_a_basis_and_it_is_logged(secretary):
    basis = add_basis(by=secretary, **FIELDS)
    assert basis.search_text == "30/2020/nd-cp chinh phu ve cong tac van thu"
    assert LogEntry.objects.get(kind="legal.basis").action == "legal.add_basis"


def test_the_same_number_of_the_same_issuer_is_refused(secretary):
    add_basis(by=secretary, **FIELDS)
    with pytest.raises(SameBasis):
        add_basis(by=secretary, **FIELDS)


def test_an_inspector_may_not_change_the_list(inspector):
    basis = BasisFactory()
    with pytest.raises(NotAllowed):
        add_basis(by=inspector, **FIELDS)
    with pytest.raises(NotAllowed):
        edit_basis(basis, by=inspector, note="x")
    with pytest.raises(NotAllowed):
        load_bases([], by=inspector)


def test_editing_keeps_search_in_step(secretary):
    basis = edit_basis(BasisFactory(), by=secretary, expected=1, subject="Về lưu trữ")
    assert list(Basis.objects.search("LUU TRU")) == [basis]
    assert basis.version == 2


def test_a_stale_edit_is_refused(secretary):
    with pytest.raises(StaleSave):
        edit_basis(BasisFactory(), by=secretary, expected=7, note="x")


def test_replacements_never_run_in_a_circle(secretary):
    old = BasisFactory()
    new = BasisFactory(replaced_by=old)
    with pytest.raises(CircularReplacement):
        edit_basis(old, by=secretary, replaced_by=new)
    with pytest.raises(CircularReplacement):
        edit_basis(old, by=secretary, replaced_by=old)


def test_the_shipped_list_loads_once_and_links_what_replaced_what():
    rows = read_bases(SHIPPED)
    assert load_bases(rows, by=None) == (len(rows), 0)
    assert load_bases(rows, by=None) == (0, len(rows))
    assert Basis.objects.get(number="01/2011/TT-BNV").replaced_by.number == "30/2020/NĐ-CP"


def test_what_the_office_wrote_is_left_alone():
    BasisFactory(number="30/2020/NĐ-CP", subject="Tên của cơ quan")
    load_bases(read_bases(SHIPPED), by=None)
    assert Basis.objects.get(number="30/2020/NĐ-CP").subject == "Tên của cơ quan"


@pytest.mark.parametrize(
    ("number", "day", "holds"),
    [
        ("01/2011/TT-BNV", dt.date(2020, 3, 4), True),
        ("01/2011/TT-BNV", dt.date(2020, 3, 5), False),
        ("30/2020/NĐ-CP", dt.date(2020, 3, 4), False),
        ("30/2020/NĐ-CP", dt.date(2020, 8, 25), True),
        ("76/NQ-CP", dt.date(2020, 8, 25), False),
        ("30c/NQ-CP", dt.date(2020, 8, 25), True),
        ("112/2020/NĐ-CP", dt.date(2020, 8, 25), False),
        ("90/2020/NĐ-CP", dt.date(2020, 8, 25), True),
    ],
)
def test_the_shipped_list_knows_what_applied_when(number, day, holds):
    load_bases(read_bases(SHIPPED), by=None)
    basis = Basis.objects.get(number=number)
    assert basis.holds_on(day) is holds
    assert Basis.objects.in_force(day).filter(pk=basis.pk).exists() is holds


def test_what_is_from_general_knowledge_is_not_called_confirmed():
    unsure = [row for row in read_bases(SHIPPED) if "chưa đối chiếu bản gốc" in row.get("note", "")]
    assert unsure
    assert not any(row["confirmed"] for row in unsure)


def test_the_command_loads_and_says_how_many(capsys):
    call_command("load-legal")
    assert f"thêm {Basis.objects.count()} căn cứ" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("bases: [", ":1: sai cú pháp YAML"),
        ("a: 1", "thiếu danh sách “bases”"),
        ("bases: [{number: 1/X, issuer: Y}]", r"dòng thứ 1 .*thiếu “subject”"),
        ("bases: [{number: 1/X, issuer: Y, subject: Z, day: 1}]", "không có mục “day”"),
        (
            "bases: [{number: 1/X, issuer: Y, subject: Z, issued_on: qua}]",
            "“issued_on” phải viết năm-tháng-ngày",
        ),
    ],
)
def test_a_bad_list_is_refused_with_a_place(tmp_path, text, message):
    file = tmp_path / "sai.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=message):
        read_bases(file)
    with pytest.raises(CommandError):
        call_command("load-legal", file)
    assert not Basis.objects.exists()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="không đọc được tệp"):
        call_command("load-legal", tmp_path / "khong-co.yaml")


@pytest.mark.parametrize(
    ("fields", "newer", "standing"),
    [
        ({}, None, Standing.IN_FORCE),
        ({"effective_from": dt.date(2021, 1, 1)}, None, Standing.NOT_YET),
        ({"effective_to": dt.date(2020, 1, 1)}, None, Standing.OVER),
        ({}, {"effective_from": dt.date(2020, 3, 5)}, Standing.OVER),
        ({}, {"effective_from": dt.date(2021, 3, 5)}, Standing.IN_FORCE),
        ({}, {}, Standing.UNCLEAR),
    ],
)
def test_standing_follows_own_dates_then_those_of_the_replacement(fields, newer, standing):
    by = None if newer is None else BasisFactory(**newer)
    basis = BasisFactory(replaced_by=by, **fields)
    day = dt.date(2020, 8, 25)
    assert basis.standing(day) == standing
    applies = standing in (Standing.IN_FORCE, Standing.UNCLEAR)
    assert Basis.objects.in_force(day).filter(pk=basis.pk).exists() is applies

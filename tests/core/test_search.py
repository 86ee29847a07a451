"""Words found by an index of the database's own, on both kinds of database."""

import pytest
from django.db import connection, models

from congvu.core import audit, search, search_tables
from congvu.legal.models import Basis

pytestmark = pytest.mark.django_db


def basis(number, subject="Kế hoạch kiểm tra công tác cải cách hành chính"):
    row = Basis(number=number, subject=subject, issuer="Sở Lao động")
    row.search_text = row.folded()
    return audit.create(row, by=None, action="legal.add")


def numbers(asked):
    every = Basis.objects.order_by("pk")
    rows = search.containing(every, asked)
    found = list(rows.values_list("number", flat=True))
    for other in (search.holding, search.counted):  # each row by itself finds the same
        assert list(other(every, asked).values_list("number", flat=True)) == found
    return found


def test_phrases_are_words_without_tone_marks_and_signs():
    assert search.phrases("35/KH-LĐTBXH  Đường") == [["35", "kh", "ldtbxh"], ["duong"]]
    assert search.phrases('"*:') == []


@pytest.mark.parametrize(
    "asked",
    ["35/KH-LĐTBXH", "35/kh", "ldtbxh", "cai cach", "CẢI CÁCH", "hành ke", "kiểm tr", "35 'kế"],
)
def test_words_are_found_by_their_beginnings_in_any_order(asked):
    basis("35/KH-LĐTBXH")
    basis("36/QĐ-UBND", "Quyết định về biên chế")
    assert numbers(asked) == ["35/KH-LĐTBXH"]


@pytest.mark.parametrize(
    "asked", ["35/QĐ", "khong co", "36", "achcai", 'NOT "35', "35 & ! |", "(" * 9]
)
def test_nothing_else_is_found_and_signs_do_no_harm(asked):
    basis("35/KH-LĐTBXH")
    found = numbers(asked)
    assert found == (["35/KH-LĐTBXH"] if search.phrases(asked) in ([], [["35"]]) else [])


def test_the_index_follows_change_and_deletion():
    row = basis("35/KH-LĐTBXH")
    Basis.objects.filter(pk=row.pk).update(search_text="bien che")
    assert numbers("35") == [] and numbers("biên") == ["35/KH-LĐTBXH"]
    Basis.objects.all().delete()
    assert numbers("biên") == []


def test_every_searched_table_has_its_index_and_a_second_install_makes_nothing():
    labels = {model._meta.label for model in search_tables.searched()}
    assert {"legal.Basis", "organizations.Unit", "evidence.Item"} <= labels
    assert {"inspections.Finding", "inspections.OfficialDocument"} <= labels
    assert search_tables.install() == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite always had a table")
def test_the_index_of_an_earlier_edition_gives_way_to_the_table():
    basis("35/KH-LĐTBXH")
    name = search_tables.index_of(Basis)
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP FUNCTION {name}_kept CASCADE")
        cursor.execute(f"DROP TABLE {name}")
        cursor.execute(f"CREATE INDEX {name} ON legal_basis (search_text)")
    assert search_tables.install() == [name] and search_tables.install() == []
    assert numbers("35/KH-LĐTBXH") == ["35/KH-LĐTBXH"]


PARTS = {"sqlite": ["TRIGGER {0}_insert", "TRIGGER {0}_update", "TABLE {0}"],
         "postgresql": ["TRIGGER {0}_insert ON legal_basis", "TRIGGER {0}_update ON legal_basis",
                        "TRIGGER {0}_truncate ON legal_basis", "INDEX {0}_words", "TABLE {0}",
                        "FUNCTION {0}_kept() CASCADE"]}  # fmt: skip


@pytest.mark.parametrize("part", PARTS[connection.vendor])
def test_what_is_lost_of_it_comes_back_filled(part):
    basis("35/KH-LĐTBXH")
    name = search_tables.index_of(Basis)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP {part.format(name)}")
    Basis.objects.update(number="36/KH")
    connection.check_constraints()
    assert search_tables.install() == [name] and search_tables.install() == []
    assert numbers("35/KH-LĐTBXH") == ["36/KH"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_an_emptied_table_leaves_no_words():
    basis("35/KH-LĐTBXH")
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE legal_basis CASCADE")
        cursor.execute("SELECT COUNT(*) FROM search_legal_basis")
        assert cursor.fetchone() == (0,)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="rows of SQLite tell no version")
def test_words_that_stay_are_not_written_again():
    row = basis("35/KH-LĐTBXH")
    basis("36/KH")

    def written():
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, ctid FROM search_legal_basis")
            return dict(cursor.fetchall())

    before = written()
    Basis.objects.update(subject="khác", search_text=models.F("search_text"))
    assert written() == before
    Basis.objects.filter(pk=row.pk).update(search_text="bien che")
    after = written()
    assert {key for key in after if after[key] != before[key]} == {row.pk}


@pytest.mark.parametrize(
    ("asked", "has"),
    [("bien ch", True), ("ch bien", False), ("35/KH-LĐ", True), ("kh 35", True), ("kh-35", False),
     ("5/kh", False), ("che nam", True), ("chế nămm", False), ("", True)],
)  # fmt: skip
def test_a_single_text_is_judged_by_the_rule_of_the_index(asked, has):
    assert search.has_words("35/kh-ldtbxh  bien che (nam)", asked) is has
    basis("35/KH-LĐTBXH", "Biên chế (năm)")
    if search.phrases(asked):
        assert bool(numbers(asked)) is has

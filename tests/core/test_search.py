"""Words found by an index of the database's own, on both kinds of database."""

import pytest
from django.db import connection

from congvu.core import audit, search, search_index
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
    labels = {model._meta.label for model in search_index.searched()}
    assert {"legal.Basis", "organizations.Unit", "evidence.Item"} <= labels
    assert {"inspections.Finding", "inspections.OfficialDocument"} <= labels
    assert search_index.install() == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such options")
def test_an_index_of_an_older_edition_is_put_right_and_finds_what_waits():
    name = search_index.index_of(Basis)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER INDEX {name} SET (fastupdate=off)")
        assert search_index.install() == [name] and search_index.install() == []
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = %s", [name])
        assert sorted(cursor.fetchone()[0]) == ["fastupdate=on", "gin_pending_list_limit=64"]
    basis("35/KH-LĐTBXH")
    assert numbers("35/KH-LĐTBXH") == ["35/KH-LĐTBXH"]


def test_a_lost_index_comes_back_filled():
    basis("35/KH-LĐTBXH")
    name = search_index.index_of(Basis)
    lost = (
        f"DROP INDEX {name}" if connection.vendor == "postgresql" else f"DROP TRIGGER {name}_insert"
    )
    with connection.cursor() as cursor:
        cursor.execute(lost)
    Basis.objects.update(number="36/KH")
    connection.check_constraints()
    assert search_index.install() == [name]
    assert numbers("35/KH-LĐTBXH") == ["36/KH"]


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

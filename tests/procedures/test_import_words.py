"""Limits with cases, levels by their time, audiences, supplements and legal bases from a file."""

import datetime as dt
import json

import pytest

from congvu.legal.models import Basis
from congvu.procedures.actions import import_procedures
from congvu.procedures.intake import apply_repairs, look, read_source
from congvu.procedures.models import LevelDeclaration, Procedure
from congvu.procedures.states import LimitUnit

pytestmark = pytest.mark.django_db
PLAIN = {"name": "Cấp thẻ", "field": "Người có công", "competence": "Cấp sở"}


@pytest.fixture
def looked(secretary):
    def run(*procedures, **more):
        rows = procedures or [PLAIN | more]
        told = read_source(json.dumps({"procedures": rows}).encode(), "a.json")
        return told, look(told, secretary)

    return run


@pytest.fixture
def bases(db):
    told = [("61/2018/NĐ-CP", "Nghị định", "Chính phủ"), ("9/QĐ-UBND", "Quyết định", "Tỉnh A"),
            ("9/QĐ-UBND", "Quyết định", "Tỉnh B")]  # fmt: skip
    return [Basis.objects.create(number=number, kind=kind, issuer=issuer, subject="Về một việc")
            for number, kind, issuer in told]  # fmt: skip


def told_of(result):
    return [(one.sheet, one.column, one.message) for one in result.troubles]


@pytest.mark.parametrize(
    ("limit", "unit", "found"),
    [
        ("8", "giờ làm việc", (8, LimitUnit.WORKING_HOURS)),
        ("24", "giờ", (24, LimitUnit.HOURS)),
        ("15 ngày làm việc", "NGAY LAM VIEC", (15, LimitUnit.WORKING_DAYS)),
        ("", "trong ngày", (None, LimitUnit.SAME_DAY)),
        ("2", "tháng", (2, LimitUnit.MONTHS)),
    ],
)
def test_a_unit_may_stand_in_a_column_of_its_own(looked, limit, unit, found):
    _, result = looked(limit=limit, limit_unit=unit)
    assert result.good, told_of(result)
    [one] = result.rows[0].content.limits
    assert (one.amount, one.unit) == found


@pytest.mark.parametrize(
    ("limit", "unit", "column", "first"),
    [
        ("30", "ngày", "limit", "30 ngày làm việc"),
        ("20 giờ", "ngày làm việc", "limit_unit", "20 giờ"),
        ("20", "tuần", "limit", "Để trống, ghi là chưa có"),
    ],
)
def test_a_unit_that_says_too_little_or_something_else_is_asked(looked, limit, unit, column, first):
    told, result = looked(limit=limit, limit_unit=unit)
    [trouble] = result.troubles
    assert (trouble.column, trouble.choices[0].label, trouble.safe) == (column, first, False)
    apply_repairs(told, result.troubles, {trouble.key: 0})
    assert look(told, None).troubles == []


def test_each_case_may_be_a_row_and_the_normal_limit_comes_first(looked, secretary):
    rows = [{"label": "Cần xác minh", "limit": "6", "limit_unit": "ngày làm việc", "note": "Đ5"},
            {"limit": "3 ngày làm việc"}]  # fmt: skip
    told, result = looked(limits=rows)
    [version] = import_procedures(result.rows, by=secretary, source=told.source)
    assert [(one.label, one.amount, one.note) for one in version.limits.all()] == [
        ("Thông thường", 3, ""),
        ("Cần xác minh", 6, "Đ5"),
    ]


def test_a_row_whose_two_columns_disagree_is_asked_once(looked):
    _, result = looked(limits=[{"limit": "20 giờ", "limit_unit": "tháng"}, {"limit": "."}])
    assert [(one.number, one.column) for one in result.troubles] == [
        ("1", "limit_unit"),
        ("1", "limit"),
    ]
    assert [one.row for one in result.troubles] == [0, 1]


def test_a_case_told_twice_or_without_a_limit_is_marked(looked):
    rows = [{"limit": "3 ngày làm việc"}, {"label": "Xác minh"},
            {"label": "thong thuong", "limit": "4 ngày làm việc"}]  # fmt: skip
    _, result = looked(limit="5 ngày làm việc", limits=rows)
    assert told_of(result) == [
        ("procedures", "limit", "Đã ghi ở trang Thời hạn, dòng 1."),
        ("limits", "limit", "Thiếu thời hạn."),
        ("limits", "label", "Đã ghi ở trang Thời hạn, dòng 1."),
    ]


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("Cá nhân; Tổ chức, doanh nghiệp", ["person", "organisation"]),
        ("to chuc và CA NHAN", ["person", "organisation"]),
        (["official"], ["official"]),
        ("", []),
    ],
)
def test_who_may_apply_is_read_in_any_order(looked, written, kinds):
    _, result = looked(audience_kinds=written)
    assert result.good, told_of(result)
    assert result.rows[0].content.fields["audience_kinds"] == kinds


@pytest.mark.parametrize(
    ("column", "written", "repaired"),
    [
        ("supplement_rounds", "03 lần", None),
        ("audience_kinds", "Cá nhâm, tổ chứt", ["person", "organisation"]),
        ("supplement_effect", "tạm dừn", "pause"),
    ],
)
def test_a_word_nearly_right_is_proposed_and_not_taken(looked, column, written, repaired):
    told, result = looked(**{column: written})
    assert [one.column for one in result.troubles] == [column]
    for _ in range(2):
        apply_repairs(told, result.troubles, {one.key: 0 for one in result.troubles})
        result = look(told, None)
    assert result.rows[0].content.fields[column] == repaired


@pytest.mark.parametrize(("written", "found"), [("01 lần", 1), (2, 2), ("", None)])
def test_how_often_papers_may_be_asked_for_is_within_the_law(looked, written, found):
    _, result = looked(supplement_rounds=written)
    assert result.good
    assert result.rows[0].content.fields["supplement_rounds"] == found


def test_a_word_of_nothing_can_only_be_left_out(looked):
    _, result = looked(audience_kinds="Cá nhân; Người ngoài hành tinh", supplement_effect="bỏ")
    assert [one.column for one in result.troubles] == ["audience_kinds", "supplement_effect"]
    assert [[c.label for c in one.choices] for one in result.troubles] == [
        ["Để trống, ghi là chưa có"]
    ] * 2


@pytest.mark.parametrize("written", ["Tính lại từ đầu", "restart", "tinh lai tu dau khi du ho so"])
def test_the_effect_of_a_supplement_comes_with_the_version(looked, secretary, written):
    told, result = looked(supplement_effect=written)
    [version] = import_procedures(result.rows, by=secretary, source=told.source)
    assert version.supplement_effect == "restart"


def test_levels_come_in_the_words_of_their_time(looked, secretary):
    rows = [{"level": "một phần", "level_from": "01/9/2022", "level_decision": "9/QĐ"},
            {"level": "3", "level_from": "05/3/2019"}]  # fmt: skip
    told, result = looked(level="Toàn trình", level_from="02/01/2024", levels=rows)
    assert result.good, told_of(result)
    import_procedures(result.rows, by=secretary, source=told.source)
    declared = LevelDeclaration.objects.order_by("valid_from")
    assert [(str(one), one.valid_to, one.decision) for one in declared] == [
        ("Mức độ 3", dt.date(2022, 8, 31), ""),
        ("Một phần", dt.date(2024, 1, 1), "9/QĐ"),
        ("Toàn trình", None, ""),
    ]


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"level": "mức độ 3", "level_from": "01/9/2022"}, "level", "Không quy đổi"),
        ({"level": "một phần", "level_from": "01/9/2020"}, "level", "Không quy đổi"),
        ({"level": "mức độ 3"}, "level_from", "Thiếu ngày khai"),
        ({"level_from": "01/9/2020"}, "level", "Thiếu mức độ"),
        ({"level": "mức độ 9", "level_from": "01/9/2020"}, "level", "Không có mức độ"),
        ({"level": "3", "level_from": "32/9/2020"}, "level_from", "Không có ngày"),
    ],
)
def test_a_level_that_does_not_fit_its_day_is_asked_never_converted(looked, cells, column, words):
    for told, result in (looked(**cells), looked(levels=[cells])):
        [trouble] = result.troubles
        assert trouble.column == column
        assert words in trouble.message
        apply_repairs(told, result.troubles, {trouble.key: len(trouble.choices) - 1})
        again = look(told, None)
        assert again.good or [one.column for one in again.troubles] == [column]  # still missing


def test_the_day_of_effect_is_offered_as_the_day_of_a_level(looked):
    told, result = looked(level="3", effective_from="01/3/2020")
    [trouble] = result.troubles
    assert trouble.choices[0].label == "Từ ngày hiệu lực 01/3/2020"
    apply_repairs(told, result.troubles, {trouble.key: 0})
    assert look(told, None).rows[0].levels[0].valid_from == dt.date(2020, 3, 1)


def test_two_levels_of_one_day_are_marked(looked):
    rows = [{"level": "3", "level_from": "01/3/2020"}] * 2
    _, result = looked(levels=rows)
    assert told_of(result) == [("levels", "level_from", "Đã ghi ở trang Mức độ, dòng 1.")]


@pytest.mark.parametrize(
    "written", ["61/2018/NĐ-CP", "nghi dinh so 61/2018/nd-cp", "61/2018/NĐ-CP (Chính phủ)"]
)
def test_a_legal_basis_is_found_in_the_offices_list(looked, secretary, bases, written):
    told, result = looked(bases=[{"basis": written, "note": "Điều 19"}])
    assert result.good, told_of(result)
    [version] = import_procedures(result.rows, by=secretary, source=told.source)
    assert [(one.basis, one.note) for one in version.bases.all()] == [(bases[0], "Điều 19")]


@pytest.mark.parametrize(
    ("written", "message", "choices"),
    [
        ("9/QĐ-UBND", "Có nhiều văn bản", ["9/QĐ-UBND (Tỉnh A)", "9/QĐ-UBND (Tỉnh B)"]),
        ("61/2018/NĐ-CP ngày 23/4/2018", "Chưa có", ["61/2018/NĐ-CP (Chính phủ)"]),
        ("62/2018/NĐ-CP", "Chưa có", []),
        ("", "Thiếu số", []),
    ],
)
def test_a_basis_unknown_or_ambiguous_is_asked_and_never_added(
    looked, bases, written, message, choices
):
    told, result = looked(bases=[{"basis": written}])
    [trouble] = result.troubles
    assert message in trouble.message
    assert [one.label for one in trouble.choices] == [*choices, "Bỏ qua dòng này"]
    apply_repairs(told, result.troubles, {trouble.key: 0})
    assert look(told, None).good
    assert Basis.objects.count() == 3


def test_a_basis_told_twice_is_marked(looked, bases):
    rows = [{"basis": "61/2018/NĐ-CP", "note": "Điều 1"}, {"basis": "nghị định 61/2018/NĐ-CP"}]
    _, result = looked(bases=rows)
    assert told_of(result) == [("bases", "basis", "Đã ghi ở trang Căn cứ, dòng 1.")]


def test_rows_reach_their_procedure_by_code_and_by_name(looked):
    one = PLAIN | {"code": "1.1", "fees": [{"label": "A"}]}
    told, _ = looked(one)
    told.rows["fees"].append({**told.rows["fees"][0], "procedure": "cap the", "label": "B"})
    assert [fee.label for fee in look(told, None).rows[0].content.fees] == ["A", "B"]


def test_procedures_of_one_name_in_two_units_do_not_meet(looked, unit):
    other = PLAIN | {"owner": unit.name, "limit": "4 ngày làm việc"}
    _, result = looked(PLAIN | {"limit": "3 ngày làm việc"}, other)
    assert result.good, told_of(result)
    assert [row.content.limits[0].amount for row in result.rows] == [3, 4]


def test_a_level_that_is_refused_takes_everything_back(looked, secretary):
    told, result = looked(
        PLAIN, PLAIN | {"name": "Đổi thẻ", "level": "3", "level_from": "1/3/2020"}
    )
    [*_, last] = result.rows
    last.levels = [*last.levels, *last.levels]
    with pytest.raises(Exception, match="Đã có mức độ"):
        import_procedures(result.rows, by=secretary, source=told.source)
    assert not Procedure.objects.exists()

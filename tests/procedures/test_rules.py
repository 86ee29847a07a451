"""The rules as tables."""

import datetime as dt
from decimal import Decimal

import pytest

from congvu.procedures import rules
from congvu.procedures.rules import (
    ComponentFacts,
    CopiesFound,
    LimitDoubt,
    LimitFacts,
    StepFacts,
    VersionFacts,
)
from congvu.procedures.states import CORE_PARTS, LimitUnit, Part, SheetState

LAW = rules.law()


def step(order, hours, *onward):
    return StepFacts(order, f"Bước {order}", "Chuyên viên", hours and Decimal(hours),
                     next_orders=onward)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("15 ngày làm việc", LimitUnit.WORKING_DAYS, 15),
        ("Không quá 07 (bảy) ngày làm việc kể từ ngày nhận đủ hồ sơ", LimitUnit.WORKING_DAYS, 7),
        ("2,5 ngày làm việc", LimitUnit.WORKING_DAYS, Decimal("2.5")),
        ("20 ngày lịch", LimitUnit.CALENDAR_DAYS, 20),
        ("01 tháng", LimitUnit.MONTHS, 1),
        ("04 giờ làm việc", LimitUnit.WORKING_HOURS, 4),
        ("24 giờ", LimitUnit.HOURS, 24),
    ],
)
def test_a_written_limit_is_understood(text, unit, amount):
    found = rules.parse_limit(text)
    assert (found.unit, found.amount) == (unit, amount)


@pytest.mark.parametrize("text", ["Trả ngay trong ngày", "trong ngày làm việc", "Ngay"])
def test_the_same_day_is_understood(text):
    assert rules.parse_limit(text) == LimitFacts(LimitUnit.SAME_DAY)


@pytest.mark.parametrize("text", ["30 ngày", "Không quá 45 ngày", "30 (ba mươi) ngày", "nhanh"])
def test_days_alone_are_asked_about(text):
    found = rules.parse_limit(text)
    assert isinstance(found, LimitDoubt)
    assert found.message


def test_what_days_alone_may_mean_is_only_proposed():
    assert rules.parse_limit("30 ngày").proposals == ("30 ngày làm việc", "30 ngày lịch")


@pytest.mark.parametrize(
    ("text", "proposals"),
    [
        (
            "30 ngày, trong đó 05 ngày làm việc",
            ["30 ngày làm việc", "30 ngày lịch", "05 ngày làm việc"],
        ),
        (
            "Không quá 45 ngày (kể cả 10 ngày làm việc lấy ý kiến)",
            ["45 ngày làm việc", "45 ngày lịch", "10 ngày làm việc"],
        ),
        ("Từ 03 đến 05 ngày làm việc", ["05 ngày làm việc"]),
        ("01 tháng 15 ngày", ["01 tháng", "15 ngày làm việc", "15 ngày lịch"]),
        ("15 ngày làm việc theo Nghị định 61/2018/NĐ-CP", ["15 ngày làm việc"]),
        ("Trong ngày, nhận sau 15 giờ thì trả hôm sau", ["15 giờ"]),
        ("Trả ngay; khi phải tra sổ thì 02 ngày làm việc", ["02 ngày làm việc"]),
        ("15 ngày làm việc, khi phức tạp thì hai mươi ngày làm việc", ["15 ngày làm việc"]),
        ("15 ngày làm việc; trường hợp phức tạp thì lâu hơn", ["15 ngày làm việc"]),
        (
            "03 ngày làm việc; trường hợp khó thì thêm 02 ngày làm việc",
            ["03 ngày làm việc", "02 ngày làm việc"],
        ),
        ("02 tuần", []),
    ],
)
def test_more_than_one_number_is_asked_about_and_never_the_first_taken(text, proposals):
    found = rules.parse_limit(text)
    assert isinstance(found, LimitDoubt)
    assert list(found.proposals) == proposals


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "03 ngày làm việc; trường hợp cần xác minh: 06 ngày làm việc",
            "03 ngày làm việc | Trường hợp cần xác minh: 06 ngày làm việc",
        ),
        (
            "Không quá 05 (năm) ngày làm việc, đối với trường hợp trên địa bàn khác thì không quá"
            " 10 (mười) ngày làm việc.",
            "05 ngày làm việc | Đối với trường hợp trên địa bàn khác: 10 ngày làm việc",
        ),
        (
            "Trường hợp cấp mới: 15 ngày làm việc; trường hợp cấp lại: 01 tháng",
            "Trường hợp cấp mới: 15 ngày làm việc | Trường hợp cấp lại: 01 tháng",
        ),
        (
            "20 ngày; trường hợp khó 30 ngày",
            "20 ngày làm việc | Trường hợp khó: 30 ngày làm việc",
        ),
    ],
)
def test_a_limit_with_its_cases_is_proposed_as_rows_of_their_own(text, first):
    found = rules.parse_limit(text)
    assert found.proposals[0] == first
    limits = rules.parse_limits(found.proposals[0])
    assert len(limits) == 2
    assert len({one.label for one in limits}) == 2


def test_days_alone_in_every_case_are_read_alike():
    found = rules.parse_limit("20 ngày; trường hợp khó 30 ngày")
    assert found.proposals[1] == "20 ngày lịch | Trường hợp khó: 30 ngày lịch"


@pytest.mark.parametrize("text", ["03 ngày làm việc | 06 ngày làm việc", "03 ngày làm việc |",
                                  "03 ngày làm việc | Khi khó: 06 ngày"])  # fmt: skip
def test_variants_behind_a_bar_need_their_case_and_their_unit(text):
    assert isinstance(rules.parse_limits(text), LimitDoubt)


@pytest.mark.parametrize("text", ["", "   ", "."])
def test_nothing_written_is_nothing_known(text):
    assert rules.parse_limit(text) is None


def test_half_a_month_is_asked_about():
    assert isinstance(rules.parse_limit("0,5 tháng"), LimitDoubt)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Bằng tốt nghiệp (02 bản sao chứng thực)",
         CopiesFound("Bằng tốt nghiệp", certified_copies=2)),
        ("Đơn đề nghị (01 bản chính)", CopiesFound("Đơn đề nghị", originals=1)),
        ("Sổ hộ khẩu: 01 bản sao", CopiesFound("Sổ hộ khẩu", copies=1)),
        ("Quyết định (01 bản chính và 02 bản sao)",
         CopiesFound("Quyết định", originals=1, copies=2)),
        ("Giấy khai sinh (02 bản sao có chứng thực), còn hạn",
         CopiesFound("Giấy khai sinh, còn hạn", certified_copies=2)),
    ],
)  # fmt: skip
def test_copies_inside_a_title_become_counts(title, found):
    assert rules.copies_in_title(title) == found


@pytest.mark.parametrize("title", ["Đơn đề nghị theo mẫu số 02", "Bản sao giấy khai sinh", ""])
def test_titles_without_counts_stay(title):
    assert rules.copies_in_title(title) is None


def test_text_once_read_as_latin_is_mended():
    broken = "Thủ tục".encode().decode("latin-1")
    assert rules.mended_text(broken) == "Thủ tục"


def test_letters_with_loose_marks_are_joined():
    assert rules.mended_text("Thu\u0309 tu\u0323c") == "Thủ tục"


@pytest.mark.parametrize("text", ["Thủ tục hành chính", "Ãn Độ", "", "AB-12"])
def test_sound_text_is_left_alone(text):
    assert rules.mended_text(text) is None


@pytest.mark.parametrize(
    ("typed", "font", "meant"),
    [
        ("Thñ tôc hµnh chÝnh", "TCVN3", "Thủ tục hành chính"),
        ("ñy ban nh©n d©n tØnh", "TCVN3", "ủy ban nhân dân tỉnh"),
        ("Ng\u00adêi cã c«ng víi c¸ch m¹ng", "TCVN3", "Người có công với cách mạng"),
        ("Thuû tuïc haønh chính", "VNI", "Thủ tục hành chính"),
        ("Ngöôøi coù coâng vôùi caùch maïng", "VNI", "Người có công với cách mạng"),
        ("Caáp giaáy pheùp lao ñoäng", "VNI", "Cấp giấy phép lao động"),
        ("ÑAËNG KYÙ", "VNI", "ĐẶNG KÝ"),
        ("Quyeát ñònh tröïc tieáp", "VNI", "Quyết định trực tiếp"),
    ],
)
def test_a_text_of_an_old_font_is_told_apart_and_written_anew(typed, font, meant):
    assert rules.old_font(typed) == font
    assert rules.unicode_text(typed, font) == meant


@pytest.mark.parametrize(
    "text", ["Thủ tục hành chính", "Café de la Paix", "tòa án", "Bản sao", "xác nhận và trả", "Êđê"]
)
def test_a_text_of_today_is_of_no_old_font(text):
    assert rules.old_font(text) == ""


@pytest.mark.parametrize(
    ("steps", "hours"),
    [
        ([step(1, 4), step(2, 8), step(3, 4)], 16),
        # 1 branches to 2 or 3, both lead to 4: the longer way counts
        ([step(1, 4, 2, 3), step(2, 8, 4), step(3, 20, 4), step(4, 4)], 28),
        # going back from 3 to 2 is not walked twice
        ([step(1, 4), step(2, 8), step(3, 4, 2, 4), step(4, 1)], 17),
        # an early end
        ([step(1, 4, 2, 0), step(2, 8)], 12),
        ([step(1, 4), step(2, None)], None),
        ([], None),
    ],
)
def test_the_longest_way_is_summed(steps, hours):
    assert rules.longest_path(steps) == hours


@pytest.mark.parametrize(
    ("limit", "problem"),
    [
        (LimitFacts(LimitUnit.WORKING_DAYS, Decimal(2)), None),
        (LimitFacts(LimitUnit.WORKING_DAYS, Decimal(1)), (16, 8)),
        (LimitFacts(LimitUnit.WORKING_HOURS, Decimal(15)), (16, 15)),
        (LimitFacts(LimitUnit.SAME_DAY), (16, 8)),
        # not even when no day of it is off
        (LimitFacts(LimitUnit.CALENDAR_DAYS, Decimal(1)), (16, 8)),
        # days off may lie in between: nothing can be said
        (LimitFacts(LimitUnit.CALENDAR_DAYS, Decimal(2)), None),
        (LimitFacts(LimitUnit.MONTHS, Decimal(1)), None),
        (None, None),
    ],
)
def test_steps_are_compared_with_the_limit(limit, problem):
    assert rules.sum_problem([step(1, 8), step(2, 8)], limit, LAW.hours_per_day) == problem


@pytest.mark.parametrize(
    ("limit", "hours", "why"),
    [
        (LimitFacts(LimitUnit.WORKING_DAYS, Decimal(2)), 8, ""),
        (LimitFacts(LimitUnit.CALENDAR_DAYS, Decimal(2)), 8, "tính cả ngày nghỉ"),
        (LimitFacts(LimitUnit.MONTHS, Decimal(1)), 8, "tính cả ngày nghỉ"),
        (LimitFacts(LimitUnit.CALENDAR_DAYS, Decimal(1)), 16, ""),
        (LimitFacts(LimitUnit.WORKING_DAYS, Decimal(2)), None, "chưa ghi giờ"),
        (None, 8, ""),
    ],
)
def test_what_can_not_be_compared_says_why(limit, hours, why):
    told = rules.sum_unknown([step(1, hours)], limit, LAW.hours_per_day)
    assert (why in told) if why else told == ""


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([step(1, 1), step(1, 1)], "cùng mang số 1"),
        ([step(1, 1, 7), step(2, 1)], "7 không có"),
        ([step(1, 1, 1)], "chính bước này"),
        ([step(1, 1, 3), step(2, 1), step(3, 1)], "dẫn đến bước này"),
    ],
)
def test_steps_that_lead_nowhere_are_named(steps, words):
    assert words in " ".join(text for _, text in rules.step_problems(steps))


def test_good_steps_have_no_problem():
    assert rules.step_problems([step(1, 1, 2, 3), step(2, 1, 3), step(3, 1, 0)]) == []


def test_an_empty_version_lacks_everything():
    assert rules.missing_parts(VersionFacts(name="X")) == list(Part)


def test_what_is_stated_is_not_missing():
    told = VersionFacts(
        sets=1,
        components=(ComponentFacts("Đơn", 1),),
        limits=(LimitFacts(LimitUnit.SAME_DAY),),
        steps=(step(1, 1),),
        fee_state="free",
    )
    missing = rules.missing_parts(told)
    assert rules.completeness(missing, CORE_PARTS) == (4, 4)
    assert Part.FEE not in missing
    assert Part.RESULT in missing


def test_a_charge_without_amounts_is_not_stated():
    assert Part.FEE in rules.missing_parts(VersionFacts(fee_state="charged"))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2020, 9, 8), "legacy_level_3"),
        (dt.date(2022, 8, 14), "legacy_level_4"),
        (dt.date(2022, 8, 15), "full"),
    ],
)
def test_levels_have_the_words_of_their_time(day, words):
    assert words in LAW.level_words(day)
    assert len(LAW.level_words(day)) in (2, 4)


def test_districts_ended():
    assert LAW.competence_holds("district", dt.date(2025, 6, 30))
    assert not LAW.competence_holds("district", dt.date(2025, 7, 1))
    assert LAW.competence_holds("commune", dt.date(2026, 1, 1))


def limits(**told):
    facts = {
        "competence": "province",
        "national": True,
        "decided_on": None,
        "law_effective_on": None,
        "law_signed_on": None,
        "shortened": False,
        "entered_on": None,
        "today": dt.date(2020, 9, 8),
        "add_working_days": lambda start, days: start + dt.timedelta(days=days + 2),
    }
    return rules.publication_limits(LAW, **(facts | told))


@pytest.mark.parametrize(
    ("decided", "effective", "kept"),
    [
        (dt.date(2020, 8, 5), dt.date(2020, 8, 10), True),
        (dt.date(2020, 8, 6), dt.date(2020, 8, 10), False),
        (None, dt.date(2020, 8, 10), False),
        (None, dt.date(2020, 10, 10), None),
        (dt.date(2020, 8, 6), None, None),
    ],
)
def test_publishing_is_measured_against_the_day_of_effect(decided, effective, kept):
    assert limits(decided_on=decided, law_effective_on=effective)[0].kept is kept


def test_a_ministry_publishes_twenty_days_before():
    measured = limits(competence="ministry", law_effective_on=dt.date(2020, 8, 30))
    assert measured[0].last_day == dt.date(2020, 8, 10)


def test_a_shortened_instrument_is_published_within_three_days_of_signing():
    signed = dt.date(2020, 8, 3)
    good = limits(shortened=True, law_signed_on=signed, decided_on=dt.date(2020, 8, 6))
    late = limits(shortened=True, law_signed_on=signed, decided_on=dt.date(2020, 8, 7))
    assert (good[0].kept, late[0].kept) == (True, False)


def test_entry_into_the_national_database_has_five_working_days():
    asked = limits(decided_on=dt.date(2020, 8, 3), entered_on=dt.date(2020, 8, 11))[1]
    assert (asked.last_day, asked.kept) == (dt.date(2020, 8, 10), False)
    assert "10/8/2020" in asked.sentence


def test_a_schools_own_procedure_has_no_limits_of_publication():
    assert limits(national=False) == []


def test_words_of_limits_and_ways():
    assert rules.limit_words(LimitFacts(LimitUnit.WORKING_DAYS, Decimal(5))) == "05 ngày làm việc"
    assert rules.ways_words(["post", "direct", "online"]) == (
        "Trực tuyến, trực tiếp hoặc qua bưu chính công ích"
    )
    assert rules.ways_words([]) == ""
    assert rules.hours_words(Decimal(20), Decimal(8)) == "2,5 ngày"
    assert rules.hours_words(Decimal(3), Decimal(8)) == "3 giờ"
    assert rules.sets_words(1) == "01 bộ"
    words = rules.copies_words(ComponentFacts("Đơn", 1, 2))
    assert words == "bản chính · 01, bản sao chứng thực · 02"


def test_differences_name_only_what_changed():
    old = VersionFacts(name="A", sets=1, components=(ComponentFacts("Đơn", 1),))
    new = VersionFacts(name="A", sets=2, components=(ComponentFacts("Đơn", 1, template="M1"),))
    found = rules.differences(old, new)
    assert [one.title for one in found] == ["Thành phần hồ sơ", "Số lượng hồ sơ"]
    assert {"kind": "removed", "text": "01 "} in found[1].parts
    assert rules.differences(old, old) == []


def test_the_board_tells_current_outdated_ended_and_missing():
    now = dt.datetime(2020, 9, 8, tzinfo=dt.UTC)
    sheets = [rules.Sheet(1, 10, 100, now), rules.Sheet(2, 11, 101, now),
              rules.Sheet(3, 12, 102, now)]  # fmt: skip
    states, missing = rules.walk({10: 100, 11: 999, 13: 103}, sheets)
    assert states == {1: SheetState.CURRENT, 2: SheetState.OUTDATED, 3: SheetState.ENDED}
    assert missing == [11, 13]


def test_a_sheet_that_was_only_printed_does_not_hang():
    now = dt.datetime(2020, 9, 1, tzinfo=dt.UTC)
    sheets = [rules.Sheet(1, 10, 100, now, seen=False), rules.Sheet(2, 11, 101, now, seen=False)]
    states, missing = rules.walk({10: 100, 11: 999}, sheets)
    assert states == {1: SheetState.PRINTED, 2: SheetState.UNUSED}
    assert missing == [10, 11]


OLD, NEW = dt.date(2020, 9, 8), dt.date(2025, 7, 1)
UNSURE = " (chưa đối chiếu bản gốc)"


@pytest.mark.parametrize(
    ("on", "said", "effect", "source"),
    [
        (OLD, {}, "pause", "mặc định khi quyết định công bố không ghi"),
        (NEW, {}, "pause", "mặc định khi quyết định công bố không ghi"),
        (OLD, {"effect": "restart"}, "restart",
         f"theo thủ tục đã công bố; Nghị định 61/2018/NĐ-CP, Điều 19{UNSURE}"),
        (dt.date(2025, 6, 30), {"effect": "restart", "decision": "9/QĐ"}, "restart",
         f"theo thủ tục công bố tại 9/QĐ; Nghị định 61/2018/NĐ-CP, Điều 19{UNSURE}"),
        (NEW, {"effect": "restart", "decision": "9/QĐ"}, "restart",
         "theo thủ tục công bố tại 9/QĐ"),
        (OLD, {"effect": "no_effect"}, "no_effect", "theo thủ tục đã công bố"),
    ],
)  # fmt: skip
def test_a_supplement_rests_on_the_version_and_the_law_of_its_day(on, said, effect, source):
    rule = LAW.supplement(on, **said)
    assert (rule.effect, rule.source) == (effect, source)
    assert (rule.most, rule.most_source) == (2, f"Nghị định 63/2010/NĐ-CP, Điều 20{UNSURE}")


@pytest.mark.parametrize(("own", "most"), [(1, 1), (2, 2), (5, 2), (None, 2)])
def test_a_version_allows_fewer_rounds_than_the_law_never_more(own, most):
    rule = LAW.supplement(OLD, rounds=own, decision="9/QĐ")
    assert rule.most == most
    assert ("9/QĐ" in rule.most_source) == (most < 2)


def test_restart_is_offered_under_its_basis_and_only_in_its_time():
    offered = {(effect, since): until for effect, _, since, until in LAW.supplement_offers}
    assert offered == {("pause", None): dt.date(2025, 6, 30), ("pause", NEW): None,
                       ("restart", None): dt.date(2025, 6, 30)}  # fmt: skip

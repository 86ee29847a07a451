"""Limits by the data of their day, office time that has run, what may not be told to everybody."""

import datetime as dt

import pytest

from congvu.core.workdays import HOURS_FILE, NATIONAL_FILE, Calendar, load, load_hours, share_run
from congvu.petitions import rules
from congvu.petitions.rules import anonymity
from tests.dossiers.factories import at
from tests.petitions.factories import ADDRESS, NAME, PHONE, TEXT

CALENDAR = Calendar(load(NATIONAL_FILE), load_hours(HOURS_FILE))


def test_the_decree_gives_five_days_to_pass_on_and_the_rest_is_unconfirmed():
    day = dt.date(2020, 9, 1)
    forward, answer = rules.limit_on("forward", day), rules.limit_on("answer", day, "conduct")
    assert (forward.working_days, forward.confirmed) == (5, True)
    assert answer.confirmed is False and answer.basis


@pytest.mark.parametrize(
    "received,days,due",
    [
        (at(1), 5, dt.date(2020, 9, 9)),  # 02/9 is a holiday
        (at(28, month=8), 15, dt.date(2020, 9, 21)),
        (at(5, hour=20), 1, dt.date(2020, 9, 8)),  # a Saturday evening counts from Monday
    ],
)
def test_due_days_are_working_days(received, days, due):
    assert rules.due_after(received, days, CALENDAR).due.date() == due


def test_lateness_is_by_days():
    assert rules.lateness(at(9, hour=23), at(9, hour=17)) == "on_time"
    assert rules.lateness(at(10, hour=7), at(9, hour=17)) == "overdue"


def test_the_share_of_office_time_grows_and_warns():
    due = rules.due_after(at(7), 10, CALENDAR).due
    shares = [share_run(at(7), due, at(day), CALENDAR) for day in (7, 14, 18, 21, 30)]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] == 100
    assert [rules.warning_of(one, [50, 80, 100]) for one in (49, 50, 79, 80, 100)] == [
        0, 50, 50, 80, 100,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text,kind",
    [
        (f"Bà {NAME} gọi", "name"),
        ("ba tran thi bich hanh goi", "name"),
        ("TRẦN THỊ  BÍCH HẠNH", "name"),
        ("gọi 0912.345.678 nhé", "phone"),
        ("số +84 912 345 678", "phone"),
        ("CCCD 091203004567", "number"),
        ("CMND 371234567", "number"),
        ("thư hanh.tran@example.vn", "email"),
        ("nhà ở Ấp Hoà Bình, xã Nam Thái Sơn", "address"),
        ("gặp ông Nguyễn Văn Tám ở quầy", "doubtful"),
    ],
)
def test_personal_words_are_found(text, kind):
    found = rules.findings(text, names=[NAME], addresses=[ADDRESS])
    assert kind in [one.kind for one in found]
    assert all(one.certain for one in found if one.kind != "doubtful")


@pytest.mark.parametrize(
    "text",
    [
        "Công văn số 1234/SLĐTBXH-VP ngày 10/9/2020, 15 ngày làm việc.",
        "Ông, bà có thể nộp trực tuyến; bà con chờ lâu.",
        "Hạnh phúc của nhân dân, mức trợ cấp 1.624.000 đồng.",
        "",
    ],
)
def test_plain_words_are_left_alone(text):
    assert rules.findings(text, names=[NAME], addresses=[ADDRESS]) == []


def test_a_short_or_empty_name_forbids_nothing():
    assert rules.findings("Hạnh và hồ sơ", names=["Hạnh", ""], addresses=["xã A", ""]) == []


def test_what_is_certain_is_replaced_and_doubts_stay():
    text = f"{TEXT} Ông Lê Văn Ba trả lời qua a@b.vn."
    clean = rules.anonymised(text, names=[NAME], addresses=[ADDRESS])
    assert NAME not in clean and PHONE not in clean and "a@b.vn" not in clean
    assert "[người gửi]" in clean and "[số điện thoại]" in clean and "Lê Văn Ba" in clean
    assert [one.certain for one in rules.findings(clean, names=[NAME])] == [False]


def test_letters_keep_their_places_without_marks():
    text = "Đường Nguyễn Ự, ĐÀ Nẵng ẤP ỷ"
    assert len(anonymity.flat(text)) == len(text)
    assert anonymity.flat(text) == "duong nguyen u, da nang ap y"

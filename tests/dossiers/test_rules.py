"""Due dates, lateness, codes, figures: tables and properties, without a database."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.core import workdays
from congvu.core.workdays import ZONE, Calendar, Unit, share_run
from congvu.dossiers import rules
from congvu.dossiers.rules import Clock, Limit, Stop, Supplemented
from congvu.dossiers.states import Lateness, PauseReason
from congvu.procedures.rules import SupplementRule
from congvu.procedures.states import SupplementEffect as Effect

CALENDAR = Calendar.build(workdays.load(workdays.NATIONAL_FILE), workdays.load_hours())


def at(day: int, month: int, hour: int = 9, minute: int = 0, year: int = 2020) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=ZONE)


def days(amount: int, unit: Unit = Unit.WORKING_DAYS) -> Limit:
    return Limit(Decimal(amount), unit)


def due_on(clock: Clock) -> dt.date:
    return rules.counted(clock, CALENDAR).due.date()


@pytest.mark.parametrize(
    "accepted,limit,expected",
    [
        (at(8, 9), days(32), dt.date(2020, 10, 22)),
        (at(28, 8), days(15), dt.date(2020, 9, 21)),
        (at(5, 8), days(28, Unit.CALENDAR_DAYS), dt.date(2020, 9, 3)),
        (at(31, 1), days(1, Unit.MONTHS), dt.date(2020, 3, 2)),
        (dt.date(2020, 9, 8), days(32), dt.date(2020, 10, 22)),  # only the day is known
        (at(8, 9, 22), days(1), dt.date(2020, 9, 10)),  # after closing: received the next day
        (at(8, 9), Limit(Decimal(0), Unit.SAME_DAY), dt.date(2020, 9, 8)),
    ],
)
def test_the_checks_of_the_rules_of_time(accepted, limit, expected):
    assert due_on(Clock(accepted, limit)) == expected


def test_a_cutoff_moves_the_receipt_to_the_next_day():
    late = Clock(at(8, 9, 15, 30), days(1), cutoff=dt.time(15))
    assert due_on(late) == dt.date(2020, 9, 10)
    assert due_on(Clock(at(8, 9, 14, 30), days(1), cutoff=dt.time(15))) == dt.date(2020, 9, 9)


ROUND = Supplemented(at(10, 9), at(17, 9))  # Thursday to Thursday: five working days


def doing(effect, source=""):
    """The same round under another rule."""
    return ROUND._replace(effect=effect, source=source)


@pytest.mark.parametrize(
    "effect,expected",
    [
        (Effect.PAUSE, dt.date(2020, 9, 29)),
        (Effect.RESTART, dt.date(2020, 10, 1)),
        (Effect.NO_EFFECT, dt.date(2020, 9, 22)),
    ],
)
def test_a_supplement_does_what_its_legal_basis_says(effect, expected):
    clock = Clock(at(8, 9), days(10), supplements=[doing(effect)])
    assert due_on(clock) == expected


@pytest.mark.parametrize("effect", list(Effect))
def test_an_unanswered_supplement_moves_nothing_yet(effect):
    clock = Clock(at(8, 9), days(10), supplements=[Supplemented(at(10, 9), None, effect)])
    assert due_on(clock) == dt.date(2020, 9, 22)


def test_a_restart_forgets_earlier_pauses_but_not_later_ones():
    early = Stop(at(9, 9), at(10, 9), PauseReason.COORDINATION)
    late = Stop(at(21, 9), at(23, 9), PauseReason.COORDINATION)
    plain = Clock(at(8, 9), days(10), supplements=[doing(Effect.RESTART)])
    before = Clock(at(8, 9), days(10), [early], [doing(Effect.RESTART)])
    after = Clock(at(8, 9), days(10), [late], [doing(Effect.RESTART)])
    assert due_on(before) == due_on(plain) == dt.date(2020, 10, 1)
    assert due_on(after) == dt.date(2020, 10, 5)


def test_other_pauses_stop_the_clock_without_any_supplement():
    stop = Stop(at(10, 9), at(14, 9), PauseReason.FORCE_MAJEURE)
    assert due_on(Clock(at(8, 9), days(10), [stop])) == dt.date(2020, 9, 24)


@given(
    st.integers(0, 300),
    st.integers(1, 60),
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 20), st.sampled_from(list(Effect))), max_size=3
    ),
)
@settings(deadline=None, max_examples=80)
def test_a_supplement_never_brings_the_day_forward(start, amount, rounds):
    accepted = at(2, 1) + dt.timedelta(days=start)
    made, edge = [], accepted
    for wait, lasting, effect in rounds[:2]:
        asked = edge + dt.timedelta(days=wait)
        edge = asked + dt.timedelta(days=lasting)
        made.append(Supplemented(asked, edge, effect))
    with_rounds = Clock(accepted, days(amount), supplements=made)
    bare = due_on(Clock(accepted, days(amount)))
    found = due_on(with_rounds)
    assert found >= bare
    assert {one.effect for one in made} - {Effect.NO_EFFECT} or found == bare
    lines = rules.explained(with_rounds, CALENDAR)
    assert lines[-1].date == found and lines[-1].counts


def test_the_explanation_names_the_restart_and_its_days():
    clock = Clock(at(8, 9), days(3), supplements=[doing(Effect.RESTART)])
    lines = rules.explained(clock, CALENDAR)
    assert [line.date.day for line in lines] == [8, 17, 18, 19, 20, 21, 22]
    assert "tính lại từ đầu" in lines[1].why
    words = rules.sentence(clock, rules.counted(clock, CALENDAR))
    assert words.startswith("Thời hạn 3 ngày làm việc, tiếp nhận 09:00 ngày 08/9/2020.")
    assert "Bổ sung hồ sơ: tính lại từ đầu khi đủ hồ sơ." in words
    assert words.endswith("ngày 22/9/2020.")


def test_the_explanation_names_what_each_round_rests_on_once():
    second = Supplemented(at(21, 9), at(22, 9), Effect.PAUSE, "mặc định")
    rounds = [doing(Effect.RESTART, "Điều 19"), doing(Effect.RESTART, "Điều 19"), second]
    clock = Clock(at(8, 9), days(3), supplements=rounds)
    words = rules.sentence(clock, rules.counted(clock, CALENDAR))
    assert words.count("tính lại từ đầu khi đủ hồ sơ – Điều 19.") == 1
    assert "tạm dừng, tính tiếp khi đủ hồ sơ – mặc định." in words


def test_the_sentence_names_each_pause():
    stop = Stop(at(10, 9), at(14, 9), PauseReason.PAYMENT)
    clock = Clock(at(8, 9), days(3), [stop])
    words = rules.sentence(clock, rules.counted(clock, CALENDAR))
    assert "Tạm dừng từ 09:00 ngày 10/9/2020 đến 09:00 ngày 14/9/2020: chờ nộp phí" in words


RULE = SupplementRule("pause", "", 2, "Điều 20")


def test_no_third_supplement_and_none_after_its_days():
    clock = Clock(at(8, 9), days(10))
    assert rules.supplement_problem(clock, at(10, 9), CALENDAR, rule=RULE, within=3) == ""
    late = rules.supplement_problem(clock, at(14, 9), CALENDAR, rule=RULE, within=3)
    assert "3 ngày làm việc" in late
    twice = Clock(at(8, 9), days(10), supplements=[ROUND, ROUND])
    told = rules.supplement_problem(twice, at(18, 9), CALENDAR, rule=RULE)
    assert told == "Chỉ được yêu cầu bổ sung 2 lần trong một hồ sơ – Điều 20."


DUE = at(22, 10, 17)


@pytest.mark.parametrize(
    "finished,unit,expected,minutes",
    [
        (at(21, 10, 16), Unit.WORKING_DAYS, Lateness.EARLY, 0),
        (at(22, 10, 7), Unit.WORKING_DAYS, Lateness.ON_TIME, 0),
        (at(22, 10, 17), Unit.WORKING_DAYS, Lateness.ON_TIME, 0),
        (at(22, 10, 17, 1), Unit.WORKING_DAYS, Lateness.OVERDUE, 1),
        (at(23, 10, 17), Unit.CALENDAR_DAYS, Lateness.OVERDUE, 1440),
        (at(22, 10, 16), Unit.WORKING_HOURS, Lateness.EARLY, 0),
        (at(22, 10, 17), Unit.WORKING_HOURS, Lateness.ON_TIME, 0),
        (at(22, 10, 0), Unit.WORKING_DAYS, Lateness.ON_TIME, 0),  # only the day is known
        (at(23, 10, 0), Unit.WORKING_DAYS, Lateness.OVERDUE, 420),
    ],
)
def test_timeliness(finished, unit, expected, minutes):
    assert rules.lateness(finished, DUE, unit) is expected
    assert rules.minutes_late(finished, DUE) == minutes


def test_a_due_date_without_a_time_lasts_the_whole_day():
    assert rules.lateness(at(22, 10, 20), at(22, 10, 0)) is Lateness.ON_TIME


@given(st.integers(-3000, 3000), st.sampled_from(list(Unit)))
def test_late_minutes_and_the_class_agree(minutes, unit):
    finished = DUE + dt.timedelta(minutes=minutes)
    late = rules.lateness(finished, DUE, unit) is Lateness.OVERDUE
    assert late == (rules.minutes_late(finished, DUE) > 0) == rules.is_late(finished, DUE)


def test_the_share_on_time_has_its_formula():
    assert rules.on_time_share(3, 5, 1, 1) == 80
    assert rules.on_time_share(0, 0, 0, 0) is None


@pytest.mark.parametrize(
    "now,share,warning",
    [
        (at(8, 9, 7), 0, 0),
        (at(9, 9, 17), 50, 50),
        (at(10, 9, 13), 62, 50),
        (at(11, 9, 9), 81, 80),
        (at(11, 9, 17), 100, 100),
        (at(12, 9, 9), 100, 100),
    ],
)
def test_warnings_follow_office_time(now, share, warning):
    start, due = at(7, 9, 17), at(11, 9, 17)
    found = share_run(start, due, now, CALENDAR)
    assert found == share and rules.warning_of(found) == warning


def test_a_pause_does_not_use_up_time():
    start, due = at(7, 9, 17), at(15, 9, 17)
    stop = Stop(at(8, 9, 7), at(9, 9, 17), PauseReason.PAYMENT)
    assert share_run(start, due, at(9, 9, 17), CALENDAR, stops=[stop]) == 0
    still = Stop(at(8, 9, 7), None, PauseReason.PAYMENT)
    assert share_run(start, due, at(14, 9, 17), CALENDAR, stops=[still]) == 0


def test_the_code_of_the_circular():
    code = rules.composed_code(
        "{agency}-{yymmdd}-{seq:04d}", "000.00.15.H33", dt.date(2020, 9, 8), 1
    )
    assert code == "000.00.15.H33-200908-0001"


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.integers(0, 3000), st.integers(0, 3000))
def test_codes_of_one_point_never_coincide(one, two, here, there):
    first, second = (dt.date(2020, 1, 1) + dt.timedelta(days=n) for n in (here, there))
    pattern = "{agency}-{yymmdd}-{seq:04d}"
    same = rules.composed_code(pattern, "A", first, one) == rules.composed_code(
        pattern, "A", second, two
    )
    assert same == ((first, one) == (second, two))


@pytest.mark.parametrize(
    "pattern,part",
    [
        ("{agency}-{yymmdd}-{seq:04d}", ""),
        ("{agency}-{seq}", "ngày"),
        ("{yymmdd}", "số thứ tự"),
        ("{yymmdd}-{seq}-{who}", "{who}"),
        ("{yymmdd}-{seq", "ngoặc"),
        ("{yymmdd}-{seq:xyz}", "cách viết số"),
        ("{yymmdd}-{seq.real.__class__}", "không dùng được"),
        ("{yymmdd}-{seq:0100d}", "ký tự"),
    ],
)
def test_a_bad_format_is_refused_with_a_reason(pattern, part):
    problem = rules.code_problem(pattern, "000.00.15.H33")
    assert part in problem and bool(problem) == bool(part)


@pytest.mark.parametrize(
    "name,shown",
    [("Nguyễn Thị Ánh Hồng", "Nguyễn T. Á. H."), ("An", "An"), ("", "")],
)
def test_names_in_lists_are_shortened(name, shown):
    assert rules.masked_name(name) == shown


MOMENTS = st.integers(0, 60).map(lambda n: at(1, 9, 8) + dt.timedelta(days=n))


@st.composite
def lives(draw):
    accepted = draw(MOMENTS)
    closed = draw(st.none() | MOMENTS)
    ends = [rules.Bucket.RESOLVED, rules.Bucket.UNRESOLVED, rules.Bucket.WITHDRAWN]
    stop = draw(MOMENTS)
    stops = ((stop, draw(st.none() | st.just(stop + dt.timedelta(days=3)))),)
    if closed is not None and closed < accepted:
        closed = accepted
    return rules.Life(accepted, closed, draw(st.sampled_from(ends)), stops)


@given(st.lists(lives(), max_size=30), MOMENTS, st.integers(1, 20))
def test_the_identity_holds_and_periods_join(found, start, length):
    middle = start + dt.timedelta(days=length)
    end = middle + dt.timedelta(days=length)
    first, second = rules.flow(found, start, middle), rules.flow(found, middle, end)
    assert first.balanced and second.balanced
    assert second.carried_over == first.in_progress + first.paused


def test_the_strip_shows_desks_waiting_and_days_off():
    spells = [
        rules.Spell(at(8, 9), "Một cửa"),
        rules.Spell(at(9, 9), "Phòng Người có công"),
        rules.Spell(at(11, 9, 15), "Phòng Người có công", "chờ bổ sung hồ sơ"),
        rules.Spell(at(15, 9), "Phòng Người có công"),
    ]
    found = rules.strip(spells, at(18, 9), at(16, 9, 17), CALENDAR)
    assert found.desks == ["Một cửa", "Phòng Người có công"]
    kinds = [day.kind for day in found.days]
    assert kinds[:5] == ["work", "work", "work", "waiting", "off"]
    assert [day.date.day for day in found.days if day.due] == [16]
    assert [day.date.day for day in found.days if day.late] == [17, 18]
    assert kinds[-2:] == ["late", "late"]


def test_the_strip_of_a_very_long_life_is_cut_and_says_so():
    found = rules.strip([rules.Spell(at(2, 1, year=2019), "A")], at(8, 9), None, CALENDAR)
    assert len(found.days) == 366 and found.cut > 0


def test_the_strip_reaches_to_the_due_day_ahead():
    found = rules.strip([rules.Spell(at(8, 9), "A")], at(9, 9), at(11, 9), CALENDAR)
    assert [day.desk for day in found.days] == [0, 0, -1, -1]

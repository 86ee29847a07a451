import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from congvu.core import workdays
from congvu.core.errors import BadInput, NotAllowed
from congvu.core.models import LogEntry
from congvu.core.workdays import YearNotAnnounced, due_date
from congvu.organizations import actions
from congvu.organizations.errors import ConfirmedDay
from congvu.organizations.models import CalendarDay, OfficeHours, calendar_of, prepared_calendar
from congvu.organizations.signals import calendar_changed
from congvu.organizations.states import DayKind, DayStatus

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2020, 8, 31)
SATURDAY = dt.date(2020, 9, 12)
DAYS = ["07:00-11:00", "13:00-17:00"]
WEEK = dict.fromkeys(["mon", "tue", "wed", "thu", "fri"], DAYS)


@pytest.fixture
def year_2020(db):
    actions.load_calendar(workdays.load(workdays.NATIONAL_FILE))


@pytest.fixture
def heard():
    found = []

    def listen(sender, **facts):
        found.append(facts)

    calendar_changed.connect(listen)
    yield found
    calendar_changed.disconnect(listen)


def test_fifteen_working_days_after_28_august_2020_end_on_21_september(year_2020):
    calendar, hours = prepared_calendar(None, dt.date(2020, 8, 28))
    assert due_date(dt.date(2020, 8, 28), 15, calendar) == dt.date(2020, 9, 21)
    assert hours[0].counts(0) and not hours[0].counts(5)


def test_an_empty_year_is_a_named_error(db):
    calendar, _ = prepared_calendar(None, MONDAY)
    with pytest.raises(YearNotAnnounced):
        due_date(MONDAY, 3, calendar)


def test_a_local_day_moves_only_its_unit(year_2020, secretary, unit):
    actions.add_day(by=secretary, date=MONDAY, kind=DayKind.LOCAL, name="Ngày hội", unit=unit)
    friday = MONDAY - dt.timedelta(days=3)
    assert due_date(friday, 1, calendar_of(unit.pk)) == dt.date(2020, 9, 1)
    assert due_date(friday, 1, calendar_of(None)) == MONDAY


def test_the_command_says_what_it_did_and_again_changes_nothing(capsys):
    call_command("load-calendar")
    before = CalendarDay.objects.count()
    capsys.readouterr()
    call_command("load-calendar")
    assert ", 0 ngày mới" in capsys.readouterr().out
    assert CalendarDay.objects.count() == before > 100


def test_the_command_explains_a_missing_file(db):
    with pytest.raises(CommandError, match="Không có tệp"):
        call_command("load-calendar", "/khong/co.yaml")


def test_a_file_never_makes_a_confirmed_day_uncertain(secretary, year_2020):
    day = CalendarDay.objects.filter(status=DayStatus.PROVISIONAL).first()
    actions.announce_day(day, by=secretary, source="01/TB", announced_on=MONDAY)
    actions.load_calendar(workdays.load(workdays.NATIONAL_FILE))
    day.refresh_from_db()
    assert day.status == DayStatus.CONFIRMED


def test_announcing_replaces_provisional_and_tells(secretary, year_2020, heard):
    day = CalendarDay.objects.filter(status=DayStatus.PROVISIONAL).first()
    actions.announce_day(day, by=secretary, source="CV 01/VPCP", announced_on=MONDAY, expected=1)
    day.refresh_from_db()
    assert (day.status, day.source) == (DayStatus.CONFIRMED, "CV 01/VPCP")
    assert [(fact["days"], fact["unit_id"]) for fact in heard] == [([day.date], None)]


def test_a_pending_day_becomes_a_holiday_when_its_paper_comes(secretary):
    day = actions.add_day(
        by=secretary, date=dt.date(2026, 11, 24), kind=DayKind.PENDING, name="Ngày Văn hóa"
    )
    assert day.status == DayStatus.PENDING
    actions.announce_day(day, by=secretary, source="Luật", announced_on=MONDAY)
    day.refresh_from_db()
    assert day.kind == DayKind.HOLIDAY


def test_an_announcement_names_its_paper(secretary, year_2020):
    with pytest.raises(BadInput):
        actions.announce_day(
            CalendarDay.objects.first(), by=secretary, source=" ", announced_on=MONDAY
        )


def test_only_an_uncertain_day_is_dropped(secretary, year_2020):
    kept = CalendarDay.objects.filter(status=DayStatus.CONFIRMED).first()
    with pytest.raises(ConfirmedDay):
        actions.remove_day(kept, by=secretary, reason="Nhầm")
    loose = CalendarDay.objects.filter(status=DayStatus.PROVISIONAL).first()
    actions.remove_day(loose, by=secretary, reason="Công bố ngày khác")
    assert not CalendarDay.objects.filter(pk=loose.pk).exists()


@pytest.fixture
def swap(secretary):
    """A Monday off for a Saturday at work, both only talked about."""
    day = {"date": MONDAY, "kind": DayKind.SWAP_OFF, "name": "Nghỉ hoán đổi", "pair": SATURDAY}
    return actions.add_day(by=secretary, status=DayStatus.PROVISIONAL, **day)


def test_both_days_of_a_swap_go_together_or_one_alone(secretary, swap, heard):
    other = swap.swapped_for()
    assert (other.date, other.swapped_for()) == (SATURDAY, swap)
    actions.remove_day(swap, by=secretary, reason="Không hoán đổi nữa", both=True)
    assert not CalendarDay.objects.exists()
    assert [(fact["days"], fact["unit_id"]) for fact in heard] == [([MONDAY, SATURDAY], None)]
    logged = LogEntry.objects.filter(action="organizations.remove_day")
    assert logged.count() == 2 and {one.reason for one in logged} == {"Không hoán đổi nữa"}


def test_both_days_of_a_swap_are_announced_by_one_paper(secretary, swap, heard):
    other = swap.swapped_for()
    paper = {"by": secretary, "source": "Thông báo 1", "announced_on": dt.date(2020, 1, 6)}
    actions.announce_day(swap, both=True, name="Nghỉ Quốc khánh", **paper)
    found = CalendarDay.objects.in_bulk([swap.pk, other.pk])
    assert {(day.status, day.source) for day in found.values()} == {("confirmed", "Thông báo 1")}
    assert (found[swap.pk].name, found[other.pk].name) == ("Nghỉ Quốc khánh", other.name)
    assert sorted(heard[-1]["days"]) == sorted([MONDAY, SATURDAY])


def test_a_day_that_has_its_paper_keeps_it(secretary, swap):
    other = swap.swapped_for()
    paper = {"by": secretary, "announced_on": dt.date(2020, 1, 6)}
    actions.announce_day(other, source="Thông báo 1", **paper)
    actions.announce_day(swap, both=True, source="Thông báo 2", **paper)
    found = CalendarDay.objects.in_bulk([swap.pk, other.pk])
    assert (found[swap.pk].source, found[other.pk].source) == ("Thông báo 2", "Thông báo 1")


def test_one_day_of_a_swap_goes_alone(secretary, swap):
    actions.remove_day(swap.swapped_for(), by=secretary, reason="Chỉ nghỉ, không làm bù")
    assert list(CalendarDay.objects.all()) == [swap] and swap.swapped_for() is None


def test_neither_day_goes_when_a_paper_confirmed_one(secretary, swap):
    other = swap.swapped_for()
    actions.announce_day(other, by=secretary, source="01/TB", announced_on=MONDAY)
    with pytest.raises(ConfirmedDay):
        actions.remove_day(swap, by=secretary, reason="Nhầm", both=True)
    assert CalendarDay.objects.count() == 2


def test_a_swap_of_a_unit_is_not_that_of_another(secretary, swap, unit):
    fields = {"date": MONDAY, "kind": DayKind.SWAP_OFF, "name": "Nghỉ", "pair": SATURDAY}
    own = actions.add_day(by=secretary, unit=unit, **fields)
    assert own.swapped_for().unit == unit and swap.swapped_for().unit is None
    actions.remove_day(own, by=secretary, reason="Nhầm", both=True)
    assert CalendarDay.objects.filter(unit=None).count() == CalendarDay.objects.count() == 2


def test_a_day_is_entered_once(secretary, year_2020):
    with pytest.raises(BadInput):
        actions.add_day(by=secretary, date=dt.date(2020, 9, 2), kind=DayKind.HOLIDAY, name="x")


def test_others_keep_no_calendar(inspector):
    with pytest.raises(NotAllowed):
        actions.add_day(by=inspector, date=MONDAY, kind=DayKind.LOCAL, name="x")


def test_new_hours_end_the_old_ones(secretary, unit):
    actions.set_office_hours(by=secretary, unit=unit, sessions=WEEK, valid_from=MONDAY)
    later = MONDAY + dt.timedelta(days=365)
    saturday = {**WEEK, "sat": ["07:30-11:00"]}
    actions.set_office_hours(
        by=secretary, unit=unit, sessions=saturday, valid_from=later, counted=[0, 1, 2, 3, 4]
    )
    first = OfficeHours.objects.earliest("valid_from")
    assert first.valid_to == later - dt.timedelta(days=1)
    assert prepared_calendar(unit, later)[1][-1].week[5]
    assert not prepared_calendar(unit, later)[1][-1].counts(5)


@pytest.mark.parametrize("wrong", [{"mon": ["11:00-07:00"]}, {}, {"mon": ["sáng"]}])
def test_impossible_hours_are_refused(secretary, wrong):
    with pytest.raises(BadInput):
        actions.set_office_hours(by=secretary, unit=None, sessions=wrong, valid_from=MONDAY)


def test_a_prepared_calendar_is_read_once(year_2020, django_assert_num_queries):
    from_rows = calendar_of(None)
    assert from_rows.by_date()
    with django_assert_num_queries(2):  # inside a transaction that touched it: read anew
        calendar_of(None)


@pytest.mark.django_db(transaction=True)
def test_a_committed_change_is_seen_and_kept(administrator, django_assert_num_queries):
    actions.load_calendar(workdays.load(workdays.NATIONAL_FILE))
    before = calendar_of(None)
    with django_assert_num_queries(0):
        assert calendar_of(None) is before
    actions.add_day(by=administrator, date=MONDAY, kind=DayKind.LOCAL, name="Ngày hội")
    assert MONDAY in calendar_of(None).by_date()


def test_a_swap_enters_both_its_days_and_is_told_once(year_2020, secretary, heard):
    saturday = dt.date(2020, 9, 12)
    swap = {"by": secretary, "name": "Hoán đổi", "source": "Công văn 1"}
    actions.add_day(date=MONDAY, kind=DayKind.SWAP_OFF, pair=saturday, **swap)
    [told] = heard
    assert told["days"] == [MONDAY, saturday]
    other = CalendarDay.objects.get(date=saturday)
    assert (other.kind, other.pair, other.source) == (DayKind.SWAP_WORK, MONDAY, "Công văn 1")
    friday = MONDAY - dt.timedelta(days=3)
    assert due_date(friday, 1, calendar_of(None)) == dt.date(2020, 9, 1)
    assert due_date(dt.date(2020, 9, 11), 1, calendar_of(None)) == saturday


def test_a_swap_takes_up_the_half_that_is_there_and_refuses_another(year_2020, secretary):
    saturday = dt.date(2020, 9, 12)
    half = {"kind": DayKind.SWAP_WORK, "name": "Làm bù", "status": DayStatus.CONFIRMED}
    CalendarDay.objects.create(date=saturday, pair=MONDAY, **half)
    swap = {"by": secretary, "kind": DayKind.SWAP_OFF, "name": "Hoán đổi"}
    actions.add_day(date=MONDAY, pair=saturday, **swap)
    assert [*CalendarDay.objects.filter(pair__in=(MONDAY, saturday))] == [
        CalendarDay.objects.get(date=MONDAY),
        CalendarDay.objects.get(date=saturday),
    ]
    tuesday = MONDAY + dt.timedelta(days=1)
    for pair in (saturday, tuesday):
        with pytest.raises(BadInput) as refused:
            actions.add_day(date=tuesday, pair=pair, **swap)
        assert "pair" in refused.value.fields
    assert not CalendarDay.objects.filter(date=tuesday).exists()

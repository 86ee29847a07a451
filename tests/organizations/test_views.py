import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse

from congvu.accounts.models import User
from congvu.core import workdays
from congvu.organizations import actions, registry
from congvu.organizations.models import CalendarDay, Delegation, OfficeHours, Seat, Unit
from congvu.organizations.registry import Moved, Step
from congvu.organizations.states import DayKind, DayStatus, Role, UnitKind
from congvu.organizations.views.rehearsal import MOST_SHOWN
from tests.organizations.factories import (
    CalendarDayFactory,
    SeatFactory,
    SuccessionFactory,
    UnitFactory,
    UserFactory,
)
from tests.organizations.test_people import TABLE

pytestmark = pytest.mark.django_db
NEW = {
    "name": "Phòng Bảo trợ",
    "short_name": "Phòng BT",
    "symbol": "BT",
    "kind": UnitKind.DIVISION,
    "order": 1,
}
ON = {"on": "2025-03-01", "decision": "129/QĐ-UBND"}


def at(name, *args):
    return reverse(f"organizations:{name}", args=args)


@pytest.fixture
def desk(client_of, secretary):
    return client_of(secretary)


@pytest.fixture
def office(client_of, administrator):
    return client_of(administrator)


@pytest.fixture
def year_2020(db):
    actions.load_calendar(workdays.load(workdays.NATIONAL_FILE))


# --- units ----------------------------------------------------------------------------------


def test_the_list_is_a_tree_and_search_ignores_tone_marks(desk, unit):
    UnitFactory(name="Trường đã giải thể", closed=True)
    page = desk.get(at("unit_list")).content.decode()
    assert unit.name in page and "tree-1" in page and "Trường đã giải thể" not in page
    found = desk.get(at("unit_list"), {"q": "nguoi co cong"})
    assert [row[0] for row in found.context["rows"]] == [unit]
    assert "Trường đã giải thể" in desk.get(at("unit_list"), {"da_ket_thuc": 1}).content.decode()


def test_list_and_detail_cost_the_same_for_twenty(desk, unit, django_assert_max_num_queries):
    for _ in range(20):
        SeatFactory(unit=unit)
        UnitFactory(parent=unit)
    with django_assert_max_num_queries(6):
        desk.get(at("unit_list"))
    with django_assert_max_num_queries(10):
        desk.get(at("unit_detail", unit.pk))
    with django_assert_max_num_queries(7):
        desk.get(at("person_list"))


def test_a_unit_shows_people_and_history(desk, contact, unit):
    row = SuccessionFactory(successor=unit)
    page = desk.get(at("unit_detail", unit.pk)).content.decode()
    assert contact.full_name in page and row.predecessor.name in page and row.decision in page


def test_citizens_see_no_units(client_of, citizen, unit):
    assert client_of(citizen).get(at("unit_list")).status_code == 403


def test_a_unit_is_added_and_wrong_input_is_kept(desk):
    assert desk.post(at("unit_add"), NEW).status_code == 302
    wrong = desk.post(at("unit_add"), {**NEW, "symbol": ""})
    assert wrong.status_code == 422 and "Phòng Bảo trợ" in wrong.content.decode()


def test_a_stale_edit_is_said_and_kept(desk, unit):
    fields = {**NEW, "name": "Tên mới"}
    assert desk.post(at("unit_edit", unit.pk), {**fields, "version": 1}).status_code == 302
    stale = desk.post(at("unit_edit", unit.pk), {**fields, "name": "Tên khác", "version": 1})
    assert stale.status_code == 409 and "Tên khác" in stale.content.decode()
    unit.refresh_from_db()
    assert unit.name == "Tên mới"


def test_a_unit_is_renamed_closed_merged_and_split(desk, unit, department):
    names = {"name": "Phòng A", "short_name": "Phòng A", "symbol": "PA"}
    assert desk.post(at("unit_rename", unit.pk), {**names, **ON}).status_code == 302
    new = Unit.objects.get(symbol="PA")
    other = UnitFactory(parent=department)
    later = {**ON, "on": "2025-06-01"}
    merged = {"others": [other.pk], "name": "Phòng B", "short_name": "Phòng B", "symbol": "PB"}
    assert desk.post(at("unit_merge", new.pk), {**merged, **later}).status_code == 302
    big = Unit.objects.get(symbol="PB")
    parts = {"parts": "Phòng C | PC | C1\nPhòng D | PD | D1", **ON, "on": "2025-09-01"}
    assert desk.post(at("unit_split", big.pk), parts).status_code == 302
    last = Unit.objects.get(symbol="D1")
    assert desk.post(at("unit_close", last.pk), {**ON, "on": "2025-12-31"}).status_code == 302
    last.refresh_from_db()
    assert last.valid_to == dt.date(2025, 12, 31)


def test_a_half_written_line_is_explained(desk, unit):
    answer = desk.post(at("unit_split", unit.pk), {"parts": "Phòng C", **ON})
    assert answer.status_code == 422 and "cần đủ ba phần" in answer.content.decode()


# --- people ---------------------------------------------------------------------------------


def test_people_are_found_without_tone_marks(desk, contact):
    contact.full_name = "Đặng Thị Hòa"
    contact.save()
    page = desk.get(at("person_list"), {"q": ["dang", "hoa"][0]}).content.decode()
    assert "Hòa" in page


def test_a_person_is_added_with_a_password_to_print(office, unit):
    fields = {"full_name": "Lê Văn Cường", "username": "cuonglv", "email": "", "title": ""}
    fields |= {"unit": unit.pk, "role": Role.CONTACT}
    answer = office.post(at("person_add"), fields)
    assert "chỉ hiện một lần" in answer.content.decode()
    assert office.post(at("person_add"), fields).status_code == 422  # the name is taken


def test_a_person_is_corrected_locked_and_gets_a_new_password(office, contact):
    new = {"full_name": "Tên đúng", "email": "a@x.vn", "title": ""}
    assert office.post(at("person_edit", contact.pk), new).status_code == 302
    assert contact.username in office.post(at("person_password", contact.pk)).content.decode()
    office.post(at("person_lock", contact.pk), {"reason": "Nghỉ hưu"})
    assert not User.objects.get(pk=contact.pk).is_active
    assert "a@x.vn" in office.get(at("person_detail", contact.pk)).content.decode()


def test_an_address_of_somebody_else_is_refused_where_it_was_typed(office, contact, unit):
    fields = {"full_name": "Lê Văn Cường", "username": "cuonglv", "email": contact.email}
    fields |= {"unit": unit.pk, "role": Role.CONTACT, "title": ""}
    page = office.post(at("person_add"), fields)
    words = f"Địa chỉ {contact.email} đã là của tài khoản {contact.username}."
    assert page.status_code == 422 and words in page.content.decode()
    assert 'value="cuonglv"' in page.content.decode()
    other = UserFactory()
    new = {"full_name": "Tên đúng", "email": contact.email.upper(), "title": ""}
    page = office.post(at("person_edit", other.pk), new)
    assert page.status_code == 422 and words in page.content.decode()
    assert not User.objects.filter(full_name__in=["Lê Văn Cường", "Tên đúng"]).exists()


def test_addresses_are_shown_to_the_administrator_only(desk, contact):
    assert contact.email not in desk.get(at("person_detail", contact.pk)).content.decode()


def test_a_seat_is_given_and_ended(office, contact, unit):
    fields = {"unit": unit.pk, "role": Role.RECORDS_CLERK, "valid_from": "2020-01-01"}
    assert office.post(at("seat_add", contact.pk), fields).status_code == 302
    seat = Seat.objects.get(role=Role.RECORDS_CLERK)
    end = {"on": "2020-02-01", "reason": "Thôi việc", "version": 1}
    assert office.post(at("seat_end", seat.pk), end).status_code == 302
    bad = office.post(at("seat_end", seat.pk), {"on": "1990-01-01", "reason": "x"})
    assert bad.status_code == 422


def test_the_holder_lends_a_seat_on_a_page(client_of, head, deputy):
    seat = Seat.objects.get(user=head)
    fields = {"to": deputy.pk, "valid_from": "2020-08-01", "valid_to": "2020-08-09"}
    url = at("seat_delegate", seat.pk)
    assert client_of(head).post(url, {**fields, "document": "01/GUQ"}).status_code == 302
    assert Delegation.objects.get().to == deputy
    assert client_of(deputy).get(url).status_code == 403


# --- calendar -------------------------------------------------------------------------------


def test_the_year_shows_holidays_and_what_is_unsure(desk, year_2020):
    page = desk.get(at("calendar_year"), {"nam": 2027}).content.decode()
    assert page.count('class="month"') == 12 and "tạm tính" in page and "chờ văn bản" in page
    assert "Chưa có lịch nghỉ" in desk.get(at("calendar_year"), {"nam": 2031}).content.decode()
    assert desk.get(at("calendar_year"), {"nam": "²"}).status_code == 200


def test_a_day_is_entered_announced_and_dropped(desk):
    new = {"date": "2027-11-24", "kind": "pending", "name": "Ngày Văn hóa"}
    assert desk.post(at("day_add"), new).status_code == 302
    assert desk.post(at("day_add"), new).status_code == 422
    day = CalendarDay.objects.get()
    paper = {"source": "Luật", "announced_on": "2027-01-05", "name": day.name, "version": 1}
    assert desk.post(at("day_announce", day.pk), paper).status_code == 302
    loose = CalendarDayFactory()
    assert desk.post(at("day_remove", loose.pk), {"reason": "Đổi ngày"}).status_code == 302
    assert list(CalendarDay.objects.all()) == [day]


@pytest.fixture
def swap(db):
    """A day off and the day it is made good for, both provisional."""
    off, work = dt.date(2027, 4, 29), dt.date(2027, 5, 8)
    kinds = ((off, DayKind.SWAP_OFF, work), (work, DayKind.SWAP_WORK, off))
    return [CalendarDayFactory(date=d, kind=kind, pair=pair) for d, kind, pair in kinds]


@pytest.mark.parametrize(("sent", "left"), [({"both": "on"}, 0), ({}, 1)])
def test_dropping_half_of_a_swap_says_what_stays_and_offers_both(desk, swap, sent, left):
    off, work = swap
    page = desk.get(at("day_remove", off.pk)).content.decode()
    assert f"Ngày này hoán đổi với ngày {work}." in page and f"Bỏ cả ngày {work}" in page
    assert "vẫn tính vào các thời hạn" in page
    again = desk.post(at("day_remove", off.pk), {"reason": "", **sent})
    assert again.status_code == 422 and CalendarDay.objects.count() == 2
    fields = {"reason": "Không hoán đổi nữa", "version": 1, **sent}
    assert desk.post(at("day_remove", off.pk), fields).status_code == 302
    assert list(CalendarDay.objects.all()) == [work][:left]


@pytest.mark.parametrize(("sent", "waiting"), [({"both": "on"}, 0), ({}, 1)])
def test_a_paper_that_announces_a_swap_is_entered_once(desk, swap, sent, waiting):
    off, work = swap
    page = desk.get(at("day_announce", off.pk)).content.decode()
    assert f"Văn bản công bố cả ngày {work}" in page
    paper = {"source": "TB 1", "announced_on": "2027-01-05", "name": "Nghỉ hoán đổi", "version": 1}
    refused = desk.post(at("day_announce", off.pk), paper | sent | {"source": ""})
    assert refused.status_code == 422
    assert CalendarDay.objects.filter(status=DayStatus.PROVISIONAL).count() == 2
    assert desk.post(at("day_announce", off.pk), paper | sent).status_code == 302
    assert [*CalendarDay.objects.exclude(status=DayStatus.CONFIRMED)] == [work][:waiting]
    if waiting:  # its own paper comes later; of the day that has one nothing is asked
        assert 'name="both"' not in desk.get(at("day_announce", work.pk)).content.decode()


def test_a_confirmed_half_is_not_offered(desk, swap):
    off, work = swap
    CalendarDay.objects.filter(pk=work.pk).update(status=DayStatus.CONFIRMED)
    page = desk.get(at("day_remove", off.pk)).content.decode()
    assert "đã có văn bản xác nhận nên vẫn còn trong lịch" in page and 'name="both"' not in page
    fields = {"reason": "Không nghỉ", "both": "on"}
    assert desk.post(at("day_remove", off.pk), fields).status_code == 302
    assert list(CalendarDay.objects.all()) == [work]


def test_a_day_alone_is_dropped_as_before(desk):
    page = desk.get(at("day_remove", CalendarDayFactory().pk)).content.decode()
    assert 'name="both"' not in page and "hoán đổi" not in page


def test_a_units_own_day_has_a_door_to_drop_it(desk, unit):
    year = 2027
    own = CalendarDayFactory(unit=unit, status=DayStatus.CONFIRMED)
    firm = CalendarDayFactory(status=DayStatus.CONFIRMED)
    page = desk.get(at("calendar_year"), {"nam": year}).content.decode()
    assert at("day_remove", own.pk) in page and at("day_remove", firm.pk) not in page


def test_a_rumoured_day_shows_what_would_move_and_writes_nothing(desk, year_2020, monkeypatch):
    friday = dt.date(2020, 8, 28)

    def provider(trial):
        before = workdays.due_date(friday, 1, trial.before(None))
        after = workdays.due_date(friday, 1, trial.after(None))
        yield Moved("Báo cáo", "Báo cáo tự kiểm tra", lambda: "/he-thong/", before, after, friday)

    monkeypatch.setattr(registry, "_rehearsals", [])
    registry.on_rehearsal(provider)
    asked = {"date": "2020-08-31", "kind": "holiday"}
    moved = desk.get(at("rehearsal"), asked).context["moved"]
    assert [(m.before.day, m.after.day) for m in moved] == [(31, 1)]
    assert not CalendarDay.objects.filter(date="2020-08-31").exists()


@pytest.fixture
def many_moved(monkeypatch):
    """More dates than a page shows, all past the swap of Monday 31/8 and Saturday 12/9/2020."""
    late = dt.date(2020, 9, 30)

    def provider(trial):
        for number in range(MOST_SHOWN + 5):
            yield Moved("Hồ sơ", f"{number:04d}", lambda: "/x/", late, late, dt.date(2020, 8, 28))

    monkeypatch.setattr(registry, "_rehearsals", [provider])


def test_the_first_that_move_are_told_in_order_with_the_count_of_all(many_moved):
    found, count = registry.first_moved(None, 3)
    assert count == MOST_SHOWN + 5
    assert [one.label for one in found] == ["0000", "0001", "0002"]
    assert [one.label for one in registry.rehearse(None)[:3]] == [one.label for one in found]


SWAP = {"date": "31/8/2020", "kind": "holiday", "pair": "12/9/2020"}


def test_a_long_rehearsal_is_cut_with_its_count_and_whole_as_excel(desk, year_2020, many_moved):
    page = desk.get(at("rehearsal"), SWAP).content.decode()
    assert "205 thời hạn sẽ dời nếu nghỉ ngày 31/8/2020, làm bù ngày 12/9/2020" in page
    assert "Hiện 200 trong 205" in page and "0199" in page and "0200" not in page
    book = openpyxl.load_workbook(io.BytesIO(desk.get(at("rehearsal_excel"), SWAP).content))
    rows = [*book.active.values]
    assert "nghỉ ngày 31/8/2020" in rows[0][0] and len(rows) == 2 + 205
    assert rows[-1][1:3] == ("Hồ sơ", "0204")
    assert rows[-1][5] == "nghỉ ngày 31/8/2020, làm bù ngày 12/9/2020"
    assert desk.get(at("rehearsal_excel"), {"date": "x"}).status_code == 302


def test_from_the_rehearsal_one_press_enters_both_days(desk, year_2020, unit):
    page = desk.get(at("rehearsal"), {**SWAP, "unit": unit.pk})
    assert f"tại {unit}" in page.context["tried"]
    form = desk.get(page.context["enter"]).context["form"]
    filled = {name: form[name].value() for name in form.fields}
    answer = desk.post(at("day_add"), {name: value or "" for name, value in filled.items()})
    assert answer.status_code == 302
    days = CalendarDay.objects.filter(unit=unit).values_list("date", "kind", "pair", "name")
    off, on = dt.date(2020, 8, 31), dt.date(2020, 9, 12)
    assert [*days] == [
        (off, "swap_off", on, "Nghỉ hoán đổi"),
        (on, "swap_work", off, "Làm bù ngày 31/8/2020"),
    ]


@pytest.mark.parametrize(
    ("asked", "kind"),
    [({}, "holiday"), ({"unit": True}, "local"), ({"kind": "swap_work"}, "swap_work")],
)
def test_the_door_enters_the_kind_of_day_that_was_tried(desk, year_2020, unit, asked, kind):
    asked = {**SWAP, "pair": "", **asked} | ({"unit": unit.pk} if "unit" in asked else {})
    page = desk.get(at("rehearsal"), asked)
    assert desk.get(page.context["enter"]).context["form"]["kind"].value() == kind


def test_who_does_not_keep_the_calendar_rehearses_without_a_door(client_of, inspector, year_2020):
    page = client_of(inspector).get(at("rehearsal"), SWAP)
    assert "tried" in page.context and "enter" not in page.context


@pytest.mark.parametrize("wrong", [{"pair": SWAP["date"]}, {"pair": "x"}, {"kind": "x"}])
def test_a_rehearsal_of_nonsense_says_so(desk, year_2020, wrong):
    page = desk.get(at("rehearsal"), SWAP | wrong)
    assert page.status_code == 422 and "tried" not in page.context


def test_hours_are_entered(desk):
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "07:30 - 11:30, 13:00-17:00")
    new = {"valid_from": "2022-09-01", "sat": "07:30-11:00", "not_counted": "on", **week}
    assert desk.post(at("hours_add"), new).status_code == 302
    assert OfficeHours.objects.get().counted == [0, 1, 2, 3, 4]
    wrong = desk.post(at("hours_add"), {"valid_from": "2023-01-01", "mon": "sáng"})
    assert wrong.status_code == 422
    assert "Thứ Bảy" in desk.get(at("hours_list")).content.decode()


def test_a_limit_is_explained_day_by_day(desk, year_2020):
    asked = {"start": "2020-08-28", "amount": 15, "limit": "working_days"}
    answer = desk.get(at("due_calculator"), asked)
    assert answer.context["found"].due.date() == dt.date(2020, 9, 21)
    assert "Quốc khánh" in answer.content.decode()
    empty = desk.get(at("due_calculator"), {**asked, "start": "2031-01-01"})
    assert empty.status_code == 422 and "Chưa có lịch nghỉ" in empty.content.decode()


# --- a new installation -----------------------------------------------------------------------


def test_a_new_installation_in_one_sitting(client_of, year_2020, monkeypatch):
    founder = UserFactory(is_superuser=True)
    browser = client_of(founder)
    monkeypatch.setattr(registry, "_steps", [])
    registry.on_setup(lambda: Step("Bộ tiêu chí", "Chọn bộ tiêu chí.", "/he-thong/", True))
    assert "Việc tiếp theo: Tên cơ quan" in browser.get(at("setup")).content.decode()
    names = {"name": "Sở Lao động", "short_name": "Sở", "symbol": "SLĐ"}
    assert browser.post(at("setup_found"), names).status_code == 302
    shown = browser.post(at("setup_table"), {"text": TABLE})
    assert shown.status_code == 200 and not User.objects.filter(username="annv").exists()
    printed = browser.post(at("setup_table"), {"text": TABLE, "verb": "enter"}).content.decode()
    assert "annv" in printed and "binhtt" in printed
    assert browser.post(at("setup_calendar")).status_code == 302
    assert "Việc tiếp theo: Giờ làm việc" in browser.get(at("setup")).content.decode()


def test_a_doubtful_table_enters_nothing(office):
    before = Unit.objects.count()
    wrong = TABLE + "Nhóm lạ\t\t\t\t\t\t\t\t\n"
    answer = office.post(at("setup_table"), {"text": wrong, "verb": "enter"})
    assert answer.status_code == 422 and "has-error" in answer.content.decode()
    assert Unit.objects.count() == before
    assert office.post(at("setup_table"), {"text": "vô nghĩa"}).status_code == 422
    assert office.post(at("setup_table"), {}).status_code == 422


def test_the_template_explains_itself_and_is_read_back(office):
    data = office.get(at("setup_template")).content
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Danh sách", "Hướng dẫn"]
    upload = io.BytesIO(data)
    upload.name = "danh-sach.xlsx"
    answer = office.post(at("setup_table"), {"file": upload})
    assert answer.status_code == 200 and answer.context["preview"].good

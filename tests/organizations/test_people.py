import pytest
from django.contrib.auth import authenticate

from congvu.accounts.models import User
from congvu.core.errors import BadInput, NotAllowed
from congvu.core.imports import check, read
from congvu.organizations import actions
from congvu.organizations.errors import AlreadyFounded
from congvu.organizations.intake import COLUMNS, Known, plan_of
from congvu.organizations.models import Seat, Unit
from congvu.organizations.policies import needs_set_up, rights_of
from congvu.organizations.rules import initials
from congvu.organizations.states import Role, UnitKind
from tests.organizations.factories import UserFactory

pytestmark = pytest.mark.django_db
HEAD = "Đơn vị\tTên gọi tắt\tKý hiệu\tLoại\tTrực thuộc\tHọ và tên\tVai trò\tEmail\tTên đăng nhập\n"
TABLE = (
    HEAD
    + "Phòng Người có công\tPhòng NCC\tNCC\t\t\tNguyễn Văn An\tTrưởng đơn vị\tan@x.vn\t\n"
    + "\t\t\t\t\tTrần Thị Bình\tđầu mối; Thành viên đoàn\t\t\n"
    + "Tổ tổng hợp\t\t\tPhòng\tPhòng NCC\tNguyễn Văn An\tChuyên viên\tan@x.vn\t\n"
    + "Trường Trung cấp nghề\t\t\t\t\t\t\t\t\n"
)


def planned(text, **known):
    preview = check(read(text), COLUMNS)
    return preview, plan_of(preview, Known(**known))


def test_a_table_becomes_units_people_and_seats():
    preview, plan = planned(TABLE, units={"so": 1}, top="so")
    assert preview.good
    assert [(u.symbol, u.kind, u.parent) for u in plan.units] == [
        ("NCC", "division", "so"),
        ("TTH", "division", "phong nguoi co cong"),
        ("TTCN", "school", "so"),
    ]
    assert [(p.username, len(p.seats)) for p in plan.people] == [("annv", 2), ("binhtt", 2)]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("Nhóm lạ\t\t\t\t\t\t\t\t", "kind"),
        ("Phòng A\t\t\t\tKhông có\t\t\t\t", "parent"),
        ("Phòng A\t\tVP\t\t\t\t\t\t", "symbol"),
        ("Phòng A\t\t\t\t\tAn\tVua\t\t", "roles"),
        ("Phòng A\t\t\t\t\t\tVăn thư\t\t", "full_name"),
        ("\t\t\t\t\tAn\tVăn thư\t\t", "unit"),
        ("Phòng A\t\t\t\t\tAn\tVăn thư\tcu@x.vn\t", "email"),
        ("Phòng A\t\t\t\t\tAn\tVăn thư\t\tcu", "username"),
        ("Phòng A\t\t\t\t\tAn\tVăn thư\tkhông phải\t", "email"),
    ],
)
def test_a_doubtful_cell_is_marked(line, column):
    taken = {"usernames": frozenset({"cu"}), "emails": frozenset({"cu@x.vn"})}
    preview, _ = planned(HEAD + line, symbols=frozenset({"VP"}), **taken)
    assert [problem.column for problem in preview.problems] == [column]
    assert not preview.good


def test_a_symbol_is_made_of_initials():
    assert initials("Phòng Người có công", ["PNCC"]) == "PNCC2"


def test_a_whole_office_is_entered_at_once(administrator, department):
    preview, plan = planned(TABLE, units={"so lao dong": department.pk}, top="so lao dong")
    made = actions.set_up(plan, by=administrator)
    assert preview.good and len(made) == 2
    ward = Unit.objects.get(symbol="NCC")
    assert (ward.parent, Unit.objects.get(symbol="TTH").parent) == (department, ward)
    an = authenticate(username="annv", password=made[0].password)
    assert rights_of(an).in_unit(ward.pk, Role.UNIT_HEAD)


def test_set_up_is_all_or_nothing(administrator, department):
    _, plan = planned(TABLE)
    UserFactory(username="binhtt")  # somebody was quicker
    with pytest.raises(BadInput):
        actions.set_up(plan, by=administrator)
    assert not Unit.objects.filter(symbol="NCC").exists()
    assert not User.objects.filter(username="annv").exists()


def test_only_the_administrator_sets_up(secretary):
    with pytest.raises(NotAllowed):
        actions.set_up(planned(TABLE)[1], by=secretary)


def test_units_in_a_circle_are_refused(administrator):
    text = HEAD + "Phòng A\t\t\t\tPhòng B\t\t\t\t\nPhòng B\t\t\t\tPhòng A\t\t\t\t"
    with pytest.raises(BadInput, match="vòng"):
        actions.set_up(planned(text)[1], by=administrator)


def test_the_installer_founds_the_office_once():
    founder = UserFactory(is_superuser=True)
    assert needs_set_up(founder) and not needs_set_up(UserFactory())
    names = {"name": "Sở Nội vụ", "short_name": "Sở Nội vụ", "symbol": "SNV"}
    unit = actions.found_office(by=founder, **names)
    assert unit.kind == UnitKind.DEPARTMENT and not needs_set_up(founder)
    assert Seat.objects.get().role == Role.ADMINISTRATOR
    with pytest.raises(AlreadyFounded):
        actions.found_office(by=founder, **names)
    with pytest.raises(NotAllowed):
        actions.found_office(by=UserFactory(), **names)


def test_a_person_is_added_edited_locked_and_gets_a_new_password(administrator, unit):
    fields = {"full_name": "Lê Văn Cường", "username": "cuonglv", "email": ""}
    made = actions.add_person(by=administrator, unit=unit, role=Role.CONTACT, **fields)
    user = made.user
    assert rights_of(user).in_unit(unit.pk, Role.CONTACT)
    assert actions.edit_person(user, by=administrator, title="Chuyên viên").title == "Chuyên viên"
    again = actions.renew_person_password(user, by=administrator)
    assert authenticate(username="cuonglv", password=again.password)
    actions.lock_person(user, by=administrator, locked=True)
    assert authenticate(username="cuonglv", password=again.password) is None
    with pytest.raises(BadInput):
        actions.lock_person(administrator, by=administrator, locked=True)


@pytest.mark.parametrize(
    "do",
    [
        lambda by, user: actions.add_person(by=by, username="x", full_name="X"),
        lambda by, user: actions.edit_person(user, by=by, title="x"),
        lambda by, user: actions.renew_person_password(user, by=by),
        lambda by, user: actions.lock_person(user, by=by, locked=True),
    ],
)
def test_others_manage_nobody(secretary, contact, do):
    with pytest.raises(NotAllowed):
        do(secretary, contact)


def test_whoever_enters_the_table_gets_seats_and_no_second_account(administrator, department):
    row = "\t\t\t\t\tQuản Trị\tThư ký; Quản trị hệ thống\t\tquantri\n"
    text = HEAD + "Phòng Người có công\t\tNCC\t\t\t\t\t\t\n" + row
    known = {"units": {"so": department.pk}, "top": "so", "usernames": frozenset({"quantri"})}
    assert not planned(text, **known)[0].good  # somebody else's account is not given seats
    preview, plan = planned(text, own="quantri", **known)
    assert preview.good and actions.set_up(plan, by=administrator) == []
    fresh = User.objects.get(pk=administrator.pk)
    assert rights_of(fresh).roles == {Role.ADMINISTRATOR, Role.SECRETARY}
    actions.set_up(planned(text.replace("NCC", "NC2"), own="quantri", **known)[1], by=administrator)
    assert Seat.objects.filter(user=fresh, role=Role.SECRETARY).count() == 2  # of another unit

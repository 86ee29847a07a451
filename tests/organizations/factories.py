"""Units and people. ``officer(role, unit)`` is what most tests want."""

import datetime as dt

import factory

from congvu.accounts.models import User
from congvu.organizations.models import CalendarDay, Delegation, Seat, Succession, Unit
from congvu.organizations.states import DayKind, DayStatus, Role, UnitKind
from tests.sequences import Numbered

PASSWORD = "Mật khẩu thử 2020"
LONG_AGO = dt.date(2000, 1, 1)


class UnitFactory(Numbered):
    class Meta:
        model = Unit
        skip_postgeneration_save = True

    class Params:
        department = factory.Trait(kind=UnitKind.DEPARTMENT, parent=None)
        office = factory.Trait(kind=UnitKind.DEPARTMENT_OFFICE)
        school = factory.Trait(kind=UnitKind.SCHOOL)
        closed = factory.Trait(valid_to=dt.date(2019, 12, 31))

    name = factory.Sequence(lambda n: f"Phòng Chuyên môn số {n}")
    short_name = factory.Sequence(lambda n: f"Phòng CM{n}")
    symbol = factory.Sequence(lambda n: f"PCM{n}")
    kind = UnitKind.DIVISION
    valid_from = LONG_AGO
    order = factory.Sequence(lambda n: n)
    search_text = factory.LazyAttribute(lambda u: Unit.fold_search(u))


class UserFactory(Numbered):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        citizen = factory.Trait(kind=User.Kind.CITIZEN)

    username = factory.Sequence(lambda n: f"nguoi{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn {n}")
    email = factory.LazyAttribute(lambda u: f"{u.username}@example.vn")
    password = factory.django.Password(PASSWORD)


class SeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seat

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    role = Role.INSPECTOR
    valid_from = LONG_AGO


class DelegationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delegation

    seat = factory.SubFactory(SeatFactory)
    to = factory.SubFactory(UserFactory)
    valid_from = LONG_AGO
    valid_to = dt.date(2100, 1, 1)
    document = "Giấy ủy quyền số 01"


class SuccessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Succession

    predecessor = factory.SubFactory(UnitFactory, closed=True)
    successor = factory.SubFactory(UnitFactory)
    decision = "Quyết định số 01/QĐ-UBND"
    on = dt.date(2020, 1, 1)


class CalendarDayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CalendarDay

    date = factory.Sequence(lambda n: dt.date(2027, 1, 1) + dt.timedelta(days=n))
    kind = DayKind.HOLIDAY
    name = "Tết Âm lịch"
    status = DayStatus.PROVISIONAL


def officer(role: str, unit: Unit | None = None, **fields) -> User:
    """A person who holds ``role`` in ``unit`` (a new one, when none is named)."""
    user = UserFactory(**fields)
    SeatFactory(user=user, unit=unit or UnitFactory(), role=role)
    return user

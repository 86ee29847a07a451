import datetime as dt

import pytest

from congvu.core.errors import BadInput, NotAllowed, StaleSave
from congvu.core.models import LogEntry
from congvu.organizations import actions, registry
from congvu.organizations.errors import UnitInUse, UnknownParent
from congvu.organizations.models import Seat, Unit
from congvu.organizations.states import Role, UnitKind
from tests.organizations.factories import SeatFactory, UnitFactory

pytestmark = pytest.mark.django_db
ON = dt.date(2025, 3, 1)


def draft(**fields):
    kind = {"name": "Phòng Bảo trợ xã hội", "short_name": "Phòng BTXH", "symbol": "BTXH"}
    return {**kind, "kind": UnitKind.DIVISION, **fields}


@pytest.fixture
def heard():
    """Handovers told to packages above."""
    found = []
    registry.on_succession(found.append)
    yield found
    registry._heirs.remove(found.append)


def test_secretary_adds_a_unit_that_search_finds_without_tone_marks(secretary):
    unit = actions.add_unit(by=secretary, **draft())
    assert list(Unit.objects.matching("bao tro")) == [unit]
    assert LogEntry.objects.get(kind="organizations.unit").actor == secretary


@pytest.mark.parametrize("who", ["inspector", "unit_head", "contact", "citizen"])
def test_others_add_no_units(who, request):
    with pytest.raises(NotAllowed):
        actions.add_unit(by=request.getfixturevalue(who), **draft())


def test_a_missing_name_is_said_by_field(secretary):
    with pytest.raises(BadInput) as error:
        actions.add_unit(by=secretary, **draft(name=""))
    assert set(error.value.fields) == {"name"}


def test_many_units_come_in_constant_queries(secretary, django_assert_max_num_queries):
    drafts = [draft(symbol=f"P{n}", valid_from=ON) for n in range(30)]
    with django_assert_max_num_queries(12):
        assert len(actions.add_units(drafts, by=secretary)) == 30


def test_edit_keeps_search_current_and_refuses_a_stale_form(secretary, unit):
    actions.edit_unit(unit, by=secretary, expected=1, name="Phòng Việc làm")
    assert Unit.objects.matching("viec lam").exists()
    with pytest.raises(StaleSave):
        actions.edit_unit(unit, by=secretary, expected=1, name="Phòng khác")


def test_a_unit_is_not_put_below_itself(secretary, department, unit):
    with pytest.raises(UnknownParent):
        actions.edit_unit(department, by=secretary, parent=unit)


def test_closing_ends_seats(secretary, unit, contact):
    actions.close_unit(unit, by=secretary, on=ON, decision="12/QĐ-UBND")
    assert not Unit.objects.in_force(ON + dt.timedelta(days=1)).filter(pk=unit.pk).exists()
    assert Seat.objects.get(user=contact).valid_to == ON


def test_a_unit_with_units_below_stays_open(secretary, department, unit):
    with pytest.raises(UnitInUse):
        actions.close_unit(department, by=secretary, on=ON, decision="12/QĐ-UBND")


def test_a_unit_does_not_close_before_it_began(secretary, unit):
    with pytest.raises(BadInput):
        actions.close_unit(unit, by=secretary, on=dt.date(1999, 1, 1), decision="12/QĐ-UBND")


def test_renaming_passes_seats_on_and_keeps_the_old_name(secretary, unit, contact, heard):
    new = actions.rename_unit(
        unit,
        by=secretary,
        on=ON,
        decision="129/QĐ-UBND",
        name="Phòng Chính sách",
        short_name="Phòng CS",
        symbol="CS",
    )
    unit.refresh_from_db()
    assert (unit.valid_to, new.valid_from) == (ON - dt.timedelta(days=1), ON)
    assert new.came_from.get().predecessor == unit
    assert Seat.objects.in_force(ON).get(user=contact).unit == new
    assert [(h.predecessor, h.successors) for h in heard] == [(unit, [new])]


def test_merging_moves_people_once_and_units_below(secretary, department):
    one, two = UnitFactory(parent=department), UnitFactory(parent=department)
    child = UnitFactory(parent=two)
    person = SeatFactory(unit=one, role=Role.CONTACT).user
    SeatFactory(unit=two, role=Role.CONTACT, user=person)
    new = actions.merge_units([one, two], by=secretary, on=ON, decision="45/NQ", **draft())
    child.refresh_from_db()
    assert child.parent == new
    assert Seat.objects.in_force(ON).filter(user=person).count() == 1
    assert {s.predecessor for s in new.came_from.all()} == {one, two}


def test_merging_into_an_existing_unit_leaves_it_open(secretary, unit, department):
    other = UnitFactory(parent=department)
    kept = actions.merge_units([unit], into=other, by=secretary, on=ON, decision="45/NQ")
    kept.refresh_from_db()
    assert (kept, kept.valid_to) == (other, None)


def test_merging_needs_two(secretary, unit):
    with pytest.raises(BadInput):
        actions.merge_units([unit], by=secretary, on=ON, decision="45/NQ", **draft())


def test_splitting_leaves_people_to_people(secretary, unit, contact, heard):
    parts = [draft(symbol="A"), draft(symbol="B")]
    new = actions.split_unit(unit, by=secretary, on=ON, decision="45/NQ", parts=parts)
    assert len(new) == 2
    assert not Seat.objects.in_force(ON).filter(user=contact).exists()
    assert heard[0].successors == new


def test_a_succession_names_its_decision(secretary, unit):
    with pytest.raises(BadInput):
        actions.rename_unit(unit, by=secretary, on=ON, decision=" ", **draft())
    unit.refresh_from_db()
    assert unit.valid_to is None


def test_a_symbol_taken_twice_in_one_go_is_refused_whole(secretary):
    drafts = [draft(valid_from=ON), draft(valid_from=ON)]
    with pytest.raises(BadInput, match="ký hiệu"):
        actions.add_units(drafts, by=secretary)
    assert not Unit.objects.filter(symbol="BTXH").exists()

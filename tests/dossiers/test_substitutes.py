"""During a delegation the dossiers of somebody absent lie on the substitute's desk as well."""

import datetime as dt
from itertools import product

import pytest
from django.urls import reverse

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.errors import NotAllowed
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier
from congvu.dossiers.models.dossier import READERS
from congvu.dossiers.models.substitutes import DESKS, on_desk_of
from congvu.organizations.actions import delegate
from congvu.organizations.models import Seat
from congvu.organizations.states import Role
from tests.dossiers.factories import at
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
MINE = reverse("dossiers:dossier_list") + "?nhom=cua-toi"


@pytest.fixture
def lent(place):
    """The case officer is away from the 9th to the 11th; a colleague has the seat."""
    delegate(
        place.case.seats.get(), to=place.colleague, by=place.case, valid_from=dt.date(2020, 9, 9),
        valid_to=dt.date(2020, 9, 11), document="Giấy ủy quyền 12/GUQ",
    )  # fmt: skip
    return place


def listed(client, day):
    """What stands under "Hồ sơ của tôi" on a day."""
    with clock.at(at(day)):
        return [line["row"].code for line in client.get(MINE).context["lines"]]


def test_the_substitute_finds_them_for_as_long_as_it_lasts(lent, client_of):
    dossier, own = lent.at_work(), lent.taken()
    for day, expected in ((8, []), (9, [dossier.code]), (11, [dossier.code]), (14, [])):
        assert listed(client_of(lent.colleague), day) == expected, day
    assert listed(client_of(lent.case), 9) == [dossier.code]  # and stay the holder's
    assert own.code not in listed(client_of(lent.colleague), 9)


def test_the_substitute_does_what_the_holder_may(lent, client_of):
    dossier = lent.at_work()
    with clock.at(at(8)), pytest.raises(NotAllowed):
        actions.request_supplement(dossier, by=lent.colleague, reasons="Thiếu ảnh")
    with clock.at(at(9)):
        page = client_of(lent.colleague).get(dossier.get_absolute_url())
        assert page.context["next_verb"] == "propose"
        asked = actions.request_supplement(dossier, by=lent.colleague, reasons="Thiếu ảnh")
    assert asked.holder == lent.case
    assert asked.movements.get(verb="request_supplement").by == lent.colleague
    with clock.at(at(14)):
        assert not Dossier.objects.visible_to(lent.colleague).filter(pk=dossier.pk).exists()


def test_a_seat_elsewhere_lends_nothing_here(lent, client_of):
    dossier = lent.at_work()
    other, second = officer(Role.CASE_OFFICER), officer(Role.CASE_OFFICER)
    delegate(
        other.seats.get(), to=second, by=other, valid_from=dt.date(2020, 9, 9),
        valid_to=dt.date(2020, 9, 30), document="GUQ",
    )  # fmt: skip
    with clock.at(at(9)):
        answer = client_of(second).get(dossier.get_absolute_url())
    assert answer.status_code == 404 and listed(client_of(second), 9) == []


@pytest.mark.parametrize("day", [8, 9])
@pytest.mark.parametrize("roles", [(), *((role,) for role in Role), *product(READERS, DESKS)])
def test_the_desk_is_what_lies_on_it_of_what_one_sees(lent, roles, day):
    """Handed over, on the way, taken in, a draft nobody handed in; held now and once."""
    somebody = officer(roles[0], lent.unit) if roles else User.objects.create_user("khong-ghe")
    for role in roles[1:]:
        Seat.objects.create(user=somebody, role=role, unit=lent.unit,
                            valid_from=dt.date(2020, 1, 1))  # fmt: skip
    own, once, draft = lent.at_work(), lent.at_work(), lent.taken()
    Dossier.objects.filter(pk=own.pk).update(holder=somebody)
    Dossier.objects.filter(pk=draft.pk).update(
        holder=somebody, state="draft", filed_by=somebody, code="", accepted_at=None
    )
    once.movements.filter(handed_to=lent.case).update(handed_to=somebody)
    for user in (somebody, lent.case, lent.colleague, lent.clerk, lent.unit_head, lent.head):
        user = User.objects.get(pk=user.pk)
        with clock.at(at(day)):
            plain = Dossier.objects.visible_to(user).filter(on_desk_of(user))
            assert set(Dossier.objects.on_desk_of(user)) == set(plain)

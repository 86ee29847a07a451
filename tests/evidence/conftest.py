"""Storage of their own, and units as the things evidence is attached to."""

import pytest

from congvu.evidence import registry
from congvu.organizations.models import Unit
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role
from tests.evidence import factories


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.CLAMD_URL = ""
    return settings.MEDIA_ROOT


def reads(user, ids):
    return set(ids) & rights_of(user).units()


def attaches(user, unit):
    return rights_of(user).in_unit(unit.pk, Role.CONTACT, Role.UNIT_HEAD)


def offered(user, pk):
    found = Unit.objects.filter(pk__in=rights_of(user).units()).order_by("pk")
    return [
        registry.Target(f"organizations.unit:{u.pk}", f"A{n}.1 {u}", (f"A{n}.1",))
        for n, u in enumerate(found, start=1)
    ]


@pytest.fixture
def units_take_evidence(monkeypatch):
    """Evidence may be attached to units; whoever sits in one reads what is there."""
    monkeypatch.setattr(registry, "_entries", {})
    monkeypatch.setattr(registry, "_targets", {})
    registry.register("organizations.Unit", may_read=reads, may_attach=attaches, label=str)
    registry.register_targets("units", offered)


@pytest.fixture
def office(db):
    return factories.unit()


@pytest.fixture
def contact(office):
    return factories.person(Role.CONTACT, office)


@pytest.fixture
def colleague(office):
    return factories.person(Role.INSPECTOR, office)


@pytest.fixture
def viewer(office):
    return factories.person(Role.VIEWER, office)


@pytest.fixture
def outsider(db):
    return factories.person(Role.CONTACT)

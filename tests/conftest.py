"""Fixtures every package's tests may use: the units and people known by heart.

``unit`` is the inspected unit, ``unit_head`` and ``contact`` belong to it; ``outsider`` heads
another unit and must see nothing of it; ``citizen`` works nowhere.
"""

from collections import Counter

import pytest
from django.core.cache import cache
from django.core.management.commands import flush
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.test import Client

from congvu.accounts.models import User
from congvu.core import guards
from congvu.organizations.models import Unit, forget_calendars
from congvu.organizations.states import Role
from tests import kept
from tests.organizations.factories import UnitFactory, UserFactory, officer

AHEAD = 10**6  # of every other of its group

# Transactional tests and live_server empty all tables afterwards, which the log's triggers
# refuse. In tests, and only here, the guard is lifted around that flush and put back.
_flush = flush.Command.handle


def _flush_with_guard_lifted(self, **options):
    with guards.lifted(options["database"]):
        return _flush(self, **options)


flush.Command.handle = _flush_with_guard_lifted


@receiver(connection_created)
def _what_has_no_order_comes_backwards(connection, **signal):
    """Without ORDER BY PostgreSQL may give rows in any order, now and then; SQLite here, always."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA reverse_unordered_selects = ON")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    kept.first_those_who_ask(items)
    if hasattr(config, "workerinput"):
        long_files_first(items)


def long_files_first(items):
    """Workers are dealt files in this order: one that takes minutes is not begun last."""
    tests = Counter(item.path for item in items)
    slow = {item.path for item in items if item.get_closest_marker("slow")}

    def place(path):
        """Two files kill whole installations; beside each other they wait in vain."""
        if path.parent.name == "faults" and path in slow:
            return (0, 0) if path.name == "test_kills.py" else (2, -AHEAD)
        return (1 if path in slow else 2, -tests[path])

    items.sort(key=lambda item: place(item.path))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    kept.clear_for(item)


@pytest.fixture(scope="module")
def keeping(django_db_setup, django_db_blocker):
    """``keeping(make)``: made once for the tests of this module that ask for it."""
    made = []

    def keep(make) -> kept.Kept:
        forget_all()  # no fixture of a test has run yet
        made.append(kept.Kept(make, django_db_blocker))
        return made[-1]

    yield keep
    for one in reversed(made):
        one.drop()


@pytest.fixture
def campaign(campaign_kept):
    """A test's own copy of the campaign its module keeps."""
    return campaign_kept.copied()


@pytest.fixture(autouse=True)
def _fresh_cache():
    """What is counted or kept for all processes does not leak into the next test."""
    forget_all()


def forget_all():
    """Counts, and the calendars read from tables that are empty by now."""
    cache.clear()
    forget_calendars()


@pytest.fixture
def department(db) -> Unit:
    """The Sở itself."""
    return UnitFactory(
        department=True, name="Sở Lao động thử", short_name="Sở Lao động", symbol="SLĐ"
    )


@pytest.fixture
def unit(department) -> Unit:
    """The inspected unit."""
    return UnitFactory(
        parent=department, name="Phòng Người có công", short_name="Phòng NCC", symbol="NCC"
    )


@pytest.fixture
def administrator(department) -> User:
    return officer(Role.ADMINISTRATOR, department, username="quantri")


@pytest.fixture
def head(department) -> User:
    """Giám đốc."""
    return officer(Role.HEAD, department, username="giamdoc")


@pytest.fixture
def deputy(department) -> User:
    return officer(Role.DEPUTY, department, username="phogiamdoc")


@pytest.fixture
def secretary(department) -> User:
    """Secretary of the team, sits in the department office."""
    office = UnitFactory(
        office=True, parent=department, name="Văn phòng Sở", short_name="Văn phòng Sở", symbol="VP"
    )
    return officer(Role.SECRETARY, office, username="thuky")


@pytest.fixture
def inspector(department) -> User:
    return officer(Role.INSPECTOR, UnitFactory(parent=department), username="kiemtra")


@pytest.fixture
def unit_head(unit) -> User:
    """Head of the inspected unit."""
    return officer(Role.UNIT_HEAD, unit, username="truongphong")


@pytest.fixture
def contact(unit) -> User:
    """Contact officer of the inspected unit."""
    return officer(Role.CONTACT, unit, username="daumoi")


@pytest.fixture
def outsider(department) -> User:
    """Head of another unit: no business with ``unit``."""
    return officer(Role.UNIT_HEAD, UnitFactory(parent=department), username="nguoingoai")


@pytest.fixture
def citizen(db) -> User:
    return UserFactory(citizen=True, username="congdan")


@pytest.fixture
def client_of():
    """``client_of(user)``: a browser in which that person has signed in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make

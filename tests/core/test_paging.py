"""Pages by key: nothing is lost or shown twice, forwards or back."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from congvu.core.paging import cut
from congvu.organizations.models import Unit
from tests.organizations.factories import UnitFactory

pytestmark = pytest.mark.django_db
KEYS = ("order",)


@pytest.fixture
def rows():
    """Seven units, several of the same place in the order."""
    for order in (3, 1, 1, 2, 2, 9, 4):
        UnitFactory(order=order)
    return Unit.objects.all()


def keys(page):
    return [row.pk for row in page.rows]


def walk(rows, name, start):
    """Every page from ``start`` on, by one of the two keys."""
    page, found = start, []
    while page is not None:
        found.append(keys(page))
        key = page.next_cursor if name == "sau" else page.previous_cursor
        page = cut(rows, KEYS, QueryDict(f"{name}={key}"), 3) if key else None
    return found


def test_pages_forwards_and_back_are_the_same_rows_once(rows):
    every = list(rows.order_by("order", "pk").values_list("pk", flat=True))
    forwards = walk(rows, "sau", cut(rows, KEYS, QueryDict(""), 3))
    assert sum(forwards, []) == every and len(every) == 7
    last = cut(rows, KEYS, QueryDict(f"sau={every[5]}"), 3)
    assert keys(last) == every[6:] and last.next_cursor is None
    back = walk(rows, "truoc", last)
    assert sum(reversed(back), []) == every


def test_a_key_with_a_minus_begins_with_the_greatest(rows):
    every = list(rows.order_by("-order", "pk").values_list("pk", flat=True))
    page, found = cut(rows, ("-order",), QueryDict(""), 3), []
    while page is not None:
        found += keys(page)
        key = page.next_cursor
        page = cut(rows, ("-order",), QueryDict(f"sau={key}"), 3) if key else None
    assert found == every
    before = cut(rows, ("-order",), QueryDict(f"truoc={every[5]}"), 3)
    assert keys(before) == every[2:5]


def test_the_first_page_has_no_door_back(rows):
    first = cut(rows, KEYS, QueryDict(""), 3)
    assert first.previous_cursor is None and first.next_cursor == first.rows[-1].pk
    assert cut(rows, KEYS, QueryDict(""), 50).next_cursor is None


@pytest.mark.parametrize(
    "nonsense", ["sau=abc", "sau=999999", "truoc=", "sau=²", "sau=" + "9" * 30]
)
def test_a_key_that_leads_nowhere_begins_anew(rows, nonsense):
    assert keys(cut(rows, KEYS, QueryDict(nonsense), 3)) == keys(cut(rows, KEYS, QueryDict(""), 3))


def test_a_page_behind_begins_at_its_place_in_the_index(rows):
    key = rows.order_by("order", "pk").values_list("pk", flat=True)[3]
    for asked, side in ((f"sau={key}", ">"), (f"truoc={key}", "<")):
        with CaptureQueriesContext(connection) as seen:
            cut(rows, KEYS, QueryDict(asked), 3)
        order, pk = '"organizations_unit"."order"', '"organizations_unit"."id"'
        told = seen[-1]["sql"].replace("U0.", '"organizations_unit".')
        assert f"({order}, {pk}) {side} (" in told, told

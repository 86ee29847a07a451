"""Every page × those who may open it: at most fifteen queries, whatever it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.assessments.actions import judge_many
from congvu.assessments.rules import Judgement
from congvu.core.asked import sealed
from congvu.desk.views.search import KEPT
from congvu.organizations.models import CalendarDay
from tests.evidence.factories import stored
from tests.house.objects import House, build, finding
from tests.house.test_access import ADDRESSES, TABLE, expand, row_of, signed_in
from tests.inspections.factories import make_inspection

MOST = 15
# the queries of a page that has a reason for more, with the reason
HIGHER: dict[str, int] = {}
ASKING = {"desk:search": {KEPT: sealed("a")}}  # a page that works only when asked something
# whoever sees the most first; two of them stand for the others
VIEWERS = ("secretary", "unit_head", "administrator", "inspector", "head", "contact")
CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
PAGES = [a for a in ADDRESSES if a.name in TABLE and not a.namespace.startswith("api")]
NAMESPACES = sorted({a.namespace for a in PAGES})


def viewers(name: str) -> list[str]:
    """The two who open a page here."""
    row = row_of(name)
    inside = expand(row.get("GET", row.get("who", "nobody")))
    return [role for role in VIEWERS if role in inside][:2]


def queries_of(browser, name: str, path: str) -> list[str]:
    """What a page asks the database, the second time it is opened; nothing unless it is a page."""
    client, cookies = browser
    client.cookies = cookies.copy()
    told = ASKING.get(name, {})
    first = client.get(path, told)
    if first.status_code != 200 or not first.headers["Content-Type"].startswith("text/html"):
        return []
    with CaptureQueriesContext(connection) as seen:
        client.get(path, told)
    return [q["sql"] for q in seen if not q["sql"].startswith(CONTROL)]


@pytest.fixture
def house(db) -> House:
    """As the walk of access finds it, but in its second year, with files, findings and samples."""
    made = build()
    people = {name: made.actors[name] for name in ("head", "secretary", "inspector")}
    before = make_inspection([made.unit], people=people, until="visiting")
    judge_many([Judgement(a.pk, level="fair") for a in before.answers()], by=before.inspector)
    now = make_inspection(
        [made.unit], people=people, previous=before.inspection, year=2021, until="visiting"
    )
    made.made |= {"campaign": now, "day": CalendarDay.objects.earliest("date").pk}
    for answer in now.answers()[:3]:
        stored(now.inspector, attach_to=answer)
    stored(now.inspector, attach_to=finding(made))
    return made


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_no_page_asks_more_than_fifteen_times(namespace, house):
    browsers, wrong = signed_in(house.actors), []
    for address in [a for a in PAGES if a.namespace == namespace]:
        ids = {k: house[o] for k, o in row_of(address.name).get("with", {}).items()}
        for role in viewers(address.name):
            path = address.path(ids)
            asked = queries_of(browsers[role], address.name, path)
            if len(asked) > HIGHER.get(address.name, MOST):
                wrong.append(f"{address.name} as {role}: {len(asked)} queries")
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)

"""Makes a campaign whose visits have begun, through the actions and the log, and tells of it.

python -m tests.core.stage --units=4 --areas=2 --criteria=10 --browsers=4
"""

import argparse
import io
import json
import sys

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from congvu.core import audit, seals  # noqa: E402
from congvu.inspections.actions import begin_visit  # noqa: E402
from congvu.organizations.states import Role  # noqa: E402
from tests.inspections.factories import make_inspection, make_library  # noqa: E402
from tests.organizations.factories import (  # noqa: E402
    SeatFactory,
    UnitFactory,
    UserFactory,
    officer,
)

BACKEND = "django.contrib.auth.backends.ModelBackend"


@classmethod
def through_the_log(factory, model, /, **fields):
    """What a factory makes stands in the log as if an officer had entered it."""
    return audit.create(model(**fields), by=None, action="test.enter")


def session_of(user) -> str:
    """A signed-in session's key."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client.cookies["sessionid"].value


def make(units: int, areas: int, criteria: int, browsers: int) -> dict:
    """Who may write where."""
    for factory in (UnitFactory, UserFactory, SeatFactory):
        factory._create = through_the_log
    call_command("load-calendar", stdout=io.StringIO())
    library = make_library(areas, criteria)
    campaign = make_inspection(units, library=library, until="notified")
    for visit in campaign.visits:
        begin_visit(visit, by=campaign.head)
    administrator = officer(Role.ADMINISTRATOR, campaign.units[0].parent)
    seals.seal_now()
    return {
        "sessions": [session_of(campaign.inspector) for _ in range(browsers)],
        "administrator": session_of(administrator),
        "inspection": campaign.inspection.pk,
        "answers": [a.pk for visit in campaign.visits for a in campaign.answers(visit.sheet)],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("units", "areas", "criteria", "browsers"):
        parser.add_argument(f"--{name}", type=int, required=True)
    sys.stdout.write(json.dumps(make(**vars(parser.parse_args()))))

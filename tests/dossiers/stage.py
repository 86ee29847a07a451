"""Sets up the showroom's counter in an installation, for people who take in at its pages.

python -m tests.dossiers.stage --clerks=4 --signing=12
"""

import argparse
import io
import json
import sys

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402

from congvu.applicants.models import clear  # noqa: E402
from congvu.core import clock, seals  # noqa: E402
from congvu.desk.showroom.catalogue import publish_procedures  # noqa: E402
from congvu.desk.showroom.counters import counters  # noqa: E402
from congvu.desk.showroom.office import set_up  # noqa: E402
from congvu.dossiers import actions  # noqa: E402
from congvu.procedures.models import ProcedureVersion  # noqa: E402
from tests.core.stage import session_of  # noqa: E402


def make(clerks: int, signing: int) -> dict:
    """Sessions, what is sent to take somebody in, and dossiers that wait for a signature."""
    call_command("load-calendar", stdout=io.StringIO())
    publish_procedures(set_up())
    # the Department's own counter, and a procedure that one of its units resolves today
    counter = next(one for one in counters().values() if not one.point.small)
    today = ProcedureVersion.objects.in_force(clock.today()).values_list("pk", flat=True)
    fitting = {
        one.pk: one for one in counter.versions if one.procedure.resolver.pk in counter.heads
    }
    version = fitting[min(fitting.keys() & set(today))]
    ticked = [str(one.order) for one in version.components.all() if one.required]
    seals.seal_now()
    return {
        "sessions": [session_of(counter.clerk) for _ in range(clerks)],
        "head": session_of(counter.signers[0]),
        "counter": reverse("dossiers:counter"),
        "form": {
            "diem": counter.point.pk,
            "q_thu_tuc": version.procedure.code or version.name,
            "thu_tuc": version.pk,
            "limit": version.limits.first().pk,
            "papers": ticked,
            "channel": "direct",
            "sets": 1,
            "viec": "nhan",
        },
        "people": [[one.pk, clear(one.phone)] for one in counter.people],
        "signing": [to_sign(counter, version, number) for number in range(signing)],
    }


def to_sign(counter, version, number: int) -> int:
    """A dossier that lies on the head's desk."""
    unit = version.procedure.resolver.pk
    officer, chief = counter.officers[unit][0], counter.heads[unit]
    filing = actions.Filing(version.procedure, counter.people[number % len(counter.people)])
    dossier = actions.take_in(filing, point=counter.point, by=counter.clerk)
    actions.transfer([dossier], by=counter.clerk)
    actions.assign([dossier], by=chief, to=officer)
    actions.propose(dossier, by=officer)
    return actions.approve(dossier, by=chief).pk


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("clerks", "signing"):
        parser.add_argument(f"--{name}", type=int, required=True)
    sys.stdout.write(json.dumps(make(**vars(parser.parse_args()))))

"""The whole description under generated requests: no 5xx, every answer as described."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from congvu.core import clock
from congvu.inspections import actions
from congvu.inspections.models import Explanation
from congvu.inspections.states import DocumentKind
from tests.api.calls import Program
from tests.dossiers.factories import office
from tests.dossiers.test_rating import rated
from tests.inspections.campaigns import make_campaign
from tests.petitions.factories import petition_at

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
COMMON = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": [Phase.explicit, Phase.generate],
    "derandomize": True,
}
schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]


def name_of(operation) -> str:
    return f"{operation.method.upper()} {operation.path}"


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch):
    """A request inside a test's transaction leaves the connection open when it ends."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


@pytest.fixture
def known(db, settings):
    """A campaign with something in every collection, and its secretary's program."""
    settings.API_REQUESTS_PER_MINUTE = 10**9
    campaign = make_campaign(units=2).judged()
    made = followed(campaign)
    paper = campaign.paper(DocumentKind.NOTICE, inspection=campaign.inspection)
    finding = campaign.findings[0]
    asked = finding.recommendations.get()
    ids = {
        "units": campaign.units[0].pk,
        "libraries": campaign.inspection.library_version_id,
        "plans": campaign.plan.pk,
        "inspections": campaign.inspection.pk,
        "visits": campaign.visits[0].pk,
        "answers": finding.answer_id,
        "findings": finding.pk,
        "recommendations": asked.pk,
        "rechecks": asked.rechecks.create(visit=campaign.visits[0]).pk,
        "documents": paper.pk,
    }
    return Program(campaign.secretary), ids | made | filed(campaign)


def followed(campaign) -> dict[str, int]:
    """A sample, an explanation, a remark."""
    [visit, *_], by = campaign.visits, campaign.secretary
    book = {"source": "Sổ", "population": 9, "size": 2, "seed": "1"}
    told = {"submitted_by": by, "submitted_at": clock.now(), "text": "Đã làm"}
    remark = actions.add_remark(campaign.inspection, polarity="limitation", text="Chậm", by=by)
    return {
        "samples": actions.draw_sample(visit, **book, by=by).pk,
        "explanations": Explanation.objects.create(visit=visit, **told).pk,
        "remarks": remark.pk,
    }


def filed(campaign) -> dict[str, int]:
    """A procedure, a dossier of it, one that was rated, a petition."""
    desk = office(campaign.units[0].parent)
    dossier = desk.at_work()
    return {
        "procedures": desk.procedure.pk,
        "procedure-versions": dossier.procedure_version_id,
        "receiving-points": desk.point.pk,
        "dossiers": dossier.pk,
        "ratings": rated(desk).pk,
        "petitions": petition_at(desk.clerk, desk.unit).pk,
    }


NAMES = {
    "reports": (
        "name",
        ["tong-hop", "so-theo-doi", "so-lieu-received", "phi-thu-tuc", "khoan-net"],
    ),
    "measures": (
        "code",
        ["on_time_rate", "complete_procedures", "rating_satisfied", "answered_on_time"],
    ),
}


def aimed(case, program: Program, ids: dict, aim: bool) -> dict[str, str]:
    """Half of the requests go to something that is there, under its present version."""
    collection = case.operation.path.split("/")[3]
    sent = {"Authorization": f"Bearer {program.secret}"}
    if aim and collection in ids and "id" in (case.path_parameters or {}):
        case.path_parameters["id"] = ids[collection]
        there = program.get(f"{collection}/{ids[collection]}")
        if "ETag" in there:
            sent["If-Match"] = there["ETag"]
    if aim and collection in NAMES:
        parameter, names = NAMES[collection]
        if parameter in (case.path_parameters or {}):
            case.path_parameters[parameter] = names[
                len(case.path_parameters[parameter]) % len(names)
            ]
    return sent


def walk(operation, known, examples: int) -> None:
    program, ids = known

    @settings(max_examples=examples, **COMMON)
    @given(case=operation.as_strategy(), aim=st.booleans())
    def ask(case, aim):
        case.call_and_validate(headers=aimed(case, program, ids, aim), checks=CHECKS)

    ask()


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS, ids=name_of)
def test_every_operation_answers_as_described(operation, known):
    walk(operation, known, 25)


@pytest.mark.soak
@pytest.mark.parametrize("operation", OPERATIONS, ids=name_of)
def test_every_operation_stands_a_long_storm(operation, known):
    walk(operation, known, 500)

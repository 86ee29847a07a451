"""A program sends a dossier's papers in parts: cut, it goes on, and each is there once."""

import hashlib

import pytest

from tests.api.calls import ROOT, refused, told
from tests.api.test_more import part
from tests.dossiers.factories import office
from tests.dossiers.test_papers import PAPERS
from tests.evidence.factories import pdf

pytestmark = pytest.mark.django_db
DATA = pdf("x" * 5_000)


@pytest.fixture
def desk(db):
    return office()


def record(caller, upload, dossier, **headers):
    """The finished upload as a file of that dossier."""
    form = {"title": "Đơn đề nghị", "upload": upload, "attach_to": f"dossiers.dossier:{dossier.pk}"}
    sent = {"Authorization": f"Bearer {caller.secret}", **headers}
    return caller.client.post(f"{ROOT}/evidence", form, headers=sent)


def held(caller, dossier):
    """The files of the dossier, as the program reads them."""
    return told(caller.get(f"evidence?attached_to=dossiers.dossier:{dossier.pk}"))["items"]


def test_a_paper_goes_on_where_it_stopped_and_is_there_once(program, desk):
    dossier, caller = desk.taken(papers=PAPERS), program(desk.clerk)
    begun = told(caller.post("uploads", {"name": "don.pdf", "size": len(DATA)}), 201)
    told(part(caller, begun["url"], 0, DATA[:2_000]))
    lost = refused(part(caller, begun["url"], 0, DATA[:2_000]), 409)  # its answer was lost
    assert lost["offset"] == told(caller.get(begun["url"]))["offset"] == 2_000
    early = refused(record(caller, begun["id"], dossier), 410)
    assert early["detail"] and held(caller, dossier) == []
    assert told(part(caller, begun["url"], 2_000, DATA[2_000:]))["state"] == "ready"
    made = told(record(caller, begun["id"], dossier), 201)
    assert made["files"][0]["sha256"] == hashlib.sha256(DATA).hexdigest()
    refused(record(caller, begun["id"], dossier), 410)
    assert [item["id"] for item in held(caller, dossier)] == [made["id"]]


def test_asked_again_under_its_key_the_same_paper_is_answered(program, desk):
    """The program never heard that it was recorded."""
    dossier, caller = desk.taken(papers=PAPERS), program(desk.clerk)
    begun = told(caller.post("uploads", {"name": "don.pdf", "size": len(DATA)}), 201)
    told(part(caller, begun["url"], 0, DATA))
    key = {"Idempotency-Key": "giay-to-1"}
    first, second = (told(record(caller, begun["id"], dossier, **key), 201) for _ in range(2))
    assert first["id"] == second["id"]
    assert len(held(caller, dossier)) == 1


def test_nobody_sends_papers_for_a_dossier_that_is_not_theirs(program, desk):
    dossier, stranger = desk.taken(papers=PAPERS), program(office().clerk)
    begun = told(stranger.post("uploads", {"name": "don.pdf", "size": len(DATA)}), 201)
    told(part(stranger, begun["url"], 0, DATA))
    refused(record(stranger, begun["id"], dossier), 422)
    assert held(program(desk.clerk), dossier) == []

"""Papers photographed at the counter: kept with their component, read by whoever works on it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier
from congvu.evidence.models import Attachment, Item
from congvu.organizations.states import Role
from tests.dossiers.factories import at
from tests.dossiers.lists import row as listed
from tests.dossiers.lists import workbook
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
PAPERS = [
    {"order": 1, "title": "Đơn đề nghị", "originals": 1},
    {"order": 2, "title": "Giấy ủy quyền"},
]


def png(name="anh.png"):
    """A small picture as a browser sends it."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def address(dossier, order=1):
    return reverse("dossiers:dossier_photo", args=[dossier.pk, order])


def status(client, version):
    """How the file itself answers; read to its end, so that it is closed."""
    answer = client.get(version.get_absolute_url())
    b"".join(answer.streaming_content if answer.streaming else [answer.content])
    return answer.status_code


def words(client, dossier):
    """What the page says of each paper."""
    found = client.get(dossier.get_absolute_url()).context["papers"]
    return [(one.title, one.word) for one in found]


def test_a_photo_turns_its_paper_to_photographed(place, client_of):
    dossier = place.taken(papers=PAPERS)
    client = client_of(place.clerk)
    assert words(client, dossier) == [("Đơn đề nghị", "chưa chụp"), ("Giấy ủy quyền", "chưa chụp")]
    answer = client.post(address(dossier), {"file": png()})
    assert answer.headers["Location"] == f"{dossier.get_absolute_url()}#giay-to"
    assert words(client, dossier) == [("Đơn đề nghị", "đã chụp"), ("Giấy ủy quyền", "chưa chụp")]
    client.post(address(dossier), {"file": png()})
    assert words(client, dossier)[0][1] == "đã chụp 2 ảnh"
    page = client.get(dossier.get_absolute_url()).content.decode()
    assert 'capture="environment"' in page and "đã chụp 2 ảnh" in page
    kept = Attachment.objects.live().of(dossier).first()
    assert (kept.purpose, kept.item.source) == ("1. Đơn đề nghị", "camera")


def test_whoever_works_on_it_reads_the_photo_and_nobody_else(place, client_of):
    dossier = place.at_work(papers=PAPERS)
    client_of(place.clerk).post(address(dossier), {"file": png()})
    version = Item.objects.get().versions.get()
    for user in (place.clerk, place.case, place.unit_head, place.head):
        assert status(client_of(user), version) == 200
    strangers = [place.colleague, officer(Role.UNIT_HEAD), officer(Role.ONE_STOP_OFFICER)]
    for user in [*strangers, officer(Role.ADMINISTRATOR), officer(Role.CASE_OFFICER, place.unit)]:
        assert status(client_of(user), version) == 404


def test_only_the_counter_and_who_works_on_it_photographs(place, client_of):
    dossier = place.at_work(papers=PAPERS)
    for user in (place.clerk, place.case, place.unit_head):
        assert client_of(user).post(address(dossier), {"file": png()}).status_code == 302
    assert client_of(place.head).post(address(dossier), {"file": png()}).status_code == 403
    assert (
        "data-photo" not in client_of(place.head).get(dossier.get_absolute_url()).content.decode()
    )
    for user in (place.colleague, officer(Role.ONE_STOP_OFFICER)):
        assert client_of(user).post(address(dossier), {"file": png()}).status_code == 404
    assert client_of(place.clerk).get(address(dossier)).status_code == 405
    with pytest.raises(NotAllowed):
        actions.photograph(dossier, by=place.head, order=1, stream=png(), name="a.png")
    assert Item.objects.count() == 3


def test_a_paper_that_is_not_there_and_no_file_are_refused(place, client_of):
    dossier = place.taken(papers=PAPERS)
    client = client_of(place.clerk)
    assert client.post(address(dossier)).status_code == 422
    assert client.post(address(dossier, 9), {"file": png()}).status_code == 422
    with pytest.raises(BadInput):
        actions.photograph(dossier, by=place.clerk, order=9, stream=png(), name="a.png")
    assert not Item.objects.exists()


def test_a_fact_of_another_system_takes_no_photos(place, client_of):
    source = actions.add_source(by=place.clerk, name="Hệ thống tỉnh")
    actions.import_list(workbook([listed(1)]), source, by=place.clerk, name="a.xlsx")
    fact = Dossier.objects.get()
    with pytest.raises(NotAllowed):
        actions.photograph(fact, by=place.head, order=1, stream=png(), name="a.png")


@pytest.mark.parametrize("many", [1, 12])
def test_the_page_costs_the_same_with_many_photos(
    place, client_of, many, django_assert_max_num_queries
):
    dossier = place.taken(papers=PAPERS)
    client = client_of(place.clerk)
    for _ in range(many):
        client.post(address(dossier), {"file": png()})
    with clock.at(at(8)), django_assert_max_num_queries(15):
        client.get(dossier.get_absolute_url())

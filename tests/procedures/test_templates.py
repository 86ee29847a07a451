"""Forms to fill in as files: put into a draft, told with the version, kept for the next."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed
from congvu.evidence.models import Item
from congvu.procedures import actions, registry
from congvu.procedures.actions import Content
from congvu.procedures.errors import FixedVersion
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.models.reading import components_of
from congvu.procedures.outputs import posting_sheet
from congvu.procedures.rules import ComponentFacts
from tests.evidence.factories import pdf, photo
from tests.organizations.factories import officer
from tests.procedures import factories
from tests.procedures.pages import at, page, typed

pytestmark = pytest.mark.django_db
PAPERS = [ComponentFacts("Tờ khai", 1), ComponentFacts("Quyết định", 1)]


def with_form(version, by, name="to-khai.pdf", data=None, place=0):
    files = {place: (io.BytesIO(data or pdf()), name)}
    return actions.edit_with_templates(version, Content(components=PAPERS), files, by=by)


def file_of(version):
    return next(one.file for one in components_of(version) if one.file)


def address(file):
    return reverse("evidence:published_file", args=[file.mark])


@pytest.fixture
def draft(unit):
    return factories.draft(unit, name="Cấp bản sao")


def test_a_form_is_put_into_a_draft_on_its_edit_page(client_of, contact, draft):
    client = client_of(contact)
    assert 'type="file" name="components-0-upload"' in page(client, "version_edit", draft.pk)
    file = SimpleUploadedFile("Tờ khai.pdf", pdf())
    line = {"title": "Tờ khai", "originals": 1, "upload": file}
    answer = client.post(at("version_edit", draft.pk), typed(draft, components=[line]))
    assert answer.status_code == 302
    kept = file_of(draft)
    assert (kept.name, kept.words[:3]) == ("Tờ khai.pdf", "PDF")
    assert Item.objects.get().title == "Mẫu: Tờ khai"
    assert "tải mẫu" in page(client, "version_detail", draft.pk)
    # rows that move take their file along, a row may let go of it
    draft.refresh_from_db()
    moved = [{"title": "Bản sao"}, {"title": "Tờ khai", "kept": kept.pk}]
    client.post(at("version_edit", draft.pk), typed(draft, components=moved))
    assert [bool(one.file) for one in components_of(draft)] == [False, True]
    draft.refresh_from_db()
    client.post(at("version_edit", draft.pk), typed(draft, components=[{"title": "Tờ khai"}]))
    assert [one.file for one in components_of(draft)] == [None]


def test_a_row_keeps_no_file_of_another_procedure(client_of, contact, secretary, draft):
    theirs = with_form(factories.draft(), secretary)
    line = {"title": "Tờ khai", "kept": file_of(theirs).pk}
    client_of(contact).post(at("version_edit", draft.pk), typed(draft, components=[line]))
    assert not any(one.file for one in components_of(draft))


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("anh.jpg", photo(), "phải là Word, Excel hoặc PDF"),
        ("to-khai.docx", photo(), "phải là Word, Excel hoặc PDF"),
        ("to-khai.pdf", b"", "Tệp rỗng"),
        ("to-khai.pdf", b"MZ\x90\x00" + b"\x00" * 200, "chương trình"),
    ],
)
def test_other_files_are_refused_with_what_was_typed(client_of, contact, draft, name, data, why):
    line = {"title": "Tờ khai vẫn còn", "upload": SimpleUploadedFile(name, data)}
    client = client_of(contact)
    answer = client.post(at("version_edit", draft.pk), typed(draft, components=[line]))
    told = answer.content.decode()
    assert answer.status_code == 422
    assert why in told
    assert "Tờ khai vẫn còn" in told
    assert "hãy chọn lại" in told
    assert not Item.objects.exists()


def test_a_form_that_is_too_large_is_refused(contact, draft, monkeypatch):
    monkeypatch.setattr("congvu.procedures.actions.templates.TEMPLATE_LARGEST", 10)
    with pytest.raises(BadInput) as refused:
        with_form(draft, contact)
    assert "Hãy giảm dung lượng" in refused.value.fields["components"]


def test_nothing_is_kept_of_a_file_sent_with_a_stale_form(client_of, contact, draft):
    actions.edit_version(draft, Content({"sets": 2}), by=contact)
    line = {"title": "Tờ khai", "upload": SimpleUploadedFile("a.pdf", pdf())}
    answer = client_of(contact).post(
        at("version_edit", draft.pk), typed(draft, components=[line]) | {"version": 0}
    )
    assert answer.status_code != 302
    assert not Item.objects.exists()


def test_strangers_and_published_versions_take_no_form(unit, contact, draft):
    with pytest.raises(NotAllowed):
        with_form(draft, officer("contact", factories.draft().procedure.owner))
    with pytest.raises(FixedVersion):
        with_form(factories.published(unit), contact)


def test_anybody_downloads_it_once_the_version_is_published(client, contact, head, draft):
    version = with_form(draft, contact)
    file = file_of(version)
    assert client.get(address(file)).status_code == 404
    ready = actions.edit_version(
        version, Content({"effective_from": dt.date(2020, 1, 1)}), by=contact
    )
    ready = ProcedureVersion.objects.get(pk=ready.pk)
    actions.publish(actions.submit(ready, by=contact), by=head)
    answer = client.get(address(file))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == pdf()
    assert 'attachment; filename="to-khai.pdf"' in answer["Content-Disposition"]
    assert client.post(address(file)).status_code == 405


def test_the_next_version_begins_with_the_same_file(contact, unit, head):
    version = factories.published(unit)
    paper = version.components.first()
    paper.file_id = file_of(with_form(factories.draft(unit), contact)).pk
    paper.save()
    draft = actions.revise(version, by=contact)
    assert file_of(draft).pk == paper.file_id


def test_a_draft_that_is_thrown_away_leaves_no_form_attached(contact, draft):
    version = with_form(draft, contact)
    actions.discard_draft(version, by=contact)
    assert not Item.objects.get().attached


def test_other_evidence_is_not_told_to_everybody(client, contact, unit, head):
    version = factories.published(unit)
    item = file_of(with_form(factories.draft(unit), contact))
    assert version.pk and client.get(address(item)).status_code == 404


def test_the_difference_names_a_new_form(client_of, contact, unit):
    version = factories.published(unit)
    draft = with_form(actions.revise(version, by=contact), contact, name="mau-moi.pdf")
    told = page(client_of(contact), "version_diff", draft.pk)
    assert "mau-moi.pdf" in told


def test_the_leaflet_and_the_public_page_tell_of_it(client, contact, unit):
    version = factories.published(unit)
    paper = version.components.first()
    paper.file_id = file_of(with_form(factories.draft(unit), contact)).pk
    paper.save()
    whole = ProcedureVersion.objects.with_parts().get(pk=version.pk)
    sheet = posting_sheet(whole, unit, address="https://a.vn", mark="", printed="")
    assert "Tải mẫu (PDF" in sheet.parts[0].rows[0][1]
    told = registry.told(whole, timezone.localtime(clock.now()))
    assert told.papers[0].file.name == "to-khai.pdf"
    paper.file.scan = "pending"
    paper.file.save()
    whole = ProcedureVersion.objects.with_parts().get(pk=version.pk)
    assert registry.told(whole, timezone.localtime(clock.now())).papers[0].file is None
    assert client.get(address(components_of(whole)[0].file)).status_code == 409

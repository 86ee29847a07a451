"""Items and versions: what is recorded, what the log says, what a failure leaves."""

import datetime as dt
import io

import pytest
from django.db import IntegrityError, transaction

from congvu.core import registry
from congvu.core.errors import BadInput, NotAllowed, StaleSave, WrongState
from congvu.core.models import LogEntry
from congvu.core.registry import Tally
from congvu.evidence import actions, integrity
from congvu.evidence.actions.items import admitted
from congvu.evidence.errors import Executable
from congvu.evidence.intake import keep
from congvu.evidence.models import Item, Version
from congvu.evidence.states import Source
from tests.evidence import factories
from tests.evidence.test_intake import kept

pytestmark = pytest.mark.django_db


def logged(action: str) -> list[LogEntry]:
    return list(LogEntry.objects.filter(action=action).order_by("pk"))


def test_a_file_becomes_item_version_and_attachment_each_logged(
    units_take_evidence, contact, office
):
    version = factories.stored(
        contact,
        name="A2.1 kế hoạch_35.pdf",
        attach_to=office,
        purpose="niêm yết",
        source=Source.ZALO,
        document_number="35/KH-LĐTBXH",
        effective_from=dt.date(2020, 1, 1),
    )
    item = version.item
    assert (item.title, item.owner_unit) == ("A2.1 kế hoạch 35", office)
    assert "35/kh-ldtbxh" in item.search_text
    assert item.attachments.get().purpose == "niêm yết"
    for action in ("evidence.add_item", "evidence.add_version", "evidence.attach"):
        assert len(logged(action)) == 1
    assert logged("evidence.add_version")[0].changes["sha256"] == [None, version.sha256]
    assert "exif" not in logged("evidence.add_version")[0].changes


def test_a_photo_takes_its_time_from_the_camera_unless_typed(contact):
    data = factories.photo(exif=factories.camera_exif())
    read = factories.stored(contact, data=data, name="a.jpg")
    assert read.taken_at.isoformat() == "2020-08-25T09:10:00+07:00"
    moment = dt.datetime(2020, 8, 25, 10, tzinfo=dt.UTC)
    typed = factories.stored(contact, data=data, name="a.jpg", taken_at=moment)
    assert typed.taken_at == moment
    assert typed.received_at > typed.taken_at


def test_a_new_version_leaves_the_old_one(contact):
    old = factories.stored(contact)
    new = factories.stored(contact, item=old.item, data=factories.pdf("v2"), reason="bản có dấu")
    assert [v.number for v in old.item.versions.order_by("number")] == [1, 2]
    assert Version.objects.get(pk=old.pk).sha256 == old.sha256 != new.sha256
    assert logged("evidence.add_version")[-1].reason == "bản có dấu"


def test_when_recording_fails_the_bytes_go_again(files, contact, outsider):
    item = factories.stored(contact).item
    before = kept(files)
    with pytest.raises(NotAllowed):
        factories.stored(outsider, item=item)
    with pytest.raises(BadInput):
        start, end = dt.date(2020, 2, 1), dt.date(2020, 1, 1)
        factories.stored(contact, effective_from=start, effective_to=end)
    with pytest.raises(TypeError):
        factories.stored(contact, colour="red")
    assert kept(files) == before
    assert Item.objects.count() == 1


def test_a_disguised_program_leaves_no_trace(files, contact):
    with pytest.raises(Executable):
        factories.stored(contact, data=factories.program(), name="a.pdf")
    assert (Item.objects.count(), kept(files)) == (0, [])


def test_correcting_an_item_is_logged_and_stale_saves_are_refused(contact):
    item = factories.stored(contact).item
    changed = actions.change_item(item, by=contact, expected=1, title="Quyết định 12826")
    assert "quyet dinh 12826" in changed.search_text
    assert changed.version == 2
    assert logged("evidence.edit")[0].changes == {"title": ["Kế hoạch 35", "Quyết định 12826"]}
    with pytest.raises(StaleSave):
        actions.change_item(item, by=contact, expected=1, title="khác")
    with pytest.raises(BadInput):
        actions.change_item(item, by=contact, title=" ")
    actions.change_item(item, by=contact, title="Quyết định 12826")
    assert len(logged("evidence.edit")) == 1


def test_detaching_needs_a_reason_and_happens_once(units_take_evidence, contact, office):
    attachment = factories.stored(contact, attach_to=office).item.attachments.get()
    with pytest.raises(BadInput):
        actions.detach(attachment, by=contact, reason=" ")
    actions.detach(attachment, by=contact, reason="nhầm", expected=1)
    assert logged("evidence.detach")[0].reason == "nhầm"
    with pytest.raises(WrongState):
        actions.detach(attachment, by=contact, reason="nhầm")


def test_forty_items_cost_as_many_queries_as_ten(contact, django_assert_max_num_queries):
    def rows(count):
        data = [
            admitted(io.BytesIO(factories.pdf(str(n))), f"{n}.pdf", contact) for n in range(count)
        ]
        return [actions.NewItem(file) for file in data]

    actions.add_items(rows(1), by=contact)
    with django_assert_max_num_queries(20) as few:
        actions.add_items(rows(10), by=contact)
    with django_assert_max_num_queries(20) as many:
        actions.add_items(rows(40), by=contact)
    assert len(few) == len(many)


def test_the_database_refuses_a_period_that_ends_before_it_begins(contact):
    item = factories.stored(contact).item
    item.effective_from, item.effective_to = dt.date(2020, 2, 1), dt.date(2020, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        item.save()


def test_an_item_holds_on_the_days_it_speaks_for(contact):
    start, end = dt.date(2019, 1, 1), dt.date(2020, 12, 31)
    item = factories.stored(contact, effective_from=start, effective_to=end).item
    assert item.holds_on(dt.date(2020, 8, 25))
    assert not item.holds_on(dt.date(2021, 1, 1))
    assert Item.objects.effective(dt.date(2020, 8, 25)).count() == 1
    assert Item.objects.effective(dt.date(2018, 8, 25)).count() == 0


def test_search_ignores_tone_marks_and_order(contact):
    factories.stored(contact, title="Quyết định thành lập Đoàn", document_number="12826/QĐ-LĐTBXH")
    assert Item.objects.matching("doan quyet dinh").count() == 1
    assert Item.objects.matching("12826/qd").count() == 1
    assert Item.objects.matching("quyet dinh bai bo").count() == 0


def test_verify_names_a_file_that_changed_or_vanished(files, contact):
    whole, changed, gone = (factories.stored(contact, data=factories.pdf(str(n))) for n in range(3))
    path = files / changed.stored_name
    path.chmod(0o644)
    path.write_bytes(b"X" + path.read_bytes()[1:])
    keep.drop(gone.stored_name)
    tally = Tally()
    faults = list(integrity.verify_files(tally))
    assert tally.files == 3
    assert registry.checks()["evidence.files"] is integrity.verify_files
    assert [f.object_id for f in faults] == [str(changed.pk), str(gone.pk)]
    assert whole.pk not in [f.object_id for f in faults]

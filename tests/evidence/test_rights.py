"""Who reads a file: whoever reads what it is attached to; no registry entry, nobody."""

import pytest
from django.contrib.contenttypes.models import ContentType

from congvu.core.errors import NotAllowed
from congvu.evidence import registry
from congvu.evidence.actions import attach_many, detach, pin_many
from congvu.evidence.models import Attachment, Item, Version, attachments_by_object, key_of
from congvu.evidence.policies import may_attach, may_edit_item, may_upload
from congvu.organizations.models import Unit
from congvu.organizations.states import Role
from tests.evidence import factories

pytestmark = pytest.mark.django_db


def sees(user, version) -> bool:
    found = Item.objects.visible_to(user).filter(pk=version.item_id).exists()
    assert found == Version.objects.visible_to(user).filter(pk=version.pk).exists()
    return found


def test_unattached_only_the_person_who_brought_it_sees_it(units_take_evidence, contact, colleague):
    version = factories.stored(contact)
    assert sees(contact, version)
    assert not sees(colleague, version)


def test_attached_all_who_read_the_thing_see_it(
    units_take_evidence, contact, colleague, viewer, outsider, office
):
    version = factories.stored(contact, attach_to=office)
    assert all(sees(user, version) for user in (contact, colleague, viewer))
    assert not sees(outsider, version)


def test_without_an_entry_nobody_reads_not_even_the_uploader(monkeypatch, contact, office):
    monkeypatch.setattr(registry, "_entries", {})
    version = factories.stored(contact)
    kind = ContentType.objects.get_for_model(office)
    Item.objects.update(attached=True)
    Attachment.objects.create(
        item=version.item, content_type=kind, object_id=office.pk, attached_by=contact
    )
    assert not sees(contact, version)
    assert not may_attach(contact, office)


def test_a_queryset_of_readable_ids_answers_the_same(
    units_take_evidence, monkeypatch, contact, outsider, office
):
    version = factories.stored(contact, attach_to=office)
    entry = registry.entry_for("organizations.unit")
    registry.register(
        entry.label,
        may_read=entry.may_read,
        may_attach=entry.may_attach,
        readable=lambda user: Unit.objects.filter(seats__user=user),
    )
    assert sees(contact, version)
    assert not sees(outsider, version)


def test_who_reads_every_unit_sees_what_is_attached_to_one_and_no_more(
    units_take_evidence, contact, outsider, office
):
    attached, loose = factories.stored(contact, attach_to=office), factories.stored(contact)
    entry = registry.entry_for("organizations.unit")
    registry.register(
        entry.label,
        may_read=entry.may_read,
        may_attach=entry.may_attach,
        sees_all=lambda user: user == outsider,
    )
    assert sees(outsider, attached)
    assert not sees(outsider, loose)
    assert sees(contact, attached)
    assert sees(contact, loose)
    detach(attached.item.attachments.get(), by=contact, reason="nhầm")
    assert not sees(outsider, attached)


def test_the_list_of_rights_costs_the_same_for_one_and_twenty(
    units_take_evidence, contact, office, django_assert_num_queries
):
    factories.stored(contact, attach_to=office)
    counts = []
    for _ in range(2):
        list(Item.objects.visible_to(contact))  # content types and seats are known now
        with django_assert_num_queries(3) as seen:
            list(Item.objects.visible_to(contact))
        counts.append(len(seen))
        for _ in range(19):
            factories.stored(contact, attach_to=office)
    assert counts[0] == counts[1]


def test_an_item_serves_many_things_over_years(units_take_evidence, contact, office):
    other = factories.unit()
    factories.Seat.objects.create(
        user=contact, unit=other, role=Role.CONTACT, valid_from=office.created_at.date()
    )
    version = factories.stored(contact, attach_to=office)
    attach_many([(version.item, other)], by=contact, purpose="năm 2020")
    again = attach_many([(version.item, other)], by=contact)
    assert again == []
    found = attachments_by_object([office, other])
    assert [len(found[u.pk]) for u in (office, other)] == [1, 1]
    assert found[other.pk][0].shown == version
    assert attachments_by_object([]) == {}


def test_a_thing_one_may_not_read_shows_no_attachments(
    units_take_evidence, contact, outsider, office
):
    factories.stored(contact, attach_to=office)
    assert len(attachments_by_object([office], contact)[office.pk]) == 1
    assert attachments_by_object([office], outsider)[office.pk] == []


def test_one_cannot_attach_what_one_cannot_read(units_take_evidence, contact, outsider, office):
    version = factories.stored(outsider)
    with pytest.raises(NotAllowed):
        attach_many([(version.item, office)], by=contact)


@pytest.mark.parametrize("who", ["colleague", "viewer", "outsider"])
def test_only_who_may_attach_attaches_and_detaches(
    units_take_evidence, request, contact, office, who
):
    user = request.getfixturevalue(who)
    version = factories.stored(contact, attach_to=office)
    with pytest.raises(NotAllowed):
        attach_many([(version.item, office)], by=user)
    attachment = version.item.attachments.get()
    with pytest.raises(NotAllowed):
        detach(attachment, by=user, reason="nhầm")
    assert not may_edit_item(user, version.item)


def test_the_unit_head_may_edit_what_the_contact_brought(units_take_evidence, contact, office):
    head = factories.person(Role.UNIT_HEAD, office)
    assert not may_edit_item(head, factories.stored(contact).item)
    assert may_edit_item(head, factories.stored(contact, attach_to=office).item)


def test_detached_it_is_seen_by_the_uploader_alone(units_take_evidence, contact, colleague, office):
    version = factories.stored(contact, attach_to=office)
    detach(version.item.attachments.get(), by=contact, reason="nhầm tiêu chí")
    assert sees(contact, version)
    assert not sees(colleague, version)


def test_a_frozen_thing_keeps_the_version_it_was_judged_on(units_take_evidence, contact, office):
    old = factories.stored(contact, attach_to=office)
    pin_many([office], by=contact, reason="chốt kết luận")
    new = factories.stored(contact, item=old.item, data=factories.pdf("mới"))
    assert new.number == 2
    assert attachments_by_object([office])[office.pk][0].shown == old
    assert old.item.versions.count() == 2


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CITIZEN, None])
def test_who_only_looks_brings_nothing_in(role):
    user = factories.person(role)
    assert not may_upload(user)
    with pytest.raises(NotAllowed):
        factories.stored(user)


def test_a_key_names_a_thing(office):
    assert key_of(office) == f"organizations.unit:{office.pk}"


def test_an_item_knows_whether_it_is_attached_anywhere(units_take_evidence, contact, office):
    other = factories.unit()
    factories.Seat.objects.create(
        user=contact, unit=other, role=Role.CONTACT, valid_from="2020-01-01"
    )
    item = factories.stored(contact).item
    said = [Item.objects.unattached().count()]
    attach_many([(item, office), (item, other)], by=contact)
    for attachment in item.attachments.order_by("pk"):
        said.append(Item.objects.unattached().count())
        detach(attachment, by=contact, reason="nhầm")
    assert [*said, Item.objects.unattached().count()] == [1, 0, 0, 1]

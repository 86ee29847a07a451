"""What packages above may answer for ``readable`` and ``may_read``: none, some, ordered, all."""

import pytest
from django.contrib.contenttypes.models import ContentType

from congvu.evidence import registry
from congvu.evidence.models import Attachment, Item, Version, attachment
from congvu.evidence.models.item import know_types, type_of
from congvu.organizations.models import Unit
from tests.evidence import factories

pytestmark = pytest.mark.django_db

ANSWERS = {
    "nothing registered": None,
    "ids": {"may_read": lambda user, ids: set(ids)},
    "no ids": {"may_read": lambda user, ids: set()},
    "none": {"readable": lambda user: Unit.objects.none().values("pk")},
    "empty": {"readable": lambda user: Unit.objects.filter(pk__in=[]).values("pk")},
    "all": {"readable": lambda user: Unit.objects.values("pk")},
    "ordered": {"readable": lambda user: Unit.objects.order_by("name").values("pk")},
    "joined": {"readable": lambda user: Unit.objects.filter(seats__user=user).values("pk")},
    "either": {
        "readable": lambda user: (
            Unit.objects.order_by()
            .filter(seats__user=user)
            .values("pk")
            .union(Unit.objects.order_by().filter(children__seats__user=user).values("pk"))
        )
    },
    "list": {"readable": lambda user: list(Unit.objects.values_list("pk", flat=True))},
    "empty list": {"readable": lambda user: []},
}
READS = {"ids", "all", "ordered", "joined", "either", "list"}


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("beside", [False, True], ids=["alone", "beside another kind"])
@pytest.mark.parametrize(
    ("known", "few"),
    [(-1, -1), (-1, 100), (100, 100)],
    ids=["who reads many", "who reads few", "who reads very few"],
)
def test_every_kind_of_answer_finds_the_right_items(
    monkeypatch, units_take_evidence, contact, office, answer, beside, known, few
):
    monkeypatch.setattr(attachment, "KNOWN", known)
    monkeypatch.setattr(attachment, "FEW", few)
    loose = factories.stored(contact)
    attached = factories.stored(contact, attach_to=office)
    monkeypatch.setattr(registry, "_entries", {})
    options = {"may_read": lambda user, ids: set(), "may_attach": lambda user, unit: True}
    if ANSWERS[answer] is not None:
        registry.register("organizations.unit", **{**options, **ANSWERS[answer]})
    if beside:
        registry.register("organizations.seat", **options)
    expected = {loose.item_id} | ({attached.item_id} if answer in READS else set())
    items = Item.objects.visible_to(contact)
    assert set(items.values_list("pk", flat=True)) == expected
    assert items.count() == len(expected)
    assert items.matching("ke hoach").filter(pk=loose.item_id).exists()
    assert {i.pk for i in items.with_files().order_by("-pk")[:5]} == expected
    assert Version.objects.visible_to(contact).count() == len(expected)
    assert Attachment.objects.visible_to(contact).count() == len(expected) - 1


def test_a_process_that_has_just_begun_asks_for_all_kinds_at_once(django_assert_num_queries):
    labels = [entry.label for entry in registry.entries()]
    assert len(labels) > 5
    ContentType.objects.clear_cache()
    with django_assert_num_queries(1):
        know_types()
        assert [type_of(label).model_class()._meta.label_lower for label in labels] == labels

"""A list whose order leaves two rows equal is another list on the next request."""

import pytest
from django.apps import apps
from django.db.models import UniqueConstraint
from modelcluster.fields import ParentalKey

from tests.house.modules import every_form

MODELS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("congvu.") and model._meta.ordering
]


def told_apart_by(model) -> list[set[str]]:
    """Fields, or sets of fields, that no two rows have in common."""
    alone = [{field.name} for field in model._meta.fields if field.unique]
    together = [
        set(one.fields)
        for one in model._meta.constraints
        if isinstance(one, UniqueConstraint) and not one.condition and one.fields
    ]
    return [{"pk"}, *alone, *together]


def sorted_by_hand(model) -> bool:
    """Wagtail numbers the children of a page by itself."""
    child = any(isinstance(field, ParentalKey) for field in model._meta.fields)
    return child and list(model._meta.ordering) == ["sort_order"]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_default_order_tells_any_two_rows_apart(model):
    named = {str(name).lstrip("-") for name in model._meta.ordering}
    assert sorted_by_hand(model) or any(one <= named for one in told_apart_by(model)), named


def test_rows_to_choose_from_stand_in_an_order():
    """As forms declare them; those made for a moment have tests of their own."""
    seen, without = 0, []
    for kind in every_form():
        for name, field in getattr(kind, "base_fields", {}).items():
            rows = getattr(field, "queryset", None)
            seen += rows is not None
            if rows is not None and not rows.ordered:
                without.append(f"{kind.__module__}.{kind.__name__}.{name}")
    assert seen and not without

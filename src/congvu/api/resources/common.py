"""What the collections share when they show an object."""

from typing import Any

from django.db.models import Model

from congvu.api.replies import ROOT


def base(obj: Model, name: str) -> dict[str, Any]:
    """What every object carries."""
    return {
        "id": obj.pk,
        "version": obj.version,
        "updated_at": obj.updated_at,
        "url": f"{ROOT}/{name}/{obj.pk}",
    }


def same(obj: Model, *names: str) -> dict[str, Any]:
    """Fields the API calls as the model does."""
    return {name: getattr(obj, name) for name in names}

"""The step of a new installation that chooses criteria."""

from django.urls import reverse

from congvu.criteria.models import LibraryVersion
from congvu.organizations.registry import Step


def criteria_step() -> Step:
    """Done once a version can be inspected by."""
    found = LibraryVersion.objects.usable().for_inspection().count()
    told = f"{found} bộ dùng được." if found else "Chọn bộ tiêu chí có sẵn hoặc tải bộ của cơ quan."
    return Step("Bộ tiêu chí", told, reverse("criteria:library_list"), found > 0)

"""What the page of search finds here: evidence."""

from congvu.core.search import Hit
from congvu.core.search_newest import Newest
from congvu.evidence.models import Item


def item(pk: int, title: str, number: str, unit: str | None) -> Hit:
    """By title, number, issuer, note or file name; told by number and unit."""
    told = " · ".join(part for part in (number, unit) if part)
    return Hit(title, Item(pk=pk).get_absolute_url(), told)


items = Newest(
    Item,
    lambda user: Item.objects.visible_to(user),
    ("title", "document_number", "owner_unit__short_name"),
    item,
    lambda user: Item.objects.visible_to(user, few=True),
)

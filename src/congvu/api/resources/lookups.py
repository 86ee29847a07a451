"""From ids of a body to the objects, with a sentence for the id that leads nowhere."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from congvu.accounts.models import User
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.organizations.models import Unit
from congvu.organizations.policies import is_staff

NOWHERE = "Không có nội dung mang mã này."


def lookup(rows: QuerySet, pk: int | None, field: str) -> Any:
    """The object, None for none; BadInput for an id that names nothing here."""
    if pk is None:
        return None
    found = rows.filter(pk=pk).first()
    if found is None:
        raise BadInput(fields={field: NOWHERE})
    return found


def lookup_all(rows: QuerySet, pks: Iterable[int], field: str) -> list[Any]:
    """The objects in the order of ids; every id that names nothing has its own entry."""
    pks = list(pks)
    found = rows.in_bulk(pks)
    wrong = {f"{field.format(i)}": NOWHERE for i, pk in enumerate(pks) if pk not in found}
    if wrong:
        raise BadInput(fields=wrong)
    return [found[pk] for pk in pks]


def units_seen(user: Any) -> QuerySet:
    """Units are known to everybody who works here."""
    return Unit.objects.all() if is_staff(user) else Unit.objects.none()


def people(by: Any) -> QuerySet:
    """Accounts a team may name."""
    require(is_staff(by))
    return User.objects.filter(kind=User.Kind.OFFICER, is_active=True)

"""Căn cứ of a draft: the officer's own lines, or again what the data say."""

from collections.abc import Iterable

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.inspections.actions.document import locked_draft
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs import from_data
from congvu.inspections.outputs.grounds import RESTING, fault, own_or_none, tidied
from congvu.inspections.policies import may_prepare


def grounds_of(document: OfficialDocument, *, follow: bool = True) -> list[str] | None:
    """The căn cứ as frozen, else as the officer wrote them, else as the data say; of a row from
    ``listed_with_grounds()``.

    What the data say has to be put together: without ``follow`` it is None.
    """
    lines = document.frozen_grounds
    if lines is None:
        lines = document.grounds
    if lines is None:
        if not follow:
            return None
        lines = from_data(document).grounds if document.kind in RESTING else ()
    return tidied(lines)


def set_grounds(
    document: OfficialDocument,
    lines: Iterable[str] | None,
    *,
    by: User,
    expected: int | None = None,
) -> OfficialDocument:
    """The căn cứ as the officer orders and words them; None follows the data again."""
    require(may_prepare(by))
    said = from_data(document)
    kept = None if lines is None else own_or_none(lines, said)
    if text := fault(kept, said):
        raise BadInput(fields={"grounds": text})
    with transaction.atomic():
        document = locked_draft(document, expected)
        return audit.change(document, by=by, action="inspections.set_grounds", grounds=kept)

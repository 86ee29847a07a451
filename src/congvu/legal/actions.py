"""Verbs of the legal bases: add, edit, load the shipped list."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from congvu.core import audit
from congvu.core.policies import require
from congvu.legal.errors import CircularReplacement, SameBasis
from congvu.legal.models import Basis
from congvu.legal.policies import may_manage_bases


def add_basis(*, by: Any, **fields: Any) -> Basis:
    """A new legal document."""
    require(may_manage_bases(by))
    basis = Basis(**fields)
    _check(basis)
    basis.search_text = basis.folded()
    return audit.create(basis, by=by, action="legal.add_basis")


def edit_basis(basis: Basis, *, by: Any, expected: int | None = None, **fields: Any) -> Basis:
    """Correct what is known about a document."""
    require(may_manage_bases(by))
    with transaction.atomic():
        basis = audit.lock(Basis.objects.all(), basis.pk, expected)
        proposed = Basis(**{f.attname: getattr(basis, f.attname) for f in Basis._meta.fields})
        for name, value in fields.items():
            setattr(proposed, name, value)
        _check(proposed)
        fields["search_text"] = proposed.folded()
        return audit.change(basis, by=by, action="legal.edit_basis", **fields)


def load_bases(rows: Sequence[dict[str, Any]], *, by: Any) -> tuple[int, int]:
    """Add what is missing of a list; what an office has is left as it is. (added, kept)."""
    require(may_manage_bases(by))
    with transaction.atomic():
        known = {(b.number, b.issuer): b for b in Basis.objects.all()}
        new = [row for row in rows if (row["number"], row["issuer"]) not in known]
        added = [_from_row(row) for row in new]
        audit.create_many(added, by=by, action="legal.load_bases")
        _link(added, new, list(known.values()), by)
    return len(added), len(rows) - len(added)


def _from_row(row: dict[str, Any]) -> Basis:
    basis = Basis(**{name: value for name, value in row.items() if name != "replaced_by"})
    basis.search_text = basis.folded()
    return basis


def _link(added: list[Basis], rows: Sequence[dict], known: list[Basis], by: Any) -> None:
    """Point the new ones at what replaced them, by number."""
    numbers = {basis.number: basis for basis in [*known, *added]}
    pairs = [
        (basis, {"replaced_by": numbers[row["replaced_by"]]})
        for basis, row in zip(added, rows, strict=True)
        if row.get("replaced_by") in numbers
    ]
    audit.change_many(pairs, by=by, action="legal.load_bases")


def _check(basis: Basis) -> None:
    """No second copy, no circle of replacements."""
    same = Basis.objects.filter(number=basis.number, issuer=basis.issuer).exclude(pk=basis.pk)
    if same.exists():
        raise SameBasis(fields={"number": (SameBasis.__doc__ or "").strip()})
    seen, newer = {basis.pk}, basis.replaced_by
    while newer is not None and basis.pk is not None:
        if newer.pk in seen:
            message = (CircularReplacement.__doc__ or "").strip()
            raise CircularReplacement(fields={"replaced_by": message})
        seen.add(newer.pk)
        newer = newer.replaced_by

"""Verbs of the criteria libraries: upload, accept, freeze, discard."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from congvu.core import audit, clock
from congvu.core.policies import next_state, require
from congvu.criteria.errors import BadLibrary
from congvu.criteria.loader import Parsed, Problem, parse
from congvu.criteria.models import Library, LibraryVersion
from congvu.criteria.policies import may_manage_criteria, may_use_criteria
from congvu.criteria.rows import area_rows, criterion_rows, scale_row
from congvu.criteria.rules import LibraryData
from congvu.criteria.states import VERSION_TABLE, VersionState
from congvu.legal.models import Basis


def upload_version(source: str | bytes, *, by: Any, file: str = "") -> LibraryVersion:
    """Read YAML into a draft version. The same text again gives the version it already is."""
    require(may_manage_criteria(by))
    parsed = parse(source, file)
    if parsed.data is None:
        raise BadLibrary(parsed.problems)
    basis = _basis(parsed, file)
    with transaction.atomic():
        library = _library(parsed.data, by)
        same = library.versions.filter(source_sha256=parsed.sha256).first()
        return same or _draft(library, parsed, parsed.data, basis, by)


def accept_version(
    version: LibraryVersion, *, by: Any, expected: int | None = None
) -> LibraryVersion:
    """Make a draft usable: its areas and criteria become rows."""
    require(may_manage_criteria(by))
    with transaction.atomic():
        version = audit.lock(LibraryVersion.objects.all(), version.pk, expected)
        state = next_state(VERSION_TABLE, version.state, "accept")
        parsed = parse(version.source_text)
        if parsed.data is None:
            raise BadLibrary(parsed.problems)
        _write_rows(version, parsed.data, by)
        naming = {"title": parsed.data.title, "purpose": parsed.data.purpose}
        audit.change(version.library, by=by, action="criteria.accept_version", **naming)
        return audit.change(
            version,
            by=by,
            action="criteria.accept_version",
            state=state,
            accepted_at=clock.now(),
            accepted_by=by,
        )


def freeze_version(version: LibraryVersion, *, by: Any) -> LibraryVersion:
    """Something is judged by it from now on; a second call changes nothing."""
    require(may_use_criteria(by))
    with transaction.atomic():
        version = audit.lock(LibraryVersion.objects.all(), version.pk)
        if version.is_frozen:
            return version
        state = next_state(VERSION_TABLE, version.state, "freeze")
        return audit.change(
            version, by=by, action="criteria.freeze_version", state=state, frozen_at=clock.now()
        )


def discard_draft(version: LibraryVersion, *, by: Any, expected: int | None = None) -> None:
    """Throw a draft away; what was accepted stays."""
    require(may_manage_criteria(by))
    with transaction.atomic():
        version = audit.lock(LibraryVersion.objects.all(), version.pk, expected)
        next_state(VERSION_TABLE, version.state, "discard")
        audit.remove(version, by=by, action="criteria.discard_draft")


def _basis(parsed: Parsed, file: str) -> Basis | None:
    """The legal basis the file names by its number."""
    number = parsed.data.basis if parsed.data else ""
    if not number:
        return None
    basis = Basis.objects.filter(number=number).order_by("pk").first()
    if basis is None:
        hint = f"Chưa có căn cứ “{number}” trong mục Căn cứ pháp lý; hãy nhập căn cứ này trước."
        raise BadLibrary([Problem(*parsed.basis_at, hint, file)])
    return basis


def _library(data: LibraryData, by: Any) -> Library:
    """The library a file belongs to, locked; a new one when its code is new."""
    known = Library.objects.filter(code=data.code).first()
    if known:
        return audit.lock(Library.objects.all(), known.pk)
    library = Library(code=data.code, title=data.title, purpose=data.purpose)
    return audit.create(library, by=by, action="criteria.upload_version")


def _draft(
    library: Library, parsed: Parsed, data: LibraryData, basis: Basis | None, by: Any
) -> LibraryVersion:
    last = library.versions.aggregate(last=Max("number"))["last"] or 0
    version = LibraryVersion(
        library=library,
        number=last + 1,
        title=data.title,
        legal_basis=basis,
        basis_note=data.note,
        effective_from=data.effective_from,
        effective_to=data.effective_to,
        point_step=data.point_step,
        state=VersionState.DRAFT,
        source_sha256=parsed.sha256,
        source_text=parsed.text,
    )
    return audit.create(version, by=by, action="criteria.upload_version")


def _write_rows(version: LibraryVersion, data: LibraryData, by: Any) -> None:
    """Scale, areas and criteria, in constant queries."""
    action = "criteria.accept_version"
    audit.create(scale_row(version, data), by=by, action=action)
    areas = audit.create_many(area_rows(version, data), by=by, action=action)
    pairs = zip(areas, data.areas, strict=True)
    rows = [row for area, one in pairs for row in criterion_rows(area, one)]
    audit.create_many(rows, by=by, action=action)

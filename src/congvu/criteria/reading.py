"""What a version says, whether its rows exist yet or not."""

from congvu.criteria.errors import BadLibrary
from congvu.criteria.loader import parse
from congvu.criteria.models import LibraryVersion
from congvu.criteria.rules import Differences, LibraryData, diff
from congvu.criteria.snapshot import snapshot
from congvu.legal.models import Basis


def content(version: LibraryVersion) -> LibraryData:
    """Rows of an accepted version; of a draft what its text says."""
    if not version.is_draft:
        return snapshot(version)
    parsed = parse(version.source_text)
    if parsed.data is None:
        raise BadLibrary(parsed.problems)
    return parsed.data


def predecessor(version: LibraryVersion) -> LibraryVersion | None:
    """The accepted version before this one."""
    others = LibraryVersion.objects.usable().filter(library=version.library_id)
    earlier = others.filter(number__lt=version.number).order_by("-number")
    return earlier.select_related("library", "legal_basis", "scale").first()


def differences(old: LibraryVersion | None, new: LibraryVersion) -> Differences:
    """What ``new`` changes against ``old``."""
    return diff(content(old) if old else None, content(new))


def versions_resting_on(basis: Basis) -> list[tuple[str, str]]:
    """Versions that name a legal basis, for its page."""
    versions = LibraryVersion.objects.filter(legal_basis=basis)
    return [(f"Bộ tiêu chí: {version}", version.get_absolute_url()) for version in versions]

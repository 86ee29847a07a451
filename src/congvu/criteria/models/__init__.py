"""Libraries of criteria, their versions, and what a version consists of."""

from congvu.criteria.models.content import Area, Criterion, Scale
from congvu.criteria.models.library import Library, LibraryVersion

__all__ = ["Area", "Criterion", "Library", "LibraryVersion", "Scale"]

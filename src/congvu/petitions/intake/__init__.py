"""Lists of petitions from other systems: read, looked through, taken in."""

from congvu.petitions.intake.book import template_book
from congvu.petitions.intake.reading import Told, pack, read_list, unpack

__all__ = ["Told", "pack", "read_list", "template_book", "unpack"]

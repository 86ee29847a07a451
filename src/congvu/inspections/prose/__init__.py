"""An old conclusion as running text: split, sorted into sections, units and areas found in it.

Plain Python: what is proposed here is looked through by a person before anything is written.
"""

from congvu.inspections.prose.areas import AreaWords
from congvu.inspections.prose.reading import Kind, Line, Reading, read_prose
from congvu.inspections.prose.units import UnitNames

__all__ = ["AreaWords", "Kind", "Line", "Reading", "UnitNames", "read_prose"]

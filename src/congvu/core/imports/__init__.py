"""Excel files and pasted tables: read, mapped to columns, previewed cell by cell.

    COLUMNS = [Column("name", "Tên đơn vị", text, required=True, aliases=("đơn vị",)), …]
    preview = check(read(file_or_text), COLUMNS)
    if preview.good: action(preview.values(), by=user)   # all or nothing

Plain Python: nothing here touches the database.
"""

from congvu.core.imports.checking import check
from congvu.core.imports.errors import ImportRefused
from congvu.core.imports.grid import Column, Grid, Preview, Problem
from congvu.core.imports.reading import Limits, read, read_book

__all__ = [
    "Column",
    "Grid",
    "ImportRefused",
    "Limits",
    "Preview",
    "Problem",
    "check",
    "read",
    "read_book",
]

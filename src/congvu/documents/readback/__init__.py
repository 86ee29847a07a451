"""Word in: an officer's edited file is read, and compared with the text it was made from."""

from congvu.documents.readback.compare import Comparison, Line, compare, fields_of
from congvu.documents.readback.facts import FactWarning
from congvu.documents.readback.reader import (
    ReadComment,
    ReadDocument,
    ReadLine,
    ReadParagraph,
    read_docx,
)

__all__ = [
    "Comparison",
    "FactWarning",
    "Line",
    "ReadComment",
    "ReadDocument",
    "ReadLine",
    "ReadParagraph",
    "compare",
    "fields_of",
    "read_docx",
]

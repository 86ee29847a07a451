"""Procedures from Excel and JSON: read, looked through, repaired, taken in; and out again."""

from congvu.procedures.intake.book import template_book
from congvu.procedures.intake.export import Export, export
from congvu.procedures.intake.looker import Result
from congvu.procedures.intake.looking import look
from congvu.procedures.intake.reading import Told, pack, read_source, unpack
from congvu.procedures.intake.repairs import apply_repairs, safe_repairs
from congvu.procedures.intake.report import report_of
from congvu.procedures.intake.troubles import Choice, Trouble

__all__ = [
    "Choice",
    "Export",
    "Result",
    "Told",
    "Trouble",
    "apply_repairs",
    "export",
    "look",
    "pack",
    "read_source",
    "report_of",
    "safe_repairs",
    "template_book",
    "unpack",
]

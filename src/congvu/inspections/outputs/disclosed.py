"""What of a concluded campaign anybody may see: exactly what the head ticked at issuing."""

from collections import Counter

from congvu.inspections.models import Board, Inspection, whole_board
from congvu.inspections.outputs.campaign import Campaign, RemarkWithUnits, gather
from congvu.inspections.outputs.issued_words import remark_words
from congvu.inspections.registry import AreaLevels, Disclosed, UnitLevels
from congvu.inspections.rules import cell_words
from congvu.inspections.states import AFTER_ISSUING


def disclosed(inspection: Inspection) -> Disclosed | None:
    """None before the conclusion."""
    if inspection.state not in AFTER_ISSUING:
        return None
    ticked = inspection.disclosure
    names = bool(ticked.get("name_units"))
    campaign = gather(inspection) if ticked.get("remarks") else None
    board = whole_board(inspection) if ticked.get("matrix") else None
    return Disclosed(
        article=bool(ticked.get("article")),
        strengths=remarks(campaign.strengths, campaign, True) if campaign else (),
        limitations=remarks(campaign.limitations, campaign, names) if campaign else (),
        areas=area_levels(board) if board else (),
        units=unit_levels(board) if board and names else (),
    )


def remarks(rows: tuple[RemarkWithUnits, ...], campaign: Campaign, names: bool) -> tuple[str, ...]:
    """The remarks as the conclusion words them; without names where these are not disclosed."""
    told = (remark_words(row, campaign, names=names) for row in rows)
    return tuple(text for text in told if text)


def words_of_cells(board: Board) -> list[list[str]]:
    """The level words, row by row; empty where nothing was judged."""
    return [
        [cell_words(cell, comments_only=False).get("label", "") for cell in row.cells or ()]
        for row in board.rows
    ]


def area_levels(board: Board) -> tuple[AreaLevels, ...]:
    """How many units reached which level, area by area, highest count first."""
    rows = words_of_cells(board)
    found = []
    for at, area in enumerate(board.areas):
        counted = Counter(row[at] for row in rows if len(row) > at and row[at])
        found.append(AreaLevels(area.short_title, tuple(counted.most_common())))
    return tuple(found)


def unit_levels(board: Board) -> tuple[UnitLevels, ...]:
    """Each unit with its levels."""
    rows = words_of_cells(board)
    pairs = zip(board.rows, rows, strict=True)
    return tuple(UnitLevels(str(row.visit.unit), tuple(words)) for row, words in pairs)

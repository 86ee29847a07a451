from congvu.inspections.models.board import (
    Board,
    BoardRow,
    board_of,
    screen_board,
    whole_board,
)
from congvu.inspections.models.board_words import board_rows, has_arrows
from congvu.inspections.models.document import (
    BookEntry,
    CampaignArchive,
    Conclusion,
    OfficialDocument,
)
from congvu.inspections.models.finding import Finding, GeneralRemark, Sample
from congvu.inspections.models.follow_up import Explanation, Recommendation, Remedy
from congvu.inspections.models.inspection import Inspection, Postponement, TeamMember
from congvu.inspections.models.plan import Plan, PlanUnit
from congvu.inspections.models.recheck import Recheck
from congvu.inspections.models.visit import Minutes, TravelTime, Visit, VisitMember

__all__ = [
    "Board",
    "BoardRow",
    "BookEntry",
    "CampaignArchive",
    "Conclusion",
    "Explanation",
    "Finding",
    "GeneralRemark",
    "Inspection",
    "Minutes",
    "OfficialDocument",
    "Plan",
    "PlanUnit",
    "Postponement",
    "Recheck",
    "Recommendation",
    "Remedy",
    "Sample",
    "TeamMember",
    "TravelTime",
    "Visit",
    "VisitMember",
    "board_of",
    "screen_board",
    "board_rows",
    "has_arrows",
    "whole_board",
]

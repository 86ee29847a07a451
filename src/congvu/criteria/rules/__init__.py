"""Scoring as plain Python: scales, point rules, totals. Read and checked as tables."""

from congvu.criteria.rules.differences import Changed, Differences, FieldChange, diff
from congvu.criteria.rules.explain import explain, number_text
from congvu.criteria.rules.library import AreaData, CriterionData, LibraryData
from congvu.criteria.rules.points import (
    Points,
    RatioRule,
    StepsRule,
    SurveyRule,
    TextRule,
    Tier,
    TiersRule,
    YesNoRule,
    is_on_step,
    on_step,
    points_when_nothing_arose,
    propose_points,
    rule_from,
    rule_to,
    survey_percent,
)
from congvu.criteria.rules.scale import (
    Level,
    Scale,
    level_for,
    percent_of,
    points_for_level,
    scale_from,
)
from congvu.criteria.rules.totals import Mark, Total, area_level, total_of

__all__ = [
    "AreaData",
    "Changed",
    "CriterionData",
    "Differences",
    "FieldChange",
    "LibraryData",
    "diff",
    "Level",
    "Mark",
    "Points",
    "RatioRule",
    "Scale",
    "StepsRule",
    "SurveyRule",
    "TextRule",
    "Tier",
    "TiersRule",
    "Total",
    "YesNoRule",
    "area_level",
    "explain",
    "is_on_step",
    "level_for",
    "number_text",
    "on_step",
    "percent_of",
    "points_for_level",
    "points_when_nothing_arose",
    "propose_points",
    "rule_from",
    "rule_to",
    "scale_from",
    "survey_percent",
    "total_of",
]

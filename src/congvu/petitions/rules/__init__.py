"""Limits, timing, anonymity of petitions: plain functions."""

from congvu.petitions.rules.anonymity import Found, anonymised, findings, told
from congvu.petitions.rules.data import (
    Limit,
    basis_of,
    composed_code,
    is_conduct,
    kind_choices,
    limit_on,
    outcome_choices,
    own_conduct_allowed,
    petition_data,
    refusal_choices,
    short_kind,
    warnings,
    words_of,
)
from congvu.petitions.rules.timing import due_after, lateness, percent, warning_of

__all__ = [
    "Found",
    "Limit",
    "anonymised",
    "basis_of",
    "composed_code",
    "due_after",
    "findings",
    "is_conduct",
    "kind_choices",
    "lateness",
    "limit_on",
    "outcome_choices",
    "own_conduct_allowed",
    "percent",
    "petition_data",
    "refusal_choices",
    "short_kind",
    "told",
    "warning_of",
    "warnings",
    "words_of",
]

"""Statements of banks: read into credits, matched with what dossiers owe."""

from congvu.dossiers.bank.matching import Match, matched, points_of
from congvu.dossiers.bank.reading import Credit, Statement, understand

__all__ = ["Credit", "Match", "Statement", "matched", "points_of", "understand"]

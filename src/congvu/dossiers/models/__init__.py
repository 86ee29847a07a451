"""Receiving points, dossiers, what happened to them, and where imported ones came from."""

from congvu.dossiers.models.dossier import Dossier
from congvu.dossiers.models.life import Apology, Extension, Movement, Pause, Supplement
from congvu.dossiers.models.point import CodeCounter, ReceivingPoint
from congvu.dossiers.models.source import Difference, ImportRun, SourceSystem
from congvu.dossiers.models.ticket import IntakeTicket

__all__ = [
    "Apology",
    "CodeCounter",
    "Difference",
    "Dossier",
    "Extension",
    "ImportRun",
    "IntakeTicket",
    "Movement",
    "Pause",
    "ReceivingPoint",
    "SourceSystem",
    "Supplement",
]

"""Receiving points, dossiers, what happened to them, and where imported ones came from."""

from congvu.dossiers.models.bank import BankAccount, BankEntry, BankStatement
from congvu.dossiers.models.dossier import Dossier
from congvu.dossiers.models.fees import FeeDue, Payment, Receipt, ReceiptBook
from congvu.dossiers.models.life import Apology, Extension, Movement, Pause, Supplement
from congvu.dossiers.models.online import OnlineForm, OnlinePaper
from congvu.dossiers.models.point import CodeCounter, ReceivingPoint
from congvu.dossiers.models.rating import Rating
from congvu.dossiers.models.result import Result, ResultReturn, Reuse
from congvu.dossiers.models.rollup import (
    MonthTotal,
    ReportFile,
    RolledMonth,
    RollUp,
    StaleMonth,
    TakingTotal,
)
from congvu.dossiers.models.source import Difference, ImportRun, SourceSystem
from congvu.dossiers.models.ticket import IntakeTicket
from congvu.dossiers.models.warning import ApologyDraft, DeadlineWarning

__all__ = [
    "Apology",
    "ApologyDraft",
    "BankAccount",
    "BankEntry",
    "BankStatement",
    "CodeCounter",
    "DeadlineWarning",
    "Difference",
    "Dossier",
    "Extension",
    "FeeDue",
    "ImportRun",
    "IntakeTicket",
    "MonthTotal",
    "Movement",
    "OnlineForm",
    "OnlinePaper",
    "Pause",
    "Payment",
    "Rating",
    "Receipt",
    "ReceiptBook",
    "ReceivingPoint",
    "Result",
    "ResultReturn",
    "Reuse",
    "ReportFile",
    "RollUp",
    "RolledMonth",
    "SourceSystem",
    "StaleMonth",
    "Supplement",
    "TakingTotal",
]

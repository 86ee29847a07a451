"""Forms of dossiers."""

from congvu.dossiers.forms.counter import IntakeForm
from congvu.dossiers.forms.lists import ListForm, MeaningForm
from congvu.dossiers.forms.points import PointForm
from congvu.dossiers.forms.reports import ReportForm, periods
from congvu.dossiers.forms.verbs import VerbForm

__all__ = [
    "IntakeForm",
    "ListForm",
    "MeaningForm",
    "PointForm",
    "ReportForm",
    "VerbForm",
    "periods",
]

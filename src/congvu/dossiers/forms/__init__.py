"""Forms of dossiers."""

from congvu.dossiers.forms.counter import IntakeForm, TurnAwayForm
from congvu.dossiers.forms.lists import ColumnForm, ListForm, MeaningForm, SourceForm
from congvu.dossiers.forms.points import PointForm
from congvu.dossiers.forms.reports import ReportForm, periods
from congvu.dossiers.forms.verbs import VerbForm

__all__ = [
    "ColumnForm",
    "IntakeForm",
    "ListForm",
    "MeaningForm",
    "PointForm",
    "ReportForm",
    "SourceForm",
    "TurnAwayForm",
    "VerbForm",
    "periods",
]

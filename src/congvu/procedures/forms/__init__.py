"""Input of procedures."""

from congvu.procedures.forms.filters import ListForm
from congvu.procedures.forms.importing import ImportForm
from congvu.procedures.forms.procedure import NewForm, ProcedureForm
from congvu.procedures.forms.process import ProcessForm, step_rows
from congvu.procedures.forms.small import (
    BoardForm,
    DayReasonForm,
    DisclosureForm,
    EntryForm,
    LeafletForm,
    LevelForm,
)
from congvu.procedures.forms.version import VersionForm, version_rows

__all__ = [
    "BoardForm",
    "DayReasonForm",
    "DisclosureForm",
    "EntryForm",
    "ImportForm",
    "LeafletForm",
    "LevelForm",
    "ListForm",
    "NewForm",
    "ProcedureForm",
    "ProcessForm",
    "VersionForm",
    "step_rows",
    "version_rows",
]

from congvu.organizations.forms.calendar import (
    AnnounceForm,
    DayForm,
    DueForm,
    HoursForm,
    RehearsalForm,
    RemoveDayForm,
)
from congvu.organizations.forms.people import (
    DelegationForm,
    EndSeatForm,
    PersonForm,
    SeatForm,
)
from congvu.organizations.forms.setup import FoundForm, TableForm
from congvu.organizations.forms.units import (
    CloseForm,
    MergeForm,
    RenameForm,
    SplitForm,
    UnitForm,
)

__all__ = [
    "AnnounceForm",
    "CloseForm",
    "DayForm",
    "DelegationForm",
    "DueForm",
    "EndSeatForm",
    "FoundForm",
    "HoursForm",
    "MergeForm",
    "PersonForm",
    "RehearsalForm",
    "RemoveDayForm",
    "RenameForm",
    "SeatForm",
    "SplitForm",
    "TableForm",
    "UnitForm",
]

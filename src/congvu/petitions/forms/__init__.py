"""Forms of petitions."""

from congvu.petitions.forms.receiving import ReceiveForm
from congvu.petitions.forms.verbs import VerbForm

__all__ = ["ReceiveForm", "VerbForm"]

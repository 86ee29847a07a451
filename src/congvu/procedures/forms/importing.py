"""Input of the import: a file, or its text once repairs were accepted."""

from django import forms


class ImportForm(forms.Form):
    """An Excel or JSON file."""

    file = forms.FileField(
        label="Tệp Excel (.xlsx) hoặc JSON",
        widget=forms.FileInput({"accept": ".xlsx,.json,application/json"}),
    )

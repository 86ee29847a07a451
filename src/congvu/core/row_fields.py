"""Fields of forms that choose rows."""

from typing import Any

from django import forms

from congvu.core.formed import number_of


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows by key. A key no row can have is a wrong choice: databases break at some."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if number_of(str(key)) is None:
                told = {"pk": str(key)[:20]}
                raise forms.ValidationError(
                    self.error_messages["invalid_pk_value"], "invalid_pk_value", told
                )
        return super().clean(value)

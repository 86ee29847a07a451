"""A form field for several files at once."""

from typing import Any

from django import forms


class ManyFiles(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to a list of files."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every chosen file by itself."""
        many = data if isinstance(data, list | tuple) else [data]
        found = [super(FilesField, self).clean(one, initial) for one in many if one]
        if self.required and not found:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return found

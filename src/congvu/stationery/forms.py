"""Forms of stationery."""

from typing import Any

from django import forms

from congvu.core.day_fields import DateField
from congvu.stationery.models import DocumentType, Template


class TemplateForm(forms.ModelForm):
    """A Word file and which papers it is for."""

    file = forms.FileField(label="Tệp Word (.docx)", help_text="Tối đa 5 MB, không macro.")
    field_order = ["file", "kind", "name", "effective_from", "effective_to", "unit", "basis"]

    class Meta:
        model = Template
        fields = ["kind", "name", "effective_from", "effective_to", "unit", "basis"]
        field_classes = dict.fromkeys(("effective_from", "effective_to"), DateField)

    def facts(self) -> dict[str, Any]:
        """Only the fields of the template."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def _post_clean(self) -> None:
        """The action builds and checks the template."""


class EndForm(forms.Form):
    """Until when a template serves, or why it is taken out altogether."""

    last_day = DateField(
        label="Ngày cuối cùng áp dụng",
        required=False,
        help_text="Văn bản đến ngày này vẫn dùng mẫu. Để trống nếu bỏ hẳn vì sai.",
    )
    reason = forms.CharField(
        label="Lý do bỏ hẳn", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class TypeForm(forms.ModelForm):
    """How the office names and numbers a kind of document."""

    class Meta:
        model = DocumentType
        fields = ["abbreviation", "title_words", "number_format", "draws_number"]

    def facts(self) -> dict[str, Any]:
        """Only what was asked."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def _post_clean(self) -> None:
        """The action changes the settings; a form must not."""

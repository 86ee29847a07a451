"""Rows of an online form in the editor of a version."""

from typing import Any

from django import forms

from congvu.procedures.forms.rows import RowForm
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.rules import FormFieldFacts, choices_of
from congvu.procedures.states import FIELD_KIND_LABELS, FieldKind


class FormFieldForm(RowForm):
    """One field of the form."""

    main = "label"
    label = forms.CharField(label="Tên ô", max_length=300, required=False)
    kind = forms.ChoiceField(label="Loại", required=False, choices=list(FIELD_KIND_LABELS.items()))
    required = forms.BooleanField(label="Bắt buộc", required=False, initial=True)
    help = forms.CharField(label="Hướng dẫn điền", max_length=500, required=False)
    choices = forms.CharField(
        label="Các lựa chọn",
        max_length=2000,
        required=False,
        help_text="Chỉ cho loại chọn một, cách nhau bằng dấu chấm phẩy.",
    )
    code = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A choice needs something to choose from."""
        data = super().clean()
        asks = data.get("kind") == FieldKind.CHOICE and data.get("label")
        if asks and not data.get("DELETE") and len(choices_of(data.get("choices") or "")) < 2:
            self.add_error("choices", "Ghi ít nhất hai lựa chọn, cách nhau bằng dấu chấm phẩy.")
        return data

    def is_blank(self) -> bool:
        """The code of a removed label is nothing typed."""
        data = self.cleaned_data
        return not any(data.get(name) for name in ("label", "help", "choices"))

    def facts(self, data: dict[str, Any]) -> FormFieldFacts:
        """As the action takes it."""
        kind = data["kind"] or FieldKind.TEXT
        chosen = choices_of(data["choices"]) if kind == FieldKind.CHOICE else ()
        return FormFieldFacts(
            data["label"], kind, data["required"], data["help"], chosen, data["code"]
        )


def form_field_lines(version: ProcedureVersion) -> list[dict[str, Any]]:
    """The rows there are, as the editor shows them."""
    return [
        {
            "label": one.label,
            "kind": one.kind,
            "required": one.required,
            "help": one.help,
            "choices": "; ".join(one.choices),
            "code": one.name,
        }
        for one in version.form_fields.all()
    ]

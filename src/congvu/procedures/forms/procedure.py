"""Input of what stands outside of versions."""

from typing import Any

from django import forms

from congvu.organizations.models import Unit
from congvu.procedures.models import Procedure
from congvu.procedures.policies import keeps_all, kept_units


class ProcedureForm(forms.ModelForm):
    """Code, field, competence and units; the field may be a new one, by its name."""

    field_name = forms.CharField(
        label="Lĩnh vực", max_length=200, widget=forms.TextInput({"list": "fields"})
    )

    class Meta:
        model = Procedure
        fields = ["name", "code", "competence", "owner", "resolving_unit", "national", "notes"]
        widgets = {"name": forms.Textarea({"rows": 2}), "notes": forms.Textarea({"rows": 2})}
        help_texts = {
            "code": "Ghi đúng như Cơ sở dữ liệu quốc gia hoặc quyết định công bố; chưa có thì để"
            " trống.",
            "resolving_unit": "Để trống nếu chính đơn vị quyết định giải quyết.",
        }

    field_order = ["name", "field_name", "code", "competence", "owner", "resolving_unit"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = (
            Unit.objects.all() if keeps_all(user) else Unit.objects.filter(pk__in=kept_units(user))
        )
        if self.instance.pk:
            own = own | Unit.objects.filter(pk=self.instance.owner_id)
            self.fields["field_name"].initial = self.instance.field.name
        self.fields["owner"].queryset = own.distinct()


class NewForm(ProcedureForm):
    """A new procedure; the rest is written on its draft."""

    class Meta(ProcedureForm.Meta):
        fields = ["name", "code", "competence", "owner", "resolving_unit", "national"]

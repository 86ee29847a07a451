"""Input about a legal document."""

from typing import Any

from django import forms

from congvu.core.day_fields import DateField
from congvu.legal.models import Basis

DATES = ["issued_on", "effective_from", "effective_to"]


class BasisForm(forms.ModelForm):
    """Add and edit."""

    class Meta:
        model = Basis
        fields = ["number", "kind", "issuer", "subject", *DATES, "replaced_by", "confirmed", "note"]
        widgets = {"note": forms.Textarea({"rows": 3})}
        field_classes = dict.fromkeys(DATES, DateField)
        help_texts = {
            "number": "Ghi đúng như trên văn bản, ví dụ 30/2020/NĐ-CP.",
            "effective_to": "Ngày cuối cùng còn hiệu lực; để trống nếu chưa hết hiệu lực.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Basis.objects.exclude(pk=self.instance.pk).only("pk", "number")
        self.fields["replaced_by"].queryset = others
        self.fields["replaced_by"].empty_label = "chưa bị thay"

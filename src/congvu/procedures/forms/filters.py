"""Filters of the list."""

from django import forms

from congvu.organizations.models import Unit
from congvu.procedures.models import Field
from congvu.procedures.states import COMPETENCE_LABELS, LEVEL_LABELS

STATES = {
    "": "Tất cả",
    "du": "Đủ bốn nội dung công khai",
    "thieu": "Đang áp dụng, còn thiếu",
    "du_thao": "Có bản dự thảo",
    "cho_cong_bo": "Chờ công bố",
}


class ListForm(forms.Form):
    """What the list may be narrowed by; an unknown value narrows nothing."""

    q = forms.CharField(
        label="Tìm tên, mã, không cần gõ dấu",
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search"}),
    )
    linh_vuc = forms.ModelChoiceField(
        Field.objects.all(), label="Lĩnh vực", required=False, empty_label="Tất cả"
    )
    don_vi = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị", required=False, empty_label="Tất cả"
    )
    cap = forms.ChoiceField(
        label="Cấp thực hiện", required=False, choices=[("", "Tất cả"), *COMPETENCE_LABELS.items()]
    )
    muc_do = forms.ChoiceField(
        label="Mức độ trực tuyến", required=False, choices=[("", "Tất cả"), *LEVEL_LABELS.items()]
    )
    tinh_trang = forms.ChoiceField(
        label="Nội dung công khai", required=False, choices=list(STATES.items())
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].queryset = (
            Unit.objects.filter(procedures__isnull=False).distinct()
            | Unit.objects.filter(resolved_procedures__isnull=False).distinct()
        )

    def asked(self) -> dict[str, object]:
        """What was asked for and makes sense."""
        self.is_valid()
        return self.cleaned_data

"""The filter above the list of notices."""

from django import forms

from congvu.notices.states import KIND_LABELS


class NoticeFilter(forms.Form):
    """What to show."""

    doc = forms.ChoiceField(
        label="Tình trạng", choices=[("", "Tất cả"), ("chua", "Chưa đọc")], required=False
    )
    loai = forms.ChoiceField(
        label="Loại", choices=[("", "Tất cả"), *KIND_LABELS.items()], required=False
    )
    sau = forms.IntegerField(required=False, widget=forms.HiddenInput)

"""Small forms: a level, a check, a day with its reason."""

from django import forms

from congvu.core.widgets import DateInput
from congvu.procedures.states import CHANNEL_LABELS, LEVEL_LABELS


class LevelForm(forms.Form):
    """A level declared by a decision."""

    level = forms.ChoiceField(label="Mức độ", choices=list(LEVEL_LABELS.items()))
    valid_from = forms.DateField(label="Từ ngày", widget=DateInput())
    decision = forms.CharField(label="Quyết định", max_length=200, required=False)


class DisclosureForm(forms.Form):
    """Somebody looked at a channel."""

    channel = forms.ChoiceField(label="Hình thức công khai", choices=list(CHANNEL_LABELS.items()))
    place = forms.CharField(
        label="Nơi công khai",
        max_length=300,
        required=False,
        help_text="Bảng niêm yết ở đâu, địa chỉ trang thông tin.",
    )
    on = forms.DateField(label="Ngày kiểm tra", widget=DateInput())
    current = forms.BooleanField(
        label="Nội dung công khai đúng bản đang áp dụng", required=False, initial=True
    )


class DayReasonForm(forms.Form):
    """A day and a reason; which of them are needed the action says."""

    on = forms.DateField(label="Ngày", widget=DateInput(), required=False)
    reason = forms.CharField(
        label="Lý do, ý kiến", required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )


class EntryForm(forms.Form):
    """The day of entry into the national database."""

    entered_on = forms.DateField(
        label="Ngày nhập Cơ sở dữ liệu quốc gia về TTHC", widget=DateInput()
    )


class BoardForm(forms.Form):
    """Where sheets are to hang."""

    place = forms.CharField(label="Nơi niêm yết", max_length=300, required=False)

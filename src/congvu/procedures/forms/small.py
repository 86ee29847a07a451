"""Small forms: a level, a check, a day with its reason."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from congvu.core.day_fields import DateField
from congvu.core.number_fields import WholeNumberField
from congvu.procedures.models import Procedure
from congvu.procedures.states import CHANNEL_LABELS, LEVEL_LABELS


class LevelForm(forms.Form):
    """A level declared by a decision."""

    level = forms.ChoiceField(label="Mức độ", choices=list(LEVEL_LABELS.items()))
    valid_from = DateField(label="Từ ngày")
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
    on = DateField(label="Ngày kiểm tra")
    current = forms.BooleanField(
        label="Nội dung công khai đúng bản đang áp dụng", required=False, initial=True
    )


class LeafletForm(forms.Form):
    """Leaflets that were given out."""

    procedure = forms.ModelChoiceField(
        Procedure.objects.none(), label="Thủ tục", empty_label="Chọn thủ tục"
    )
    copies = WholeNumberField(label="Số tờ", min_value=1)
    place = forms.CharField(
        label="Nơi phát",
        max_length=300,
        help_text="Như: Hội nghị tuyên truyền cải cách hành chính, hội trường Trường.",
    )
    on = DateField(label="Ngày phát")

    def __init__(self, *args: Any, procedures: QuerySet[Procedure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedure"].queryset = procedures


class DayReasonForm(forms.Form):
    """A day and a reason; which of them are needed the action says."""

    on = DateField(label="Ngày", required=False)
    reason = forms.CharField(
        label="Lý do, ý kiến", required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )


class EntryForm(forms.Form):
    """The day of entry into the national database."""

    entered_on = DateField(label="Ngày nhập Cơ sở dữ liệu quốc gia về TTHC")


class BoardForm(forms.Form):
    """Where sheets are to hang."""

    place = forms.CharField(label="Nơi niêm yết", max_length=300, required=False)

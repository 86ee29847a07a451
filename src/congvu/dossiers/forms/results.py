"""Forms of results: the signed file, papers used again."""

from collections.abc import Sequence
from typing import Any

from django import forms

from congvu.core.day_fields import DateField
from congvu.dossiers.reusing import Paper


class ResultForm(forms.Form):
    """The paper that answers the dossier."""

    title = forms.CharField(label="Tên kết quả", max_length=300)
    number = forms.CharField(
        label="Số, ký hiệu", max_length=100, help_text="Gõ theo sổ văn bản của cơ quan."
    )
    signed_on = DateField(label="Ngày ký")
    valid_to = DateField(
        label="Có giá trị đến ngày", required=False,
        help_text="Để trống nếu không có thời hạn.",
    )  # fmt: skip
    file = forms.FileField(
        label="Tệp đã ký", help_text="PDF ký số, hoặc bản quét, ảnh chụp của bản ký tay."
    )


class ReuseForm(forms.Form):
    """Which papers, and that the applicant agrees."""

    items = forms.TypedMultipleChoiceField(
        label="Giấy tờ, kết quả còn giá trị", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một giấy tờ."},
    )  # fmt: skip
    consent = forms.BooleanField(
        label="Người nộp đồng ý dùng lại các giấy tờ đã chọn cho hồ sơ này",
        error_messages={"required": "Cần người nộp đồng ý thì mới dùng lại giấy tờ."},
    )

    def __init__(self, *args: Any, papers: Sequence[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [
            (one.item.pk, f"{one.title} – hồ sơ {one.dossier}, {one.told}") for one in papers
        ]

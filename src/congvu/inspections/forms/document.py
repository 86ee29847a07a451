"""Forms of the life of a paper: text around the body, signature, number, issue, files."""

from typing import Any

from django import forms

from congvu.core.day_fields import DateField
from congvu.inspections.forms.base import ActionForm

AUTHORITY_HELP = "Để trống nếu người đứng đầu ký. Ví dụ: KT. GIÁM ĐỐC, TL. GIÁM ĐỐC, TUQ. GIÁM ĐỐC."
DISCLOSURE = {
    "article": "Tin bài về đợt kiểm tra",
    "remarks": "Nhận xét chung (ưu điểm, hạn chế)",
    "matrix": "Bảng tổng hợp kết quả của các đơn vị",
    "name_units": "Tên đơn vị bên cạnh hạn chế",
}


class EditForm(ActionForm):
    """Subject, symbol and recipients of a draft."""

    subject = forms.CharField(label="Trích yếu", max_length=500)
    symbol = forms.CharField(
        label="Ký hiệu",
        max_length=60,
        required=False,
        help_text="Để trống thì dùng ký hiệu thường dùng của loại văn bản.",
    )
    recipients = forms.CharField(
        label="Nơi nhận",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Mỗi dòng một nơi nhận; dòng cuối là nơi lưu.",
    )

    def lines(self) -> list[str]:
        """Recipients as a list."""
        typed = self.cleaned_data["recipients"].splitlines()
        return [line.strip() for line in typed if line.strip()]


class SubmitForm(ActionForm):
    """Who is to sign."""

    signer_name = forms.CharField(label="Họ và tên người ký", max_length=200)
    signer_title = forms.CharField(label="Chức vụ", max_length=200)
    authority = forms.CharField(
        label="Thẩm quyền ký", max_length=100, required=False, help_text=AUTHORITY_HELP
    )


class SignForm(SubmitForm):
    """When it was signed, and by whom when it was somebody else."""

    field_order = ("version", "signed_on", "signer_name", "signer_title", "authority")
    signed_on = DateField(label="Ngày ký")


class NumberForm(ActionForm):
    """Number and date from the office's own book."""

    number = forms.CharField(label="Số", max_length=20)
    symbol = forms.CharField(
        label="Ký hiệu", max_length=60, help_text="Ghi đúng như trong sổ, ví dụ QĐ-LĐTBXH."
    )
    dated_on = DateField(label="Ngày văn bản")

    def __init__(self, *args: Any, drawn: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if drawn:
            for name in ("number", "symbol"):
                self.fields[name].required = False
            self.fields["number"].help_text = "Để trống thì phần mềm lấy số tiếp theo của sổ."


class IssueForm(ActionForm):
    """The day it went out."""

    issued_on = DateField(label="Ngày phát hành")


class DiscloseForm(ActionForm):
    """What of a conclusion anybody may see."""

    article = forms.BooleanField(label=DISCLOSURE["article"], required=False)
    remarks = forms.BooleanField(label=DISCLOSURE["remarks"], required=False)
    matrix = forms.BooleanField(label=DISCLOSURE["matrix"], required=False)
    name_units = forms.BooleanField(
        label=DISCLOSURE["name_units"],
        required=False,
        help_text="Mặc định không nêu tên đơn vị bên cạnh hạn chế, như tin bài của Sở.",
    )

    def ticked(self) -> dict[str, bool]:
        """What may be shown to the public."""
        return {name: self.cleaned_data[name] for name in DISCLOSURE}


class PlainForm(ActionForm):
    """Nothing to fill in: the version guards the button."""


class FileForm(ActionForm):
    """A file to put in."""

    file = forms.FileField(
        label="Tệp bản ký", help_text="Tệp PDF có chữ ký số, bản quét hoặc ảnh chụp."
    )


class WordForm(ActionForm):
    """The edited Word file."""

    file = forms.FileField(
        label="Tệp Word đã sửa (.docx)",
        help_text="Tệp tải từ trang này, sửa trong Word hoặc LibreOffice. "
        "Có thể còn theo dõi thay đổi và ghi chú.",
    )

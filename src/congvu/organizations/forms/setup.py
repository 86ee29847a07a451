"""Forms of a new installation."""

from django import forms


class FoundForm(forms.Form):
    """The office itself."""

    name = forms.CharField(
        label="Tên đầy đủ của cơ quan",
        max_length=300,
        help_text="Ví dụ: Sở Lao động - Thương binh và Xã hội tỉnh Kiên Giang.",
    )
    short_name = forms.CharField(label="Tên gọi tắt", max_length=150)
    symbol = forms.CharField(
        label="Ký hiệu", max_length=30, help_text="Trong số văn bản, ví dụ LĐTBXH."
    )


class TableForm(forms.Form):
    """An Excel file, or a table pasted from Word or Excel."""

    file = forms.FileField(label="Tệp Excel", required=False)
    text = forms.CharField(
        label="Hoặc dán bảng vào đây",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Chép cả dòng tiêu đề từ Excel hoặc Word rồi dán.",
    )

    def clean(self) -> dict:
        """One of the two."""
        given = super().clean() or {}
        if not given.get("file") and not (given.get("text") or "").strip():
            raise forms.ValidationError("Chọn tệp Excel hoặc dán bảng.")
        return given

"""The form of a new token."""

from django import forms


class TokenForm(forms.Form):
    """What it is for, so that one knows later which to revoke."""

    name = forms.CharField(
        label="Dùng cho chương trình",
        max_length=100,
        help_text="Ví dụ: Bảng theo dõi của Văn phòng Sở.",
    )

"""Forms of a new token and of an address that hears what changed."""

from typing import Any

from django import forms


class TokenForm(forms.Form):
    """What it is for, so that one knows later which to revoke."""

    name = forms.CharField(
        label="Dùng cho chương trình",
        max_length=100,
        help_text="Ví dụ: Bảng theo dõi của Văn phòng Sở.",
    )


class WebhookForm(forms.Form):
    """Where to, and about what."""

    name = forms.CharField(
        label="Dùng cho chương trình",
        max_length=100,
        help_text="Ví dụ: Hệ thống báo cáo của tỉnh.",
    )
    address = forms.CharField(
        label="Địa chỉ nhận",
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text="Máy chủ gửi mỗi lần có thay đổi, kèm chữ ký HMAC để bên nhận kiểm tra.",
    )
    kinds = forms.MultipleChoiceField(
        label="Loại nội dung",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn loại nào: báo mọi nội dung bạn được xem.",
    )

    def __init__(self, kinds: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]

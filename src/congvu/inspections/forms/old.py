"""Taking in a campaign from before this system."""

from typing import Any

from django import forms

from congvu.core import clock
from congvu.core.day_fields import DateField
from congvu.core.number_fields import WholeNumberField
from congvu.criteria.models import LibraryVersion


class OldForm(forms.Form):
    """What the campaign was, and its conclusion as text or as a table."""

    title = forms.CharField(label="Tên đợt kiểm tra", max_length=300)
    year = WholeNumberField(label="Năm", min_value=2000)
    period_from = DateField(label="Kỳ kiểm tra từ")
    period_to = DateField(label="Kỳ kiểm tra đến")
    library_version = forms.ModelChoiceField(
        label="Bộ tiêu chí",
        help_text="Nội dung trong bảng được tìm theo tên, tên ngắn hoặc mã của bộ này.",
        queryset=LibraryVersion.objects.none(),
        empty_label=None,
    )
    text = forms.CharField(
        label="Dán thông báo kết luận, hoặc bảng từ Word, Excel",
        help_text=(
            "Văn bản liền mạch được tách thành từng câu: hạn chế, kiến nghị, phần không đưa vào."
            " Bảng thì dòng đầu là tên cột: Đơn vị, Nội dung, Hạn chế, Kiến nghị, Hạn,"
            " Đã khắc phục; cột cuối ghi ngày khắc phục hoặc đánh x, để trống nếu chưa."
        ),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["library_version"].queryset = LibraryVersion.objects.usable().for_inspection()

    def clean(self) -> dict[str, Any]:
        """A year that has come; a period that runs forward."""
        given = super().clean()
        first, last = given.get("period_from"), given.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", "Ngày kết thúc phải sau ngày bắt đầu.")
        if given.get("year", 0) > clock.today().year:
            self.add_error("year", "Đợt cũ không thể thuộc năm chưa đến.")
        return given
